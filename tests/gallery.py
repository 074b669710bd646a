"""Every screen of the wizard as a scene: how to get there. The snapshots, the sizes and `look` walk through them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from textual import work
from textual.app import App
from textual.pilot import Pilot
from textual.worker import Worker

from hexwizard.accounts.model import PinnedNote, TemporaryPassword, TemporaryState
from hexwizard.app import HexwizardApp
from hexwizard.article import Cause, SectionKey
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo_story import read_story, tell
from hexwizard.desk.desk import Desk
from hexwizard.desk.parking import Awaited, Parking
from hexwizard.desk.verification.policy import BUILT_IN, VerificationPolicy, digest
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import RepairId
from hexwizard.locale.message import say as message
from hexwizard.screens import routes
from hexwizard.screens.between import BetweenScreen
from hexwizard.screens.damage import DamageScreen
from hexwizard.screens.results import Found
from hexwizard.stores.file.rescue import LastGood
from hexwizard.stores.protocol import Table
from hexwizard.widgets.secret_box import SecretBox
from tests.desks import NOW, PASSWORD, SYSTEM

NADIA = Actor("nadia", Role.AGENT, signed_in_at=NOW)
LUC = Actor("luc", Role.ADMIN)
HECTOR = Actor("hector", Role.HEXPERT)
TELLING_CLIENT = {
    SectionKey.CANNOT_CONNECT: "chantal.gagnon@gmial.com",
    SectionKey.PRIMARY_EMAIL: "alain.sirois@hotmail.com",
    SectionKey.USERNAME: "alain.sirois@hotmail.com",
    SectionKey.DEACTIVATED: "hugo.pelletier@yahoo.ca",
    SectionKey.MERGED_ACCOUNT: "lea.morin@sympatico.ca",
    SectionKey.ACCESS_REMOVED: "hugo.pelletier@yahoo.ca",
    SectionKey.COMPANY_LEFT: "sylvie.fortin@bell.net",
    SectionKey.INVITATION: "mathieu.girard@gmail.com",
    SectionKey.TEMPORARY_PASSWORD: "isabelle.nadeau@gmail.com",
}
ANYBODY = "benoit.lavoie@outlook.com"


class OneScreen(HexwizardApp):
    """The wizard opened at one step of a call."""

    def __init__(self, desk: Desk, step: routes.Step, client: str, language: str, actor: Actor = NADIA) -> None:
        super().__init__(desk, language=language, actor=actor)
        self._agent = actor
        self._step = step
        self._client = client

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        draft = routes.with_found(self.desk.cases.draft(self._agent), Found(self._client, None))
        case: Case = self.desk.cases.open(self._agent, draft)
        call = Call(self.desk, self._agent, case)
        call.answer(shown=PhoneMessage.INVALID)
        route = routes.Route(call)
        route.screen = self._step
        await self.push_screen_wait(route.open())


Playing = Pilot[int | str]


async def _stop_countdown(pilot: Playing) -> None:
    """The seconds left stand still, so that a picture is the same each time."""
    for box in pilot.app.screen.query(SecretBox):
        box._stop_clock()
        box._left = box._seconds
        box.refresh()


async def until_still(pilot: Playing) -> None:
    """Until no worker is at work any more, but those that wait for the answer to a screen."""
    for _ in range(200):
        await pilot.pause()
        app = pilot.app
        following = isinstance(app, HexwizardApp) and (app.is_following or not app.hand.is_free)
        if not following and not any(one.is_running and _is_awaited(app, one) for one in app.workers):
            break
    await pilot.pause()


def _is_awaited(app: App[int | str], worker: Worker[object]) -> bool:
    asks = worker.group in ("repair", "follow", "form", "ask") and worker.node is not app.screen
    return worker.group != "session" and not asks


@dataclass(frozen=True, slots=True)
class Scene:
    """`opened` makes the wizard on a desk in a language, `keys` lead on from there; `main` ones are seen in all themes.

    A key in angle brackets is a text that is typed.
    """

    name: str
    opened: Callable[[Desk, str], HexwizardApp]
    keys: tuple[str, ...] = ()
    main: bool = False
    then: Callable[[Playing], Awaitable[None]] | None = None
    shows: str = ""
    """The class of the screen, in one scene at least of each."""

    async def play(self, pilot: Playing) -> None:
        await until_still(pilot)
        for key in self.keys:
            if key.startswith("<"):
                await pilot.press(*(_NAMES.get(one, one) for one in key[1:-1]))
            else:
                await pilot.press(key)
            await until_still(pilot)
        if self.then is not None:
            await self.then(pilot)
            await until_still(pilot)


_NAMES = {"@": "at", ".": "full_stop", "_": "underscore", "-": "minus", " ": "space", "/": "slash"}


def _step(step: routes.Step, client: str | None = None) -> Callable[[Desk, str], HexwizardApp]:
    telling = TELLING_CLIENT.get(step, ANYBODY) if isinstance(step, SectionKey) else ANYBODY
    return lambda desk, language: OneScreen(desk, step, client or telling, language)


def _at(actor: Actor | None) -> Callable[[Desk, str], HexwizardApp]:
    return lambda desk, language: HexwizardApp(desk, language=language, actor=actor)


def _with_open_call(desk: Desk, language: str) -> HexwizardApp:
    draft = routes.with_found(desk.cases.draft(NADIA), Found("alain.sirois@hotmail.com", None))
    Call(desk, NADIA, desk.cases.open(NADIA, draft)).answer(shown=PhoneMessage.INVALID)
    return HexwizardApp(desk, language=language, actor=NADIA)


def _with_calls_waiting(desk: Desk, language: str) -> HexwizardApp:
    """The demo's morning."""
    waiting = tell(read_story(data_path("demo", "calls.toml")), desk, NADIA)
    return HexwizardApp(desk, language=language, actor=NADIA, demo=True, waiting=waiting)


