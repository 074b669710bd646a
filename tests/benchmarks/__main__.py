"""How fast the tool is, each figure beside its bar in one run: `python -m tests.benchmarks [--json FILE] [WORD …]`.

Every figure is timed in turn with its bar, some rounds long, and given as the ratio of the medians: machines are noisy,
and noise that hits both leaves the ratio as it is. `worst` is the worst pair. The words pick figures by name. Ends with
status 1 where a ratio is above what it may be. `--json` writes the table, with what `counts` counts and the machine's
description; `tests/benchmarks/table.json` is the one that `.ci/run` compares with (`compare`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import keeping, keys, stalls, starting, work
from tests.benchmarks.counts import counts
from tests.benchmarks.figures import Figure, Result, measure


def all_figures(folder: Path, stack: ExitStack) -> Iterator[Figure]:
    yield from starting.figures(folder)
    yield from keys.figures(folder, stack)
    yield from work.figures(folder)
    yield from stalls.figures(folder)
    yield from keeping.figures(folder, stack)


def _machine() -> str:
    """Processor and its cores, system, Python."""
    models = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    processor = models[0] if models else platform.machine()
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Textual {version('textual')}"
    )


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the table here")
    parser.add_argument("words", nargs="*", help="only figures whose names hold one of these")
    options = parser.parse_args()
    results: list[Result] = []
    machine = _machine()
    print(machine)
    with tempfile.TemporaryDirectory(prefix="hexwizard-benchmarks-") as folder, ExitStack() as stack:
        for figure in all_figures(Path(folder), stack):
            if options.words and not any(word in figure.name for word in options.words):
                continue
            results.append(measure(figure))
            print(results[-1].line(), flush=True)
    if options.json:
        table = {
            "machine": machine,
            "figures": [result.as_json() for result in results],
            "counts": counts(),
        }
        options.json.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
