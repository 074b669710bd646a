"""`python -m tests.security.harness.issuing MOMENTS`: issuing a temporary password, interrupted.

A desk that makes one, shows it and gives it to the client is killed at every system call that touches its files
(`strace`). Then a real wizard in a real terminal does the same, and is interrupted at MOMENTS random moments, shared
out among TERM, HUP, KILL and a closed terminal. No password may work that was not handed over, and the next start must
list what was left. The controls make passwords that work at once.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hexwizard.accounts.model import Account, TemporaryState
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.desk import Desk
from hexwizard.stores.file import verify_file
from hexwizard.stores.protocol import Table
from tests.desks import NOW
from tests.security import calls, people
from tests.security.terminal import Terminal
from tests.stores import desk_scenes, scenes
from tests.stores.harness.desk_acts import CALLS, killed

CLIENT = desk_scenes.CLIENT
WAYS: dict[str, Callable[[Terminal], None]] = {
    "TERM": lambda terminal: terminal.signal(signal.SIGTERM),
    "HUP": lambda terminal: terminal.signal(signal.SIGHUP),
    "KILL": lambda terminal: terminal.signal(signal.SIGKILL),
    "closed terminal": Terminal.hang_up,
}
NEVER_HANDED = "one works that was never handed over"
LEFT = "Temporary passwords"
LOOKED_AT = 10  # of every so many, the next wizard is really started
BATCH = 25  # a caller stays verified for half an hour: the file is made anew before that
WORKS_AT_ONCE = """
from hexwizard.accounts.model import TemporaryState
from hexwizard.desk import temporary_passwords
class AtOnce:
    PENDING, ACTIVE, VOID = TemporaryState.ACTIVE, TemporaryState.ACTIVE, TemporaryState.VOID
temporary_passwords.TemporaryState = AtOnce
temporary_passwords.TemporaryPasswords.confirm = lambda self, actor, case, username: case
"""
WIZARD = """
import sys
from hexwizard.cli import main
sys.exit(main(sys.argv[1:]))
"""
DESK = """
import sys
from pathlib import Path
from tests.security.harness import issuing
issuing.hand_over(Path(sys.argv[2]), lambda *words: print(*words, flush=True))
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What was seen until the interruption: the secret, that it was given to the client, that the wizard took note.

    `took`: after how many seconds it did.
    """

    secret: str = ""
    given: bool = False
    noted: bool = False
    took: float = 0.0


def hand_over(path: Path, said: Callable[..., None]) -> None:
    """A desk that makes a temporary password, shows it, and gives it to the client."""
    with desk_scenes.desk_at(path) as desk:
        account = the_client(desk)
        case, issued = desk.temporary_passwords.issue(desk_scenes.NADIA, desk_scenes.the_case(desk), account)
        said("shown", issued.text)
        said("given")
        desk.temporary_passwords.confirm(desk_scenes.NADIA, case, CLIENT)
        said("noted")


def heard(words: Sequence[str]) -> Told:
    """What `hand_over` said, word for word."""
    return Told(words[1] if len(words) > 1 else "", "given" in words, "noted" in words)


def the_client(desk: Desk) -> Account:
    account = desk.clients.account(CLIENT)
    assert account is not None
    return account


def working(account: Account, before: Account) -> bool:
    """Whether the account holds a temporary password that opens it and that it did not hold before."""
    known = {one.hash for one in before.temporary}
    return any(one.state is TemporaryState.ACTIVE and one.hash not in known for one in account.temporary)


def check(desk: Desk, before: Account, told: Told) -> str:
    """What the interruption left, in a word. Raises `AssertionError` where it may not be."""
    account = the_client(desk)
    works = working(account, before)
    assert told.given or not works, NEVER_HANDED
    assert works or not told.noted, "noted as given and lost"
    if told.secret and not works:
        assert desk.phone.attempt(CLIENT, told.secret) is PhoneAnswer.INVALID
    made = len(account.temporary) - len(before.temporary)
    assert made in (0, 1)
    listed = desk.temporary_passwords.pending()
    assert [left.record for left in listed] == [
        one for one in the_client(desk).temporary if one.state is TemporaryState.PENDING
    ]
    assert works or not made or listed, "left and not listed"
    for left in listed:
        desk.temporary_passwords.void_left(Actor(people.AGENT, Role.AGENT, NOW), left)
    assert not desk.temporary_passwords.pending()
    trail = desk.services.store.reader().scan(Table.AUDIT, AuditEntry)
    issues = [entry for entry in trail if entry.act == Act.ISSUE_TEMPORARY_PASSWORD and entry.outcome == "done"]
    assert len(issues) == len(account.temporary), "made without its entry, or the entry without it"
    return "given" if works else "pending, listed" if listed else "not made"


# --- a real wizard


def ready_wizard(folder: Path) -> Path:
    """A file with an open call, its caller verified, that the wizard takes up at the temporary password's screen."""
    path = people.account_file(folder)
    with people.signed_in(path) as terminal:
        calls.temporary_password(terminal)
        terminal.press("\x1b")  # the first one is void
        terminal.until_gone("gone in")
        terminal.until("WHAT TO SAY")
        terminal.still()
        terminal.press("2")
        terminal.until("◉")
        terminal.still()
        terminal.kill()
    return path


