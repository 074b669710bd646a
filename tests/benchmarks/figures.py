"""A figure beside its bar: both timed in turn in one run, so that a noisy machine is noisy to both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

Timed = Callable[[], float]
"""Does the work once and returns the seconds that count."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is timed, what it is held against in the same run, and how many times the bar it may take."""

    name: str
    bar: str
    at_most: float
    ours: Timed
    theirs: Timed
    rounds: int = 11


@dataclass(frozen=True, slots=True)
class Result:
    """Ratios of a figure to its bar, pair by pair: `ratio` is of the medians, `worst` of the worst pair."""

    name: str
    bar: str
    at_most: float
    ratio: float
    worst: float
    ours_ms: float
    bar_ms: float
    rounds: int
    holds: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holds", self.ratio <= self.at_most)

    def line(self) -> str:
        """A row of the table."""
        verdict = "✓" if self.holds else "✕"
        return (
            f"{verdict} {self.name:<52} {self.ratio:6.2f} × {self.bar:<34} at most {self.at_most:5.2f}"
            f"   worst {self.worst:6.2f}   {self.ours_ms:9.3f} ms / {self.bar_ms:.3f} ms"
        )

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def measure(figure: Figure) -> Result:
    """Time a figure and its bar in turn; the first pair warms both up and is thrown away."""
    ours: list[float] = []
    bars: list[float] = []
    for number in range(figure.rounds + 1):
        pair = (_after_collecting(figure.ours), _after_collecting(figure.theirs))
        if number:
            ours.append(pair[0])
            bars.append(pair[1])
    mine, bar = statistics.median(ours), statistics.median(bars)
    worst = max(one / other for one, other in zip(ours, bars, strict=True))
    return Result(figure.name, figure.bar, figure.at_most, mine / bar, worst, mine * 1e3, bar * 1e3, figure.rounds)


def _after_collecting(work: Timed) -> float:
    """Both begin alike: nothing to collect, and the processor's caches full of what the collector went through."""
    gc.collect()
    return work()


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
