"""The catalogues as they are written, before compilation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]


@cache
def sentences(language: str) -> dict[str, tuple[str, ...]]:
    """Every key with its sentence, or with its plural forms."""
    path = ROOT / "hexwizard" / "locale" / language / "LC_MESSAGES" / "hexwizard.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language, abort_invalid=True)
    return {_key(message): _forms(message) for message in catalogue if message.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def places(language: str, key: str) -> frozenset[str]:
    """The names in braces of a sentence, over all its plural forms."""
    fields = (parsed[1] for text in sentences(language)[key] for parsed in Formatter().parse(text))
    return frozenset(name for name in fields if name is not None)
