"""A small application that wears every widget: the tests' harness. `python -m tests.widgets.look FOLDER` draws it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer

from hexwizard.article import SectionKey
from hexwizard.diagnosis.findings import Certainty
from hexwizard.diagnosis.rail import Mark
from hexwizard.locale.message import Parameter
from hexwizard.theme import register_themes
from hexwizard.widgets.breakpoints import BREAKPOINTS
from hexwizard.widgets.case_bar import CaseBar, CaseLine
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.panes import DoLine, DoPane, KnowLine, KnowPane, SayBox
from hexwizard.widgets.phone import PhoneLabels, PhonePane
from hexwizard.widgets.question import Choice, Option
from hexwizard.widgets.rail import Rail
from hexwizard.widgets.secret_box import SecretBox, SecretLabels

WORDS = {
    "mark.found": "trouvé",
    "mark.to-ask": "à demander",
    "mark.ruled-out": "écarté",
    "mark.not-applicable": "sans objet",
    "certainty.confirmed": "établi",
    "certainty.likely": "probable",
    "certainty.possible": "possible",
    "section.start.short": "L’appel",
    "section.cannot-connect.short": "Connexion impossible",
    "section.forgotten-password.short": "Mot de passe oublié",
    "section.primary-email.short": "Courriel principal",
    "section.username.short": "Nom d’utilisateur",
    "section.temporary-password.short": "Mot de passe temporaire",
    "section.deactivated.short": "Compte désactivé",
    "section.merged-account.short": "Comptes fusionnés",
    "section.access-removed.short": "Accès retiré",
    "section.company-left.short": "Entreprise partie",
    "section.invitation.short": "Invitation",
    "section.app-version.short": "Version de l’app",
    "section.still-impossible.short": "Toujours impossible",
    "section.answered.short": "Question résolue?",
}


def wording(key: str, **params: Parameter) -> str:
    return WORDS.get(key, key)


MARKS = {
    **dict.fromkeys(SectionKey, Mark.RULED_OUT),
    SectionKey.CANNOT_CONNECT: Mark.TO_ASK,
    SectionKey.PRIMARY_EMAIL: Mark.FOUND,
    SectionKey.USERNAME: Mark.FOUND,
    SectionKey.TEMPORARY_PASSWORD: Mark.NOT_APPLICABLE,
    SectionKey.APP_VERSION: Mark.TO_ASK,
    SectionKey.STILL_IMPOSSIBLE: Mark.TO_ASK,
    SectionKey.ANSWERED: Mark.TO_ASK,
}
KNOWN = (
    KnowLine(Certainty.CONFIRMED, "alain@exemple.ca est dans la section « Secondaire » : il n’ouvre jamais l’app."),
    KnowLine(Certainty.CONFIRMED, "Le compte s’ouvre avec le nom d’utilisateur alain_sirois."),
    KnowLine(Certainty.LIKELY, "L’adresse principale manque parce qu’un autre compte la tient déjà."),
    KnowLine(Certainty.POSSIBLE, "L’app n’est peut-être pas à jour."),
)
SENTENCE = (
    "Dans l’app, tapez alain_sirois à la place de votre courriel, puis votre mot de passe habituel. "
    "Votre courriel ne sert qu’à recevoir nos messages."
)
REPAIRS = (
    DoLine("Entrer avec le nom d’utilisateur", "par le client", "alain_sirois, puis le mot de passe habituel."),
    DoLine("Rendre le courriel principal", "par vous", "Fiche du client → Informations → « Principale »."),
    DoLine(
        "Mot de passe temporaire",
        "par vous",
        why_not="Le client appartient à 2 entreprises : prenez le courriel de réinitialisation.",
    ),
    DoLine("Renvoyer l’invitation", "par vous", "Envoyée à 10 h 42.", done=True),
)
PHONE = PhoneLabels(
    "Hexfit", "Courriel ou nom d’utilisateur", "Mot de passe", "Se connecter", "Nouveau mot de passe", "Changer"
)
SECRET = SecretLabels("Mot de passe temporaire", "r : le montrer pendant 30 s", "encore {seconds} s", "Effacé.")
BAR = CaseLine("hexwizard", "Cas 2041", "Alain Sirois", "alain_sirois", "Marie T.", "fr")
OPTIONS = (
    Option("invalid", "« Invalid User/password »"),
    Option("deactivated", "Le compte est désactivé"),
    Option("none", "Aucun message", Answer.NONE),
)


class SectionScreen(Screen[None]):
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "note('next')", "Suivant"),
        Binding("escape", "note('back')", "Retour"),
        Binding("c", "note('copy')", "Copier"),
        Binding("1", "note('one')", "Réparer", key_display="1–9"),
    ]
    heard: list[str]

    def compose(self) -> ComposeResult:
        self.heard = []
        yield CaseBar(BAR)
        with Container():
            yield Rail(wording)
            with VerticalScroll(can_focus=False):
                yield from self.body()
        yield Footer(show_command_palette=False)

    def body(self) -> ComposeResult:
        yield KnowPane(wording, "Ce que l’on sait")
        yield SayBox("À dire")
        yield DoPane("À faire")

    def on_mount(self) -> None:
        self.query_one(Rail).show(MARKS, SectionKey.PRIMARY_EMAIL, {SectionKey.START, SectionKey.CANNOT_CONNECT})
        for pane in self.query(KnowPane):
            pane.show(KNOWN)
        for box in self.query(SayBox):
            box.show(SENTENCE, "fr")
        for todo in self.query(DoPane):
            todo.show(REPAIRS)

    def action_note(self, what: str) -> None:
        self.heard.append(what)


class ToolsScreen(SectionScreen):
    """The widgets that only some sections show."""

    def body(self) -> ComposeResult:
        yield Choice("Que lit le client sur son téléphone?", OPTIONS, picked="invalid")
        yield SecretBox(SECRET)
        yield PhonePane(PHONE, "alain@exemple.ca")


class Demo(App[None]):
    CSS = "Container { height: 1fr; } VerticalScroll { padding-top: 1; scrollbar-size-vertical: 1; }"

    def __init__(self, screen: type[SectionScreen] = SectionScreen) -> None:
        super().__init__()
        self._first = screen
        self.posted: list[Message] = []

    def on_mount(self) -> None:
        register_themes(self)
        self.push_screen(self._first())

    def keep(self, message: Message) -> None:
        self.posted.append(message)

    on_rail_jump = on_do_pane_chosen = on_choice_picked = on_secret_box_gone = keep
    on_phone_pane_attempt = on_phone_pane_new_password = keep
