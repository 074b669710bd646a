"""The number that a call comes from: never a proof, but somebody who asks about one client after another shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hexwizard.desk.verification.records import DAY, CallerSeen, Sighting
from hexwizard.stores.protocol import Reader, Table, Transaction

_LONGEST = 20
_NORTH_AMERICAN = 11


def number_key(typed: str) -> str:
    """The digits by which a number is known; the country code 1 and the prefixes of international calls left out."""
    digits = "".join(one for one in typed if one.isdecimal() and one.isascii())[:_LONGEST]
    for prefix in ("011", "00"):
        if digits.startswith(prefix):
            digits = digits.removeprefix(prefix)
            break
    return digits[1:] if len(digits) == _NORTH_AMERICAN and digits.startswith("1") else digits


def seen_from(reader: Reader, number: str) -> CallerSeen:
    key = number_key(number)
    return (reader.get(Table.CALLERS, key, CallerSeen) if key else None) or CallerSeen()


def note_sighting(transaction: Transaction, number: str, username: str, case: str, at: datetime) -> None:
    """Somebody asked about `username` from `number`; once a case is enough. What is older than 24 hours is dropped."""
    key = number_key(number)
    if not key:
        return
    seen = seen_from(transaction, number)
    if any(one.username == username and one.case == case for one in seen.sightings):
        return
    kept = tuple(one for one in seen.sightings if one.at > at - DAY)
    transaction.put(Table.CALLERS, key, replace(seen, sightings=(*kept, Sighting(username, case, at))))
