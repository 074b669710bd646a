"""Long work leaves a thread that paints alone, and is done once however many want it."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from hexwizard.stores.file import search, turns
from tests.stores.scenes import opened, prepared


class HandTime:
    """A clock that goes on by `lag` whenever the turn is given away, and notes what is slept."""

    def __init__(self, lag: float) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._lag = lag

    def perf_counter(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += self._lag


@pytest.mark.parametrize(("lag", "rests"), [(0.00001, 0), (0.001, 3)])
def test_it_rests_where_somebody_else_was_at_work(monkeypatch: pytest.MonkeyPatch, lag: float, rests: int) -> None:
    clock = HandTime(lag)
    monkeypatch.setattr(turns, "time", clock)
    assert list(turns.in_turns(range(120))) == list(range(120))
    assert [one for one in clock.slept if one] == [0.005] * rests


def test_whoever_else_wants_the_words_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(prepared(tmp_path / "accounts.json"))
    engine = store._engine
    made: list[search.Words] = []
    with ThreadPoolExecutor(1) as pool:
        others: list[Future[None]] = []

        class Noted(search.Words):
            def __init__(self, records: Iterable[tuple[int, bytes]]) -> None:
                made.append(self)
                if not others:
                    others.append(pool.submit(engine.state.make_words, engine.guard))
                super().__init__(records)

        monkeypatch.setattr(search, "Words", Noted)
        engine.state.make_words(engine.guard)
        others[0].result(10)
    assert made == [engine.state.words]
    store.close()
