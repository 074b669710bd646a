"""The client's phone, to try the sign-in on: what the client types and what the app would answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Button, Input, Static

from hexwizard.credentials.secret import Secret
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.secret_input import SecretInput

Tone: TypeAlias = Literal["good", "bad", "wait"]
_TONES: Final[dict[Tone, tuple[str, str]]] = {
    "good": ("✓", "bold $success"),
    "bad": ("✕", "bold $error"),
    "wait": ("…", "$text-muted"),
}


@dataclass(frozen=True, slots=True)
class PhoneLabels:
    title: str
    identifier: str
    password: str
    sign_in: str
    new_password: str
    change: str


class PhonePane(Vertical):
    """Two states: signing in, and choosing a new password. A password leaves its input as it is sent."""

    DEFAULT_CSS = """
    PhonePane {
        width: 40; max-width: 100%; height: auto; padding: 0 2;
        border: round $border; border-title-align: center; border-title-color: $text-muted;
        border-subtitle-align: center; border-subtitle-color: $border;
        & > .phone-title { width: 1fr; text-align: center; text-style: bold; margin-bottom: 1; }
        & > .phone-label { color: $text-muted; }
        & > Input { height: 1; border: none; padding: 0 1; margin-bottom: 1; background: $panel; color: $foreground; }
        & > Input:focus { border: none; background: $panel; text-style: bold; }
        & > Button.-style-default {
            width: 1fr; margin-bottom: 1; background: $primary; color: $background; text-style: bold;
            &:hover { background: $accent; color: $background; }
            &:focus { background: $accent; color: $background; text-style: bold underline; }
        }
        & > .phone-answer { height: auto; min-height: 2; }
        & > .phone-new { display: none; }
        &.-choosing > .phone-sign { display: none; }
        &.-choosing > .phone-new { display: block; }
    }
    """

    class Attempt(Message):
        """The client tries to sign in. The password stays out of every `repr`."""

        def __init__(self, pane: PhonePane, identifier: str, password: str) -> None:
            super().__init__()
            self.pane = pane
            self.identifier = identifier
            self.password = Secret(password)

        @property
        def control(self) -> PhonePane:
            return self.pane

    class NewPassword(Message):
        """The client chose a new password. It stays out of every `repr`."""

        def __init__(self, pane: PhonePane, password: str) -> None:
            super().__init__()
            self.pane = pane
            self.password = Secret(password)

        @property
        def control(self) -> PhonePane:
            return self.pane

    choosing: reactive[bool] = reactive(False, toggle_class="-choosing")

    def __init__(self, labels: PhoneLabels, identifier: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._labels = labels
        self._identifier = identifier
        self.border_title = "╺━━╸"
        self.border_subtitle = "◯"

    def compose(self) -> ComposeResult:
        yield Static(classes="phone-title", markup=False)
        yield Static(id="identifier-label", classes="phone-label phone-sign", markup=False)
        yield PlainInput(self._identifier, compact=True, id="phone-identifier", classes="phone-sign").leading_to(
            "#phone-password"
        )
        yield Static(id="password-label", classes="phone-label phone-sign", markup=False)
        yield SecretInput(compact=True, id="phone-password").add_class("phone-sign")
        yield Button(plain(""), compact=True, id="phone-sign-in", classes="phone-sign")
        yield Static(id="new-password-label", classes="phone-label phone-new", markup=False)
        yield SecretInput(compact=True, id="phone-new-password").add_class("phone-new")
        yield Button(plain(""), compact=True, id="phone-change", classes="phone-new")
        yield Prose(Content(""), classes="phone-answer")

    def on_mount(self) -> None:
        self.speak(self._labels)

    def speak(self, labels: PhoneLabels) -> None:
        """Put what stands on it into these words; what is typed and the answer stay."""
        self._labels = labels
        for place, label in (
            (".phone-title", labels.title),
            ("#identifier-label", labels.identifier),
            ("#password-label", labels.password),
            ("#new-password-label", labels.new_password),
        ):
            self.query_one(place, Static).update(plain(label))
        self.query_one("#phone-sign-in", Button).label = plain(labels.sign_in)
        self.query_one("#phone-change", Button).label = plain(labels.change)

    def show_answer(self, text: str, tone: Tone) -> None:
        """What the app answers, with a shape for its tone."""
        glyph, style = _TONES[tone]
        self.query_one(".phone-answer", Prose).update(
            Content.assemble((f"{glyph} ", style), plain(text, multiline=True).stylize(style))
        )

    def sign_in(self, identifier: str | None = None) -> None:
        """Back to the sign-in, empty but for the identifier."""
        self.choosing = False
        self._wipe()
        if identifier is not None:
            self.query_one("#phone-identifier", Input).value = identifier
        self.show_focus("#phone-identifier")

    def choose_new_password(self) -> None:
        """The state after a temporary password: the client chooses one of his own."""
        self.choosing = True
        self._wipe()
        self.show_focus("#phone-new-password")

    def show_focus(self, selector: str) -> None:
        self.query_one(selector, Input).focus()

    def _wipe(self) -> None:
        for secret in self.query(SecretInput):
            secret.clear()
        self.query_one(".phone-answer", Prose).update(Content(""))

    @on(Input.Submitted, "#phone-password")
    @on(Button.Pressed, "#phone-sign-in")
    def _try(self, event: Message) -> None:
        event.stop()
        password = self.query_one("#phone-password", SecretInput).take()
        self.post_message(self.Attempt(self, self.query_one("#phone-identifier", Input).value, password))

    @on(Input.Submitted, "#phone-new-password")
    @on(Button.Pressed, "#phone-change")
    def _change(self, event: Message) -> None:
        event.stop()
        self.post_message(self.NewPassword(self, self.query_one("#phone-new-password", SecretInput).take()))
