"""One call from the phone ringing to the written case: the answers, where the wizard stands, what each key does.

It knows no screen. Methods that reach argon2 or the store may take a while; the wizard calls them from workers.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import RLock

from hexwizard.accounts.apps import mobile_app
from hexwizard.accounts.model import Account, Language, MobileApp
from hexwizard.article import SectionKey
from hexwizard.credentials import throttle
from hexwizard.credentials.secret import Secret
from hexwizard.desk import memory, ticket_file
from hexwizard.desk.actor import PERMITTED, Act, Actor
from hexwizard.desk.call_acts import CallActs
from hexwizard.desk.caller import Caller
from hexwizard.desk.case import Case, Feedback, Outcome
from hexwizard.desk.case_keeping import with_what_others_did
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.clients import Question, require_identifier
from hexwizard.desk.comparison import Comparison
from hexwizard.desk.data_files import spell
from hexwizard.desk.desk import Desk
from hexwizard.desk.hand_over import HandOver
from hexwizard.desk.packet import Packet, pack
from hexwizard.desk.parking import Awaited, CannotPark, Parking, wait_of
from hexwizard.desk.services import ChangedMeanwhile
from hexwizard.desk.ticket import ticket
from hexwizard.diagnosis.briefing import Briefing, Knowledge, Memory, brief
from hexwizard.diagnosis.engine import diagnose
from hexwizard.diagnosis.facts import Delivery, Facts, PasswordCheck, PhoneMessage, ResetMail
from hexwizard.diagnosis.findings import By, Diagnosis, Repair, RepairId
from hexwizard.diagnosis.rail import Mark, marks, next_section
from hexwizard.locale.message import Message
from hexwizard.locale.message import say as message
from hexwizard.locale.words import Words
from hexwizard.stores.protocol import StoreUnusable

NO_ADDRESS = "—"
"""Stands for the e-mail of an account that has none."""


class Call:
    """`facts` and `diagnosis` are always those of the answers so far; `caller` is how far the caller is verified."""

    def __init__(self, desk: Desk, actor: Actor, case: Case) -> None:
        self.desk = desk
        self.actor = actor
        self.case = self._kept = case
        self._password: PasswordCheck | None = None
        self.comparison = Comparison(self)
        self.caller = Caller(self)
        self.acts = CallActs(self)
        self._keeping = RLock()
        self._token: Secret | None = None
        self.handed: HandOver | None = None
        self.freed_email: str | None = None
        self._past: tuple[Case, ...] = ()
        self._past_of: str | None = None
        self.facts, self.diagnosis = self._examine()

    # What is asked

    def is_about(self) -> Account | None:
        return self.facts.account

    def answer(
        self,
        *,
        identifier: str | None = None,
        username: str | None = None,
        shown: PhoneMessage | None = None,
        no_mail: bool | None = None,
        app: MobileApp | None = None,
    ) -> None:
        """Take one answer or several; what is None stays as it was. Everything is examined anew and kept.

        What the client types now may lead to another account, unless the agent chose the client. Raises
        `EmptyIdentifier`, `UnreadableText`; then nothing has changed.
        """
        case = self.case.about(username) if username is not None else self.case
        if identifier is not None:
            case = case.with_identifier(require_identifier(identifier))
            self._password = None
        if shown is not None and case.message not in (None, shown):
            case = replace(case, visited=())
        self.case = replace(
            case,
            message=shown or case.message,
            no_mail=case.no_mail if no_mail is None else no_mail,
            app=app or case.app,
        )
        self._answered()

    def check_password(self, password: str) -> None:
        """Hold a password that the client gives against the record, counting no attempt; it is forgotten at once."""
        facts = self.desk.clients.facts(self._question(password))
        self._password = facts.password
        self._answered()

    def try_on_phone(self, identifier: str, password: str) -> PhoneAnswer:
        """Sign in as the client's app would: one attempt, counted as any other; a refusal is then explained."""
        signed = self.desk.phone.sign_in(identifier, password, self.case.app)
        answer = signed.answer
        self._token = Secret(signed.token) if signed.token is not None else None
        about_this_client = self.facts.account is None or self.facts.account.place_of(identifier) is not None
        if answer is PhoneAnswer.INVALID and about_this_client and self.facts.account is not None:
            self.check_password(password)
        elif answer.is_admitted:
            self._password = PasswordCheck(right=True)
            self._answered()
        return answer

    def note(self, text: str, device: str | None = None) -> None:
        """What the agent notes, and where it is given, the client's phone and its system, for the Hexpert."""
        self._write(notes=text, device=self.case.device if device is None else device)

    def answer_app(self, text: str) -> None:
        """What the client reads off the phone: `ios 5.10.0`. Raises `AppUnreadable`."""
        platform, _, version = text.replace(":", " ").strip().partition(" ")
        app = mobile_app(platform, version.strip())
        self.answer(app=app)

    def choose_on_phone(self, password: str) -> PhoneAnswer:
        """The client, let in by a temporary password on this phone, chooses the lasting one."""
        token = self._token.told() if self._token is not None else ""
        answer = self.desk.phone.choose_password(token, password)
        self._token = None
        self.refresh()
        return answer

    def speak_other_language(self, current: str) -> None:
        """From now on the client is spoken to in the other language."""
        other = Language.ENGLISH if current == Language.FRENCH else Language.FRENCH
        self._write(client_language=other)

    # Where the wizard stands

    def name_of(self, username: str) -> str:
        """The full name of a candidate; the username where the account is gone, or nobody can say."""
        account = None
        with suppress(StoreUnusable):
            account = self.desk.clients.account(username)
        return account.full_name if account is not None else username

    def addresses(self) -> tuple[str, ...]:
        """What the client may be using, primary first; `NO_ADDRESS` where none is on record."""
        account = self.facts.account
        return (account.identifiers()[1:] or (NO_ADDRESS,)) if account is not None else ()

    def steps_known(self) -> tuple[Knowledge, ...]:
        """What was done and told in this call."""
        return tuple(
            Knowledge(
                message("try-again.step", step=_step_message(step.what), outcome=message(f"step.{step.outcome}")),
                Memory.STEP,
            )
            for step in self.case.steps
        )

    def spelled(self, text: str) -> tuple[str, ...]:
        """How to spell aloud each word of a temporary password, in the client's language."""
        account = self.facts.account
        language = (self.case.client_language or (account.language if account else Language.FRENCH)).value
        return tuple(" · ".join(spell(word, language)) for word in text.split("-"))

    def hold_left(self) -> timedelta:
        """How long sign-ins are refused from now on; zero where they are not, or only an unlock ends it."""
        account = self.facts.account
        if account is None or throttle.is_stopped(account.attempts):
            return timedelta(0)
        return throttle.remaining(account.attempts, self.desk.services.clock())

    def ticket(self, say: Words) -> str:
        """The case as text, in the operator's language."""
        return ticket(self.case, self.facts, self.diagnosis, say)

    def save_ticket(self, text: str) -> Path:
        """Write the ticket where the wizard was started, readable by its owner alone. Raises `TicketNotSaved`."""
        return ticket_file.save(self.case.id, text)

    def marks(self) -> dict[SectionKey, Mark]:
        return marks(self.facts, self.diagnosis)

    def briefing(self, section: SectionKey) -> Briefing:
        found = brief(section, self.facts, self.diagnosis)
        know = (*self.caller.warnings(), *self._with_memory(section, found.know))
        ways = tuple(self.caller.closing(self._as_done_here(one)) for one in found.repairs)
        if found.mark is Mark.RULED_OUT and any(self._is_behind(one) for one in ways):
            left = tuple(one for one in ways if not self._is_behind(one))
            return replace(found, know=know, say=message("repaired.say"), repairs=left)
        return replace(found, know=know, repairs=ways)

    def _is_behind(self, repair: Repair) -> bool:
        """Whether it was done here in this call and need not be done again."""
        return repair.by is not By.CLIENT and repair.why_not is not None and self.has_done(repair)

    def _as_done_here(self, repair: Repair) -> Repair:
        """The reset e-mail is the client's to ask for; where mail goes out from here, the agent sends it."""
        sent_here = repair.id is RepairId.RESET_MAIL and self.desk.reset_mails.can_be_sent
        return replace(repair, by=By.AGENT) if sent_here else repair

    def _with_memory(self, section: SectionKey, know: tuple[Knowledge, ...]) -> tuple[Knowledge, ...]:
        """Where the call opens, first what was heard and is remembered; later the client's notes, beneath the rest."""
        now = self.desk.services.clock()
        notes = tuple(memory.note_lines(self.facts.account, now))
        if section is not SectionKey.START:
            return (*know, *notes)
        again = memory.called_again(self.case, self._past)
        return (*memory.heard(self.case), *notes, *again, *memory.past_call_lines(self._past, now), *know)

    def enter(self, section: SectionKey) -> None:
        """The agent is on that screen now; `keep_place` writes it down."""
        self.case = self.case.at_section(section).taken_up()

    def try_again(self) -> None:
        """The client is about to try again; once that is written down, an interruption leads back here."""
        self.case = replace(self.case, trying_again=True).taken_up()

    def keep_place(self) -> Message | None:
        """Write down where the agent is; what another operator wrote in the case meanwhile, if anything."""
        try:
            self.keep()
        except ChangedMeanwhile as problem:  # where one stands is no answer: it goes into the case as it is now
            self._keep()
            return problem.message
        return None

    def next(self) -> SectionKey | None:
        """The next screen that matters; None when the client should try again."""
        in_vain = self.case.outcome is Outcome.UNSOLVED
        acted = len(self.case.steps) > self.case.steps_at_last_try
        return next_section(self.facts, self.diagnosis, self.case.visited, acted=acted, in_vain=in_vain)

    def tried_again(self, *, works: bool) -> None:
        """The client has tried again; the case knows with what success."""
        outcome = Outcome.SOLVED if works else Outcome.UNSOLVED
        self._write(outcome=outcome, steps_at_last_try=len(self.case.steps))

    @property
    def may_be_parked(self) -> bool:
        """Whether the call is still with the agent."""
        return self.case.is_open and not (self.handed is not None and self.handed.is_in_queue)

    def park(self, awaited: Awaited, minutes: str = "") -> None:
        """Set the call aside until something comes, for `minutes` as typed or the usual wait.

        Raises `OddWait`, and `CannotPark` where it has ended or is with the Hexperts.
        """
        if not self.may_be_parked:
            raise CannotPark("problem.cannot-park")
        now = self.desk.services.clock()
        self._write(parked=Parking(awaited, now, now + wait_of(awaited, minutes)))

    # What is done

    def may(self, repair: Repair) -> bool:
        """Whether this operator's role includes the repair."""
        return repair.id is not RepairId.FREE_EMAIL or self.actor.role in PERMITTED[Act.FREE_EMAIL]

    def has_done(self, repair: Repair) -> bool:
        """Whether the repair was done or told in this call."""
        return self.case.has_done(repair)

    def confirm_email(self, address: str) -> None:
        """The client really uses that address (rule 4)."""
        self._write(confirmed_email=address)

    def close(self, feedback: Feedback | None) -> None:
        """Write the case down with its outcome and the answer to « Did this answer your question? »."""
        self.case = self.desk.cases.close(self.actor, self.case, self.outcome(), feedback)

    def outcome(self) -> Outcome:
        """What the call has come to so far: with the Hexperts, solved, or neither."""
        handed = self.handed
        if self.case.tried(RepairId.HAND_OVER.value) and (handed is None or handed.is_in_queue):
            return Outcome.HANDED_OVER
        return Outcome.SOLVED if self.case.outcome is Outcome.SOLVED else Outcome.UNSOLVED

    def follow_invitation(self) -> bool:
        """Look again at an invitation that is under way; whether there is anything new to show."""
        before = self.facts.invitation
        if before is None or before.delivery is not Delivery.WAITING:
            return False
        self.refresh()
        return self.facts.invitation != before

    def follow_reset(self) -> bool:
        """Look again at a reset e-mail that is under way or still holds; whether there is anything new to show."""
        before = self.facts.reset
        if before is None or not (before.left or before.delivery is Delivery.WAITING):
            return False
        self.refresh()
        after = self.facts.reset
        return after is None or replace(after, left=before.left) != before or _minutes(after) != _minutes(before)

    def refresh(self) -> None:
        """Look at the record again, and at what others did in the case."""
        self.case = self._kept = with_what_others_did(self.desk.services.store.reader(), self.case)
        self.facts, self.diagnosis = self._examine()

    def looked_at_anew(self) -> Call:
        """Another call, on what the store says now; this one stays as it is, so that a worker may look."""
        fresh = Call(self.desk, self.actor, with_what_others_did(self.desk.services.store.reader(), self.case))
        fresh._password = self._password
        fresh.reconsider()
        return fresh

    def become(self, fresh: Call) -> None:
        """Take over what `looked_at_anew` saw; nothing may have been answered or done in between."""
        self.case = self._kept = fresh.case
        self.facts, self.diagnosis = fresh.facts, fresh.diagnosis
        self.handed, self.freed_email = fresh.handed, fresh.freed_email
        self.caller.become(fresh.caller)

    @property
    def is_kept(self) -> bool:
        """Whether all that was answered is in the store: not while a server is away."""
        return not self.case.id or self.case is self._kept

    def keep(self) -> None:
        """Keep what is not kept yet. Raises `ChangedMeanwhile` as `answer` does."""
        if not self.is_kept:
            self._keep()

    def packet(self) -> Packet:
        """All that a Hexpert must know, as it is now."""
        return pack(self.case, self.facts, self.diagnosis)

    def reconsider(self) -> None:
        """Diagnose anew what is known: of a caller who is verified more may be said."""
        self.facts, self.diagnosis = self._examine()

    def take(self, case: Case) -> None:
        """Go on with the case as an act has kept it."""
        self.case = self._kept = case

    def acted(self, case: Case) -> None:
        """Go on with the case as an act has kept it, and see what it changed."""
        self.take(case)
        self._settle()

    def _question(self, password: str | None = None) -> Question:
        case = self.case
        return Question(case.identifier, case.username, case.message, case.no_mail, case.app, password)

    def _examine(self) -> tuple[Facts, Diagnosis]:
        facts = self.desk.clients.facts(self._question())
        self.facts = replace(facts, password=self._password)
        self.caller.look()
        facts = replace(self.facts, caller_verified=self.caller.is_verified)
        self.handed = self.desk.hand_overs.get(self.case.id)
        self.freed_email = self.desk.new_clients.freed_email(self.case)
        account = self.facts.account
        if account is None or account.username != self._past_of:
            self._past_of = account.username if account is not None else None
            self._past = self.desk.cases.others_about(self.case, self._past_of)
        return facts, diagnose(facts)

    def _answered(self) -> None:
        """See what an answer changed, and keep it."""
        self._settle()
        self._keep()

    def _settle(self) -> None:
        self.facts, self.diagnosis = self._examine()
        account = self.facts.account
        self.case = self.case.diagnosed(tuple(finding.cause for finding in self.diagnosis.findings))
        if account is not None and self.case.username is None:
            self.case = self.case.about(account.username)
        self.caller.look()
        self.case = self.case.flagged(self.caller.flags)

    def _write(self, **answers: object) -> None:
        """Take answers into the case, and keep it; where they stand in it already, there is nothing to keep."""
        with self._keeping:
            written = replace(self.case, **answers)  # type: ignore[arg-type]
            if written != self.case or not self.is_kept:
                self.case = written
                self._keep()

    def _keep(self) -> None:
        with self._keeping:  # an older case, kept from another thread, must not come to lie over this one
            if not self.case.id:
                return
            try:
                self.case = self._kept = self.desk.cases.keep(self.actor, self.case, self._kept)
            except ChangedMeanwhile:
                self.refresh()  # so that the agent sees what the other wrote, and may answer anew
                raise


def _minutes(sent: ResetMail) -> int:
    """What is left of the code, as it is shown: rounded up."""
    return -(-int(sent.left.total_seconds()) // 60)


def _step_message(what: str) -> Message:
    repairs = {repair.value for repair in RepairId}
    return message(f"repair.{what}.title") if what in repairs else message(f"act.{what}")
