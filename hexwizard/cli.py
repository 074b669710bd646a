"""The command line: the contract's commands, each a few lines around the desk.

Nothing heavy is imported before it is known which command runs, not even `typing` and `dataclasses`: on the way to
`--help` they would take as long as Python's own start.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from hexwizard.locale.words import default_language, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hexwizard.accounts.problems import Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (0 yes or done, 1 no, 2 wrong usage, 3 the account file)."""
    from hexwizard.commands.parser import parse

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a locale without « é » must not end in a fault
    options = parse(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:  # the program itself, and not a test of it
        from hexwizard.terminal.hardening import forbid_core_dumps

        forbid_core_dumps()
    from hexwizard.accounts.problems import Problem

    language = options.lang or default_language()
    try:
        return int(options.run(options, words(language)))
    except Problem as problem:
        return _complain(problem, language)
    except BrokenPipeError:
        # The reader of our output left; what is still buffered must not raise at exit.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - a fault of ours is a line and a report, never a traceback
        return _fail(error, language)


def program() -> None:
    """`main` as a process of its own, which ends with its status.

    `login` ends at once: it would take Python a tenth of the command to search for garbage and to take itself apart,
    which the system does in no time. Its store is closed by then.
    """
    is_login = sys.argv[1:2] == ["login"]
    if is_login:
        gc.disable()
    status = main()
    if not is_login:
        sys.exit(status)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            with suppress(OSError):  # nobody reads any more: the status tells
                stream.flush()
    os._exit(status)


def _complain(problem: Problem, language: str) -> int:
    from hexwizard.commands.output import one_line

    print(f"hexwizard: {one_line(words(language).render(problem.message))}", file=sys.stderr)
    return problem.exit_status


def _fail(error: Exception, language: str) -> int:
    from hexwizard.commands.output import one_line
    from hexwizard.desk.clock import system_clock
    from hexwizard.terminal import crash

    fault = crash.report(error, system_clock())
    print(f"hexwizard: {one_line(crash.told(fault, words(language)))}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    program()
