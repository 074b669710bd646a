"""The argon2 encoded strings that an import file may hold. Reasons never show one."""

from __future__ import annotations

import re
from typing import Final

from hexwizard.accounts.importing.limits import MOST_HASH_CHARACTERS
from hexwizard.accounts.importing.row import Row

_NUMBER = r"(0|[1-9][0-9]{0,9})"
_SIGN = "[A-Za-z0-9+/]"
# Unpadded, and the bits that no byte needs are zero: the C library refuses anything else at the sign-in.
_BASE64 = rf"((?:{_SIGN}{{4}})*(?:{_SIGN}[AQgw]|{_SIGN}{{2}}[AEIMQUYcgkosw048])?)"
_ENCODED = re.compile(
    rf"\$argon2(?:id|i|d)(?:\$v=(?:16|19))?\$m={_NUMBER},t={_NUMBER},p={_NUMBER}\${_BASE64}\${_BASE64}"
)

# Each sign-in pays what the hash asks for: a file must not be able to ask for the whole machine.
MOST_MEMORY_KIB: Final = 1024 * 1024
MOST_TIME: Final = 64
MOST_PARALLELISM: Final = 64


def password_hash(row: Row) -> str | None:
    """The row's argon2 encoded string, None where it is empty or wrong."""
    text = row.text("password_hash", MOST_HASH_CHARACTERS)
    if not text:
        return None
    match = _ENCODED.fullmatch(text)
    if match is None:
        row.fault("password_hash", "password-hash")
        return None
    memory, time, lanes = (int(number) for number in match.group(1, 2, 3))
    salt, tag = (len(encoded) * 3 // 4 for encoded in match.group(4, 5))
    if not _is_possible(memory, time, lanes, salt, tag):
        row.fault("password_hash", "password-hash")
        return None
    if memory > MOST_MEMORY_KIB or time > MOST_TIME or lanes > MOST_PARALLELISM:
        row.fault("password_hash", "password-hash-costly", memory=MOST_MEMORY_KIB // 1024, time=MOST_TIME,
                  parallelism=MOST_PARALLELISM)  # fmt: skip
        return None
    return text


def _is_possible(memory: int, time: int, lanes: int, salt: int, tag: int) -> bool:
    """The bounds of RFC 9106 §3.1 that the C library holds to, and would refuse the sign-in for."""
    return time >= 1 and lanes >= 1 and memory >= 8 * lanes and salt >= 8 and tag >= 4
