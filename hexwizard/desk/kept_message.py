"""A message as the file keeps it, to be put into either language later.

JSON tells no day from a text, so each kind of value has a place of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hexwizard.locale.message import Message, Parameter


@dataclass(frozen=True, slots=True)
class KeptValue:
    """What fills one place of a message: exactly one field is set."""

    text: str | None = None
    count: int | None = None
    day: date | None = None
    moment: datetime | None = None
    span: timedelta | None = None
    message: KeptMessage | None = None
    items: tuple[KeptValue, ...] | None = None


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A catalogue key and what fills its places."""

    key: str
    params: dict[str, KeptValue] = field(default_factory=dict)

    def message(self) -> Message:
        """The message as it was."""
        return Message(self.key, {name: _value(kept) for name, kept in self.params.items()})


def keep(message: Message) -> KeptMessage:
    """The message in the form that the file can hold."""
    return KeptMessage(message.key, {name: _keep(value) for name, value in message.params.items()})


_PLACES: tuple[tuple[type, str], ...] = (
    (datetime, "moment"),  # before the day that it also is
    (date, "day"),
    (timedelta, "span"),
    (int, "count"),
    (str, "text"),
)


def _keep(value: Parameter) -> KeptValue:
    if isinstance(value, Message):
        return KeptValue(message=keep(value))
    if isinstance(value, tuple):
        return KeptValue(items=tuple(_keep(item) for item in value))
    place = next(name for kind, name in _PLACES if isinstance(value, kind))
    return KeptValue(**{place: value})  # type: ignore[arg-type]


def _value(kept: KeptValue) -> Parameter:
    if kept.message is not None:
        return kept.message.message()
    if kept.items is not None:
        return tuple(item.message.message() if item.message is not None else item.text or "" for item in kept.items)
    for simple in (kept.count, kept.day, kept.moment, kept.span):
        if simple is not None:
            return simple
    return kept.text or ""