def _with_a_past(desk: Desk, language: str) -> HexwizardApp:
    """A client with two notes, who has called before and calls again."""
    causes = (Cause.OUTDATED_APP, Cause.WRONG_PASSWORD, Cause.SECONDARY_EMAIL_USED)
    alain = desk.clients.account("alain_sirois")
    assert alain is not None
    notes = ("Préfère être rappelé le soir.", "Tape lentement : lui laisser le temps.")
    kept = tuple(PinnedNote(text, "hector", NOW - timedelta(days=20)) for text in notes)
    with desk.services.store.transaction() as transaction:
        transaction.put(Table.ACCOUNTS, alain.username, replace(alain, notes=kept))
        for days, cause in zip((40, 9, 2), causes, strict=True):
            at = NOW - timedelta(days=days)
            case = Case(f"2026-{100 - days:04}", at, "nadia", CaseState.CLOSED, at, username=alain.username)
            case = replace(case, verdict=cause, outcome=Outcome.SOLVED if days > 2 else Outcome.UNSOLVED)
            transaction.put(Table.CASES, case.id, case)
    return OneScreen(desk, SectionKey.START, "alain.sirois@hotmail.com", language)


def _with_parked_calls(desk: Desk, language: str) -> HexwizardApp:
    """Two calls wait: for an e-mail that should be there by now, and for the client to call back."""
    waits = (("alain.sirois@hotmail.com", Awaited.EMAIL, -4), ("benoit.lavoie@outlook.com", Awaited.CLIENT, 18))
    for typed, awaited, minutes in waits:
        draft = routes.with_found(desk.cases.draft(NADIA), Found(typed, None))
        call = Call(desk, NADIA, desk.cases.open(NADIA, draft))
        call.answer(shown=PhoneMessage.INVALID)
        parking = Parking(awaited, NOW - timedelta(minutes=12), NOW + timedelta(minutes=minutes))
        desk.cases.keep(NADIA, replace(call.case, parked=parking))
    return HexwizardApp(desk, language=language, actor=NADIA)


