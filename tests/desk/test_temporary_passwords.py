"""Temporary passwords at the desk (article, section 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hexwizard.accounts.model import Account, Membership, TemporaryState
from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.actor import Act
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.repairs import RepairRefused
from hexwizard.desk.services import ChangedMeanwhile
from hexwizard.desk.temporary_passwords import EmailNotConfirmed
from tests.desk.desks import AGENT, office
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, NOW, RIGHT, client

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def test_while_it_is_pending_it_opens_nothing_and_the_lasting_one_still_does() -> None:
    at = office()
    text = at.issue().text
    assert at.states() == [TemporaryState.PENDING]
    assert at.types(text) is PhoneAnswer.INVALID
    assert at.types(RIGHT) is PhoneAnswer.CONNECTED


def test_once_handed_over_it_opens_once_and_wants_a_new_password() -> None:
    at = office()
    text = at.hand_out()
    assert at.types(RIGHT) is PhoneAnswer.INVALID
    assert at.types(text) is PhoneAnswer.CHOOSE_PASSWORD
    assert at.types(text) is PhoneAnswer.INVALID
    assert at.states() == [TemporaryState.USED]
    assert at.types(RIGHT) is PhoneAnswer.INVALID


def test_it_works_until_the_last_second_of_its_hour() -> None:
    at = office()
    text = at.hand_out()
    at.clock.advance(HOUR - SECOND)
    assert at.types(text) is PhoneAnswer.CHOOSE_PASSWORD
    late = office()
    text = late.hand_out()
    late.clock.advance(HOUR)
    assert late.types(text) is PhoneAnswer.INVALID
    assert late.types(RIGHT) is PhoneAnswer.CONNECTED


def test_its_life_is_the_configured_one() -> None:
    at = office()
    at.desk.services.settings = replace(at.settings, temporary_lifetime=timedelta(minutes=10))
    assert at.issue().expires_at == NOW + timedelta(minutes=10)


def test_a_new_one_voids_the_one_before() -> None:
    at = office()
    first, second = at.hand_out(), at.hand_out()
    assert at.states() == [TemporaryState.ACTIVE, TemporaryState.REPLACED]
    assert at.types(first) is PhoneAnswer.INVALID
    assert at.types(second) is PhoneAnswer.CHOOSE_PASSWORD


def test_one_that_was_not_handed_over_is_voided_and_never_opens() -> None:
    at = office()
    case = at.case()
    text = at.issue(case).text
    at.desk.temporary_passwords.void(AGENT, case, "alain_sirois")
    assert at.types(text) is PhoneAnswer.INVALID
    with pytest.raises(RepairRefused):
        at.desk.temporary_passwords.confirm(AGENT, case, "alain_sirois")


def test_what_an_interruption_left_is_listed_and_can_be_voided_even_the_next_day() -> None:
    at = office()
    case = at.case()
    at.issue(case)
    at.clock.advance(24 * HOUR)
    assert [one.account.username for one in at.desk.temporary_passwords.pending()] == ["alain_sirois"]
    case = at.proved(case)
    with pytest.raises(RepairRefused):
        at.desk.temporary_passwords.confirm(AGENT, case, "alain_sirois")
    at.desk.temporary_passwords.void(AGENT, case, "alain_sirois")
    assert at.desk.temporary_passwords.pending() == ()


def test_it_cannot_be_confirmed_twice() -> None:
    at = office()
    at.hand_out()
    with pytest.raises(RepairRefused):
        at.desk.temporary_passwords.confirm(AGENT, at.case(), "alain_sirois")
    assert at.acts().count(Act.CONFIRM_TEMPORARY_PASSWORD) == 1


@pytest.mark.parametrize(
    "account",
    [
        client(follows=(ALTO, BOREALE)),
        client(follows=(CARDINAL,)),
        client(follows=()),
        client(withdrawn={ALTO: "Josée Paquin"}),
        client(merged_into="alain_2"),
    ],
    ids=["several companies", "company left", "no company", "withdrawn", "merged"],
)
def test_it_is_refused_by_the_desk_itself(account: Account) -> None:
    at = office(account)
    case = at.case()
    with pytest.raises(RepairRefused):
        at.issue(case)
    assert at.account() == account
    assert Act.ISSUE_TEMPORARY_PASSWORD not in at.acts()


def test_a_company_joined_before_it_was_handed_over_takes_it_back() -> None:
    at = office()
    case = at.case()
    text = at.issue(case).text
    joined = (*at.account().memberships, Membership("boreale"))
    at.put(replace(at.account(), memberships=joined))
    with pytest.raises(ChangedMeanwhile):
        at.desk.temporary_passwords.confirm(AGENT, case, "alain_sirois")
    assert at.types(text) is PhoneAnswer.INVALID


def test_the_agent_confirms_first_which_e_mail_the_client_really_uses() -> None:
    at = office()
    for unconfirmed in (None, "autre@bell.net"):
        with pytest.raises(EmailNotConfirmed):
            at.issue(at.case(email=unconfirmed))
    at.issue(at.case(email="Alain.Sirois@GMAIL.com"))


def test_three_in_a_day_and_then_the_case_is_handed_over() -> None:
    at = office()
    for _ in range(3):
        at.hand_out()
        at.clock.advance(HOUR)
    with pytest.raises(RepairRefused):
        at.issue()
    at.clock.advance(timedelta(hours=21))
    at.issue()


def test_voiding_does_not_make_room_for_a_fourth() -> None:
    at = office()
    for _ in range(2):
        at.hand_out()
    for _ in range(6):
        case = at.case()
        at.issue(case)
        at.desk.temporary_passwords.void(AGENT, case, "alain_sirois")
    at.hand_out()
    with pytest.raises(RepairRefused):
        at.issue()


def test_the_agent_cannot_choose_it_and_no_two_are_alike() -> None:
    at = office()
    texts = {at.hand_out() for _ in range(3)}
    assert len(texts) == 3


def test_it_can_never_become_the_lasting_one() -> None:
    at = office()
    text = at.hand_out()
    token = at.lets_in(text)
    with pytest.raises(PasswordRefused):
        at.desk.phone.choose_password(token, text)
    assert at.account().must_choose_password
    assert at.desk.phone.choose_password(token, "quatorze canards bleus") is PhoneAnswer.CONNECTED
    assert at.types("quatorze canards bleus") is PhoneAnswer.CONNECTED


def test_an_older_one_cannot_become_it_either() -> None:
    at = office()
    older, newer = at.hand_out(), at.hand_out()
    token = at.lets_in(newer)
    with pytest.raises(PasswordRefused):
        at.desk.phone.choose_password(token, older)


@pytest.mark.parametrize("bad", ["trop court", "Alain.Sirois-2024!", "studio-alto-2026-2026"])
def test_the_chosen_one_follows_the_policy(bad: str) -> None:
    at = office()
    token = at.lets_in(at.hand_out())
    with pytest.raises(PasswordRefused):
        at.desk.phone.choose_password(token, bad)


def test_two_phones_with_the_same_one_only_the_first_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    at = office()
    text = at.hand_out()
    verify = at.hasher.verify
    answers: list[PhoneAnswer] = []

    def other_phone_first(encoded: str | None, password: str) -> bool:
        monkeypatch.setattr(at.hasher, "verify", verify)
        answers.append(at.types(text))
        return verify(encoded, password)

    monkeypatch.setattr(at.hasher, "verify", other_phone_first)
    answers.append(at.types(text))
    assert answers == [PhoneAnswer.CHOOSE_PASSWORD, PhoneAnswer.INVALID]


def test_its_text_is_in_no_repr_and_nowhere_in_the_store() -> None:
    at = office()
    issued = at.issue()
    assert issued.text not in repr(issued)
    assert issued.text not in repr(at.store.tables)
