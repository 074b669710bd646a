"""What goes wrong with an account file, as problems that a person can act on."""

from __future__ import annotations

import errno
from pathlib import Path

from hexwizard.stores.protocol import StoreUnusable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM}
LATER = "format"
"""What is no damage: a later version of this program wrote it, as its marks show."""


class Broken(Exception):
    """Bytes that are not what this program wrote: the inner form of `problem.store.damaged`.

    `where` is a place a person can go to; `what` the end of a `damage.store.*` key.
    """

    def __init__(self, where: str, what: str, details: str = "") -> None:
        super().__init__(where, what, details)
        self.where = where
        self.what = what
        self.details = details


def disk_problem(error: OSError, path: Path) -> StoreUnusable:
    """The problem for an `OSError` met while reading or writing `path`."""
    if error.errno in _FULL:
        return StoreUnusable("problem.store.full", path=str(path))
    if error.errno == errno.EROFS:
        return StoreUnusable("problem.store.read-only", path=str(path))
    if error.errno in _DENIED:
        return StoreUnusable("problem.store.denied", path=str(path))
    if error.errno == errno.ELOOP:
        return StoreUnusable("problem.store.link", path=str(path))
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return StoreUnusable("problem.store.disk", path=str(path), reason=name)
