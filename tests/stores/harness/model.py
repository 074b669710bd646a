"""`python -m tests.stores.harness.model RUNS [file|server]`: a store against its model, with crashes and reopenings.

The server's wizard does not crash: its connection is lost, before, in or after the commit. Each control is the store
with something left out that the model must find.
"""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from hexwizard.stores.postgres import overlay
from tests.stores.servers import announce_run, end_run
from tests.stores.test_model import IN_SUITE, FileMachine, ForgetfulMachine
from tests.stores.test_server_model import ServerMachine

STEPS = 25
CONTROL_RUNS = 200


def on_file(runs: int) -> None:
    run(FileMachine, runs)
    must_fail(ForgetfulMachine, "an index that forgets to let go")


def on_server(runs: int) -> None:
    announce_run()
    try:
        run(ServerMachine, runs)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(overlay.Overlay, "keep", lambda *_: None)
            must_fail(ServerMachine, "a view that forgets")
    finally:
        end_run()


def run(machine: type[FileMachine | ServerMachine], runs: int) -> None:
    began = time.monotonic()
    run_state_machine_as_test(machine, settings=settings(IN_SUITE, max_examples=runs, stateful_step_count=STEPS))
    print(f"{runs} runs of up to {STEPS} steps: 0 differences, {time.monotonic() - began:.0f} s", flush=True)


def must_fail(machine: type[FileMachine | ServerMachine], what: str) -> None:
    found_is_enough = settings(IN_SUITE, max_examples=CONTROL_RUNS, phases=(Phase.generate,))
    try:
        run_state_machine_as_test(machine, settings=found_is_enough)
    except (AssertionError, AttributeError):
        print(f"control: {what} is found")
    else:
        raise SystemExit("control failed: nothing was found")


STORES = {"file": on_file, "server": on_server}


if __name__ == "__main__":
    STORES[sys.argv[2] if len(sys.argv) > 2 else "file"](int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
