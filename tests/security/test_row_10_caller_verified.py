"""Row 10: the caller is verified before any act that opens an account, whichever way the act is called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.accounts.model import Account, Attempts, NewContact
from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.desk.actor import Act, NotPermitted
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.new_clients import NewClient
from hexwizard.desk.settings import SettingsProblem, load_settings
from hexwizard.desk.verification.enforcement import CallerNotVerified, SecondOperatorNeeded, VerificationFailed
from hexwizard.desk.verification.policies import NothingToAccept, PolicyChanged
from hexwizard.desk.verification.policy import OPENS, Opening, VerificationPolicy, digest, loosenings
from hexwizard.desk.verification.records import Attempt, AttemptOutcome, Flag, VerificationMethod
from hexwizard.desk.verification.verifications import NotASecondOperator
from hexwizard.diagnosis.findings import RepairId
from hexwizard.locale.words import LANGUAGES, words
from hexwizard.mail.mailer import Letter, MailNotSent, MailRefused
from hexwizard.stores.protocol import Table
from tests.desk.desks import ADMIN, AGENT, HEXPERT, PEOPLE, SECOND_PASSWORD, SYSTEM, Doing, Office, office
from tests.diagnosis.calls import BOREALE, CARDINAL, NOW, client

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PROVED, REFUSED, UNANSWERED = AttemptOutcome.PROVED, AttemptOutcome.REFUSED, AttemptOutcome.UNANSWERED
HOLD = Attempts(60, NOW)


@dataclass
class Letters:
    """A mailer that keeps what it is given, or fails."""

    sent: list[Letter] = field(default_factory=list)
    fails: MailNotSent | None = None

    def send(self, letter: Letter) -> str:
        if self.fails:
            raise self.fails
        self.sent.append(letter)
        return ""

    def stop(self) -> None:
        pass

    @property
    def code(self) -> str:
        return re.sub(r"\D", "", re.findall(r"\d{3} \d{3}", self.sent[-1].body)[0])


def _office(*records: Account, policy: VerificationPolicy | None = None) -> tuple[Office, Letters]:
    at = office(*records)
    letters = Letters()
    at.desk.services.mailer = letters
    if policy is not None:
        at.desk.services.settings = replace(at.settings, verification=policy)
    return at, letters


# Every act × every role × every state of verification

HELD = client(
    secondary=("alain@hotmail.com",), withdrawn={BOREALE: "Luc Aubé"}, failures=60, connected=False, password=None
)
SHUT = client(follows=(CARDINAL,))
NEW = NewClient("Alain", "Sirois", "neuf@bell.net", "alto", "alain_neuf")

ACTS: dict[Act, tuple[Account, Doing]] = {
    Act.CORRECT_EMAIL: (HELD, lambda at, by, case: at.desk.repairs.correct_email(
        by, case, at.account(), "alain.sirois@gmail.com", "alain@bell.net")),
    Act.MAKE_PRIMARY: (HELD, lambda at, by, case: at.desk.repairs.make_primary(
        by, case, at.account(), "alain@hotmail.com")),
    Act.ISSUE_TEMPORARY_PASSWORD: (HELD, lambda at, by, case: at.desk.temporary_passwords.issue(
        by, replace(case, confirmed_email="alain.sirois@gmail.com"), at.account())),
    Act.UNLOCK: (HELD, lambda at, by, case: at.desk.repairs.unlock(by, case, at.account())),
    Act.RESTORE_ACCESS: (HELD, lambda at, by, case: at.desk.repairs.restore_access(by, case, at.account())),
    Act.FREE_EMAIL: (SHUT, lambda at, by, case: at.desk.repairs.free_email(by, case, at.account())),
    Act.CREATE_CLIENT: (SHUT, lambda at, by, case: at.desk.new_clients.create(by, case, at.account(), NEW)),
}  # fmt: skip


def _nothing(at: Office, case: Case) -> Case:
    return case


def _forged(at: Office, case: Case) -> Case:
    made = Attempt(VerificationMethod.CALL_BACK, PROVED, case.id, "nadia", at.clock())
    return replace(case, attempts=(made,))


def _forged_and_kept(at: Office, case: Case) -> Case:
    return at.desk.cases.keep(AGENT, _forged(at, case), case)


def _expired(at: Office, case: Case) -> Case:
    case = at.proved(case)
    at.clock.advance(30 * MINUTE)
    return case


def _failed(at: Office, case: Case) -> Case:
    case = at.desk.verifications.call_back(AGENT, case, at.account(), UNANSWERED)
    at.clock.advance(MINUTE)
    return case


def _proved_then_failed(at: Office, case: Case) -> Case:
    case = at.proved(case)
    at.clock.advance(MINUTE)
    return _failed(at, case)


def _failed_elsewhere(at: Office, case: Case) -> Case:
    _failed(at, at.case(verified=False))
    return case


def _code_sent(at: Office, case: Case) -> Case:
    return at.desk.verifications.send_code(AGENT, case, at.account(), "alain.sirois@gmail.com").case


def _code_wrong(at: Office, case: Case) -> Case:
    case = _code_sent(at, case)
    letters = at.desk.services.mailer
    assert isinstance(letters, Letters)
    wrong = f"{(int(letters.code) + 1) % 1_000_000:06}"
    return at.desk.verifications.enter_code(AGENT, case, at.account(), wrong)


def _other_case(at: Office, case: Case) -> Case:
    at.proved(at.case(verified=False))
    return case


def _changed(at: Office, case: Case) -> Case:
    at.put(replace(at.account(), contact_changed_at=at.clock() - 6 * DAY))
    return at.proved(case)


def _changed_and_unsigned(at: Office, case: Case) -> Case:
    case = _changed(at, case)
    return at.desk.verifications.vouch(AGENT, case, at.account(), "Paquin", _company(at))


def _company(at: Office) -> str:
    return (at.desk.verifications.companies(at.account()) or ("",))[0]


def _several_clients(at: Office, case: Case) -> Case:
    case = at.desk.cases.keep(AGENT, replace(case, caller_number="418 555-0000"), case)
    for name in ("a", "b"):
        at.put(client(name, primary=f"{name}@gmail.com"))
        other = Case("", NOW, "nadia", username=name, caller_number="+1 (418) 555-0000")
        at.desk.cases.open(AGENT, other)
    return at.proved(case)


UNVERIFIED: dict[str, Callable[[Office, Case], Case]] = {
    "nothing": _nothing,
    "forged in memory": _forged,
    "forged and kept": _forged_and_kept,
    "expired": _expired,
    "failed": _failed,
    "failed after a proof": _proved_then_failed,
    "failed in another call": _failed_elsewhere,
    "code sent": _code_sent,
    "code wrong": _code_wrong,
    "proved in another case": _other_case,
    "one proof after a change": _changed,
    "several clients, nobody signed": _several_clients,
}


def _start(account: Account) -> tuple[Office, Case]:
    at, _ = _office(account)
    return at, at.case(verified=False, freed=account is SHUT)


@pytest.mark.parametrize("state", UNVERIFIED)
@pytest.mark.parametrize("act", ACTS)
def test_no_act_of_no_role_opens_an_account_unverified(act: Act, state: str) -> None:
    account, do = ACTS[act]
    for who in PEOPLE:
        at, case = _start(account)
        case = UNVERIFIED[state](at, case)
        before = at.store.snapshot()
        with pytest.raises((CallerNotVerified, NotPermitted)):
            do(at, replace(who, signed_in_at=at.clock()), case)
        assert at.store.tables == before


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_once_the_caller_is_proved_and_its_entry_says_how(act: Act) -> None:
    account, do = ACTS[act]
    at, case = _start(account)
    do(at, HEXPERT, at.proved(case))
    assert at.trail[-1].act == act
    assert at.trail[-1].verification == "call-back by nadia"


def test_every_act_that_opens_is_in_the_table_above() -> None:
    assert set(OPENS) - set(ACTS) == {
        Act.CONFIRM_TEMPORARY_PASSWORD,
        Act.MAIL_TEMPORARY_PASSWORD,
        Act.RESEND_INVITATION,
        Act.SEND_RESET,
    }
    assert set(OPENS.values()) == set(Opening)


@pytest.mark.parametrize("state", ["expired", "failed"])
def test_a_temporary_password_is_not_confirmed_for_a_caller_who_is_not_verified_any_more(state: str) -> None:
    at, _ = _office()
    case = at.case()
    text = at.issue(case).text
    if state == "expired":
        at.clock.advance(30 * MINUTE)
    else:
        at.clock.advance(MINUTE)
        case = _failed(at, case)
    with pytest.raises(CallerNotVerified):
        at.desk.temporary_passwords.confirm(AGENT, case, "alain_sirois")
    assert not at.types(text).is_admitted
    at.desk.temporary_passwords.void(AGENT, case, "alain_sirois")


def test_the_invitation_goes_to_the_address_on_file_without_proof_but_not_to_a_new_one() -> None:
    at, _ = _office(HELD)
    case = at.case(verified=False)
    case = at.desk.repairs.resend_invitation(AGENT, case, at.account())
    at.put(replace(at.account(), contact_changed_at=NOW))
    with pytest.raises(CallerNotVerified):
        at.desk.repairs.resend_invitation(AGENT, case, at.account())


class TestCallBack:
    def test_there_is_none_without_a_number_on_file(self) -> None:
        at, _ = _office(replace(client(), phone=""))
        with pytest.raises(CallerNotVerified):
            at.proved(at.case(verified=False))

    def test_a_number_put_on_record_during_the_call_proves_nothing(self) -> None:
        at, _ = _office()
        case = at.case(verified=False)
        at.clock.advance(MINUTE)
        at.put(replace(at.account(), phone="418-555-9999", new_contacts=(NewContact("418-555-9999", at.clock()),)))
        with pytest.raises(CallerNotVerified):
            at.proved(case)


class TestCode:
    def test_it_is_six_digits_in_the_body_alone_and_kept_only_as_a_hash(self) -> None:
        at, letters = _office()
        _code_sent(at, at.case(verified=False))
        assert re.fullmatch(r"\d{6}", letters.code)
        assert letters.code not in letters.sent[0].subject
        kept = repr(at.store.tables)
        assert letters.code not in kept
        assert f"{letters.code[:3]} {letters.code[3:]}" not in kept
        assert letters.code not in repr(letters.sent)

    @pytest.mark.parametrize(("after", "good"), [(10 * MINUTE - timedelta(seconds=1), True), (10 * MINUTE, False)])
    def test_it_is_good_for_ten_minutes(self, after: timedelta, good: bool) -> None:
        at, letters = _office()
        case = _code_sent(at, at.case(verified=False))
        at.clock.advance(after)
        if good:
            assert at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code).proofs
        else:
            with pytest.raises(CallerNotVerified):
                at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)

    def test_it_is_good_once(self) -> None:
        at, letters = _office()
        case = at.desk.verifications.enter_code(
            AGENT, _code_sent(at, at.case(verified=False)), at.account(), letters.code
        )
        with pytest.raises(CallerNotVerified):
            at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)

    def test_a_new_one_voids_the_one_before_and_gives_no_new_tries(self) -> None:
        at, letters = _office()
        case = at.case(verified=False)
        for _ in range(3):
            case = _code_wrong(at, case)
        assert case.attempts[-1].outcome is REFUSED
        at.clock.advance(MINUTE)
        with pytest.raises(VerificationFailed):
            at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)
        with pytest.raises(VerificationFailed):
            _code_sent(at, case)

    def test_three_tries_and_the_right_one_comes_too_late(self) -> None:
        at, letters = _office()
        case = _code_sent(at, at.case(verified=False))
        wrong = f"{(int(letters.code) + 1) % 1_000_000:06}"
        for outcome in (AttemptOutcome.WRONG, AttemptOutcome.WRONG, REFUSED):
            case = at.desk.verifications.enter_code(AGENT, case, at.account(), wrong)
            assert case.attempts[-1].outcome is outcome
        with pytest.raises(CallerNotVerified):
            at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)

    def test_what_is_no_code_costs_no_try(self) -> None:
        at, letters = _office()
        case = _code_sent(at, at.case(verified=False))
        for typed in ("", "12345", "1234567", "abcdef", "１２３４５６"):
            with pytest.raises(Problem):
                at.desk.verifications.enter_code(AGENT, case, at.account(), typed)
        spaced = f" {letters.code[:3]}-{letters.code[3:]} "
        assert at.desk.verifications.enter_code(AGENT, case, at.account(), spaced).proofs

    def test_it_goes_to_an_address_on_file_and_to_no_other(self) -> None:
        at, letters = _office()
        for address in ("voleur@bell.net", "", "alain.sirois@gmail.com\nBcc: x@y.ca"):
            with pytest.raises(CallerNotVerified):
                at.desk.verifications.send_code(AGENT, at.case(verified=False), at.account(), address)
        assert letters.sent == []

    def test_nor_to_one_that_was_put_on_record_in_this_call(self) -> None:
        at, letters = _office()
        case = at.case()
        at.clock.advance(MINUTE)
        case = at.desk.repairs.correct_email(AGENT, case, at.account(), "alain.sirois@gmail.com", "voleur@bell.net")
        with pytest.raises(CallerNotVerified):
            at.desk.verifications.send_code(AGENT, case, at.account(), "voleur@bell.net")
        assert letters.sent == []

    def test_one_that_the_server_does_not_take_yet_is_said_and_sent_later(self) -> None:
        at, letters = _office()
        letters.fails = MailNotSent("problem.mail.link", path="outbox")
        case = at.case(verified=False)
        sent = at.desk.verifications.send_code(AGENT, case, at.account(), "alain.sirois@gmail.com")
        assert sent.failure is not None
        letters.fails = None
        at.clock.advance(MINUTE)
        list(at.desk.post_office.send_due())
        assert at.desk.verifications.enter_code(AGENT, sent.case, at.account(), letters.code).proofs

    def test_one_that_was_refused_for_good_is_said_and_proves_nothing(self) -> None:
        at, letters = _office()
        letters.fails = MailRefused("problem.mail.address", address="alain.sirois@gmail.com")
        case = at.case(verified=False)
        sent = at.desk.verifications.send_code(AGENT, case, at.account(), "alain.sirois@gmail.com")
        assert sent.failure is not None
        assert sent.case.attempts[-1].outcome is AttemptOutcome.UNDELIVERED
        assert at.desk.verifications.waiting_code(sent.case, at.account()) is None


class TestAClockSetBack:
    """What is over stays over, and a proof counts at no moment before it was given."""

    def test_revives_no_proof(self) -> None:
        at, _ = _office(HELD)
        case = _expired(at, at.case(verified=False))
        at.clock.advance(-2 * DAY)
        at.put(replace(at.account(), attempts=Attempts(60, at.clock())))
        with pytest.raises(CallerNotVerified):
            at.desk.repairs.unlock(AGENT, case, at.account())

    def test_revives_no_code(self) -> None:
        at, letters = _office()
        case = at.desk.verifications.send_code(
            AGENT, at.case(verified=False), at.account(), "alain.sirois@gmail.com"
        ).case
        at.clock.advance(10 * MINUTE)
        at.clock.advance(-2 * DAY)
        assert at.desk.verifications.waiting_code(case, at.account()) is None
        with pytest.raises(CallerNotVerified):
            at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)

    def test_by_less_than_clocks_differ_takes_nothing_away(self) -> None:
        at, letters = _office(HELD)
        sent = at.desk.verifications.send_code(AGENT, at.case(verified=False), at.account(), "alain.sirois@gmail.com")
        at.clock.advance(-2 * MINUTE)
        case = at.desk.verifications.enter_code(AGENT, sent.case, at.account(), letters.code)
        at.clock.advance(-2 * MINUTE)
        at.put(replace(at.account(), attempts=Attempts(60, at.clock())))
        at.desk.repairs.unlock(AGENT, case, at.account())


class TestProfessional:
    def test_who_and_of_which_company_are_kept(self) -> None:
        at, _ = _office()
        case = at.desk.verifications.vouch(AGENT, at.case(verified=False), at.account(), "Josée Paquin", "Studio Alto")
        assert case.proofs[0].where == "Josée Paquin, Studio Alto"

    @pytest.mark.parametrize(("name", "company"), [("", "Studio Alto"), ("Paquin", "Gym Cardinal"), ("Paquin", "")])
    def test_nobody_vouches_without_a_name_and_a_company_that_follows_the_client(self, name: str, company: str) -> None:
        at, _ = _office()
        with pytest.raises(CallerNotVerified):
            at.desk.verifications.vouch(AGENT, at.case(verified=False), at.account(), name, company)


class TestTwoProofs:
    def test_after_a_change_two_of_different_kinds_and_a_signature(self) -> None:
        at, letters = _office()
        at.put(replace(at.account(), contact_changed_at=NOW - 6 * DAY))
        case = at.proved(at.proved(at.case(verified=False)))
        issue = replace(case, confirmed_email="alain.sirois@gmail.com")
        with pytest.raises(CallerNotVerified):
            at.issue(issue)
        case = _code_sent(at, issue)
        case = at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)
        with pytest.raises(SecondOperatorNeeded):
            at.issue(case)
        case = at.signed(case)
        at.issue(case)
        assert at.trail[-1].second == "agathe"
        assert "call-back" in at.trail[-1].verification
        assert "email-code" in at.trail[-1].verification

    def test_seven_days_later_one_is_enough_again(self) -> None:
        at, _ = _office()
        at.put(replace(at.account(), contact_changed_at=NOW - 7 * DAY))
        at.issue(at.case())

    def test_the_change_made_in_this_very_call_counts(self) -> None:
        at, _ = _office()
        case = at.case()
        at.clock.advance(MINUTE)
        case = at.desk.repairs.correct_email(AGENT, case, at.account(), "alain.sirois@gmail.com", "neuf@bell.net")
        with pytest.raises(CallerNotVerified):
            at.issue(replace(case, confirmed_email="neuf@bell.net"))


class TestSecondOperator:
    def test_nobody_signs_beside_themselves_or_without_a_flag(self) -> None:
        at, _ = _office()
        at.hire(AGENT, password_hash=at.hasher.hash(SECOND_PASSWORD))
        at.hire(ADMIN, password_hash=at.hasher.hash(SECOND_PASSWORD))
        case = at.case(verified=False)
        for name in ("nadia", " NADIA ", "agathe"):
            with pytest.raises(NotASecondOperator):
                at.desk.verifications.approve(AGENT, case, at.account(), name, SECOND_PASSWORD)

    def test_a_wrong_password_a_disabled_operator_and_an_unknown_one_sign_nothing(self) -> None:
        at, _ = _office()
        case = _failed(at, at.case(verified=False))
        at.hire(HEXPERT, password_hash=at.hasher.hash(SECOND_PASSWORD), disabled_at=NOW)
        at.hire(ADMIN, password_hash=at.hasher.hash(SECOND_PASSWORD))
        for name, password in (("agathe", "autre chose"), ("hector", SECOND_PASSWORD), ("nobody", SECOND_PASSWORD)):
            with pytest.raises(Problem) as refused:
                at.desk.verifications.approve(AGENT, case, at.account(), name, password)
            assert refused.value.message.key == "problem.sign-in.refused"
        kept = at.desk.cases.get(case.id)
        assert kept is not None
        assert kept.approvals == ()

    def test_nor_does_a_password_that_an_administrator_set_and_so_knows(self) -> None:
        at, _ = _office()
        case = _failed(at, at.case(verified=False))
        at.desk.operators.reset_password(ADMIN, "hector", SECOND_PASSWORD)
        with pytest.raises(NotASecondOperator):
            at.desk.verifications.approve(AGENT, case, at.account(), "hector", SECOND_PASSWORD)
        kept = at.desk.cases.get(case.id)
        assert kept is not None
        assert kept.approvals == ()

    def test_two_who_sign_at_once_are_both_written_down(self) -> None:
        at, _ = _office()
        case = _failed(at, at.case(verified=False))
        for second in (HEXPERT, ADMIN):
            at.signed(case, second=second)
        kept = at.desk.cases.get(case.id)
        assert kept is not None
        assert [one.by for one in kept.approvals] == ["hector", "agathe"]

    def test_after_a_failure_it_lets_the_caller_be_verified_anew_for_a_while(self) -> None:
        at, _ = _office(HELD)
        case = at.signed(_failed(at, at.case(verified=False)))
        with pytest.raises(CallerNotVerified):
            at.desk.repairs.unlock(AGENT, case, at.account())
        at.clock.advance(MINUTE)
        case = at.proved(case)
        at.clock.advance(29 * MINUTE)
        with pytest.raises(VerificationFailed):
            at.desk.repairs.unlock(AGENT, case, at.account())
        at.clock.advance(-2 * MINUTE)
        at.put(replace(at.account(), attempts=Attempts(60, at.clock())))
        at.desk.repairs.unlock(AGENT, case, at.account())
        assert (at.trail[-1].who, at.trail[-1].second) == ("nadia", "agathe")

    def test_it_covers_the_flags_that_were_seen_and_no_later_one(self) -> None:
        at, _ = _office(HELD)
        case = at.signed(_several_clients(at, at.case(verified=False)))
        at.desk.repairs.unlock(AGENT, case, at.account())
        at.put(replace(at.account(), attempts=HOLD, contact_changed_at=at.clock()))
        case = at.desk.verifications.vouch(AGENT, case, at.account(), "Paquin", "Studio Alto")
        with pytest.raises(SecondOperatorNeeded):
            at.desk.repairs.unlock(AGENT, case, at.account())


class TestFailure:
    @pytest.mark.parametrize("outcome", [REFUSED, UNANSWERED])
    def test_a_call_back_that_fails_closes_this_call_and_the_next_ones_for_a_day(self, outcome: AttemptOutcome) -> None:
        at, _ = _office(HELD)
        at.desk.verifications.call_back(AGENT, at.case(verified=False), at.account(), outcome)
        at.clock.advance(DAY - MINUTE)
        with pytest.raises(VerificationFailed):
            at.proved(at.case(verified=False))
        at.clock.advance(MINUTE)
        at.proved(at.case(verified=False))

    def test_a_caller_who_failed_as_one_client_is_not_verified_as_the_next_in_the_same_call(self) -> None:
        at, _ = _office(HELD, client("chantal", primary="chantal@gmail.com"))
        case = _failed(at, at.case(verified=False))
        turned = at.desk.cases.keep(AGENT, case.about("chantal"), case)
        chantal = at.account("chantal")
        with pytest.raises(VerificationFailed):
            at.desk.verifications.call_back(AGENT, turned, chantal, PROVED)

    def test_with_new_contact_details_it_closes_the_reset_e_mail_too_and_says_so(self) -> None:
        at, _ = _office(replace(HELD, contact_changed_at=NOW))
        case = _failed(at, at.case(verified=False))
        with pytest.raises(VerificationFailed) as closed:
            at.desk.reset_mails.send(AGENT, case, at.account())
        call = Call(at.desk, AGENT, case)
        [reset] = [one for one in call.briefing(SectionKey.FORGOTTEN_PASSWORD).repairs if one.id is RepairId.RESET_MAIL]
        assert reset.why_not is not None
        for language in LANGUAGES:
            told = words(language).render(closed.value.message)
            assert told == words(language).render(reset.why_not)
            assert told == words(language)("verification.why-not.failed-reset")

    def test_every_flag_is_written_into_the_case(self) -> None:
        at, _ = _office()
        case = _failed(at, at.case(verified=False))
        assert case.flags == (Flag.VERIFICATION_FAILED,)


class TestHandedOver:
    def test_what_was_proved_at_the_hand_over_carries_the_hexpert_for_a_day(self) -> None:
        at, _ = _office(SHUT)
        case = at.case()
        case = at.desk.hand_overs.hand_over(AGENT, case, *at.examined(case))
        at.clock.advance(DAY)
        at.desk.repairs.free_email(HEXPERT, case, at.account())
        assert at.trail[-1].verification == "call-back by nadia"

    def test_what_had_expired_by_then_does_not(self) -> None:
        at, _ = _office(SHUT)
        case = at.case()
        at.clock.advance(31 * MINUTE)
        case = at.desk.hand_overs.hand_over(AGENT, case, *at.examined(case))
        with pytest.raises(CallerNotVerified):
            at.desk.repairs.free_email(HEXPERT, case, at.account())


class TestPolicy:
    LOOSE = VerificationPolicy(code_for=30 * MINUTE, proofs={Opening.UNLOCK: 0}, methods=frozenset(VerificationMethod))

    def test_a_configuration_that_loosens_changes_nothing_by_itself(self) -> None:
        at, letters = _office(HELD, policy=self.LOOSE)
        case = at.case(verified=False)
        with pytest.raises(CallerNotVerified):
            at.desk.repairs.unlock(AGENT, case, at.account())
        case = _code_sent(at, case)
        at.clock.advance(10 * MINUTE)
        with pytest.raises(CallerNotVerified):
            at.desk.verifications.enter_code(AGENT, case, at.account(), letters.code)
        assert {one.name for one in at.desk.policies.in_force().refused} == {"code_minutes", "proofs.unlock"}

    def test_accepted_by_an_administrator_it_counts_and_everything_done_under_it_says_so(self) -> None:
        at, _ = _office(HELD, policy=self.LOOSE)
        for who in (AGENT, HEXPERT):
            with pytest.raises(NotPermitted):
                at.desk.policies.accept(who, digest(self.LOOSE))
        with pytest.raises(PolicyChanged):
            at.desk.policies.accept(ADMIN, "something else")
        at.desk.policies.accept(ADMIN, digest(self.LOOSE))
        entry = at.trail[-1]
        assert (entry.act, entry.who) == (Act.ACCEPT_POLICY, "agathe")
        assert "proofs.unlock = 0 (1)" in entry.reason
        case = at.case(verified=False)
        at.desk.repairs.unlock(AGENT, case, at.account())
        mark = digest(self.LOOSE)[:8]
        assert at.trail[-1].verification == f"none (loosened policy {mark})"
        case = at.proved(at.case(verified=False))
        assert case.attempts[-1].policy == mark
        assert mark in at.trail[-1].verification

    def test_one_more_thing_loosened_wants_a_new_word_and_one_tightened_does_not(self) -> None:
        at, _ = _office(HELD, policy=self.LOOSE)
        at.desk.policies.accept(SYSTEM, digest(self.LOOSE))
        for policy, counts in (
            (replace(self.LOOSE, valid_for=10 * MINUTE), True),
            (replace(self.LOOSE, code_tries=5), False),
        ):
            at.desk.services.settings = replace(at.settings, verification=policy)
            assert bool(at.desk.policies.in_force().loosened) is counts

    def test_there_is_nothing_to_accept_where_nothing_is_loosened(self) -> None:
        at, _ = _office(policy=VerificationPolicy(code_for=5 * MINUTE))
        with pytest.raises(NothingToAccept):
            at.desk.policies.accept(ADMIN, "")
        assert at.trail == []

    def test_tightening_works_at_once(self) -> None:
        call_back = frozenset({VerificationMethod.CALL_BACK})
        at, _ = _office(HELD, policy=VerificationPolicy(methods=call_back, proofs={Opening.UNLOCK: 2}))
        with pytest.raises(CallerNotVerified):
            _code_sent(at, at.case(verified=False))
        with pytest.raises(CallerNotVerified):
            at.desk.repairs.unlock(AGENT, at.case(), at.account())

    def test_every_looser_setting_is_seen_one_by_one(self) -> None:
        looser = {
            "proofs_after_change": 1, "change_for": 6 * DAY, "code_for": 11 * MINUTE, "code_tries": 4,
            "valid_for": 31 * MINUTE, "handed_over_for": 2 * DAY, "attempts_a_day": 6, "second_operator": False,
            "mail_temporary_password": True,
        }  # fmt: skip
        for name, value in looser.items():
            assert len(loosenings(replace(VerificationPolicy(), **{name: value}))) == 1  # type: ignore[arg-type]
        assert loosenings(VerificationPolicy()) == ()

    @pytest.mark.parametrize(
        "text",
        ["code_minutes = 0", "code_minutes = true", "methods = []", 'methods = ["nod"]', "unknown = 1",
         "second_operator = 1", "[verification.proofs]\nunlock = 9", "[verification.proofs]\nnod = 1"],
    )  # fmt: skip
    def test_a_slip_in_the_configuration_is_named(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text(f"[verification]\n{text}\n", encoding="utf-8")
        with pytest.raises(SettingsProblem) as refused:
            load_settings(path, required=True)
        assert str(refused.value.message.params["name"]).startswith("verification.")

    def test_the_configuration_file_says_what_the_policy_is(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text(
            '[verification]\ncode_minutes = 5\nmethods = ["call-back"]\n[verification.proofs]\nunlock = 2\n'
        )
        policy = load_settings(path, required=True).verification
        assert (policy.code_for, policy.proofs_for(Opening.UNLOCK)) == (5 * MINUTE, 2)
        assert policy.methods == {VerificationMethod.CALL_BACK}


def test_a_case_of_the_version_before_still_opens() -> None:
    import msgspec

    old = {"id": "2026-0001", "opened_at": NOW.isoformat(), "opened_by": "nadia",
           "verification": {"method": "call-back", "by": "nadia", "at": NOW.isoformat()}}  # fmt: skip
    case = msgspec.json.decode(msgspec.json.encode(old), type=Case)
    assert case.proofs == ()


def test_each_state_is_another_one() -> None:
    """So that the table proves what its names say: no two states leave the same traces."""
    traces = {}
    for name, reach in itertools.islice(UNVERIFIED.items(), 4, None):
        at, case = _start(HELD)
        reach(at, case)
        traces[name] = repr((at.store.tables[Table.VERIFICATIONS], at.store.tables[Table.CALLERS], at.clock.now))
    assert len(set(traces.values())) >= len(traces) - 1