def _handed_over(actor: Actor, answer: str = "", *, freed: bool = False) -> Callable[[Desk, str], HexwizardApp]:
    """A client whose company left, handed over by an agent; taken, freed and answered as said."""

    def opened(desk: Desk, language: str) -> HexwizardApp:
        draft = routes.with_found(desk.cases.draft(NADIA), Found(TELLING_CLIENT[SectionKey.COMPANY_LEFT], None))
        call = Call(desk, NADIA, desk.cases.open(NADIA, draft))
        call.answer(shown=PhoneMessage.DEACTIVATED)
        call.caller.called_back(AttemptOutcome.PROVED)
        ways = {way.id: way for finding in call.diagnosis.findings for way in finding.repairs}
        call.acts.carry_out(ways[RepairId.HAND_OVER])
        if answer or freed:
            desk.hand_overs.take(HECTOR, call.case.id)
        if freed:
            Call(desk, HECTOR, call.case).acts.carry_out(ways[RepairId.FREE_EMAIL])
        if answer:
            desk.hand_overs.answer(HECTOR, call.case.id, answer)
        return HexwizardApp(desk, language=language, actor=actor)

    return opened


_ANSWER = "Courriel libéré : le nouveau compte est prêt."


def _with_weeks_of_calls(desk: Desk, language: str) -> HexwizardApp:
    """Two calls a day for eight weeks, of three causes and every outcome."""
    causes = (Cause.WRONG_PASSWORD, Cause.SECONDARY_EMAIL_USED, Cause.WRONG_PASSWORD, Cause.OUTDATED_APP)
    with desk.services.store.transaction() as transaction:
        for number in range(112):
            at = NOW - timedelta(hours=12 * number)
            case = Case(
                f"2026-{number:04}",
                at,
                "nadia",
                CaseState.CLOSED,
                at + timedelta(minutes=2 + number % 9),
                username=f"client-{number % 40}",
                verdict=causes[number % len(causes)],
                outcome=Outcome.SOLVED if number % 5 else Outcome.HANDED_OVER,
                feedback=list(Feedback)[number % 3] if number % 4 else None,
            )
            transaction.put(Table.CASES, case.id, case)
    return HexwizardApp(desk, language=language, actor=LUC)


def _with_policy(desk: Desk, language: str) -> HexwizardApp:
    """A configuration file that loosens two settings, which nobody has accepted."""
    looser = VerificationPolicy(code_for=timedelta(minutes=20), second_operator=False)
    desk.services.settings = replace(desk.services.settings, verification=looser)
    desk.operators.add(SYSTEM, LUC.name, Role.ADMIN, PASSWORD)
    return HexwizardApp(desk, language=language, actor=replace(LUC, signed_in_at=NOW))


def _demo(desk: Desk, language: str) -> HexwizardApp:
    return HexwizardApp(desk, language=language, actor=NADIA, demo=True)


def _screen_of(step: SectionKey) -> str:
    return f"{step.replace('-', ' ').title().replace(' ', '')}Screen"


def _first_run(desk: Desk, language: str) -> HexwizardApp:
    """Nobody can sign in yet."""
    with desk.services.store.transaction() as transaction:
        for one in desk.operators.all():
            transaction.delete(Table.OPERATORS, one.name)
    return HexwizardApp(desk, language=language)


def _with_a_password_left(desk: Desk, language: str) -> HexwizardApp:
    """A temporary password that was made and never handed over."""
    left = TemporaryPassword(
        "x", NOW - timedelta(minutes=9), NOW + timedelta(minutes=51), "hector", TemporaryState.PENDING
    )
    benoit = desk.clients.account("benoit_lavoie")
    assert benoit is not None
    with desk.services.store.transaction() as transaction:
        transaction.put(Table.ACCOUNTS, benoit.username, replace(benoit, temporary=(left,)))
    return HexwizardApp(desk, language=language, actor=NADIA)


def _signed_in_long_ago(desk: Desk, language: str) -> HexwizardApp:
    before = replace(NADIA, signed_in_at=NOW - timedelta(minutes=16))
    return OneScreen(desk, SectionKey.TEMPORARY_PASSWORD, ANYBODY, language, before)


