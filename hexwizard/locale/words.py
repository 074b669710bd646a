"""Messages put into one language: text, lists, dates, durations and plurals."""

from __future__ import annotations

import os
from functools import lru_cache
from gettext import GNUTranslations

from hexwizard import locale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from hexwizard.locale.message import Message, Parameter

LANGUAGES = ("fr", "en")


class Words:
    """The catalogue of one language, `fr` or `en`."""

    def __init__(self, language: str) -> None:
        self.language = language
        compiled = f"{locale.__path__[0]}/{language}/LC_MESSAGES/hexwizard.mo"
        with open(compiled, "rb") as stream:  # noqa: PTH123 - pathlib takes half as long to import as Python to start
            self._catalogue = GNUTranslations(stream)

    def __call__(self, key: str, **params: Parameter) -> str:
        """The sentence under `key` with its places filled."""
        count = params.get("count")
        pattern = self._catalogue.ngettext(key, key, count) if isinstance(count, int) else key
        if pattern == key:
            pattern = self._catalogue.gettext(key)
        if not params:
            return pattern
        return pattern.format(**{name: self._fill(value) for name, value in params.items()})

    def render(self, message: Message) -> str:
        return self(message.key, **message.params)

    def has(self, key: str) -> bool:
        return self._catalogue.gettext(key) != key

    def _fill(self, value: Parameter) -> str | int:
        if isinstance(value, (str, int)):
            return value
        from datetime import date, datetime, timedelta

        from hexwizard.locale.message import Message

        match value:
            case Message():
                return self.render(value)
            case tuple():
                return self.enumeration([str(self._fill(item)) for item in value])
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case timedelta():
                return self.duration(value)

    def enumeration(self, items: list[str]) -> str:
        """« a, b et c »."""
        if len(items) < 2:
            return "".join(items)
        return self("list.last", first=", ".join(items[:-1]), last=items[-1])

    def day(self, value: date) -> str:
        """The day in full; French writes the first of a month « 1er »."""
        key = "date.first-day" if value.day == 1 else "date.day"
        return self(key, day=value.day, month=self(f"date.month.{value.month}"), year=value.year)

    def moment(self, value: datetime) -> str:
        """Day and time of day, in the time zone of this machine."""
        local = value.astimezone()
        return self("date.moment", day=self.day(local.date()), time=self.clock(local))

    def clock(self, value: datetime) -> str:
        """The time of day, in the time zone of this machine."""
        local = value.astimezone()
        return self("date.time", hour=str(local.hour), minute=f"{local.minute:02}")

    def duration(self, value: timedelta) -> str:
        """In the unit that one would say: seconds below a minute and a half, then minutes, hours, days; rounded up."""
        seconds = max(0, -int(-value.total_seconds() // 1))
        for key, size, above in (("days", 86400, 172800), ("hours", 3600, 5400), ("minutes", 60, 90)):
            if seconds > above:
                return self(f"duration.{key}", count=-(-seconds // size))
        return self("duration.seconds", count=seconds)


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Words:
    """The catalogue of `language`, loaded once."""
    return Words(language)


def default_language(environment: dict[str, str] | None = None) -> str:
    """The language of the locale where the product speaks it, else French (the contract, commands)."""
    variables = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = variables.get(name, "")
        if value:
            language = value[:2].lower()
            return language if language in LANGUAGES else "fr"
    return "fr"
