"""Who may sit at the wizard: for administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.credentials import throttle
from hexwizard.desk.actor import Actor
from hexwizard.desk.operator import Operator
from hexwizard.locale.words import Words
from hexwizard.screens.field import Remark
from hexwizard.screens.following import FollowingScreen
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose


class OperatorsScreen(FollowingScreen[None]):
    """A row an operator; the keys act on the row that one is on."""

    HELP_KEY = "help.operators"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "queue.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "#waiting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "add", "Add", id="add-operator"),
        Binding("2", "end_or_give_access", "Disable or enable", id="toggle-operator"),
        Binding("3", "unlock", "Unlock", id="unlock-operator"),
        Binding("4", "reset", "New password", id="reset-operator"),
        Binding("escape", "back", "Back", id="back"),
    ]
    _operators: tuple[Operator, ...] = ()

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Rows(id="waiting")
        yield Remark(plain(""), classes="wrong")

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        self._operators = await self.at_work(self.wizard.desk.operators.all)
        self.show_words()

    def show_words(self) -> None:
        super().show_words()
        self.query_one(".title", Prose).update(plain(self.say("operators.title")))
        rows = self.query_one("#waiting", OptionList)
        at = rows.highlighted
        rows.clear_options()
        rows.add_options(Option(self._row(one), id=one.name) for one in self._operators)
        rows.highlighted = min(at or 0, len(self._operators) - 1) if self._operators else None

    def _row(self, operator: Operator) -> Content:
        return Content.assemble(
            plain(operator.name).truncate(26, ellipsis=True, pad=True).stylize("bold" if operator.is_enabled else ""),
            plain(self.say(f"role.{operator.role}")).truncate(18, ellipsis=True, pad=True),
            plain(state_of(operator, self.say)).stylize("$text-muted"),
        )

    def _here(self) -> Operator | None:
        at = self.query_one("#waiting", OptionList).highlighted
        return self._operators[at] if at is not None and at < len(self._operators) else None

    def action_add(self) -> None:
        self._form(None)

    def action_reset(self) -> None:
        operator = self._here()
        if operator is not None:
            self._form(operator.name)

    @work(exclusive=True, group="form")
    async def _form(self, name: str | None) -> None:
        from hexwizard.screens.operator_form import OperatorFormScreen

        told = await self.app.push_screen_wait(OperatorFormScreen(name))
        if told is not None:
            self.notify(told)

    def action_end_or_give_access(self) -> None:
        operators, operator = self.wizard.desk.operators, self._here()
        if operator is not None:
            self._do(operators.disable if operator.is_enabled else operators.enable, operator.name)

    def action_unlock(self) -> None:
        operator = self._here()
        if operator is not None:
            self._do(self.wizard.desk.operators.unlock, operator.name)

    @work(exclusive=True, group="act")
    async def _do(self, act: Callable[[Actor, str], Operator], name: str) -> None:
        """One act on the operator of the row; what is refused is said beneath."""
        actor, wrong = self.wizard.actor, self.query_one(".wrong", Remark)
        if actor is None:
            return
        wrong.tell("")
        try:
            await self.at_work(lambda: act(actor, name))
        except Problem as problem:
            wrong.tell(f"✕ {self.say.render(problem.message)}")
            return
        self.load()

    def action_back(self) -> None:
        self.dismiss(None)


def state_of(operator: Operator, say: Words) -> str:
    """Enabled, disabled, or held back after failures."""
    if not operator.is_enabled:
        return say("cli.operators.disabled")
    if throttle.is_stopped(operator.attempts):
        return say("operators.stopped")
    failures = operator.attempts.failures
    return say("operators.failures", count=failures) if failures else say("cli.operators.enabled")
