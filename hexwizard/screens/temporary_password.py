"""Section 3: a temporary password. The address confirmed, the caller verified, the secret shown once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.widget import Widget

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.desk.call import NO_ADDRESS
from hexwizard.desk.mailed_passwords import on_record
from hexwizard.desk.session_rules import SignInAgain
from hexwizard.desk.verification.policies import AcceptedPolicy
from hexwizard.desk.verification.policy import Opening
from hexwizard.diagnosis.findings import Repair, RepairId
from hexwizard.diagnosis.repairs import temporary_password_closed
from hexwizard.screens.field import Remark
from hexwizard.screens.results import Back, CallResult
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option
from hexwizard.widgets.secret_box import SecretBox, SecretLabels


class TemporaryPasswordScreen(SectionScreen):
    """What is made here opens nothing until the agent says that the client has it; left before, it never will."""

    SECTION = SectionKey.TEMPORARY_PASSWORD
    _mailing: AcceptedPolicy | None = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "reveal", "Show", id="reveal"),
        Binding("y", "copy_secret", "Copy the password", id="copy-secret"),
        Binding("g", "given", "Given", id="given"),
        Binding("ctrl+e", "mail_secret", "Send by e-mail", id="mail-secret"),
        Binding("space", "tick", "Read back", key_display="␣", id="tick"),
    ]

    def extras(self) -> Iterable[Widget]:
        if temporary_password_closed(self.call.facts) is None:
            yield Choice(
                self.say("temporary-password.which-email"),
                [
                    Option(
                        address,
                        address if address != NO_ADDRESS else self.say("temporary-password.no-email"),
                        Answer.BY_ARROW,
                    )
                    for address in self.call.addresses()
                ],
                picked=self.call.case.confirmed_email,
                id="email",
            )
        say = self.say
        yield SecretBox(
            SecretLabels(
                say("secret.title"),
                say("secret.reveal"),
                say("secret.remaining", seconds="{seconds}"),
                say("secret.gone"),
            )
        )
        yield Remark(plain(""), id="secret-hint", classes="hint")

    def on_mount(self) -> None:
        self._secret_waits = False
        self._look_at_policy()
        for question in self.query(Choice):
            if self.call.case.confirmed_email is None:
                question.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        waits = getattr(self, "_secret_waits", False)
        if action in ("reveal", "copy_secret", "given", "tick"):
            return waits
        if action == "mail_secret":
            return waits and self._mailing is not None and self._address() is not None
        if waits and action in ("try_again", "repair", "copy", "new_account", "park"):
            return False
        return super().check_action(action, parameters)

    @on(Choice.Picked)
    def _email_confirmed(self, event: Choice.Picked) -> None:
        self.confirm_email(event.option_id)

    @work(exclusive=True, group="answer")
    async def confirm_email(self, address: str) -> None:
        await self.at_work(lambda: self.call.confirm_email(address))
        self.query_one("#body").focus()
        self.show_words()

    async def prepare(self, repair: Repair) -> bool:
        if repair.id is not RepairId.TEMPORARY_PASSWORD:
            return await super().prepare(repair)
        try:
            issued = await self.at_work(self.call.acts.issue_temporary_password)
        except SignInAgain:
            if not await self.wizard.sign_again():
                return False
            issued = await self.at_work(self.call.acts.issue_temporary_password)
        if issued is not None:
            box = self.query_one(SecretBox)
            box.hold(issued.text, self.call.spelled(issued.text))
            self._secret_waits = True
            self.query_one("#secret-hint", Remark).tell(self.say("secret.hint", until=issued.expires_at))
            self.set_class(True, "-tool")
            self.refresh_bindings()
        return True

    def holds_secret(self) -> bool:
        return self._secret_waits

    def action_reveal(self) -> None:
        self.query_one(SecretBox).reveal()

    def action_copy_secret(self) -> None:
        box = self.query_one(SecretBox)
        box.copy_to(self.wizard.copy_secret)
        self.notify(self.say("clipboard.copied"), markup=False)

    @work(exclusive=True, group="words")
    async def _look_at_policy(self) -> None:
        """Only where an administrator accepted it does the key for the e-mail show."""
        self._mailing = await self.at_work(self.call.desk.mailed_passwords.accepted)
        self.refresh_bindings()

    def _address(self) -> str | None:
        account = self.call.facts.account
        return on_record(account, self.call.case.confirmed_email) if account is not None else None

    @work(exclusive=True, group="ask")
    async def action_mail_secret(self) -> None:
        """By e-mail, in the clear, once the agent has read what that means."""
        from hexwizard.screens.mail_secret import MailSecretScreen

        box, accepted, address = self.query_one(SecretBox), self._mailing, self._address()
        if accepted is None or address is None:
            return
        if not await self.app.push_screen_wait(MailSecretScreen(self.call, accepted, address)):
            return
        try:
            failure = await self.at_work(lambda: box.lend(self.call.acts.mail_temporary_password))
        except Problem as problem:
            self.explain(problem)
            return
        told = self.say("secret.mailed", email=address) if failure is None else self.say.render(failure)
        self.notify(told, markup=False, severity="information" if failure is None else "warning")

    def action_given(self) -> None:
        self.hand_to_client()

    def action_tick(self) -> None:
        """The client has read the next word back."""
        self.query_one(SecretBox).tick()

    @work(exclusive=True, group="repair")
    async def hand_to_client(self) -> None:
        """The client has it: from now on it opens, once. A proof that has grown too old meanwhile is asked for anew."""
        try:
            if not await self._proved(Opening.TEMPORARY_PASSWORD):
                return
            await self.at_work(self.call.acts.confirm_temporary_password)
        except Problem as problem:
            self.explain(problem)
            return
        self._secret_waits = False
        self.wizard.wipe_clipboard()
        self.query_one(SecretBox).clear()
        self.set_class(False, "-tool")
        self.query_one("#secret-hint", Remark).tell(f"✓ {self.say('secret.handed-over')}")
        self.show_words()

    def dismiss(self, result: CallResult | None = None) -> AwaitComplete:
        """Leaving with a secret that nobody was handed makes it worthless."""
        if getattr(self, "_secret_waits", False) and self.is_current:
            self._secret_waits = False
            self.query_one(SecretBox).clear()
            self.wizard.wipe_clipboard()
            with suppress(Problem):  # left pending it opens nothing either, and home lists it
                self.call.acts.void_temporary_password()
        return super().dismiss(result if result is not None else Back())
