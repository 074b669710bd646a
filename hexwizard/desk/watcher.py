"""What others do meanwhile, told from a thread of its own for as long as the wizard is open."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from hexwizard.stores.protocol import Sign, Store

LONGEST_WAIT = 5.0
REST_SECONDS = 0.2
"""After a change: many acts of a busy team are looked at together."""


class Watcher:
    """Calls `tell` with CHANGED whenever somebody committed, AWAY when the store goes, and QUIET or CHANGED when it
    is known to be back.

    Of signs alike one after the other, changes apart, only the first is told.
    """

    def __init__(self, store: Store, tell: Callable[[Sign], None], get_ready: Callable[[], None]) -> None:
        """`get_ready`: called in the watcher's thread, at first and after each change."""
        self._tell = tell
        self._get_ready = get_ready
        self._ended = Event()
        self._watch = store.watch()
        self._last = Sign.QUIET

    def start(self) -> None:
        """Begin to watch."""
        Thread(target=self._go_on, name="watcher", daemon=True).start()

    def stop(self) -> None:
        """Nothing more is told."""
        self._ended.set()
        self._watch.close()

    def _go_on(self) -> None:
        self._get_ready()
        while not self._ended.is_set():
            self.heed(self._watch.wait(LONGEST_WAIT))

    def heed(self, sign: Sign) -> None:
        """Pass on what the watch says."""
        if self._ended.is_set() or (sign is self._last and sign is not Sign.CHANGED):
            return
        self._last = sign
        self._tell(sign)
        if sign is Sign.CHANGED:
            self._ended.wait(REST_SECONDS)
            self._get_ready()
