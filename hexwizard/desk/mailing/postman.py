"""Sends what is queued from a thread of its own, for as long as the wizard is open."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread

from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.stores.protocol import StoreUnusable

ROUND_SECONDS = 5.0


class Postman:
    """A round every few seconds; one in which nothing is due costs a look at the store's generation."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office
        self._ended = Event()
        self._thread = Thread(target=self._go_round, name="postman", daemon=True)

    def start(self) -> None:
        """Begin the rounds."""
        self._thread.start()

    def stop(self, patience: float = 2.0) -> None:
        """No further round; a letter that is just being handed over is broken off, and free for others.

        Waits `patience` seconds at most: a thread that is still there then dies with the wizard, and its letter is
        sent by another once its claim has ended.
        """
        self._ended.set()
        self._office.stop()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _go_round(self) -> None:
        while not self._ended.is_set():
            with suppress(StoreUnusable):  # told where somebody waits for the store; the letters stay queued
                for _ in self._office.send_due():
                    pass
            self._ended.wait(ROUND_SECONDS)
