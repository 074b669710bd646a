"""`python -m tests.stores.harness.model RUNS`: the account file against its model, with crashes and reopenings."""

from __future__ import annotations

import sys
import time

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stores.test_model import IN_SUITE, FileMachine, ForgetfulMachine


def main(runs: int) -> None:
    began = time.monotonic()
    run_state_machine_as_test(FileMachine, settings=settings(IN_SUITE, max_examples=runs, stateful_step_count=25))
    print(f"{runs} runs of up to 25 steps: 0 differences, {time.monotonic() - began:.0f} s")
    try:
        run_state_machine_as_test(ForgetfulMachine, settings=settings(IN_SUITE, max_examples=200))
    except (AssertionError, AttributeError):
        print("control: an index that forgets to let go is found")
    else:
        raise SystemExit("control failed: nothing was found")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
