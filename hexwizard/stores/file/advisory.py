"""A lock on an open file that the system takes back when its holder dies.

On POSIX that is one call of the standard library's; importing filelock for it would be a twentieth of a sign-in on the
command line. Windows needs what filelock knows.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from filelock import lock_descriptor, unlock_descriptor

    def locked(descriptor: int) -> bool:
        """Lock it at once; False where another holds it."""
        return lock_descriptor(descriptor, blocking=False)

    def unlock(descriptor: int) -> None:
        """Let others lock it."""
        unlock_descriptor(descriptor)
else:
    import fcntl

    def locked(descriptor: int) -> bool:
        """Lock it at once; False where another holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # some network file systems say EACCES
            return False
        return True

    def unlock(descriptor: int) -> None:
        """Let others lock it."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
