"""From the agent's key to the Hexpert's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import msgspec
import pytest

from hexwizard.article import Cause, SectionKey
from hexwizard.desk.actor import Act, Actor, NotPermitted, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome, Step, StepOutcome
from hexwizard.desk.hand_over import HandOver, HandOverOutcome, HandOverState
from hexwizard.desk.hand_overs import HandOverRefused, TakenAlready
from hexwizard.desk.ticket import packet_text
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import Repair, RepairId
from hexwizard.locale.words import words
from tests.desk.desks import ADMIN, AGENT, HEXPERT, STAFF, Office, office
from tests.desks import PASSWORD, SYSTEM, demo_desk
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, NOW, client

HELENE = Actor("helene", Role.HEXPERT)
LEFT = client(follows=(CARDINAL,), secondary=("a.sirois@hotmail.com",), app="ios 5.9.3")


def _handed(at: Office, identifier: str = "alain.sirois@gmail.com") -> Call:
    """A call in which the agent told what to do, and handed the case over."""
    call = Call(at.desk, AGENT, at.desk.cases.open(AGENT))
    call.answer(identifier=identifier, shown=PhoneMessage.DEACTIVATED)
    call.caller.called_back(AttemptOutcome.PROVED)
    call.note("rappeler après 16 h", "iPhone 13, iOS 17.4")
    call.acts.carry_out(_way(call, RepairId.HAND_OVER))
    return call


def _way(call: Call, identity: RepairId) -> Repair:
    return next(way for one in call.diagnosis.findings for way in one.repairs if way.id is identity)


def _of(at: Office, call: Call) -> HandOver:
    handed = at.desk.hand_overs.get(call.case.id)
    assert handed is not None
    return handed


class TestThePacket:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_it_carries_all_that_the_article_asks_for(self, language: str) -> None:
        at = office(LEFT)
        call = _handed(at)
        packet, say = _of(at, call).packet, words(language)
        text = packet_text(packet, say)
        for told in (
            say("message.deactivated"),
            "alain.sirois@gmail.com",
            "alain_sirois",
            "a.sirois@hotmail.com",
            say("place.primary"),
            "5.9.3",
            "iPhone 13, iOS 17.4",
            "rappeler après 16 h",
            "nadia",
            say("cause.company-left.title"),
            "Gym Cardinal",
            say("verification.call-back"),
        ):
            assert told in text
        not_tried = text.partition(say("ticket.not-tried"))[2]
        assert f"{say('repair.free-email.title')} — {say('ticket.hexpert')}" in not_tried
        assert f"{say('repair.temporary-password.title')} — {say('why-not.deactivated')}" in not_tried
        assert packet.packed_at == at.clock()

    def test_it_lands_in_the_queue_at_the_key_and_not_only_at_the_end_of_the_call(self) -> None:
        at = office(LEFT)
        call = _handed(at)
        assert [one.case for one in at.desk.hand_overs.queue()] == [call.case.id]
        assert call.case.state is CaseState.OPEN
        with pytest.raises(HandOverRefused):
            call.acts.carry_out(_way(call, RepairId.HAND_OVER))
        assert len(at.desk.hand_overs.queue()) == 1

    def test_it_comes_back_from_the_file_as_it_was_and_says_the_same(self) -> None:
        at = office(LEFT)
        handed = _of(at, _handed(at))
        again = msgspec.json.decode(msgspec.json.encode(handed), type=HandOver)
        assert again == handed
        for language in ("fr", "en"):
            assert packet_text(again.packet, words(language)) == packet_text(handed.packet, words(language))

    def test_it_stays_what_was_true_then_and_what_changed_since_is_marked(self) -> None:
        at = office(client(follows=(ALTO, BOREALE), secondary=("a.sirois@hotmail.com",)))
        call = _handed(at, "a.sirois@hotmail.com")
        before = packet_text(_of(at, call).packet, words("en"))
        at.clock.advance(timedelta(minutes=7))
        at.put(replace(at.account(), primary_email="nouveau@bell.net", memberships=at.account().memberships[:1]))
        later = Call(at.desk, HEXPERT, call.case)
        assert packet_text(_of(at, later).packet, words("en")) == before
        marked = packet_text(_of(at, later).packet, words("en"), later.packet())
        assert [line for line in marked.splitlines() if line not in before.splitlines()] == [
            words("en")("packet.now", now="Primary e-mail: nouveau@bell.net"),
            words("en")("packet.now", now="Active companies: Studio Alto"),
        ]

    def test_a_password_has_no_place_in_it(self) -> None:
        at = office()
        call = Call(at.desk, AGENT, at.desk.cases.open(AGENT))
        call.answer(identifier="alain_sirois", shown=PhoneMessage.INVALID)
        call.check_password("canary-canary-1234")
        call.acts.carry_out(_way(call, RepairId.HAND_OVER))
        assert "canary" not in repr(at.store.tables)
        assert "argon2" not in repr(_of(at, call))

    def test_a_caller_whom_nobody_knows_can_be_handed_over(self) -> None:
        at = office()
        call = Call(at.desk, AGENT, at.desk.cases.open(AGENT))
        call.answer(identifier="zzz@nowhere.example")
        call.acts.carry_out(_way(call, RepairId.HAND_OVER))
        assert _of(at, call).packet.username is None
        assert "zzz@nowhere.example" in packet_text(_of(at, call).packet, words("fr"))


class TestTheQueue:
    def test_the_oldest_comes_first(self) -> None:
        at = office(LEFT)
        ids = []
        for _ in range(3):
            ids.append(_handed(at).case.id)
            at.clock.advance(timedelta(minutes=5))
        assert [one.case for one in at.desk.hand_overs.queue()] == ids
        at.desk.hand_overs.take(HEXPERT, ids[0])
        at.desk.hand_overs.release(HEXPERT, ids[0])
        assert [one.case for one in at.desk.hand_overs.queue()] == ids

    def test_who_has_a_case_is_seen_and_nobody_else_gets_it(self) -> None:
        at = office(LEFT, staff=(*STAFF, HELENE))
        case = _handed(at).case.id
        taken = at.desk.hand_overs.take(HEXPERT, case)
        assert (taken.state, taken.taken_by, taken.taken_at) == (HandOverState.TAKEN, "hector", at.clock())
        at.clock.advance(timedelta(minutes=1))
        with pytest.raises(TakenAlready) as late:
            at.desk.hand_overs.take(HELENE, case)
        assert (late.value.message.params["by"], late.value.message.params["at"]) == ("hector", taken.taken_at)
        assert at.desk.hand_overs.take(HEXPERT, case) == taken

    def test_of_two_who_take_at_once_one_gets_it_and_one_is_told(self, tmp_path: Path) -> None:
        told: list[str] = []
        start = Barrier(2)
        with demo_desk(tmp_path) as desk:
            desk.operators.add(SYSTEM, "helene", Role.HEXPERT, PASSWORD)
            nadia = Actor("nadia", Role.AGENT)
            call = Call(desk, nadia, desk.cases.open(nadia))
            call.answer(identifier="sylvie.fortin@bell.net")
            call.acts.carry_out(_way(call, RepairId.HAND_OVER))

            def take(who: Actor) -> None:
                start.wait()
                try:
                    told.append(f"{who.name} has it: {desk.hand_overs.take(who, call.case.id).taken_by == who.name}")
                except TakenAlready as refused:
                    told.append(f"{who.name} is told of {refused.message.params['by']}")

            threads = [Thread(target=take, args=(who,)) for who in (HEXPERT, HELENE)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            winner = str(desk.hand_overs.queue()[0].taken_by)
        loser = {"hector": "helene", "helene": "hector"}[winner]
        assert sorted(told) == sorted([f"{winner} has it: True", f"{loser} is told of {winner}"])

    def test_only_who_has_it_answers_ends_and_puts_it_back_and_an_administrator_may_free_it(self) -> None:
        at = office(LEFT, staff=(*STAFF, HELENE))
        case = _handed(at).case.id
        for wrong in (HEXPERT, HELENE):
            with pytest.raises(HandOverRefused):
                at.desk.hand_overs.answer(wrong, case, "Oui.")
            at.desk.hand_overs.take(HEXPERT, case)
        with pytest.raises(TakenAlready):
            at.desk.hand_overs.end(HELENE, case, HandOverOutcome.ADVISED)
        with pytest.raises(TakenAlready):
            at.desk.hand_overs.release(HELENE, case)
        at.desk.hand_overs.release(ADMIN, case)
        assert at.desk.hand_overs.take(HELENE, case).taken_by == "helene"

    @pytest.mark.parametrize("text", ["", "   \n", "x" * 2001])
    def test_an_answer_says_something(self, text: str) -> None:
        at = office(LEFT)
        case = _handed(at).case.id
        at.desk.hand_overs.take(HEXPERT, case)
        with pytest.raises(HandOverRefused):
            at.desk.hand_overs.answer(HEXPERT, case, text)

    def test_an_ended_case_has_left_and_nothing_more_is_done_to_it(self) -> None:
        at = office(LEFT)
        case = _handed(at).case.id
        at.desk.hand_overs.take(HEXPERT, case)
        at.desk.hand_overs.end(HEXPERT, case, HandOverOutcome.NOT_POSSIBLE)
        assert at.desk.hand_overs.queue() == ()
        for act in (at.desk.hand_overs.take, at.desk.hand_overs.release):
            with pytest.raises(HandOverRefused):
                act(HEXPERT, case)

    def test_every_move_stands_in_the_trail(self) -> None:
        at = office(LEFT)
        case = _handed(at).case.id
        entries = len(at.trail)
        at.desk.hand_overs.take(HEXPERT, case)
        at.desk.hand_overs.answer(HEXPERT, case, "Oui.")
        at.desk.hand_overs.end(HEXPERT, case, HandOverOutcome.REPAIRED)
        assert [(one.act, one.who, one.case, one.client, one.reason) for one in at.trail[entries:]] == [
            ("take-hand-over", "hector", case, "alain_sirois", ""),
            ("answer-hand-over", "hector", case, "alain_sirois", ""),
            ("end-hand-over", "hector", case, "alain_sirois", "repaired"),
        ]


class TestWorkingACase:
    def test_a_hexpert_takes_it_before_acting_in_it(self) -> None:
        at = office(LEFT, staff=(*STAFF, HELENE))
        agents = _handed(at)
        hector, helene = Call(at.desk, HEXPERT, agents.case), Call(at.desk, HELENE, agents.case)
        with pytest.raises(HandOverRefused):
            hector.acts.carry_out(_way(hector, RepairId.FREE_EMAIL))
        at.desk.hand_overs.take(HEXPERT, agents.case.id)
        for call in (hector, helene):
            call.refresh()
        with pytest.raises(TakenAlready):
            helene.acts.carry_out(_way(helene, RepairId.FREE_EMAIL))
        hector.acts.carry_out(_way(hector, RepairId.FREE_EMAIL))
        assert at.account().identifiers() == ("alain_sirois",)

    def test_nothing_that_either_did_is_lost_when_both_have_the_case_open(self) -> None:
        at = office(LEFT)
        agents = _handed(at)
        at.desk.hand_overs.take(HEXPERT, agents.case.id)
        hexperts = Call(at.desk, HEXPERT, agents.case)
        at.clock.advance(timedelta(minutes=1))
        hexperts.acts.carry_out(_way(hexperts, RepairId.FREE_EMAIL))
        at.clock.advance(timedelta(minutes=1))
        agents.note("le client attend")
        kept = at.desk.cases.get(agents.case.id)
        assert kept is not None
        assert [step.what for step in kept.steps] == ["hand-over", "free-email"]
        assert (kept.notes, kept.freed_emails) == (
            "le client attend",
            ("alain.sirois@gmail.com", "a.sirois@hotmail.com"),
        )
        agents.refresh()
        assert agents.case.steps == kept.steps

    def test_the_agent_s_case_is_with_the_hexperts_until_it_is_ended_and_then_the_call_goes_on(self) -> None:
        at = office(LEFT)
        call = _handed(at)
        call.close(None)
        assert (call.case.state, call.case.outcome) == (CaseState.HANDED_OVER, Outcome.HANDED_OVER)
        at.desk.hand_overs.take(HEXPERT, call.case.id)
        at.desk.hand_overs.answer(HEXPERT, call.case.id, "Le compte est fait.")
        assert _of(at, call).is_answered
        at.desk.hand_overs.end(HEXPERT, call.case.id, HandOverOutcome.REPAIRED)
        again = Call(at.desk, AGENT, call.case)
        again.tried_again(works=True)
        again.close(Feedback.YES)
        assert (again.case.state, again.case.outcome) == (CaseState.CLOSED, Outcome.SOLVED)

    def test_an_ended_case_may_be_handed_over_once_more(self) -> None:
        at = office(LEFT)
        call = _handed(at)
        at.desk.hand_overs.take(HEXPERT, call.case.id)
        at.desk.hand_overs.end(HEXPERT, call.case.id, HandOverOutcome.ADVISED)
        call.refresh()
        call.acts.carry_out(_way(call, RepairId.HAND_OVER))
        assert _of(at, call).state is HandOverState.WAITING

    def test_an_agent_takes_nothing(self) -> None:
        at = office(LEFT)
        case = _handed(at).case.id
        for who in (AGENT, ADMIN):
            with pytest.raises(NotPermitted):
                at.desk.hand_overs.take(who, case)


def test_what_was_found_stays_in_the_packet_once_it_is_repaired() -> None:
    at = office(client(follows=(), withdrawn={ALTO: "Josée Paquin"}))
    call = _handed(at)
    at.desk.hand_overs.take(HEXPERT, call.case.id)
    hexperts = Call(at.desk, HEXPERT, call.case)
    hexperts.acts.carry_out(_way(hexperts, RepairId.RESTORE_ACCESS))
    packet = _of(at, call).packet
    assert [one.cause for one in packet.found] == [Cause.ACCESS_REMOVED]
    assert hexperts.packet().settled == (Cause.ACCESS_REMOVED,)
    assert Step(at.clock(), "hector", call.case.section, "restore-access", StepOutcome.DONE) in hexperts.packet().steps


class TestCasesOfEarlierVersions:
    """They were handed over when there was no queue yet."""

    def _earlier(self, at: Office) -> Case:
        call = Call(at.desk, AGENT, at.desk.cases.open(AGENT))
        call.answer(identifier="alain.sirois@gmail.com", shown=PhoneMessage.DEACTIVATED)
        step = Step(NOW, AGENT.name, SectionKey.STILL_IMPOSSIBLE, Act.HAND_OVER, StepOutcome.DONE)
        return at.desk.cases.keep(AGENT, replace(call.case.having_tried(step), state=CaseState.HANDED_OVER))

    def test_are_queued_once_with_all_that_is_known_and_can_be_taken(self) -> None:
        at = office(LEFT)
        case = self._earlier(at)
        assert at.desk.hand_overs.queue() == ()
        for _ in range(2):
            at.desk.hand_overs.take_in_earlier(HEXPERT, at.desk.cases.with_hexperts())
        [queued] = at.desk.hand_overs.queue()
        assert (queued.case, queued.by, queued.at, queued.packet.name) == (case.id, AGENT.name, NOW, "Alain Sirois")
        assert queued.packet.found[0].cause is Cause.COMPANY_LEFT
        assert at.desk.hand_overs.take(HEXPERT, case.id).taken_by == HEXPERT.name

    def test_what_a_hexpert_has_ended_is_not_queued_again(self) -> None:
        at = office(LEFT)
        case = self._earlier(at)
        at.desk.hand_overs.take_in_earlier(HEXPERT, at.desk.cases.with_hexperts())
        at.desk.hand_overs.take(HEXPERT, case.id)
        at.desk.hand_overs.end(HEXPERT, case.id, HandOverOutcome.ADVISED)
        at.desk.hand_overs.take_in_earlier(HEXPERT, at.desk.cases.with_hexperts())
        assert at.desk.hand_overs.queue() == ()
