"""What the screen of « Mot de passe oublié? » tells of an e-mail that was sent, and of an address that looks wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hexwizard.accounts.model import ResetCode, ResetState
from hexwizard.article import Cause, SectionKey
from hexwizard.desk.data_files import providers
from hexwizard.diagnosis.briefing import Briefing, brief
from hexwizard.diagnosis.engine import diagnose
from hexwizard.diagnosis.facts import Delivery, Facts, ResetMail
from hexwizard.diagnosis.findings import RepairId
from hexwizard.diagnosis.near_misses.domains import meant
from hexwizard.locale.message import say
from hexwizard.locale.words import words
from tests.diagnosis.calls import MINUTE, NOW, client, diagnosed

ADDRESS = "alain.sirois@hotmail.com"
LEFT = 43 * MINUTE


def after_sending(
    delivery: Delivery | None,
    *,
    left: timedelta = LEFT,
    wrong_address: bool = False,
    verified: bool = False,
    no_mail: bool | None = None,
    used: bool = False,
) -> Facts:
    """Seventeen minutes after the agent sent it."""
    state, at = (ResetState.USED, NOW - MINUTE) if used else (ResetState.SENT, None)
    code = ResetCode("hash", NOW - 17 * MINUTE, NOW + LEFT, "nadia", ADDRESS, "1", state, at)
    facts = diagnosed(None, client(primary=ADDRESS), username="alain_sirois", no_mail=no_mail, verified=verified).facts
    why = say("problem.mail.link", path="smtp")
    return replace(facts, reset=ResetMail(code, left, delivery, why, wrong_address))


def shown(facts: Facts) -> Briefing:
    return brief(SectionKey.FORGOTTEN_PASSWORD, facts, diagnose(facts))


def told(facts: Facts) -> str:
    return " ".join(words("en").render(line.text) for line in shown(facts).know)


def said(facts: Facts) -> str:
    return words("en").render(shown(facts).say)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (after_sending(Delivery.WAITING), "does not have it yet"),
        (after_sending(Delivery.ACCEPTED), "Accepted by the mail server. The link is valid for another 43 minutes."),
        (after_sending(Delivery.REFUSED), "Refused by the mail server"),
        (after_sending(Delivery.REFUSED, wrong_address=True), "no such mailbox"),
        (after_sending(Delivery.GIVEN_UP), "Not sent in time"),
        (after_sending(Delivery.ACCEPTED, left=timedelta(0)), "The link no longer works"),
        (after_sending(Delivery.ACCEPTED, left=timedelta(0), used=True), "The link was used"),
        (after_sending(None), "by nadia. The link is valid"),
    ],
)
def test_it_says_when_where_whether_the_server_has_it_and_whether_it_holds(facts: Facts, text: str) -> None:
    assert text in told(facts)
    assert f"to {ADDRESS}" in told(facts)


class TestWhatIsSaid:
    def test_the_advice_for_the_mailbox_comes_at_the_moment_of_sending(self) -> None:
        assert "Hotmail, Outlook, Live or MSN" in said(after_sending(Delivery.ACCEPTED))

    def test_the_address_is_read_out_to_a_verified_caller_alone(self) -> None:
        assert ADDRESS not in said(after_sending(Delivery.ACCEPTED))
        assert ADDRESS in said(after_sending(Delivery.ACCEPTED, verified=True))

    def test_once_it_was_used_the_client_is_told_to_sign_in(self) -> None:
        assert "Sign in with it" in said(after_sending(Delivery.ACCEPTED, left=timedelta(0), used=True))


class TestTheFinding:
    @pytest.mark.parametrize(
        ("facts", "evidence"),
        [
            (after_sending(Delivery.WAITING, no_mail=True), "still waiting for the server"),
            (after_sending(Delivery.ACCEPTED, no_mail=True), "look for it with the client"),
            (after_sending(Delivery.ACCEPTED, no_mail=True, left=timedelta(0)), "opens nothing any more"),
            (after_sending(Delivery.GIVEN_UP, no_mail=True), "could not be delivered"),
            (after_sending(Delivery.REFUSED, wrong_address=True, no_mail=True), "The address on record is wrong"),
            (after_sending(Delivery.REFUSED, wrong_address=True), "The address on record is wrong"),
        ],
    )
    def test_its_evidence_is_what_became_of_the_letter(self, facts: Facts, evidence: str) -> None:
        finding = diagnose(facts).finding(Cause.RESET_MAIL_MISSING)
        assert finding is not None
        assert evidence in words("en").render(finding.evidence)

    def test_a_mailbox_that_nobody_has_is_corrected_first_and_the_address_is_not_read_out(self) -> None:
        facts = after_sending(Delivery.REFUSED, wrong_address=True)
        assert shown(facts).repairs[0].id is RepairId.CORRECT_IDENTIFIER
        assert ADDRESS not in said(facts)

    def test_a_refusal_for_another_reason_says_nothing_against_the_address(self) -> None:
        assert diagnose(after_sending(Delivery.REFUSED)).finding(Cause.RESET_MAIL_MISSING) is None

    def test_a_client_who_has_it_after_all_is_believed(self) -> None:
        facts = after_sending(Delivery.REFUSED, wrong_address=True, no_mail=False)
        assert diagnose(facts).finding(Cause.RESET_MAIL_MISSING) is None


class TestTheDomain:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("hotmial.com", "hotmail.com"),
            ("outlok.com", "outlook.com"),
            ("gmial.com", "gmail.com"),
            ("hotmail.con", "hotmail.com"),
            ("yahooo.ca", "yahoo.ca"),
        ],
    )
    def test_a_slip_is_named_with_what_was_meant_and_corrected_before_anything_goes_there(
        self, typed: str, right: str
    ) -> None:
        facts = diagnosed("alain_sirois", client(primary=f"alain@{typed}")).facts
        assert f"alain@{typed}" in told(facts)
        assert right in told(facts)
        assert shown(facts).repairs[0].id is RepairId.CORRECT_IDENTIFIER

    @pytest.mark.parametrize("typed", ["telus.com", "bell.ca", "ulaval.ca", "oconnor-design.ca", "free.com", "live.co"])
    def test_a_domain_of_its_own_is_no_slip(self, typed: str) -> None:
        facts = diagnosed("alain_sirois", client(primary=f"alain@{typed}")).facts
        assert "mistyped on record" not in told(facts)

    def test_no_known_provider_is_a_slip_of_another(self) -> None:
        assert not any(meant(domain, providers().keys()) for domain in providers())
