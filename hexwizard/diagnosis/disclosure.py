"""What of the record may be told to whoever is on the line, before it is known who that is.

A caller who wants an address needs only to type nearly the right one and to wait until it is corrected aloud. So what
is on record is for the agent's eyes: it is told to a verified caller, and to one who typed it (ASVS 5.0, 6.4.2: no
proof is what the help desk itself gave away).
"""

from __future__ import annotations

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.diagnosis.facts import Facts


def may_tell(facts: Facts, identifier: str) -> bool:
    """Whether `identifier`, an address or username on record, may be read or spelled to the caller."""
    if facts.caller_verified:
        return True
    return facts.identifier is not None and comparison_key(facts.identifier) == comparison_key(identifier)


def may_tell_username(facts: Facts) -> bool:
    """Whether the account's username may be told: also to a caller who typed one of its addresses (article, 2c)."""
    return facts.caller_verified or facts.place is not None
