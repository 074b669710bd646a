"""argon2id: hashing, verification, and the same cost for an account that does not exist.

Parameters: RFC 9106 §4, second recommended option (t=3, 64 MiB, p=4). One verification takes about a fifth of a
second, so callers that show a screen run it in a thread.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from hexwizard.accounts.identifiers import require_text

if TYPE_CHECKING:
    from argon2 import PasswordHasher

TIME_COST = 3
MEMORY_KIB = 65_536
LANES = 4
_SALT = b"hexwizard-no-one"


class Hasher(Protocol):
    """What hashes and verifies passwords. Text is NFC-normalised first (RFC 8265 §4.2); lone surrogates are refused."""

    def hash(self, password: str) -> str:
        """The encoded argon2id hash. Raises `UnreadableText`."""

    def verify(self, encoded: str | None, password: str) -> bool:
        """Whether `password` made `encoded`. For None: no, after the same work. Raises `UnreadableText`."""

    def explain(self, encoded: str, password: str, *, as_typed: bool = False) -> bool:
        """As `verify`, without levelling the time: for an agent's eyes, never for a sign-in.

        `as_typed` leaves out the normalisation: a hash from elsewhere may have been made of a decomposed accent.
        """

    def is_outdated(self, encoded: str) -> bool:
        """Whether the hash was made with weaker or other parameters than today's (ASVS 11.4.2)."""


class Argon2Hasher:
    """The real one. `time_cost` and `memory_kib` are for tests that must be quick; the product uses the defaults."""

    def __init__(self, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB, lanes: int = LANES) -> None:
        self._time_cost = time_cost
        self._memory_kib = memory_kib
        self._lanes = lanes

    @cached_property
    def _argon2(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(self._time_cost, self._memory_kib, self._lanes)

    def hash(self, password: str) -> str:
        return self._argon2.hash(_normal(password))

    def verify(self, encoded: str | None, password: str) -> bool:
        text = _normal(password)
        if encoded is None:
            self._spend(self._time_cost * self._memory_kib, text)
            return False
        right = self.explain(encoded, text)
        self._spend(self._time_cost * self._memory_kib - _cost_of(encoded), text)
        return right

    def explain(self, encoded: str, password: str, *, as_typed: bool = False) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._argon2.verify(encoded, require_text(password) if as_typed else _normal(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, encoded: str) -> bool:
        return self._argon2.check_needs_rehash(encoded)

    def _spend(self, cost: int, text: str) -> None:
        """Work that a cheaper or missing hash did not cost, so that the time does not tell them apart (ASVS 6.3.8)."""
        memory = cost // self._time_cost
        if memory < 8 * self._lanes:
            return
        from argon2.low_level import Type, hash_secret_raw

        hash_secret_raw(text.encode(), _SALT, self._time_cost, memory, self._lanes, 32, Type.ID)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", require_text(password))


def _cost_of(encoded: str) -> int:
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        parameters = extract_parameters(encoded)
    except InvalidHashError:
        return 0
    return parameters.time_cost * parameters.memory_cost
