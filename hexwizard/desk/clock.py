"""What tells the time: handed in, never reached for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, as the machine has it."""
    return datetime.now(UTC)
