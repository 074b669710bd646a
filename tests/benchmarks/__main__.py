"""How fast the tool is, each figure beside its bar in one run: `python -m tests.benchmarks [--json FILE] [WORD …]`.

Every figure is timed in turn with its bar, some rounds long, and given as the ratio of the medians: machines are noisy,
and noise that hits both leaves the ratio as it is. `worst` is the worst pair. The words pick figures by name. Ends with
status 1 where a ratio is above what it may be.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import keys, stalls, starting, work
from tests.benchmarks.figures import Figure, Result, measure


def all_figures(folder: Path, stack: ExitStack) -> Iterator[Figure]:
    yield from starting.figures(folder)
    yield from keys.figures(folder, stack)
    yield from work.figures(folder)
    yield from stalls.figures(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the table here")
    parser.add_argument("words", nargs="*", help="only figures whose names hold one of these")
    options = parser.parse_args()
    results: list[Result] = []
    print(f"{platform.machine()}, {platform.system()} {platform.release()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="hexwizard-benchmarks-") as folder, ExitStack() as stack:
        for figure in all_figures(Path(folder), stack):
            if options.words and not any(word in figure.name for word in options.words):
                continue
            results.append(measure(figure))
            print(results[-1].line(), flush=True)
    if options.json:
        table = [result.as_json() for result in results]
        options.json.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
