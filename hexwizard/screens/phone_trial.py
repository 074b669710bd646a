"""The client's phone on a screen: an attempt as the app would make it, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from hexwizard.accounts.problems import Problem
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.phone import PhoneLabels, PhonePane


class PhoneTrial(SectionScreen):
    """`p` goes to the phone, which is made when it is first taken; Escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "phone", "Phone", id="phone")]

    def _labels(self) -> PhoneLabels:
        say = self.say
        return PhoneLabels(
            say("phone.title"),
            say("phone.identifier"),
            say("phone.password"),
            say("phone.sign-in"),
            say("phone.new-password"),
            say("phone.change"),
        )

    async def action_phone(self) -> None:
        """Take the phone at hand, with what the client types at the sign-in already there."""
        if not self.query(PhonePane):
            account = self.call.facts.account
            typed = self.call.case.identifier or (account.username if account else "")
            await self.query_one("#body").mount(PhonePane(self._labels(), typed.strip(), id="phone"))
        self._hold_phone(True)
        self.query_one(PhonePane).show_focus("#phone-password")

    def _hold_phone(self, held: bool) -> None:
        """Where rows are few, the phone needs the room of the rest."""
        self.query(PhonePane).set(display=held)
        self.set_class(held, "-tool")

    def show_words(self) -> None:
        super().show_words()
        for phone in self.query(PhonePane):
            phone.speak(self._labels())

    def action_back(self) -> None:
        if any(phone.display for phone in self.query(PhonePane)):
            self._hold_phone(False)
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
