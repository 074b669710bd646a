"""A temporary password goes by e-mail in the clear only where an administrator took it upon himself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.desk.actor import Act
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.repairs import RepairRefused
from hexwizard.desk.settings import SettingsProblem, load_settings
from hexwizard.desk.verification.enforcement import CallerNotVerified
from hexwizard.desk.verification.policy import VerificationPolicy, digest
from tests.desk.desks import AGENT
from tests.desk.resets import BY_MAIL, Sending, mailing
from tests.diagnosis.calls import MINUTE


def mails(call: Sending, text: str) -> None:
    sent = call.at.desk.mailed_passwords.send(AGENT, call.case, call.at.account(), text)
    call.case = sent.case


@pytest.mark.parametrize(
    ("policy", "accepted"),
    [(VerificationPolicy(), False), (BY_MAIL, False), (VerificationPolicy(code_tries=4), True)],
    ids=["built in", "configured but accepted by nobody", "loosened elsewhere"],
)
def test_it_does_not_go_by_mail(policy: VerificationPolicy, accepted: bool) -> None:
    call = mailing(policy=policy, accepted=accepted)
    text = call.issues()
    with pytest.raises(RepairRefused):
        mails(call, text)
    assert call.at.desk.mailed_passwords.accepted() is None
    assert call.letters.taken == []


def test_where_the_policy_is_accepted_it_goes_to_the_confirmed_address_and_the_trail_says_under_which() -> None:
    call = mailing()
    text = call.issues()
    mails(call, text)
    [letter] = call.letters.taken
    assert (letter.to, text in letter.body, text in letter.subject) == ("alain.sirois@gmail.com", True, False)
    entry = call.at.trail[-1]
    assert entry.act == Act.MAIL_TEMPORARY_PASSWORD
    assert digest(BY_MAIL)[:8] in entry.verification
    assert text not in repr(call.at.store.tables)


def test_it_opens_nothing_before_the_agent_says_that_it_came() -> None:
    call = mailing()
    text = call.issues()
    mails(call, text)
    assert call.at.types(text) is PhoneAnswer.INVALID
    call.at.desk.temporary_passwords.confirm(AGENT, call.case, "alain_sirois")
    assert call.at.types(text) is PhoneAnswer.CHOOSE_PASSWORD


def test_nothing_else_goes_that_way() -> None:
    call = mailing()
    call.issues()
    with pytest.raises(RepairRefused):
        mails(call, "ce que l'agent a choisi")
    assert call.letters.taken == []


def test_nor_to_an_address_that_is_not_on_record() -> None:
    call = mailing()
    text = call.issues()
    call.case = replace(call.case, confirmed_email="voleur@bell.net")
    with pytest.raises(RepairRefused):
        mails(call, text)


def test_nor_for_a_caller_whose_proof_no_longer_counts() -> None:
    call = mailing()
    text = call.issues()
    call.at.clock.advance(30 * MINUTE)
    with pytest.raises(CallerNotVerified):
        mails(call, text)


def test_a_server_that_is_away_is_said_and_the_letter_waits() -> None:
    call = mailing()
    text = call.issues()
    call.letters.says = "away"
    assert call.at.desk.mailed_passwords.send(AGENT, call.case, call.at.account(), text).failure is not None
    call.letters.says = ""
    call.at.clock.advance(MINUTE)
    list(call.at.desk.post_office.send_due())
    assert [text in letter.body for letter in call.letters.taken] == [True]


@pytest.mark.parametrize("value", ["1", '"yes"', "[]"])
def test_the_configuration_says_true_or_false(value: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[verification]\nmail_temporary_password = {value}\n", encoding="utf-8")
    with pytest.raises(SettingsProblem):
        load_settings(path, required=True)


@pytest.mark.parametrize(
    ("page", "good"),
    [
        ("https://app.example.org/reset?code=", True),
        ("https://app.example.org/reset#code=", True),
        ("https://app.example.org/reset/", True),
        ("http://app.example.org/reset?code=", False),
        ("https://app.example.org/reset", False),
        ("https://app.example.org/a b=", False),
        ("https://=", False),
        ("javascript:alert(1)//=", False),
    ],
)
def test_the_page_for_a_new_password_is_encrypted_and_has_a_place_for_the_code(
    page: str, good: bool, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[mail]\nreset_url = "{page}"\n', encoding="utf-8")
    if good:
        assert load_settings(path, required=True).mail.reset_url == page
    else:
        with pytest.raises(SettingsProblem):
            load_settings(path, required=True)