def _by_mail_too(desk: Desk, language: str) -> HexwizardApp:
    """An administrator accepted that temporary passwords go by e-mail."""
    desk.services.settings = replace(
        desk.services.settings, verification=replace(BUILT_IN, mail_temporary_password=True)
    )
    desk.operators.add(SYSTEM, LUC.name, Role.ADMIN, PASSWORD)
    desk.policies.accept(replace(LUC, signed_in_at=NOW), digest(desk.services.settings.verification))
    return _TEMPORARY(desk, language)


class Opening(HexwizardApp):
    """Between two screens, while the store lets the next one wait."""

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        beneath = self.screen_stack[0]
        assert isinstance(beneath, BetweenScreen)
        beneath.tell(self.say("between.opening"), self.say("between.home"))


class Damaged(HexwizardApp):
    """The question before anybody can sign in."""

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        good = LastGood(NOW - timedelta(hours=2), NOW - timedelta(minutes=3), 4, 1, 90, {"accounts": 32, "cases": 55})
        damage = message("problem.store.damaged", path="accounts.json", where="accounts[12]")
        await self.push_screen_wait(DamageScreen(damage, good))


_MAIN = (SectionKey.CANNOT_CONNECT, SectionKey.PRIMARY_EMAIL, SectionKey.ANSWERED)
_TEMPORARY = _step(SectionKey.TEMPORARY_PASSWORD, ANYBODY)
SCENES: tuple[Scene, ...] = (
    *(Scene(f"section-{step}", _step(step), main=step in _MAIN, shows=_screen_of(step)) for step in SectionKey),
    Scene("client-with-a-past", _with_a_past, shows="StartScreen"),
    Scene("pinned-notes", _with_a_past, ("f7", "tab", "down"), shows="PinnedNotesScreen"),
    Scene("try-again", _step(routes.Extra.TRY_AGAIN), shows="TryAgainScreen"),
    Scene("sign-in", _at(None), main=True, shows="SignInScreen"),
    Scene("home-nothing-yet", _at(NADIA), shows="HomeScreen"),
    Scene("home-call-left-open", _with_open_call, main=True),
    Scene("home-calls-waiting", _with_calls_waiting),
    Scene("home-parked", _with_parked_calls, main=True),
    Scene("park", _step(SectionKey.FORGOTTEN_PASSWORD), ("w",), shows="ParkScreen"),
    Scene("tour", _at(NADIA), ("question_mark", "enter"), shows="TourScreen"),
    Scene("home-really-quit", _with_open_call, ("q",)),
    Scene("find-client", _at(NADIA), ("n", "<tremblay>"), main=True, shows="FindClientScreen"),
    Scene("import-files", _at(LUC), ("3",), shows="ImportFilesScreen"),
    Scene("import-no-such-file", _at(LUC), ("3", "<nowhere.csv>", "ctrl+s")),
    Scene("insight", _with_weeks_of_calls, ("1",), main=True, shows="InsightScreen"),
    Scene("insight-no-call-yet", _at(LUC), ("1",)),
    Scene("help-of-a-section", _step(SectionKey.PRIMARY_EMAIL), ("f1",), shows="HelpScreen"),
    Scene("reset-mail-sent", _step(SectionKey.FORGOTTEN_PASSWORD), ("1",)),
    Scene("spelling", _step(SectionKey.PRIMARY_EMAIL), ("f5",)),
    Scene("verify-caller", _step(SectionKey.ACCESS_REMOVED), ("1",), shows="VerifyCallerScreen"),
    Scene("correct-email", _step(SectionKey.CANNOT_CONNECT, ANYBODY), ("3", "r", "o"), shows="CorrectEmailScreen"),
    Scene("phone", _step(SectionKey.CANNOT_CONNECT, ANYBODY), ("p",)),
    Scene("secret-hidden", _TEMPORARY, ("enter", "1", "r", "o")),
    Scene("secret-shown", _TEMPORARY, ("enter", "1", "r", "o", "v"), main=True, then=_stop_countdown),
    Scene("call-back", _step(SectionKey.ACCESS_REMOVED), ("1", "r"), shows="CallBackScreen"),
    Scene("email-code", _step(SectionKey.ACCESS_REMOVED), ("1", "e"), shows="EmailCodeScreen"),
    Scene("email-code-wrong", _step(SectionKey.ACCESS_REMOVED), ("1", "e", "<000000>", "enter")),
    Scene(
        "known-professional",
        _step(SectionKey.ACCESS_REMOVED),
        ("1", "k", "<Paquin>", "enter"),
        shows="KnownProfessionalScreen",
    ),
    Scene("failed-verification", _step(SectionKey.ACCESS_REMOVED), ("1", "r", "a"), shows="FailedVerificationScreen"),
    Scene("failed-closes-repairs", _step(SectionKey.ACCESS_REMOVED), ("1", "r", "a", "escape"), main=True),
    Scene("queue", _handed_over(HECTOR), ("f",), main=True, shows="QueueScreen"),
    Scene("handed-over", _handed_over(HECTOR), ("f", "enter"), shows="HandedOverScreen"),
    Scene("handed-over-freed", _handed_over(HECTOR, freed=True), ("f", "enter")),
    Scene("end-hand-over", _handed_over(HECTOR, freed=True), ("f", "enter", "j"), shows="EndHandOverScreen"),
    Scene("new-client", _handed_over(HECTOR, freed=True), ("f", "enter", "m"), shows="NewClientScreen"),
    Scene("home-answered", _handed_over(NADIA, _ANSWER)),
    Scene("locked", _with_open_call, ("ctrl+l",), shows="LockScreen"),
    Scene("change-password", _at(NADIA), ("2",), shows="ChangePasswordScreen"),
    Scene("operators", _at(LUC), ("4",), shows="OperatorsScreen"),
    Scene("policy", _with_policy, ("5",), shows="PolicyScreen"),
    Scene("demo-seat", _demo, ("ctrl+o",), shows="DemoSeatScreen"),
    Scene("second-operator", _step(SectionKey.ACCESS_REMOVED), ("1", "r", "a", "2"), shows="SecondOperatorScreen"),
    Scene("palette", _with_open_call, ("ctrl+p", "<tremblay>"), shows="Palette"),
    Scene("answers", _step(SectionKey.PRIMARY_EMAIL), ("f4",), shows="AnswersScreen"),
    Scene("new-identifier", _step(SectionKey.PRIMARY_EMAIL), ("f4", "1"), shows="NewIdentifierScreen"),
    Scene("confirm-client", _step(SectionKey.CANNOT_CONNECT), ("enter",), shows="ConfirmClientScreen"),
    Scene("note", _step(SectionKey.PRIMARY_EMAIL), ("f3", "<rappelle demain>"), shows="NoteScreen"),
    Scene("first-run", _first_run, shows="FirstRunScreen"),
    Scene("left-password", _with_a_password_left, ("tab", "down", "enter"), shows="LeftPasswordScreen"),
    Scene("sign-again", _signed_in_long_ago, ("enter", "1", "r", "o"), shows="SignAgainScreen"),
    Scene("mail-secret", _by_mail_too, ("enter", "1", "r", "o", "ctrl+e"), shows="MailSecretScreen"),
    Scene("operator-form", _at(LUC), ("4", "1"), shows="OperatorFormScreen"),
    Scene("reply", _handed_over(HECTOR, freed=True), ("f", "enter", "b"), shows="ReplyScreen"),
    Scene("between", lambda desk, language: Opening(desk, language=language, actor=NADIA), shows="BetweenScreen"),
    Scene("damage", lambda desk, language: Damaged(desk, language=language), shows="DamageScreen"),
    Scene("palette-in-a-call", _step(SectionKey.PRIMARY_EMAIL), ("ctrl+p",)),
)
