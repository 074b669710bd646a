"""Notes pinned on a client: there at every call, and never taken for a change of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.json import decode, encode

from hexwizard.accounts.model import Account, PinnedNote
from hexwizard.accounts.problems import UnreadableText
from hexwizard.article import SectionKey
from hexwizard.desk.actor import Act
from hexwizard.desk.call import Call
from hexwizard.desk.pinned_notes import LONGEST, MOST, NoteRefused
from hexwizard.diagnosis.briefing import Memory
from hexwizard.locale.words import words
from tests.desk.desks import ADMIN, AGENT, HEXPERT, Office, office


def _call(at: Office) -> Call:
    return Call(at.desk, AGENT, at.case(verified=False))


def _shown(call: Call, section: SectionKey = SectionKey.START) -> list[str]:
    return [words("en").render(one.text) for one in call.briefing(section).know if one.certainty is Memory.NOTE]


def test_a_note_is_shown_at_every_call_from_then_on_to_everybody_with_author_and_day() -> None:
    at = office()
    _call(at).acts.pin_note("  Prefers\n the evening ")
    call = Call(at.desk, HEXPERT, at.case(verified=False))
    assert _shown(call) == ["Prefers the evening (nadia, today)"]
    assert _shown(call, SectionKey.APP_VERSION) == _shown(call)
    assert call.briefing(SectionKey.START).know[0].certainty is Memory.NOTE


def test_whoever_has_the_client_on_the_line_takes_a_note_off() -> None:
    at = office()
    first = _call(at)
    first.acts.pin_note("one")
    first.acts.pin_note("two")
    second = Call(at.desk, HEXPERT, at.case(verified=False))
    second.acts.unpin_note(at.account().notes[0])
    assert [note.text for note in at.account().notes] == ["two"]
    assert [(entry.act, entry.who) for entry in at.trail][-1] == (Act.UNPIN_NOTE, HEXPERT.name)


def test_two_who_pin_at_once_lose_neither_note_and_stand_in_nobodys_way() -> None:
    at = office()
    first, second = _call(at), _call(at)
    first.acts.pin_note("one")
    second.acts.pin_note("two")
    assert [note.text for note in at.account().notes] == ["one", "two"]


def test_a_note_raises_no_flag_and_changes_nothing_that_an_act_looks_at() -> None:
    at = office()
    before = at.account()
    call = _call(at)
    call.acts.pin_note("Prefers the evening")
    after = at.account()
    assert (after.last_change, after.contact_changed_at, after.new_contacts) == (
        before.last_change,
        before.contact_changed_at,
        before.new_contacts,
    )
    assert call.caller.flags == ()


def test_what_a_note_says_is_not_in_the_audit_trail() -> None:
    at = office()
    _call(at).acts.pin_note("Prefers the evening")
    assert at.acts()[-1] == Act.PIN_NOTE
    assert b"evening" not in encode(at.trail)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST + 1)])
def test_a_note_of_nothing_or_too_much_is_refused(text: str) -> None:
    at = office()
    with pytest.raises(NoteRefused):
        _call(at).acts.pin_note(text)
    assert at.account().notes == ()


def test_what_no_file_can_hold_is_refused() -> None:
    with pytest.raises(UnreadableText):
        _call(office()).acts.pin_note("\ud800")


def test_more_notes_than_one_reads_are_refused() -> None:
    at = office()
    call = _call(at)
    for number in range(MOST):
        call.acts.pin_note(f"{number}")
    with pytest.raises(NoteRefused):
        call.acts.pin_note("one more")
    assert len(at.account().notes) == MOST


def test_a_record_from_before_there_were_notes_opens_without_any() -> None:
    kept = decode(encode(Account("alain", notes=(PinnedNote("x", "nadia", office().clock()),))))
    del kept["notes"]
    assert decode(encode(kept), type=Account) == Account("alain")


def test_an_import_leaves_the_notes_where_they_are(tmp_path: Path) -> None:
    at = office()
    _call(at).acts.pin_note("Prefers the evening")
    path = tmp_path / "accounts.csv"
    path.write_text("username,phone,companies\nalain_sirois,418-555-0101,alto\n", encoding="utf-8")
    assert at.desk.imports.run(ADMIN, path).written
    assert [note.text for note in at.account().notes] == ["Prefers the evening"]
