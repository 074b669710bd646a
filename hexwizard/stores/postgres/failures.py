"""What goes wrong with a server, as problems that a person can act on."""

from __future__ import annotations

import re

from psycopg import Error, OperationalError, errors
from psycopg_pool import PoolClosed, PoolTimeout

from hexwizard.accounts.problems import Problem
from hexwizard.stores.protocol import IdentifierTaken, StoreBusy, StoreUnusable

_KEYS: dict[type[Exception], str] = {
    errors.InsufficientPrivilege: "problem.server.denied",
    errors.UndefinedTable: "problem.server.empty",
    errors.InvalidSchemaName: "problem.server.empty",
    errors.DiskFull: "problem.store.full",
    errors.ReadOnlySqlTransaction: "problem.server.read-only",
    PoolClosed: "problem.server.closed",
}
_GOING = ("08", "57P")  # connection exceptions; the server shuts down, crashes or ends the session


class WasDone(StoreUnusable):
    """The act before this one, long in doubt, had been done. Told once, so that nobody does it twice."""


def is_gone(error: Exception) -> bool:
    """Whether `error` means that the connection is lost, and nothing about what was asked."""
    if isinstance(error, PoolTimeout):
        return True
    state = getattr(error, "sqlstate", None)
    return isinstance(error, OperationalError) and (state is None or state.startswith(_GOING))


def reason_of(error: Exception) -> str:
    """The first line of what the server or libpq said."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    lines = (primary or str(error)).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _taken(error: errors.UniqueViolation) -> str:
    """The identifier that the server says is taken."""
    found = re.search(r"=\((.*)\)", error.diag.message_detail or "")
    return found[1] if found else "?"


def server_problem(error: Exception, path: str, timeout: float) -> Problem:
    """The problem for an error of psycopg met at the server `path`."""
    if isinstance(error, errors.LockNotAvailable):
        return StoreBusy("problem.server.busy", path=path, seconds=round(timeout))
    if isinstance(error, errors.UniqueViolation) and error.diag.constraint_name == "identifiers_enter":
        return IdentifierTaken("problem.store.identifier-taken", identifier=_taken(error))
    if isinstance(error, PoolTimeout):
        return StoreUnusable("problem.server.away", path=path)
    if is_gone(error):
        return StoreUnusable("problem.server.gone", path=path, reason=reason_of(error))
    for kind, key in _KEYS.items():
        if isinstance(error, kind):
            return StoreUnusable(key, path=path)
    return StoreUnusable("problem.server.statement", path=path, reason=reason_of(error))


DATABASE_ERRORS = (Error, PoolTimeout, PoolClosed)
