"""What screens have done in threads, one thing after the other: a call is not made for two threads at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Value = TypeVar("Value")


class Hand:
    """Does what it is given in the order in which it is given it."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    @property
    def is_free(self) -> bool:
        """Whether nothing is being done, and nothing waits to be."""
        return not self._lock.locked()

    async def do(self, work: Callable[[], Value]) -> Value:
        """Run `work` in a thread; its errors are raised here. Who stops waiting for it does not stop it."""
        await self._lock.acquire()
        task = asyncio.ensure_future(asyncio.to_thread(work))
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    async def finish(self, seconds: float) -> None:
        """Until all that was given has been done, for `seconds` at most; nothing is begun afterwards."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._lock.acquire(), seconds)

    def _done(self, task: asyncio.Future[Value]) -> None:
        self._lock.release()
        if not task.cancelled():
            task.exception()  # looked at, so that nobody complains that nobody did
