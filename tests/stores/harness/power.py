"""`python -m tests.stores.harness.power SEEDS`: the power cut at every call, in SEEDS ways each, and the controls."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hexwizard.stores.file import disk
from tests.stores.test_power_cuts import lost


def measured(seeds: int, without: str = "") -> tuple[int, int]:
    nothing: Callable[[int], None] = lambda _: None  # noqa: E731
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if without:
            patch.setattr(disk, without, nothing)
        return lost(Path(folder), seeds)


def main(seeds: int) -> None:
    tried, failed = measured(seeds)
    print(f"{tried} power cuts: {failed} lost something acknowledged")
    for wait in ("fsync", "sync_folder"):
        tried, without = measured(max(5, seeds // 10), wait)
        print(f"control, without {wait}: {without} of {tried}")
        if not without:
            raise SystemExit("control failed")
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
