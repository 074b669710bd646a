"""Who sends what is queued: the wizard's worker and `hexwizard mail send`, on as many machines as there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from threading import Event, Lock

from hexwizard.desk.mailing import queue
from hexwizard.desk.mailing.hiding import opened
from hexwizard.desk.mailing.records import MailState, QueuedMail
from hexwizard.desk.services import Services
from hexwizard.mail.mailer import MailNotSent, ServerAway
from hexwizard.stores.protocol import StoreUnusable, Table

_TIDY_EVERY = timedelta(hours=1)
_TRIES = count(1)


class PostOffice:
    """Every method may be called from any thread. Without a mailer, nothing is ever sent."""

    def __init__(self, services: Services, lease: timedelta = queue.LEASE) -> None:
        """`lease`: how long a letter under way is kept from other senders."""
        self._services = services
        self._lease = lease
        self._sending = Lock()
        self._stopping = Event()
        self._unrecorded: dict[str, tuple[QueuedMail, str]] = {}
        self._nothing_new: tuple[int, datetime | None] | None = None
        self._away = 0
        self._resume_at: datetime | None = None
        self._tidied_at: datetime | None = None

    def send_due(self) -> Iterator[QueuedMail]:
        """Try every letter whose time has come, oldest first; gives each as it is afterwards.

        Where the server itself is away the round ends: the others would fare alike. Raises `StoreUnusable`.
        """
        if self._services.mailer is None or not self._sending.acquire(blocking=False):
            return
        try:
            self._record_what_was_sent()
            now = self._services.clock()
            self._tidy(now)
            if self._resume_at is not None and now < self._resume_at:
                return
            for mail in self._due(now):
                if self._stopping.is_set():
                    return
                if (tried := self._try(mail)) is not None:
                    yield tried
                if self._resume_at is not None:
                    return
        finally:
            self._sending.release()

    def waiting(self) -> Iterator[QueuedMail]:
        """The letters that are still to be sent, oldest first."""
        return queue.waiting(self._services.store.reader())

    def all(self) -> Iterator[QueuedMail]:
        """Every letter that is kept, oldest first."""
        return self._services.store.reader().scan(Table.MAIL, QueuedMail)

    def deliver(self, mail: QueuedMail) -> QueuedMail:
        """Try one letter now, while somebody waits; the letter as it is afterwards, whoever has tried it.

        Raises `StoreUnusable`; the letter stays queued.
        """
        tried = None if self._services.mailer is None else self._try(mail)
        return tried or self._services.store.reader().get(Table.MAIL, mail.id, QueuedMail) or mail

    def stop(self) -> None:
        """Break off what is under way; its letter is free for others. For the end of a wizard."""
        self._stopping.set()
        if self._services.mailer is not None:
            self._services.mailer.stop()

    def _tidy(self, now: datetime) -> None:
        """Forget, once an hour, what became of letters long ago."""
        if self._tidied_at is None or now - self._tidied_at >= _TIDY_EVERY:
            self._tidied_at = now
            queue.forget_old(self._services.store, now)

    def _due(self, now: datetime) -> Iterator[QueuedMail]:
        """The letters that may be tried; the table is not even looked at while nothing can have changed."""
        reader = self._services.store.reader()
        generation = reader.generation
        if self._nothing_new is not None:
            seen, until = self._nothing_new
            if seen == generation and (until is None or now < until):
                return
        waiting = tuple(queue.waiting(reader))
        free = [mail for mail in waiting if mail.is_free(now)]
        yield from free
        if not free:
            times = (max(mail.next_at, mail.claimed_until or mail.next_at) for mail in waiting)
            self._nothing_new = generation, min(times, default=None)

    def _try(self, mail: QueuedMail) -> QueuedMail | None:
        services = self._services
        token = _new_claim()
        claimed = queue.claim(services.store, mail, services.clock(), token, self._lease)
        if claimed is None or services.mailer is None:
            return None
        if claimed.state is not MailState.QUEUED:
            return claimed
        try:
            receipt = services.mailer.send(opened(services.store, claimed.letter))
        except MailNotSent as problem:
            return self._failed(claimed, problem)
        self._away, self._resume_at = 0, None
        self._unrecorded[claimed.id] = claimed, receipt
        with suppress(StoreUnusable):  # kept in mind, and recorded before anything else is sent
            return self._record_what_was_sent()
        return claimed

    def _failed(self, claimed: QueuedMail, problem: MailNotSent) -> QueuedMail:
        services = self._services
        if self._stopping.is_set():
            queue.release(services.store, claimed)
            return claimed
        if isinstance(problem, ServerAway):
            self._away += 1
            self._resume_at = services.clock() + queue.wait_after(self._away)
        return queue.note_failure(services.store, claimed, services.clock(), problem)

    def _record_what_was_sent(self) -> QueuedMail | None:
        """Write down what the server has acknowledged; the last of it. Raises `StoreUnusable`: it stays in mind."""
        noted = None
        for key, (mail, receipt) in list(self._unrecorded.items()):
            noted = queue.note_sent(self._services.store, mail, self._services.clock(), receipt)
            self._unrecorded.pop(key, None)
        return noted


def _new_claim() -> str:
    """What no other sender has: this machine, this process, this try."""
    import socket

    return f"{socket.gethostname()} {os.getpid()} {next(_TRIES)}"
