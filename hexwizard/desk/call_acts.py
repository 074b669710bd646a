"""What is done in a call: each key's act, carried out by the desk and taken over into the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hexwizard.desk.actor import Role
from hexwizard.desk.hand_overs import require_taken
from hexwizard.diagnosis.findings import By, Repair, RepairId

if TYPE_CHECKING:
    from hexwizard.accounts.model import Account, PinnedNote
    from hexwizard.desk.call import Call
    from hexwizard.desk.new_clients import NewClient
    from hexwizard.desk.temporary_passwords import IssuedPassword
    from hexwizard.locale.message import Message


class CallActs:
    """Each act is about the client on the line; without one, nothing happens.

    All of them raise what the desk refuses them with, and then nothing was done.
    """

    def __init__(self, call: Call) -> None:
        self._call = call

    @property
    def _account(self) -> Account | None:
        return self._call.facts.account

    def require_in_hand(self) -> None:
        """A Hexpert takes a case from the queue before acting in it, so that no two act at once."""
        call = self._call
        if call.actor.role is Role.HEXPERT and call.handed is not None and call.handed.is_in_queue:
            require_taken(call.actor, call.handed)

    def carry_out(self, repair: Repair) -> None:
        """Do a repair that needs nothing more typed. What the client does is told, and written down as told."""
        self.require_in_hand()
        call, account = self._call, self._account
        desk, actor, case = call.desk, call.actor, call.case
        repairs = desk.repairs
        match repair.id:
            case RepairId.MAKE_PRIMARY if account is not None:
                done = repairs.make_primary(actor, case, account, self._secondary_meant(account))
            case RepairId.RESEND_INVITATION if account is not None:
                done = repairs.resend_invitation(actor, case, account)
            case RepairId.RESET_MAIL if account is not None and repair.by is By.AGENT:
                done = desk.reset_mails.send(actor, case, account)
            case RepairId.RESTORE_ACCESS if account is not None:
                done = repairs.restore_access(actor, case, account)
            case RepairId.WAIT_OR_UNLOCK if account is not None:
                done = repairs.unlock(actor, case, account)
            case RepairId.UPDATE_APP if account is not None:
                done = repairs.tell_app_version(actor, case, account)
            case RepairId.FREE_EMAIL if account is not None:
                done = repairs.free_email(actor, case, account)
            case RepairId.HAND_OVER:
                done = desk.hand_overs.hand_over(actor, case, call.facts, call.diagnosis)
            case _:
                done = repairs.tell(actor, case, repair.id.value)
        call.acted(done)

    def _secondary_meant(self, account: Account) -> str:
        typed = (self._call.case.identifier or "").strip()
        if typed and account.place_of(typed) == "secondary":
            return typed
        return account.secondary_emails[0]

    def deliver_reset(self) -> None:
        """Try the reset e-mail that was queued in this call at once, and look at what became of it."""
        if self._account is not None:
            self._call.desk.reset_mails.deliver(self._account.username)
            self._call.refresh()

    def correct_email(self, right: str) -> None:
        """Correct the e-mail on record to the one that the client really uses."""
        call, account = self._call, self._account
        if account is None:
            return
        self.require_in_hand()
        wrong = account.primary_email or next(iter(account.secondary_emails), None)
        call.acted(call.desk.repairs.correct_email(call.actor, call.case, account, wrong, right))

    def issue_temporary_password(self) -> IssuedPassword | None:
        """A temporary password, pending until the agent has confirmed that it was handed over."""
        call, account = self._call, self._account
        if account is None:
            return None
        self.require_in_hand()
        case, issued = call.desk.temporary_passwords.issue(call.actor, call.case, account)
        call.acted(case)
        return issued

    def mail_temporary_password(self, text: str) -> Message | None:
        """Send the one just made to the confirmed e-mail; why it has not left, None where it has."""
        call, account = self._call, self._account
        if account is None:
            return None
        self.require_in_hand()
        sent = call.desk.mailed_passwords.send(call.actor, call.case, account, text)
        call.acted(sent.case)
        return sent.failure

    def confirm_temporary_password(self) -> None:
        """The client has it: from now on it opens the account."""
        call, account = self._call, self._account
        if account is not None:
            call.acted(call.desk.temporary_passwords.confirm(call.actor, call.case, account.username))

    def void_temporary_password(self) -> None:
        """It was not handed over, and never opens anything."""
        call, account = self._call, self._account
        if account is not None:
            call.acted(call.desk.temporary_passwords.void(call.actor, call.case, account.username))

    def create_client(self, wanted: NewClient) -> Account | None:
        """A new account for the e-mail freed in this case; None where the call is about nobody."""
        call, account = self._call, self._account
        if account is None:
            return None
        self.require_in_hand()
        case, created = call.desk.new_clients.create(call.actor, call.case, account, wanted)
        call.acted(case)
        return created

    def pin_note(self, text: str) -> None:
        """A short note on the client, shown at every call from now on. Raises `NoteRefused`."""
        call, account = self._call, self._account
        if account is not None:
            call.desk.pinned_notes.pin(call.actor, call.case, account, text)
            call.reconsider()

    def unpin_note(self, note: PinnedNote) -> None:
        """The client's note is taken away again."""
        call, account = self._call, self._account
        if account is not None:
            call.desk.pinned_notes.unpin(call.actor, call.case, account, note)
            call.reconsider()
