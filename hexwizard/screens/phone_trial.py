"""The client's phone on a screen: an attempt as the app would make it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from hexwizard.accounts.problems import Problem
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.phone import PhoneLabels, PhonePane


class PhoneTrial(SectionScreen):
    """`p` goes to the phone; Escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "phone", "Phone", id="phone")]

    def phone(self) -> PhonePane:
        """The phone, with what the client types at the sign-in already there."""
        say = self.say
        labels = PhoneLabels(
            say("phone.title"),
            say("phone.identifier"),
            say("phone.password"),
            say("phone.sign-in"),
            say("phone.new-password"),
            say("phone.change"),
        )
        account = self.call.facts.account
        typed = self.call.case.identifier or (account.username if account else "")
        return PhonePane(labels, typed.strip(), id="phone")

    def after(self) -> Iterable[Widget]:
        yield self.phone()

    def on_mount(self) -> None:
        self.query(PhonePane).set(display=False)

    def action_phone(self) -> None:
        self.take_phone(True)
        self.query_one(PhonePane).show_focus("#phone-password")

    def take_phone(self, taken: bool) -> None:
        """Take the phone at hand, or put it down; where rows are few, it needs the room of the rest."""
        self.query_one(PhonePane).display = taken
        self.set_class(taken, "-tool")

    def action_back(self) -> None:
        phone = self.query_one(PhonePane)
        if phone.display:
            self.take_phone(False)
            self.query_one("#body").focus()
        else:
            super().action_back()

    @on(PhonePane.Attempt)
    def _attempted(self, event: PhonePane.Attempt) -> None:
        self.attempt(event.identifier, event.password.told())

    @on(PhonePane.NewPassword)
    def _chosen(self, event: PhonePane.NewPassword) -> None:
        self.choose_password(event.password.told())

    @work(exclusive=True, group="phone")
    async def attempt(self, identifier: str, password: str) -> None:
        """One attempt, in a thread: argon2 takes its time."""
        phone = self.query_one(PhonePane)
        phone.show_answer(self.say("phone.waiting"), "wait")
        try:
            answer = await self.at_work(lambda: self.call.try_on_phone(identifier, password))
        except Problem as problem:
            phone.show_answer(self.say.render(problem.message), "bad")
            return
        self._identifier = identifier
        if answer is PhoneAnswer.CHOOSE_PASSWORD:
            phone.choose_new_password()
        self.show_words()
        phone.show_answer(
            self.wizard.client_words(self.client_language())(f"phone.{answer}"), "good" if answer.is_admitted else "bad"
        )
        if answer is not PhoneAnswer.CHOOSE_PASSWORD:
            self.query_one("#body").focus()

    @work(exclusive=True, group="phone")
    async def choose_password(self, password: str) -> None:
        """The client, let in by a temporary password, chooses the lasting one."""
        phone = self.query_one(PhonePane)
        phone.show_answer(self.say("phone.waiting"), "wait")
        try:
            answer = await self.at_work(lambda: self.call.choose_on_phone(password))
        except Problem as problem:
            phone.show_answer(self.say.render(problem.message), "bad")
            return
        phone.sign_in(self._identifier)
        self.show_words()
        phone.show_answer(self.wizard.client_words(self.client_language())(f"phone.{answer}"), "good")
        self.query_one("#body").focus()

    _identifier = ""
