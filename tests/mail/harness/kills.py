"""`python -m tests.mail.harness.kills [LETTERS]`: senders killed at random moments (SIGKILL), two at once on one file.

Each letter must reach the server at least once, and none that was recorded as sent may reach it again. What SMTP makes
unavoidable (RFC 1047): a sender that dies between the server's 250 and our record of it cannot tell; its letter goes
out once more, with the same Message-ID. So each letter that the server took twice must have been claimed, taken and not
yet recorded at some kill. The control is the same without claims: it must send letters twice.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hexwizard.accounts.model import Account
from hexwizard.credentials.randomness import system_chooser
from hexwizard.desk.clock import system_clock
from hexwizard.desk.mailing.queue import Draft, enqueue
from hexwizard.desk.mailing.records import MailKind, MailState, QueuedMail
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Store, Table
from tests.mail.servers import Running, serving

ROOT = Path(__file__).parents[3]
LEASE = timedelta(seconds=1)
SENDERS = 2
_ID = re.compile(rb"(?im)^message-id: *<([0-9a-f]+)@")
GREYLISTED = 0.05
"""Of the letters, at the first try."""
SENDER = """
import sys, time
from datetime import timedelta
from pathlib import Path
from hexwizard.desk.clock import system_clock
from hexwizard.desk.mailing import queue
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.services import Services
from hexwizard.mail.server_mailer import ServerMailer
from hexwizard.mail.settings import MailServer, Security
from hexwizard.stores.file.store import open_file
queue.FIRST_WAIT = timedelta(milliseconds=50)
mailer = ServerMailer(MailServer("127.0.0.1", int(sys.argv[2]), Security.NONE), "aide@exemple.ca")
store = open_file(Path(sys.argv[1]), clock=system_clock)
office = PostOffice(Services(store, mailer=mailer), lease=timedelta(seconds=float(sys.argv[3])))
print("ready", flush=True)
while True:
    for _ in office.send_due():
        pass
    time.sleep(0.01)
"""


@dataclass
class Outcome:
    """What the kills came to. `unrecorded` counts the kills between the server's 250 and our record, a letter each."""

    letters: int
    kills: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    unrecorded: Counter[str] = field(default_factory=Counter)
    waiting: int = 0

    @property
    def lost(self) -> int:
        return self.letters - len(self.taken)

    @property
    def twice(self) -> int:
        """Letters that the server took more than once."""
        return sum(count > 1 for count in self.taken.values())

    @property
    def avoidably(self) -> int:
        """Letters that it took more often than the kills explain."""
        return sum(count > 1 + self.unrecorded[letter] for letter, count in self.taken.items())


def run(folder: Path, letters: int, longest: float, lease: timedelta = LEASE) -> Outcome:
    """Queue `letters` and kill senders, each within `longest` seconds of work, until nothing waits."""
    path = folder / "accounts.json"
    outcome = Outcome(letters)
    with serving() as running:
        running.postbox.to_recipient = ["451 4.7.1 Greylisted"] * round(letters * GREYLISTED)
        store = open_file(path, clock=system_clock, create=True)
        for number in range(letters):
            _queue(store, number)
        store.close()
        while waiting := _states(path, MailState.QUEUED):
            with _senders(path, running.port, lease):
                time.sleep(random.uniform(0, longest))
            outcome.kills += SENDERS
            _look(path, running, outcome)
            outcome.waiting = len(waiting)
        outcome.taken = _taken(running)
        outcome.waiting = letters - len(_states(path, MailState.SENT))
    return outcome


def _queue(store: Store, number: int) -> None:
    to = f"client{number}@exemple.ca"
    draft = Draft(MailKind.CODE, to, "", "Code", "482 913\n", "fr", timedelta(hours=1))
    with store.transaction() as act:
        enqueue(act, system_chooser(), system_clock(), draft, account=Account(f"client{number}"))


@contextmanager
def _senders(path: Path, port: int, lease: timedelta) -> Iterator[None]:
    command = [sys.executable, "-c", SENDER, str(path), str(port), str(lease.total_seconds())]
    children = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(SENDERS)]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
    try:
        yield
    finally:
        for child in children:
            os.kill(child.pid, signal.SIGKILL)
            child.communicate()


def _look(path: Path, running: Running, outcome: Outcome) -> None:
    """Which letters the server has by now that a dead sender had not recorded."""
    time.sleep(0.05)  # what is on its way to the server arrives
    taken = _taken(running)
    for mail in _states(path, MailState.QUEUED):
        if mail.claim and taken[mail.id] > outcome.unrecorded[mail.id]:
            outcome.unrecorded[mail.id] += 1


def _states(path: Path, state: MailState) -> list[QueuedMail]:
    store = open_file(path, clock=system_clock)
    try:
        return [mail for mail in store.reader().scan(Table.MAIL, QueuedMail) if mail.state is state]
    finally:
        store.close()


def _taken(running: Running) -> Counter[str]:
    contents = (one.content for one in list(running.postbox.taken))
    found = (_ID.search(one) for one in contents if isinstance(one, bytes))
    return Counter(match[1].decode() for match in found if match is not None)


def main() -> None:
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), letters, longest=0.4)
    print(
        f"{letters} letters, {outcome.kills} senders killed: {outcome.lost} lost, {outcome.waiting} waiting,"
        f" {outcome.twice} sent twice, {outcome.avoidably} of them avoidably"
        f" ({sum(outcome.unrecorded.values())} kills between the server's 250 and our record)"
    )
    if outcome.lost or outcome.waiting or outcome.avoidably:
        sys.exit(1)
    with tempfile.TemporaryDirectory() as folder:
        control = run(Path(folder), 40, longest=0.4, lease=timedelta(0))
    print(f"the control, without claims: {control.avoidably} of 40 sent twice avoidably")
    if not control.avoidably:
        sys.exit("the control did not fail: this proves nothing")


if __name__ == "__main__":
    main()
