"""Who was just let in by a temporary password, and so may choose the lasting one: by a token, once, for ten minutes.

A token is in the hands of the app that signed in, and of nobody else. Only its hash is held, in this process alone:
whoever stops the wizard in between leaves nothing behind that could choose a password.
"""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from hexwizard.accounts.model import TemporaryPassword
from hexwizard.credentials.randomness import Chooser

LIFETIME = timedelta(minutes=10)
_SIGNS = string.ascii_letters + string.digits
_LENGTH = 43
"""Of 62 signs: 256 bits (ASVS 7.2.3 asks for 128)."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The client, the temporary password that let them in, and until when its successor may be chosen."""

    username: str
    by: TemporaryPassword = field(repr=False)
    until: datetime


class Admissions:
    def __init__(self, chooser: Chooser) -> None:
        self._chooser = chooser
        self._by_hash: dict[str, Admission] = {}
        self._guard = Lock()

    def admit(self, username: str, by: TemporaryPassword, now: datetime) -> str:
        """A new token; an older one of the same client is worth nothing from now on."""
        token = "".join(self._chooser.choice(_SIGNS) for _ in range(_LENGTH))
        with self._guard:
            kept = {key: one for key, one in self._by_hash.items() if one.username != username and one.until > now}
            self._by_hash = {**kept, _hash(token): Admission(username, by, now + LIFETIME)}
        return token

    def find(self, token: str, now: datetime) -> Admission | None:
        """What the token stands for; None where it is unknown, spent or past its time."""
        with self._guard:
            found = self._by_hash.get(_hash(token))
        return found if found is not None and now < found.until else None

    def forget(self, token: str) -> None:
        """The token is used up."""
        with self._guard:
            self._by_hash.pop(_hash(token), None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
