"""What a search needs is made ahead, so that no agent waits for what another wizard wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import Queue

import pytest

from hexwizard.desk.clients import Question
from hexwizard.desk.watcher import Watcher
from hexwizard.diagnosis.near_misses import register
from hexwizard.stores.protocol import Sign
from tests.desk.desks import Office, office
from tests.fakes import FakeReader, FakeStore, FakeWatch

SLIP = Question("alain_sirosi")


@contextmanager
def gone_through(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often every identifier of the file was asked for, as a list that grows."""
    asked: list[int] = []
    real = FakeReader.identifiers

    def counted(reader: FakeReader) -> Collection[str]:
        asked.append(reader.generation)
        return real(reader)

    with monkeypatch.context() as patched:
        patched.setattr(FakeReader, "identifiers", counted)
        yield asked


def _found(at: Office) -> list[str]:
    facts, _ = at.desk.clients.examine(SLIP)
    return [candidate.username for candidate in facts.candidates]


def test_a_search_finds_what_was_made_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    at = office()
    with gone_through(monkeypatch) as asked:
        at.desk.clients.get_ready()
        assert len(asked) == 1
        assert _found(at) == ["alain_sirois"]
        assert len(asked) == 1


def test_after_a_change_it_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    at = office()
    at.desk.clients.get_ready()
    at.put(replace(at.account(), username="alain_sirosi_2", primary_email="", secondary_emails=()))
    with gone_through(monkeypatch) as asked:
        at.desk.clients.get_ready()
        assert _found(at) == ["alain_sirois"]
        assert len(asked) == 1


def test_a_server_is_not_asked_for_all_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    at = office()
    monkeypatch.setattr(FakeStore, "answers_from_memory", False)
    with gone_through(monkeypatch) as asked:
        at.desk.clients.get_ready()
        assert asked == []


def test_the_watcher_makes_it_at_first_and_after_each_change() -> None:
    signs, made = Queue[Sign](), Queue[str]()

    class Watch(FakeWatch):
        def wait(self, seconds: float) -> Sign:
            return super().wait(seconds) if signs.empty() else signs.get()

    class Store(FakeStore):
        def watch(self) -> FakeWatch:
            return Watch()

    signs.put(Sign.CHANGED)
    watcher = Watcher(Store(), lambda _: None, lambda: made.put("ready"))
    watcher.start()
    assert [made.get(timeout=30), made.get(timeout=30)] == ["ready", "ready"]
    watcher.stop()
    assert made.empty()


def test_the_pages_of_the_register_hold_every_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_PAGE", 7)
    lines = [f"{letter * length}@hexa.example" for length, letter in enumerate("abcdefgh", start=1)]
    whole = register.Register(lines)
    paged = [line for page in whole.pages() for line in page.split("\n")[1:-1]]
    assert paged == lines
    assert list(register.Register([]).pages()) == []
