"""Senders killed at random moments, in short; the long version is `python -m tests.mail.harness.kills`."""

from __future__ import annotations

from pathlib import Path

from tests.mail.harness import kills


def test_each_letter_arrives_and_none_twice_that_was_recorded(tmp_path: Path) -> None:
    outcome = kills.run(tmp_path, letters=12, longest=0.3)
    assert (outcome.lost, outcome.waiting, outcome.avoidably) == (0, 0, 0)
