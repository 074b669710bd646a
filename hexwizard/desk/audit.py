"""One line of the audit trail. Never a secret in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to whom, when (UTC), on which screen, with what outcome, the caller verified how, and why.

    `second` is the operator who signed beside `who`, where a red flag asked for one.
    """

    at: datetime
    who: str
    role: str
    act: str
    outcome: str
    client: str = ""
    case: str = ""
    section: str = ""
    verification: str = ""
    reason: str = ""
    second: str = ""
