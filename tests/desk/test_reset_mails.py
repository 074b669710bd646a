"""The agent sends the reset e-mail: where it goes, how often, for whom, and what is known of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hexwizard.accounts.model import Account, Language, NewContact
from hexwizard.article import Cause
from hexwizard.desk.actor import Act
from hexwizard.desk.repairs import RepairRefused
from hexwizard.desk.verification.enforcement import CallerNotVerified, VerificationFailed
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import Delivery
from hexwizard.diagnosis.findings import RepairId
from hexwizard.stores.protocol import Table
from tests.desk.desks import AGENT
from tests.desk.resets import PAGE, Sending, sending
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, MINUTE, client

HOUR = timedelta(hours=1)


def newest(call: Sending) -> Delivery | None:
    facts, _ = call.at.examined(call.case)
    assert facts.reset is not None
    return facts.reset.delivery


class TestSending:
    def test_it_goes_to_the_primary_address_with_a_link_that_ends_in_the_code(self) -> None:
        call = sending(client(secondary=("alain@hotmail.com",)))
        code = call.sends()
        [letter] = call.letters.taken
        assert letter.to == "alain.sirois@gmail.com"
        assert f"{PAGE}{code.replace('-', '')}\n" in letter.body
        assert code not in letter.subject

    def test_the_code_is_kept_as_a_hash_alone_once_the_letter_has_gone(self) -> None:
        call = sending()
        code = call.sends()
        kept = repr(call.at.store.tables) + repr(call.at.trail)
        assert code not in kept
        assert code.replace("-", "") not in kept
        [held] = call.at.account().reset_codes
        assert held.hash.startswith("$argon2id$")

    def test_it_stands_in_the_trail_and_in_the_case(self) -> None:
        call = sending()
        call.sends()
        entry = call.at.trail[-1]
        assert (entry.act, entry.client, entry.who, entry.case) == ("send-reset", "alain_sirois", "nadia", call.case.id)
        assert call.case.tried(Act.SEND_RESET)

    def test_without_a_page_configured_the_letter_has_the_code_alone(self) -> None:
        call = sending()
        call.at.desk.services.settings = call.at.settings
        assert call.sends()
        assert "://" not in call.letters.taken[0].body

    def test_it_is_in_the_language_that_the_call_is_spoken_in(self) -> None:
        call = sending()
        call.case = replace(call.case, client_language=Language.ENGLISH)
        call.sends()
        assert call.letters.taken[0].language == "en"


class TestToWhom:
    def test_an_unverified_caller_may_have_it_and_one_who_failed_too(self) -> None:
        call = sending()
        call.case = call.at.desk.verifications.call_back(AGENT, call.case, call.at.account(), AttemptOutcome.REFUSED)
        assert call.sends()

    def test_but_not_where_contact_details_are_new(self) -> None:
        """Whoever talked a new address onto the record would read the letter."""
        call = sending()
        now = call.at.clock()
        new = NewContact("alain.sirois@gmail.com", now)
        call.at.put(replace(call.at.account(), contact_changed_at=now, new_contacts=(new,)))
        with pytest.raises(CallerNotVerified):
            call.sends()
        call.case = call.at.desk.verifications.call_back(AGENT, call.case, call.at.account(), AttemptOutcome.REFUSED)
        with pytest.raises(VerificationFailed):
            call.sends()
        assert call.letters.taken == []

    @pytest.mark.parametrize(
        "account",
        [
            client(primary=None, secondary=("alain@hotmail.com",)),
            client(primary=None),
            client(merged_into="alain_2"),
            client(follows=(CARDINAL,)),
        ],
        ids=["secondary only", "no address", "merged", "deactivated"],
    )
    def test_nobody_gets_one_that_would_open_nothing(self, account: Account) -> None:
        call = sending(account)
        before = call.at.store.snapshot()
        with pytest.raises(RepairRefused):
            call.sends()
        assert call.at.store.tables == before

    def test_a_client_of_several_companies_may_have_it(self) -> None:
        assert sending(client(follows=(ALTO, BOREALE))).sends()


class TestHowOften:
    def test_a_key_pressed_twice_sends_one(self) -> None:
        call = sending()
        call.sends()
        call.at.clock.advance(timedelta(seconds=59))
        with pytest.raises(RepairRefused):
            call.sends()
        call.at.clock.advance(timedelta(seconds=1))
        assert call.sends()

    def test_three_in_a_day_to_one_address(self) -> None:
        call = sending()
        for _ in range(3):
            assert call.sends()
            call.at.clock.advance(HOUR)
        _, diagnosis = call.at.examined(call.case)
        way = next(one for found in diagnosis.findings for one in found.repairs if one.id is RepairId.RESET_MAIL)
        assert way.why_not is not None
        with pytest.raises(RepairRefused):
            call.sends()
        call.at.clock.advance(22 * HOUR)
        assert call.sends()

    def test_a_corrected_address_begins_anew(self) -> None:
        call = sending(verified=True)
        for _ in range(3):
            call.sends()
            call.at.clock.advance(MINUTE)
        call.at.put(replace(call.at.account(), primary_email="alain@bell.net"))
        assert call.sends()

    def test_each_call_in_which_one_went_counts_as_a_reset(self) -> None:
        call = sending()
        call.sends()
        call.at.clock.advance(MINUTE)
        call.sends()
        vetting = call.at.desk.verifications.circumstances(call.case, call.at.account()).vetting
        assert [told.case for told in vetting.resets] == [call.case.id]


class TestAfterwards:
    def test_it_is_accepted_waits_or_is_refused(self) -> None:
        call = sending()
        for says, fate in (("away", Delivery.WAITING), ("full", Delivery.REFUSED), ("", Delivery.ACCEPTED)):
            call.letters.says = says
            call.sends()
            assert newest(call) is fate
            call.at.clock.advance(MINUTE)

    def test_a_letter_whose_hour_is_over_is_given_up(self) -> None:
        call = sending()
        call.letters.says = "away"
        call.sends()
        call.letters.says = ""
        call.at.clock.advance(HOUR)
        list(call.at.desk.post_office.send_due())
        assert newest(call) is Delivery.GIVEN_UP
        assert call.letters.taken == []

    def test_a_mailbox_that_nobody_has_is_a_wrong_address_on_record(self) -> None:
        call = sending()
        call.letters.says = "nobody"
        call.sends()
        _, diagnosis = call.at.examined(call.case)
        finding = diagnosis.finding(Cause.RESET_MAIL_MISSING)
        assert finding is not None
        assert finding.evidence.key.endswith("wrong-address")
        assert finding.repairs[0].id is RepairId.CORRECT_IDENTIFIER
        call.at.put(replace(call.at.account(), primary_email="alain@bell.net"))
        assert call.at.examined(call.case)[1].finding(Cause.RESET_MAIL_MISSING) is None

    def test_a_letter_that_the_queue_has_forgotten_is_no_obstacle(self) -> None:
        call = sending()
        call.sends()
        call.at.store.tables[Table.MAIL].clear()
        assert newest(call) is None
