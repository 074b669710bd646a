"""What the process refuses before a secret can be in it: core dumps, and the debugging switches of Textual."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Final

_SWITCHES: Final = "TEXTUAL"
_HARMLESS: Final = frozenset(
    f"TEXTUAL_{name}"
    for name in (
        "ANIMATIONS", "COLOR_SYSTEM", "DIM_FACTOR", "DISABLE_KITTY_KEY", "FILTERS", "FPS", "SLOW_THRESHOLD",
        "SMOOTH_SCROLL", "THEME",
    )
)  # fmt: skip
"""How the screen looks and moves. All others log, photograph, press keys, or hand the screen to other code."""
_PR_SET_DUMPABLE: Final = 4


def forbid_core_dumps() -> None:
    """No memory of this process goes to a disk: neither to a core file nor, on Linux, to a dump's handler."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def refuse_debugging(environment: MutableMapping[str, str]) -> tuple[str, ...]:
    """Take Textual's debugging switches out of `environment`; returns their names. To be called before it is imported.

    `TEXTUAL_LOG` writes what is on the screen to a file, `TEXTUAL_SCREENSHOT` a picture of it, `TEXTUAL_DEBUG` every
    key that is pressed, and `TEXTUAL` sends it all to whoever listens on a port.
    """
    refused = tuple(sorted(name for name in environment if name.startswith(_SWITCHES) and name not in _HARMLESS))
    for name in refused:
        del environment[name]
    return refused


def silence_event_loop() -> None:
    """What the event loop logs of a failed task quotes the error's message: our own report is told instead."""
    import logging

    logger = logging.getLogger("asyncio")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
