"""What holds for any client and any text typed."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexwizard.accounts.model import Account, Attempts, Company
from hexwizard.accounts.problems import Problem
from hexwizard.article import Cause, SectionKey
from hexwizard.desk.clients import Question
from hexwizard.diagnosis.briefing import brief
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import RepairId
from hexwizard.locale.words import words
from tests.desks import demo_desk
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, NOW, Told, client, desk_of
from tests.fakes import FakeStore

SHARED = Path(os.environ.get("HEXWIZARD_SHARED", Path(__file__).parents[3] / "shared"))
NAUGHTY = SHARED / "hostile" / "blns.json"
OWN_SAMPLES = (
    "\x00",
    "\x1b]52;c;AAAA\x07",
    "[/foo]",
    "{0}{username}",
    "%s%n",
    "\u202egro.elpmaxe@eoj",
    "a" * 100_000,
    "@",
    "@@@",
    "a@",
    "@b",
    "'; DROP TABLE accounts; --",
    "ﷺ",
    "𝖆𝖑𝖆𝖎𝖓",
    "Ⅻ",
    "ß",
    "İ",
    "\ud800",
    "alain\udcff@gmail.com",
    "\n\r\t",
    "\u200b",
    "🐈‍⬛",
)

ADDRESSES = ("a@gmail.com", "b@hotmail.com", "c@videotron.ca", "d@live.ca")
addresses = st.sampled_from(ADDRESSES)
ties = st.lists(st.sampled_from([ALTO, BOREALE, CARDINAL]), unique=True, max_size=3)


@st.composite
def clients(draw: st.DrawFn, username: str) -> Account:
    follows = draw(ties)
    taken = {company: "Josée Paquin" for company in follows if draw(st.booleans())}
    account = client(
        username,
        primary=draw(st.none() | addresses),
        secondary=tuple(draw(st.lists(addresses, unique=True, max_size=3))),
        follows=tuple(follows),
        withdrawn=taken,
        connected=draw(st.booleans()),
        merged_into=draw(st.none() | st.just("client0")) if username != "client0" else None,
        app=draw(st.sampled_from([None, "ios 5.0", "ios 5.10.0", "android 6"])),
    )
    return replace(account, attempts=draw(st.sampled_from([Attempts(), Attempts(7, NOW), Attempts(100, NOW)])))


files = st.integers(1, 4).flatmap(lambda size: st.tuples(*(clients(f"client{n}") for n in range(size))))
typed = st.sampled_from([*ADDRESSES, "client0", "client1", "CLIENT2", "e@gmail.com", "a@gmial.com"])
questions = st.builds(
    Question,
    typed,
    message=st.sampled_from([None, *PhoneMessage]),
    no_mail=st.sampled_from([None, True, False]),
)


def _told(question: Question, records: Sequence[Account | Company]) -> Told:
    return Told(*desk_of(*records).clients.examine(question))


@settings(max_examples=80, deadline=None)
@given(files, questions)
def test_a_diagnosis_changes_nothing(records: tuple[Account, ...], question: Question) -> None:
    desk = desk_of(*records)
    store = desk.services.store
    assert isinstance(store, FakeStore)
    before = store.snapshot()
    desk.clients.examine(replace(question, password="x"))
    assert store.tables == before
    assert store.generation == 0


def test_a_diagnosis_changes_no_byte_of_the_account_file(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        before = {path.name: path.read_bytes() for path in sorted(tmp_path.iterdir()) if path.is_file()}
        for identifier in (
            "alain_sirois",
            "chantal.gagnon@gmial.com",
            "nobody",
            "benoit_lavoie",
            "lea.morin@sympatico.ca",
        ):
            for password in (None, "cANADIENS-1993"):
                desk.clients.examine(
                    Question(identifier, message=PhoneMessage.INVALID, no_mail=True, password=password)
                )
        after = {path.name: path.read_bytes() for path in sorted(tmp_path.iterdir()) if path.is_file()}
    assert after == before
    assert any(before.values())


@settings(max_examples=80, deadline=None)
@given(files, questions, st.randoms(use_true_random=False))
def test_the_order_in_the_file_never_shows(records: tuple[Account, ...], question: Question, shuffler: Random) -> None:
    def shuffled(values: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(shuffler.sample(values, len(values)))

    other_way = [
        replace(
            account,
            memberships=shuffled(account.memberships),  # type: ignore[arg-type]
            secondary_emails=shuffled(account.secondary_emails),  # type: ignore[arg-type]
        )
        for account in records
    ]
    shuffler.shuffle(other_way)
    one, other = _told(question, records), _told(question, other_way)
    assert (one.verdict, one.account, one.causes, one.ruled_out, one.candidates) == (
        other.verdict,
        other.account,
        other.causes,
        other.ruled_out,
        other.candidates,
    )
    assert {way.id for way in one.finding().repairs if way.allowed} == {
        way.id for way in other.finding().repairs if way.allowed
    }


@settings(max_examples=80, deadline=None)
@given(files, questions)
def test_every_finding_can_be_said_in_both_languages_on_every_screen(
    records: tuple[Account, ...], question: Question
) -> None:
    told = _told(question, records)
    for language in ("fr", "en"):
        say = words(language)
        for section in SectionKey:
            shown = brief(section, told.facts, told.diagnosis)
            for message in (shown.say, *(line.text for line in shown.know)):
                assert say.has(message.key), message.key
                assert say.render(message)
            for way in shown.repairs:
                assert way.why_not is None or say.has(way.why_not.key)


@settings(max_examples=80, deadline=None)
@given(files, questions)
def test_what_the_record_excludes_is_never_offered(records: tuple[Account, ...], question: Question) -> None:
    told = _told(question, records)
    ways = [way for finding in told.diagnosis.findings for way in finding.repairs if way.allowed]
    offered = {way.id for way in ways}
    if RepairId.TEMPORARY_PASSWORD in offered:
        assert len(told.facts.active_companies) == 1
        assert not told.facts.is_deactivated
    if RepairId.RESET_MAIL in offered:
        assert told.facts.account is not None
        assert told.facts.account.primary_email is not None
    assert told.causes == tuple(sorted(told.causes, key=list(Cause).index))
    assert len(told.causes) == len(set(told.causes)) >= 1
    assert offered, "every call has a way out"


def _naughty_strings() -> list[str]:
    if not NAUGHTY.is_file():
        return list(OWN_SAMPLES)
    return [*OWN_SAMPLES, *json.loads(NAUGHTY.read_text(encoding="utf-8"))]


def _require_words(refusal: Problem) -> None:
    assert words("en").has(refusal.message.key)
    assert words("en").render(refusal.message)


def _answers(identifier: str) -> bool:
    """Whether the text gave a finding; False where it was refused in so many words."""
    try:
        told = _told(Question(identifier), (client(), client("élodie", primary="élodie@courriel.québec")))
    except Problem as refusal:
        _require_words(refusal)
        return False
    for language in ("fr", "en"):
        assert told.evidence(language=language)
        assert told.says(language=language)
    return True


def test_any_naughty_text_gives_a_finding_or_a_refusal_in_words() -> None:
    answered = [_answers(text) for text in _naughty_strings()]
    assert answered.count(True) > len(answered) // 2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text(st.characters(codec=None), max_size=8))
def test_any_text_gives_a_finding_or_a_refusal_in_words(text: str) -> None:
    _answers(text)


@pytest.mark.parametrize("text", ["alain\udcff", "\ud800"])
def test_bytes_that_are_no_text_are_refused(text: str) -> None:
    assert not _answers(text)


@pytest.mark.parametrize("text", ["a", "a@gmial.com", "@gmail.com", "a@", "b@x", "é", "é@courriel.quebec"])
def test_a_single_letter_is_answered_as_any_other_text(text: str) -> None:
    assert _answers(text)
