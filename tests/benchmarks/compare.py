"""The quick figures held against the stored table, for `.ci/run`: `python -m tests.benchmarks.compare`.

Counts are exact, but for two that a Python or a library of another version moves: a quarter is left to them. Ratios are
of a few rounds on a machine that may be busy: one fails only where it is twice the stored one in three tries. Ends with
status 1 and a line for each that got worse. Who means it writes the table anew (`--json` of `tests.benchmarks`).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import starting, work
from tests.benchmarks.counts import counts
from tests.benchmarks.figures import Figure, measure

TABLE = Path(__file__).with_name("table.json")
QUICK = ("demo", "--help", "a name searched", "a slip searched")
MOVED_BY_VERSIONS = ("modules", "bytes")
LEFT_TO_VERSIONS = 1.25
LEFT_TO_NOISE = 2.0
TRIES = 3
ROUNDS = 5


def main() -> int:
    """Print what got worse; 1 where something did."""
    stored = json.loads(TABLE.read_text(encoding="utf-8"))
    worse = [*_more(stored["counts"]), *_slower({one["name"]: one["ratio"] for one in stored["figures"]})]
    for line in worse:
        print(line)
    return 1 if worse else 0


def _more(before: dict[str, int]) -> Iterator[str]:
    for name, count in counts().items():
        spare = LEFT_TO_VERSIONS if name.startswith(MOVED_BY_VERSIONS) else 1.0
        if name in before and count > before[name] * spare:
            yield f"{name}: {count}, and the table has {before[name]}"


def _slower(before: dict[str, float]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hexwizard-benchmarks-") as folder:
        for figure in _quick(Path(folder)):
            if figure.name not in before:
                continue
            ratios: list[float] = []
            while len(ratios) < TRIES and not any(ratio <= before[figure.name] * LEFT_TO_NOISE for ratio in ratios):
                ratios.append(measure(replace(figure, rounds=ROUNDS)).ratio)
            if min(ratios) > before[figure.name] * LEFT_TO_NOISE:
                yield f"{figure.name}: {min(ratios):.2f} × {figure.bar}, and the table has {before[figure.name]:.2f}"


def _quick(folder: Path) -> Iterator[Figure]:
    for figure in (*starting.figures(folder), *work.figures(folder)):
        if any(word in figure.name for word in QUICK):
            yield figure


if __name__ == "__main__":
    sys.exit(main())
