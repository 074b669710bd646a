"""Calls written down: numbered, kept, closed, and told in a ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hexwizard.accounts.apps import AppUnreadable
from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.case import CaseState, Feedback, Outcome
from hexwizard.desk.clients import Question
from hexwizard.desk.services import ChangedMeanwhile
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import By, Repair, RepairId
from hexwizard.locale.words import words
from tests.desk.desks import AGENT, HEXPERT, Office, office
from tests.diagnosis.calls import ALTO, BOREALE, RIGHT, client

WRONG = "tout autre chose"


def _call(at: Office, identifier: str | None = "alain_sirois") -> Call:
    call = Call(at.desk, AGENT, at.desk.cases.open(AGENT))
    if identifier is not None:
        call.answer(identifier=identifier, shown=PhoneMessage.INVALID)
    return call


class TestNumbers:
    def test_cases_are_numbered_by_year(self) -> None:
        at = office()
        assert [at.desk.cases.open(AGENT).id for _ in range(3)] == ["2026-0001", "2026-0002", "2026-0003"]
        at.clock.advance(timedelta(days=365))
        assert at.desk.cases.open(AGENT).id == "2027-0001"

    def test_the_ten_thousandth_is_followed_by_the_next(self) -> None:
        at = office()
        at.desk.cases.keep(AGENT, replace(at.desk.cases.open(AGENT), id="2026-9999"))
        assert at.desk.cases.open(AGENT).id == "2026-10000"
        assert at.desk.cases.open(AGENT).id == "2026-10001"

    def test_the_newest_is_listed_first(self) -> None:
        at = office()
        for _ in range(3):
            at.desk.cases.open(AGENT)
            at.clock.advance(timedelta(minutes=1))
        assert [case.id for case in at.desk.cases.all()] == ["2026-0003", "2026-0002", "2026-0001"]

    def test_a_draft_is_not_kept_until_it_is_opened(self) -> None:
        at = office()
        draft = replace(at.desk.cases.draft(AGENT), identifier="alain_sirois")
        assert at.desk.cases.all() == ()
        opened = at.desk.cases.open(AGENT, draft)
        assert (opened.id, opened.identifier) == ("2026-0001", "alain_sirois")

    def test_a_call_is_about_the_client_whose_identifier_it_begins_with_before_any_answer(self) -> None:
        at = office(replace(client(), first_connection=None))
        opened = at.desk.cases.open(AGENT, replace(at.desk.cases.draft(AGENT), identifier="Alain_Sirois "))
        assert (opened.username, opened.client_chosen) == ("alain_sirois", False)
        call = Call(at.desk, AGENT, opened)
        invitation = next(way for one in call.diagnosis.findings for way in one.repairs if way.by is By.AGENT)
        call.acts.carry_out(invitation)
        assert call.has_done(invitation)

    def test_a_call_that_begins_with_nobodys_identifier_is_about_nobody(self) -> None:
        at = office()
        assert at.desk.cases.open(AGENT, replace(at.desk.cases.draft(AGENT), identifier="x@y.ca")).username is None


class TestTwoOperatorsOnOneCase:
    """Nobody writes over what the other wrote: the second is told by whom and when, sees it, and answers anew."""

    @pytest.fixture
    def at(self) -> Office:
        return office(client(follows=(ALTO,)))

    def test_the_same_answer_given_otherwise_is_refused_and_then_seen(self, at: Office) -> None:
        first = _call(at)
        second = Call(at.desk, HEXPERT, first.case)
        at.clock.advance(timedelta(minutes=1))
        first.note("rappeler demain")
        with pytest.raises(ChangedMeanwhile) as caught:
            second.note("rappeler ce soir")
        assert caught.value.message.params == {"by": AGENT.name, "at": at.clock()}
        assert second.case.notes == "rappeler demain"
        second.note("rappeler demain ou ce soir")
        kept = at.desk.cases.get(first.case.id)
        assert kept is not None
        assert kept.notes == "rappeler demain ou ce soir"

    def test_different_answers_are_both_kept(self, at: Office) -> None:
        first = _call(at)
        second = Call(at.desk, HEXPERT, first.case)
        first.note("rappeler demain")
        second.answer(shown=PhoneMessage.DEACTIVATED)
        assert (second.case.notes, second.case.message) == ("rappeler demain", PhoneMessage.DEACTIVATED)
        assert at.desk.cases.get(first.case.id) == second.case

    def test_a_case_that_another_closed_is_not_closed_otherwise(self, at: Office) -> None:
        first = _call(at)
        second = Call(at.desk, HEXPERT, first.case)
        first.tried_again(works=True)
        first.close(Feedback.YES)
        with pytest.raises(ChangedMeanwhile):
            second.close(Feedback.NO)
        second.refresh()
        assert (second.case.state, second.case.feedback) == (CaseState.CLOSED, Feedback.YES)

    def test_an_act_begun_on_what_is_no_longer_so_is_refused(self, at: Office) -> None:
        first = _call(at)
        second = Call(at.desk, HEXPERT, first.case)
        advice = Repair(RepairId.USE_USERNAME, By.CLIENT)
        first.note("le client a trouvé")
        with pytest.raises(ChangedMeanwhile):
            second.acts.carry_out(advice)
        second.refresh()
        second.acts.carry_out(advice)
        assert (second.case.notes, second.case.steps[-1].by) == ("le client a trouvé", HEXPERT.name)

    def test_going_on_to_another_screen_takes_in_what_the_other_wrote(self, at: Office) -> None:
        first = _call(at)
        second = Call(at.desk, HEXPERT, first.case)
        first.note("rappeler demain")
        second.enter(SectionKey.APP_VERSION)
        second.keep_place()
        assert (second.case.notes, second.case.section) == ("rappeler demain", SectionKey.APP_VERSION)

    def test_one_operator_at_two_windows_is_not_stopped_by_themself(self, at: Office) -> None:
        first = _call(at)
        second = Call(at.desk, AGENT, first.case)
        first.note("rappeler demain")
        second.answer(shown=PhoneMessage.DEACTIVATED)


class TestKeeping:
    def test_every_answer_is_kept_at_once(self) -> None:
        at = office()
        call = _call(at)
        call.enter(SectionKey.CANNOT_CONNECT)
        call.keep_place()
        call.note("rappeler demain")
        kept = at.desk.cases.get(call.case.id)
        assert kept == call.case
        assert kept is not None
        assert (kept.identifier, kept.username, kept.section) == (
            "alain_sirois",
            "alain_sirois",
            SectionKey.CANNOT_CONNECT,
        )

    def test_an_interrupted_case_goes_on_where_it_was(self) -> None:
        at = office()
        call = _call(at)
        call.enter(SectionKey.CANNOT_CONNECT)
        call.keep_place()
        kept = at.desk.cases.get(call.case.id)
        assert kept is not None
        again = Call(at.desk, AGENT, kept)
        assert (again.diagnosis.verdict, again.next()) == (call.diagnosis.verdict, call.next())

    def test_a_password_given_in_the_call_is_kept_nowhere(self) -> None:
        at = office()
        call = _call(at)
        call.check_password(WRONG)
        call.try_on_phone("alain_sirois", RIGHT)
        for shown in (repr(at.store.tables), repr(call.case), repr(call.facts), call.ticket(words("fr"))):
            assert WRONG not in shown
            assert RIGHT not in shown

    def test_a_question_never_shows_its_password(self) -> None:
        assert WRONG not in repr(Question("alain_sirois", password=WRONG))

    def test_an_app_that_is_none_is_refused(self) -> None:
        call = _call(office())
        call.answer_app("ios 5.10.0")
        for text in ("", "ios", "ios five", "windows 5.1", "5.1"):
            with pytest.raises(AppUnreadable):
                call.answer_app(text)


class TestClosing:
    @pytest.mark.parametrize("feedback", [*Feedback, None])
    def test_a_solved_case_is_closed_with_the_answer_to_the_last_question(self, feedback: Feedback | None) -> None:
        at = office()
        call = _call(at)
        call.tried_again(works=True)
        call.close(feedback)
        kept = at.desk.cases.get(call.case.id)
        assert kept is not None
        assert (kept.state, kept.outcome, kept.feedback) == (CaseState.CLOSED, Outcome.SOLVED, feedback)
        assert kept.closed_at == at.clock()

    def test_a_case_handed_over_stays_open_for_the_hexperts(self) -> None:
        at = office()
        call = _call(at)
        at.clock.advance(timedelta(minutes=1))
        call.case = at.desk.hand_overs.hand_over(AGENT, call.case, call.facts, call.diagnosis)
        call.close(None)
        assert (call.case.state, call.case.outcome) == (CaseState.HANDED_OVER, Outcome.HANDED_OVER)
        assert call.case.closed_at is None
        assert at.desk.cases.close(HEXPERT, call.case, Outcome.SOLVED, None).state is CaseState.CLOSED

    def test_a_case_nobody_solved_is_said_to_be_unsolved(self) -> None:
        call = _call(office())
        assert call.outcome() is Outcome.UNSOLVED


class TestTicket:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_it_tells_the_identifier_the_account_what_was_found_and_what_was_not_tried(self, language: str) -> None:
        at = office(client(follows=(ALTO, BOREALE), secondary=("a@hotmail.com",)))
        call = _call(at, "a@hotmail.com")
        say = words(language)
        text = call.ticket(say)
        for told in (call.case.id, "a@hotmail.com", "alain_sirois", "Alain Sirois", "alain.sirois@gmail.com", "nadia"):
            assert told in text
        assert say("cause.secondary-email-used.title") in text
        assert say("cause.merged-account.title") in text
        not_tried = text.partition(say("ticket.not-tried"))[2]
        assert say("repair.temporary-password.title") in not_tried
        assert "Studio Alto" in not_tried
        assert "Clinique Boréale" in not_tried

    def test_what_was_told_stands_under_tried_and_no_longer_under_not_tried(self) -> None:
        at = office(client(secondary=("a@hotmail.com",)))
        call = _call(at, "a@hotmail.com")
        say = words("en")
        title = say("repair.use-username.title")
        assert title in call.ticket(say).partition(say("ticket.not-tried"))[2]
        way = next(way for way in call.diagnosis.findings[0].repairs if way.id is RepairId.USE_USERNAME)
        call.acts.carry_out(way)
        tried, _, not_tried = call.ticket(say).partition(say("ticket.not-tried"))
        assert title in tried
        assert title not in not_tried

    def test_a_temporary_password_handed_over_is_not_said_to_be_untried(self) -> None:
        at = office()
        call = _call(at)
        call.caller.called_back(AttemptOutcome.PROVED)
        call.confirm_email("alain.sirois@gmail.com")
        issued = call.acts.issue_temporary_password()
        call.acts.confirm_temporary_password()
        assert issued is not None
        say = words("en")
        tried, _, not_tried = call.ticket(say).partition(say("ticket.not-tried"))
        assert say("act.confirm-temporary-password") in tried
        assert say("verification.call-back") in tried
        assert f"- {say('repair.temporary-password.title')} —" not in not_tried
        assert issued.text not in tried

    def test_an_unlock_is_not_said_to_be_untried(self) -> None:
        at = office(client(failures=9))
        call = _call(at)
        call.caller.vouched("Josée Paquin", "Studio Alto", confirms=True)
        way = next(way for way in call.diagnosis.findings[0].repairs if way.id is RepairId.WAIT_OR_UNLOCK)
        call.acts.carry_out(way)
        assert call.case.has_done(way)
        say = words("en")
        assert say("repair.wait-or-unlock.title") not in call.ticket(say).partition(say("ticket.not-tried"))[2]

    def test_an_agent_may_not_free_an_e_mail_and_a_hexpert_may(self) -> None:
        at = office(client(merged_into="alain_2"))
        call = _call(at)
        way = next(way for way in call.diagnosis.findings[0].repairs if way.by is By.HEXPERT)
        assert not call.may(way)
        assert Call(at.desk, HEXPERT, call.case).may(way)


def test_once_an_access_is_given_back_the_client_hears_so_and_nothing_is_left_to_repair_there() -> None:
    at = office(client(follows=(), withdrawn={ALTO: "Josée Paquin"}))
    call = _call(at)
    call.caller.called_back(AttemptOutcome.PROVED)
    (back,) = (way for way in call.briefing(SectionKey.ACCESS_REMOVED).repairs if way.id is RepairId.RESTORE_ACCESS)
    call.acts.carry_out(back)
    after = call.briefing(SectionKey.ACCESS_REMOVED)
    assert after.say.key == "repaired.say"
    assert RepairId.RESTORE_ACCESS not in {way.id for way in after.repairs}
