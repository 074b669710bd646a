"""Row 14: escape codes, C1, bidi and zero-width marks in data are made visible. Row 15: markup is off for data."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.suggester import SuggestFromList

from hexwizard.locale.visible import in_json
from hexwizard.widgets.plain_input import PlainInput
from tests.security.harness import naughty

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")
def test_no_sign_of_data_reaches_a_real_terminal_raw_from_any_screen_or_command() -> None:
    """`python -m tests.security.harness.naughty` does it with the whole list of naughty strings."""
    sent = naughty.sent_by_child(naughty.FEW, together=len(naughty.FEW), size=(24, 80))
    assert naughty.found_in(sent) == []


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")
def test_a_fault_in_the_child_is_told_with_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("here")

    monkeypatch.setattr(naughty, "_show", fail)
    with pytest.raises(SystemExit, match="ZeroDivisionError: here"):
        naughty.sent_by_child(naughty.FEW)


class Filling(App[None]):
    """A field that suggests what stands on the record."""

    def __init__(self, suggested: str) -> None:
        super().__init__()
        self._suggested = suggested

    def compose(self) -> ComposeResult:
        yield PlainInput(suggester=SuggestFromList([self._suggested]))


@pytest.mark.parametrize(("company", "suggested"), [("Studio Alto", "Studio Alto"), ("Studio\x1b]52;c;AA\x07", "")])
async def test_a_field_suggests_no_name_that_holds_what_cannot_be_seen(company: str, suggested: str) -> None:
    async with Filling(company).run_test() as pilot:
        await pilot.press("S")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert pilot.app.query_one(PlainInput)._suggestion == suggested


@pytest.mark.parametrize("raw", ["\x1b[31mred", "\x1b]52;c;\x1b", "a\u202eb", "\u200b", "\x9b1m", "\x07", "\u3164"])
def test_the_scan_sees_what_it_looks_for(raw: str) -> None:
    assert naughty.found_in(f"\x1b[1;5H\x1b[38;2;1;2;3mok{raw}".encode())


@given(ANYTHING)
def test_json_says_the_same_without_any_raw_sign(text: str) -> None:
    written = in_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert naughty.found_in(written.encode()) == []
