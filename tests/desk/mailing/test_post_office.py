"""Letters leave once, in their order, and what became of each is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from hexwizard.desk.desk import Desk
from hexwizard.desk.mailing.letters import Changed
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.mailing.queue import KEPT_FOR, LEASE, LONGEST_WAIT, PATIENCE, of_case, of_client, wait_after
from hexwizard.desk.mailing.records import MailKind, MailState, QueuedMail
from hexwizard.desk.services import Services
from hexwizard.mail.mailer import MailNotSent, MailRefused, ServerAway
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.desk.desks import AGENT, Office, office
from tests.diagnosis.calls import client
from tests.fakes import FakeTransaction
from tests.mail.mailers import Mailbox

MINUTE = timedelta(minutes=1)
GREYLISTED = MailNotSent("problem.mail.later", reply="451 4.7.1 Greylisted")
UNKNOWN = MailRefused("problem.mail.mailbox-unknown", address="a@b.ca", reply="550 5.1.1", wrong_address=True)
AWAY = ServerAway("problem.mail.connection-refused", host="smtp.exemple.ca", port="587")


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def at(box: Mailbox) -> Office:
    """A client who has never connected, and a desk whose mail goes into `box`."""
    desk = office(client(connected=False, password=None))
    desk.desk.services.mailer = box
    return desk


def invite(at: Office) -> QueuedMail:
    case = at.desk.repairs.resend_invitation(AGENT, at.case(), at.account())
    return of_case(at.store.reader(), case.id)[-1]


def now(at: Office, mail: QueuedMail) -> QueuedMail:
    found = at.store.reader().get(Table.MAIL, mail.id, QueuedMail)
    assert found is not None
    return found


def tend(at: Office) -> list[QueuedMail]:
    return list(at.desk.post_office.send_due())


def another(at: Office) -> PostOffice:
    """The post office of a second wizard on the same file."""
    services = at.desk.services
    return Desk(Services(services.store, services.settings, clock=at.clock, mailer=services.mailer)).post_office


class TestWithTheAct:
    def test_an_invitation_is_queued_with_its_record_and_then_sent(self, at: Office, box: Mailbox) -> None:
        mail = invite(at)
        assert (mail.kind, mail.state, mail.to) == (MailKind.INVITATION, MailState.QUEUED, "alain.sirois@gmail.com")
        assert at.account().invitation == mail.id
        assert [one.state for one in tend(at)] == [MailState.SENT]
        assert "alain.sirois@gmail.com" in box.taken[0].body

    def test_an_act_that_fails_sends_nothing(self, at: Office) -> None:
        case = at.case()
        with broken_trail(at), pytest.raises(StoreUnusable):
            at.desk.repairs.resend_invitation(AGENT, case, at.account())
        assert list(at.desk.post_office.all()) == []

    def test_a_changed_address_is_told_to_the_one_before_and_says_no_more(self, at: Office, box: Mailbox) -> None:
        at.desk.repairs.correct_email(AGENT, at.case(), at.account(), "alain.sirois@gmail.com", "alain@bell.net")
        tend(at)
        [letter] = box.taken
        assert letter.to == "alain.sirois@gmail.com"
        assert "bell.net" not in letter.body
        assert "alain_sirois" not in letter.body

    def test_without_any_mailer_nothing_waits_for_ever(self, at: Office) -> None:
        at.desk.services.mailer = None
        at.desk.repairs.resend_invitation(AGENT, at.case(), at.account())
        assert list(at.desk.post_office.all()) == []


class TestTries:
    def test_what_was_sent_is_not_sent_again(self, at: Office, box: Mailbox) -> None:
        invite(at)
        assert len(tend(at)) == 1
        assert tend(at) == []
        assert len(box.taken) == 1

    def test_a_greylisted_letter_goes_the_next_time_under_the_same_id(self, at: Office, box: Mailbox) -> None:
        box.answers = [GREYLISTED]
        mail = invite(at)
        [waiting] = tend(at)
        assert waiting.state is MailState.QUEUED
        assert waiting.reason is not None
        assert tend(at) == []  # not before its time
        at.clock.advance(wait_after(1))
        [sent] = tend(at)
        assert (sent.state, sent.tries, sent.reason) == (MailState.SENT, 2, None)
        assert box.taken[0].id == mail.id

    def test_each_wait_is_longer_up_to_a_quarter_of_an_hour(self) -> None:
        waits = [wait_after(tries) for tries in range(1, 20)]
        assert waits == sorted(waits)
        assert (waits[0], waits[-1]) == (timedelta(seconds=15), LONGEST_WAIT)

    def test_a_refusal_for_good_is_kept_with_its_reason_and_not_tried_again(self, at: Office, box: Mailbox) -> None:
        box.answers = [UNKNOWN]
        mail = invite(at)
        tend(at)
        at.clock.advance(PATIENCE)
        assert tend(at) == []
        refused = now(at, mail)
        assert (refused.state, refused.wrong_address) == (MailState.REFUSED, True)
        assert refused.reason is not None
        assert refused.reason.message().params["reply"] == "550 5.1.1"

    def test_one_whose_time_is_over_is_given_up(self, at: Office, box: Mailbox) -> None:
        mail = invite(at)
        at.clock.advance(PATIENCE)
        assert [one.state for one in tend(at)] == [MailState.GIVEN_UP]
        assert box.taken == []
        assert now(at, mail).body == ""

    def test_a_server_that_is_away_is_not_asked_for_each_letter(self, at: Office, box: Mailbox) -> None:
        box.answers = [AWAY, AWAY, AWAY]
        invite(at)
        invite(at)
        assert len(tend(at)) == 1
        assert len(box.answers) == 2
        assert tend(at) == []
        at.clock.advance(MINUTE)
        box.answers = []
        assert len(tend(at)) == 2

    def test_one_bad_letter_does_not_hold_the_others_back(self, at: Office, box: Mailbox) -> None:
        box.answers = [GREYLISTED]
        invite(at)
        invite(at)
        assert [one.state for one in tend(at)] == [MailState.QUEUED, MailState.SENT]


class TestKept:
    def test_what_became_of_a_letter_is_forgotten_after_three_months(self, at: Office) -> None:
        invite(at)
        tend(at)
        at.clock.advance(KEPT_FOR)
        tend(at)
        assert len(list(at.desk.post_office.all())) == 1
        at.clock.advance(timedelta(hours=1))
        tend(at)
        assert list(at.desk.post_office.all()) == []


class TestSeveralWizards:
    def test_a_letter_is_sent_by_one_of_them(self, at: Office, box: Mailbox) -> None:
        other = another(at)
        tried: list[QueuedMail] = []
        box.meanwhile = lambda: tried.extend(other.send_due())
        invite(at)
        tend(at)
        assert tried == []
        assert len(box.taken) == 1

    def test_where_the_sender_died_another_sends_it_once_the_claim_has_ended(self, at: Office, box: Mailbox) -> None:
        def dies() -> None:
            raise KeyboardInterrupt

        box.meanwhile = dies
        invite(at)
        with pytest.raises(KeyboardInterrupt):
            tend(at)
        box.meanwhile = lambda: None
        other = another(at)
        assert list(other.send_due()) == []
        at.clock.advance(LEASE)
        assert [one.state for one in other.send_due()] == [MailState.SENT]

    def test_a_wizard_that_ends_gives_its_letter_back_at_once(self, at: Office, box: Mailbox) -> None:
        box.answers = [AWAY]
        box.meanwhile = at.desk.post_office.stop
        invite(at)
        tend(at)
        assert box.is_stopped
        box.meanwhile = lambda: None
        assert [one.state for one in another(at).send_due()] == [MailState.SENT]

    def test_an_acknowledged_letter_is_not_sent_again_where_it_could_not_be_recorded(
        self, at: Office, box: Mailbox
    ) -> None:
        invite(at)
        with full_disk_after(at, acts=1):
            tend(at)
        at.clock.advance(LEASE)
        tend(at)
        assert len(box.taken) == 1
        assert [one.state for one in at.desk.post_office.all()] == [MailState.SENT]


class TestSecrets:
    def test_what_a_letter_says_is_kept_only_until_it_has_left(self, at: Office, box: Mailbox) -> None:
        case = at.case(verified=False)
        box.answers = [GREYLISTED]
        at.desk.verifications.send_code(AGENT, case, at.account(), "alain.sirois@gmail.com")
        [waiting] = at.desk.post_office.all()
        assert waiting.body
        assert waiting.body not in repr(waiting)
        at.clock.advance(MINUTE)
        tend(at)
        [sent] = at.desk.post_office.all()
        assert sent.body == ""

    def test_a_code_is_not_sent_once_it_opens_nothing(self, at: Office, box: Mailbox) -> None:
        box.answers = [GREYLISTED]
        at.desk.verifications.send_code(AGENT, at.case(verified=False), at.account(), "alain.sirois@gmail.com")
        at.clock.advance(10 * MINUTE)
        assert [one.state for one in tend(at)] == [MailState.GIVEN_UP]
        assert box.taken == []


def test_the_letters_of_a_client_and_of_a_case_are_found(at: Office) -> None:
    mail = invite(at)
    invite(at)
    assert [one.id for one in of_case(at.store.reader(), mail.case)] == [mail.id]
    assert len(of_client(at.store.reader(), "alain_sirois")) == 2
    assert {one.value for one in Changed} == {"email", "password"}


@contextmanager
def broken_trail(at: Office) -> Iterator[None]:
    """The audit trail cannot be written."""

    def fails(self: FakeTransaction, entry: object) -> None:
        raise StoreUnusable("problem.store.full", path="memory")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FakeTransaction, "audit", fails)
        yield


@contextmanager
def full_disk_after(at: Office, acts: int) -> Iterator[None]:
    """So many transactions are still kept, then none."""
    left = [acts]
    begun = at.store.transaction

    @contextmanager
    def transaction() -> Iterator[FakeTransaction]:
        if not left[0]:
            raise StoreUnusable("problem.store.full", path="memory")
        left[0] -= 1
        with begun() as one:
            yield one

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(at.store, "transaction", transaction)
        yield
