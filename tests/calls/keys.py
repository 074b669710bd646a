"""How many keys a call takes, from « new call » to the copied ticket: `python -m tests.calls.keys`.

The eight calls are played as `test_whole_calls` plays them; what is counted are the keys really sent, typed text left
out. Ends with status 1 where the median is above twelve.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tests.calls import test_whole_calls as calls
from tests.calls.agent import Agent, signed_in

Play = Callable[[Path], Coroutine[None, None, None]]
MOST = 12
COPY = "c"
EIGHT: Final[dict[str, Play]] = {
    "a slip in the identifier": calls.TestSlipInTheIdentifier().test_the_client_is_found_named_and_told_how_to_type_it,
    "a secondary e-mail": calls.TestSecondaryEmail().test_the_client_is_told_the_username,
    "a wrong password": calls.TestWrongPassword().test_a_temporary_password_is_made_handed_over_and_opens_once,
    "several companies": calls.TestSeveralCompanies().test_no_temporary_password_and_the_companies_are_named,
    "merged accounts": calls.TestMerged().test_the_survivor_is_named_and_the_case_goes_to_a_hexpert,
    "access taken away": calls.TestBlocked().test_the_access_is_given_back_once_the_caller_is_verified,
    "the company left": calls.TestCompanyLeft().test_the_case_is_handed_over_with_the_warning_about_history,
    "an outdated app": calls.TestOutdatedApp().test_the_client_is_told_the_newest_version,
}


def to_the_ticket(play: Play) -> list[str]:
    """The keys of one call, up to and with the one that copies the ticket."""
    heard: list[Agent] = []

    @asynccontextmanager
    async def listening(folder: Path) -> AsyncIterator[Agent]:
        async with signed_in(folder) as agent:
            heard.append(agent)
            yield agent

    with patch.object(calls, "signed_in", listening), tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))
    pressed = heard[0].pressed
    return pressed[: len(pressed) - pressed[::-1].index(COPY)]


def main() -> int:
    counts = []
    for name, play in EIGHT.items():
        keys = to_the_ticket(play)
        counts.append(len(keys))
        print(f"{len(keys):3}  {name:<26} {' '.join(keys)}", flush=True)
    median = statistics.median(counts)
    print(f"{median:3g}  the median, at most {MOST}")
    return 0 if median <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
