"""For administrators: how callers are verified, and what the configuration would loosen."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from hexwizard.accounts.problems import Problem
from hexwizard.desk.verification.policies import PolicyInForce
from hexwizard.desk.verification.policy import digest, written
from hexwizard.screens.field import Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.shapes import CAUTION, DONE

SETTING_CELLS: Final = 32
_MEANS: Final = {
    "methods": "policy.means.methods",
    "proofs_after_change": "policy.means.proofs-after-change",
    "change_days": "policy.means.change-days",
    "code_minutes": "policy.means.code-minutes",
    "code_tries": "policy.means.code-tries",
    "valid_minutes": "policy.means.valid-minutes",
    "handed_over_hours": "policy.means.handed-over-hours",
    "attempts_a_day": "policy.means.attempts-a-day",
    "second_operator": "policy.means.second-operator",
    "mail_temporary_password": "policy.means.mail-temporary-password",
    "proofs": "policy.means.proofs",
}
"""What each name of the configuration file means, `proofs.` with the act that it is about behind it."""


class PolicyScreen(OutsideScreen[None]):
    """What is in force, a setting a line; Ctrl+S accepts what is looser, exactly as it is shown."""

    HELP_KEY = "policy.help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Accept", id="accept-policy"),
        Binding("escape", "back", "Back", id="back"),
    ]

    _force: PolicyInForce | None = None
    _shown = ""

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        yield Prose(plain(""), id="remarks")
        yield Remark(plain(""), classes="status")
        yield Remark(plain(""), classes="wrong")
        yield Prose(plain(""), id="settings", classes="hint")

    def on_mount(self) -> None:
        super().on_mount()
        self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        desk = self.wizard.desk
        self._force = await self.at_work(desk.policies.in_force)
        self._shown = digest(desk.services.settings.verification)
        self.show_words()
        self.refresh_bindings()

    def show_words(self) -> None:
        super().show_words()
        self.query_one(".title", Prose).update(plain(self.say("policy.title")))
        self.query_one(".lead", Prose).update(plain(self.say("policy.lead")))
        force = self._force
        if force is None:
            return
        self.query_one("#remarks", Prose).update(Content("\n").join(self._remarks(force)))
        lines = [self._setting(name, value) for name, value in written(force.policy)]
        self.query_one("#settings", Prose).update(Content("\n").join([Content(""), *lines]))

    def _setting(self, name: str, value: str) -> Content:
        """As it stands in the configuration file, and what it means."""
        meaning = self.say(_MEANS[name.partition(".")[0]])
        return plain(f"{name} = {value}".ljust(SETTING_CELLS)).stylize("$foreground") + plain(f"  {meaning}")

    def _remarks(self, force: PolicyInForce) -> list[Content]:
        say, caution = self.say, (f"{CAUTION.glyph} ", CAUTION.style)
        if force.refused:
            lines = [
                Content.assemble(
                    caution,
                    plain(say("policy.not-in-force", name=one.name, configured=one.configured, used=one.built_in)),
                )
                for one in force.refused
            ]
            return [*lines, Content(""), plain(say("policy.press"))]
        accepted = force.accepted
        if force.loosened and accepted is not None:
            told = say("policy.loosened", by=accepted.by, moment=accepted.at, loosened=accepted.loosened)
            return [Content.assemble(caution, plain(told))]
        return [Content.assemble((f"{DONE.glyph} ", DONE.style), plain(say("policy.built-in")))]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        return action != "accept" or (self._force is not None and bool(self._force.refused))

    @work(exclusive=True)
    async def action_accept(self) -> None:
        actor, shown = self.wizard.actor, self._shown
        if actor is None:
            return
        try:
            accepted = await self.at_work(lambda: self.wizard.desk.policies.accept(actor, shown))
        except Problem as problem:
            self.query_one(".wrong", Remark).tell(f"✕ {self.say.render(problem.message)}")
            return
        done = self.say("policy.accepted", by=accepted.by, mark=accepted.digest[:8])
        self.query_one(".status", Remark).tell(f"✓ {done}")
        self._force = await self.at_work(self.wizard.desk.policies.in_force)
        self.show_words()
        self.refresh_bindings()

    def action_back(self) -> None:
        self.dismiss(None)
