"""A ticket as a file of the agent's own, beside where the wizard was started."""

from __future__ import annotations

from pathlib import Path

from hexwizard.accounts.problems import Problem
from hexwizard.locale.os_errors import why
from hexwizard.stores.file import disk
from hexwizard.stores.protocol import StoreUnusable


class TicketNotSaved(Problem):
    """The ticket could not be written to a file."""


def save(case_id: str, text: str) -> Path:
    """Write `text` to `hexwizard-<case_id>.txt` in the current folder, readable by its owner alone; where it is now.

    Raises `TicketNotSaved`.
    """
    path = Path.cwd() / f"hexwizard-{case_id}.txt"
    try:
        disk.refuse_unless_file(path)
        with disk.created(path) as descriptor:  # anew: one that is there already may be open to others
            disk.write_all(descriptor, text.encode())
    except StoreUnusable as problem:
        raise TicketNotSaved(problem.message.key, **problem.message.params) from None
    except OSError as error:
        raise TicketNotSaved("problem.ticket", path=str(path), why=why(error)) from None
    return path
