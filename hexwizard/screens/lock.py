"""The lock: it covers everything until the same operator gives the password, or another one signs in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.secret_input import SecretInput

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class AnotherOperator:
    """Somebody else takes the chair; the case stays with its owner."""


LockResult: TypeAlias = "Actor | AnotherOperator"


class LockScreen(OutsideScreen[LockResult]):
    """Shows who sits here, and nothing of any client."""

    HELP_KEY = "help.lock"
    AUTO_FOCUS = "#password"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", "Unlock", id="unlock"),
        Binding("ctrl+o", "another_operator", "Another operator", id="another-operator"),
    ]

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        yield Field("sign-in.password", SecretInput(id="password"))
        yield Remark(plain(""), classes="status")
        yield Prose(plain(""), classes="hint")

    def show_words(self) -> None:
        super().show_words()
        actor = self.wizard.actor
        self.query_one(".title", Prose).update(plain(self.say("lock.title")))
        self.query_one(".lead", Prose).update(plain(self.say("lock.lead", name=actor.name if actor else "")))
        self.query_one(".hint", Prose).update(plain(self.say("lock.hint")))

    async def at_work(self, work: Callable[[], Value]) -> Value:
        """Every other screen waits for this one."""
        return await asyncio.to_thread(work)

    @on(Input.Submitted, "#password")
    def action_unlock(self) -> None:
        password = self.query_one("#password", SecretInput).take()
        if password:
            self._unlock(password)

    @work(exclusive=True)
    async def _unlock(self, password: str) -> None:
        actor, status = self.wizard.actor, self.query_one(".status", Remark)
        if actor is None:
            return
        self.query_one(Field).refuse(None, self.say)
        status.tell(self.say("sign-in.checking"))
        try:
            again = await self.at_work(lambda: self.wizard.desk.operators.sign_in_again(actor, password))
        except Problem as problem:
            self.query_one(Field).refuse(problem.message, self.say)
            return
        finally:
            status.tell("")
        self.dismiss(again)

    def action_another_operator(self) -> None:
        self.dismiss(AnotherOperator())
