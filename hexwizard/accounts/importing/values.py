"""Dates and versions as import files write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from hexwizard.accounts.importing.faults import shown
from hexwizard.accounts.importing.row import Row

# `fromisoformat` takes any character between the date and the time; ISO 8601 does not.
_MOMENT = re.compile(r"[0-9W-]{8,10}(?:[T ][0-9:.,]+(?:Z|[+-][0-9:]+)?)?")
_MOST_VERSION_CHARACTERS = 50


def moment(row: Row, column: str) -> datetime | None:
    """An ISO 8601 date or date and time, taken as UTC where it has no zone. None where empty or wrong."""
    text = row.text(column)
    if not text:
        return None
    value = parsed_moment(text)
    if value is None:
        row.fault(column, "moment", value=shown(text))
    return value


def parsed_moment(text: str) -> datetime | None:
    """As `moment`, from the text alone."""
    text = text.upper()
    if _MOMENT.fullmatch(text) is None:
        return None
    try:
        value = datetime.fromisoformat(text)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(row: Row, column: str) -> date | None:
    """An ISO 8601 date. None where empty or wrong."""
    text = row.text(column)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        row.fault(column, "day", value=shown(text))
        return None


def version(row: Row, column: str) -> str | None:
    """A version that can be compared with others. None where empty or wrong."""
    text = row.plain(column, _MOST_VERSION_CHARACTERS)
    if not text:
        return None
    if not _is_version(text):
        row.fault(column, "version", value=shown(text))
        return None
    return text


@lru_cache(maxsize=1024)
def _is_version(text: str) -> bool:
    from packaging.version import InvalidVersion, Version

    try:
        Version(text)
    except InvalidVersion:
        return False
    return True