def interrupted(path: Path, words: Sequence[str], way: Callable[[Terminal], None], after: float) -> Told:
    """Let a wizard make, show and give one, and interrupt it that many seconds after the key that begins it."""
    with people.signed_in(path, words) as terminal:
        terminal.until("To resume")
        terminal.still()
        terminal.press("\r")
        terminal.until("◉")
        terminal.still()
        began = time.monotonic()
        by = began + after
        terminal.press("1")
        given = noted = False
        took = 0.0
        if terminal.comes("••••", by):
            terminal.press("vy")
            if terminal.comes("☐", by) and terminal.comes("Sent to the clipboard", by):
                terminal.press("g")
                given = True
                noted = terminal.comes("it opens now, once", by)
                took = time.monotonic() - began
        while time.monotonic() < by:
            terminal.still(max(0.001, by - time.monotonic()))
        way(terminal)
        terminal.ends()
        return Told(next(iter(terminal.clipboards), ""), given, noted, took)


def home_lists_it(path: Path) -> bool:
    """Whether the next wizard's home shows that one was left."""
    with people.signed_in(path) as terminal:
        terminal.until("To resume")
        return terminal.comes(LEFT, time.monotonic() + 5)


def moments(folder: Path, words: Callable[[Path], Sequence[str]], way: str, count: int, longest: float) -> Counter[str]:
    """Interrupt `count` wizards in one way, and count what each left."""
    seen: Counter[str] = Counter()
    for turn in range(count):
        if turn % BATCH == 0:
            ready = ready_wizard(folder / f"ready {turn}")
            with people.desk_on(ready) as desk:
                before = the_client(desk)
        path = scenes.copied(ready, folder / f"{turn}")
        told = interrupted(path, words(path), WAYS[way], random.uniform(0, longest))
        assert verify_file(path).damage == ()
        with people.desk_on(path) as desk:
            left = desk.temporary_passwords.pending()
        if left and turn % LOOKED_AT == 0:
            assert home_lists_it(path)
            seen["listed at home"] += 1
        with people.desk_on(path) as desk:
            seen[check(desk, before, told)] += 1
        shutil.rmtree(path.parent)
    return seen


def longest_of(folder: Path) -> float:
    """How many seconds it takes from the key that begins it to the note that it was given."""
    told = interrupted(ready_wizard(folder), (), WAYS["KILL"], 12)
    assert told.noted
    return told.took


# --- a desk under strace


def at_every_call(folder: Path, code: str) -> Counter[str]:
    """Kill the desk at every system call that touches its files, and count what each left."""
    ready = desk_scenes.prepared(folder / "desk")
    with desk_scenes.desk_at(ready) as desk:
        before = the_client(desk)
    seen: Counter[str] = Counter()
    for call in CALLS:
        died, number = True, 0
        while died:
            number += 1
            path = scenes.copied(ready, folder / f"{call} {number}")
            died, words = killed(code, "", path, call, number)
            with desk_scenes.desk_at(path) as desk:
                seen[check(desk, before, heard(words))] += 1
            assert verify_file(path).damage == ()
            shutil.rmtree(path.parent)
    return seen


def found(what: str, work: Callable[[], object]) -> None:
    """Run a control, which must fail."""
    try:
        work()
    except AssertionError as error:
        if NEVER_HANDED in str(error):
            print(f"control, {what}: {error}", flush=True)
            return
        raise
    raise SystemExit(f"control failed: {what}")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"a desk killed at every system call: {dict(at_every_call(folder / 'calls', DESK))}", flush=True)
        found("a desk whose passwords work at once", lambda: at_every_call(folder / "control", WORKS_AT_ONCE + DESK))
        longest = 1.1 * longest_of(folder / "measured")
        for way in WAYS:
            seen = moments(folder / way, people.command, way, count // len(WAYS), longest)
            print(f"a wizard interrupted by {way} within {longest:.1f} s: {dict(seen)}", flush=True)
        found(
            "a wizard whose passwords work at once",
            lambda: moments(folder / "control wizard", works_at_once, "KILL", BATCH, longest),
        )


def works_at_once(path: Path) -> Sequence[str]:
    return [sys.executable, "-c", WORKS_AT_ONCE + WIZARD, *people.command(path)[3:]]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
