"""Row 5: 5 failures free, then 30 s doubling to 15 min, a stop at 100, across restarts; a right password resets it."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from hexwizard.accounts.model import Attempts
from hexwizard.desk.actor import Act
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.screens.cannot_connect import CannotConnectScreen
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Table
from tests.calls.agent import signed_in
from tests.desk.desks import AGENT, Office, office
from tests.desks import HandClock, cheap_hasher
from tests.diagnosis.calls import ALTO, NOW, RIGHT, client

SECOND = timedelta(seconds=1)
WRONG = "tout autre chose"
GUESSER = """
import sys
from pathlib import Path
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file.store import open_file
from tests.desks import HandClock, cheap_hasher
clock = HandClock()
desk = Desk(Services(open_file(Path(sys.argv[1]), clock=clock, create=False), clock=clock, hasher=cheap_hasher()))
while True:
    desk.phone.attempt("alain_sirois", "tout autre chose")
    print("tried", flush=True)
    sys.stdin.readline()
"""


def _fails_until_held_for(at: Office) -> timedelta:
    """One failure that counts, then how long the right password is refused."""
    at.types(WRONG)
    waited = timedelta(0)
    failures = at.account().attempts
    while at.types(RIGHT) is not PhoneAnswer.CONNECTED:
        at.clock.advance(SECOND)
        waited += SECOND
    at.put(client(failures=failures.failures, last_failure=at.clock() - timedelta(hours=1)))
    return waited


def test_five_are_free_and_then_each_holds_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    at = office()
    held = [_fails_until_held_for(at).seconds for _ in range(13)]
    assert held == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_at_a_hundred_only_an_unlock_opens_and_it_is_an_act() -> None:
    at = office(client(failures=99, last_failure=NOW - timedelta(hours=1)))
    at.types(WRONG)
    at.clock.advance(timedelta(days=400))
    assert at.types(RIGHT) is PhoneAnswer.INVALID
    at.desk.repairs.unlock(AGENT, at.case(), at.account())
    assert at.trail[-1].act == Act.UNLOCK
    assert at.types(RIGHT) is PhoneAnswer.CONNECTED


def test_a_right_password_resets_it() -> None:
    at = office()
    for _ in range(5):
        at.types(WRONG)
    assert at.types(RIGHT) is PhoneAnswer.CONNECTED
    assert at.account().attempts == Attempts()


def test_a_kill_in_between_forgets_no_failure(tmp_path: Path) -> None:
    path, clock = tmp_path / "accounts.json", HandClock()
    store = open_file(path, clock=clock, create=True)
    with store.transaction() as act:
        act.put(Table.COMPANIES, ALTO.id, ALTO)
        act.put(Table.ACCOUNTS, "alain_sirois", client())
    store.close()
    for round_of in (1, 2):
        guesser = subprocess.Popen(
            [sys.executable, "-c", GUESSER, str(path)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert guesser.stdin is not None
        assert guesser.stdout is not None
        for _ in range(3):
            assert guesser.stdout.readline() == "tried\n"
            guesser.stdin.write("\n")
            guesser.stdin.flush()
        guesser.send_signal(signal.SIGKILL)
        guesser.wait()
        guesser.stdin.close()
        guesser.stdout.close()
        store = open_file(path, clock=clock, create=False)
        account = store.reader().account("alain_sirois")
        store.close()
        assert account is not None
        assert account.attempts.failures >= min(6, 3 * round_of)
    store = open_file(path, clock=clock, create=False)
    desk = Desk(Services(store, clock=clock, hasher=cheap_hasher()))
    assert desk.phone.attempt("alain_sirois", RIGHT) is PhoneAnswer.INVALID
    clock.advance(timedelta(minutes=15))
    assert desk.phone.attempt("alain_sirois", RIGHT) is PhoneAnswer.CONNECTED
    store.close()


async def test_the_agent_sees_the_time_run_down_and_then_that_it_is_over(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        for _ in range(6):
            agent.desk.phone.attempt("benoit_lavoie", WRONG)
        await agent.takes_the_call("benoit_lavoie", "i")
        screen, clock = agent.app.screen, agent.desk.services.clock
        assert isinstance(screen, CannotConnectScreen)
        assert isinstance(clock, HandClock)
        agent.sees("6 essais ratés de suite", "0:30")
        clock.advance(12 * SECOND)
        screen.count_down()
        await agent.waits()
        agent.sees("0:18")
        clock.advance(18 * SECOND)
        screen.count_down()
        await agent.waits()
        agent.does_not_see("0:0", "refuse toute connexion :")
