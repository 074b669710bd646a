"""The key of an account file, and the marks that only its holder can make.

Each purpose has its own prefix, so that a mark made for one place proves nothing in another (RFC 2104; NIST
SP 800-108 §7.3 on labels). Marks are lower-case hexadecimal and compared as bytes: an upper-case digit is a
flipped bit.
"""

from __future__ import annotations

import hmac
import re
from functools import cached_property
from pathlib import Path

from hexwizard.stores.file import disk
from hexwizard.stores.file.failures import Broken

MARK_LENGTH = 64
_KEY_FILE = re.compile(rb"[0-9a-f]{64}\n")


class Key:
    """The secret of one account file."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        return "Key()"

    @cached_property
    def _begun(self) -> hmac.HMAC:
        """Begun once: looking up the hash by its name takes longer than most of what is marked."""
        return hmac.new(self._secret, digestmod="sha256")

    def mark(self, purpose: str, *parts: bytes) -> bytes:
        """HMAC-SHA256 over `parts`, in hexadecimal. No part holds a NUL (JSON never does), which keeps them apart."""
        made = self._begun.copy()
        made.update(b"\0".join((purpose.encode(), *parts)))
        return made.hexdigest().encode()

    def pad(self, label: str, length: int) -> bytes:
        """`length` bytes for `label` that nobody else can make (NIST SP 800-108 §4.1, counter mode)."""
        blocks = (self.mark("pad", label.encode(), b"%d" % number) for number in range(1, -(-length // 32) + 1))
        return b"".join(bytes.fromhex(block.decode()) for block in blocks)[:length]

    def origin(self, purpose: str) -> bytes:
        """What the first link of a chain hangs on."""
        return self.mark(purpose + "-origin")


def make_key(path: Path, temporary: Path) -> Key:
    """A new key, written to `path` before anything depends on it."""
    import secrets

    secret = secrets.token_bytes(32)
    with disk.created(temporary) as descriptor:
        disk.write_all(descriptor, secret.hex().encode() + b"\n")
        disk.fsync(descriptor)
    disk.replace(temporary, path)
    return Key(secret)


def read_key(path: Path) -> Key:
    """The key kept at `path`. Raises `Broken` where it is missing or not as it was written."""
    try:
        text = disk.read_whole(path)
    except FileNotFoundError:
        raise Broken(path.name, "key-missing") from None
    if not _KEY_FILE.fullmatch(text):
        raise Broken(path.name, "key-unreadable")
    return Key(bytes.fromhex(text[:-1].decode()))
