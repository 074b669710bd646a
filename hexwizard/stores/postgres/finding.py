"""Finding accounts by the beginnings of words.

The beginnings of all words, up to six letters, are indexed as they are (an inverted index, GIN), which tells a common
name in a millisecond at a million accounts; among those, what is typed beyond is looked for word by word. Trigrams
(pg_trgm) were tried: a name's three-letter pieces are so common that telling one takes ten times as long. Where nearly
everybody has such a word, the server reads until it has enough. Which way is quicker it decides from the words
themselves, so this statement is planned anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from hexwizard.stores.file.search import queries, rank, words_of
from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.overlay import NEW, Overlay
from hexwizard.stores.protocol import Table

_ENOUGH = 40
_BEGINNING = 6
_LETTERS = 2
_WHOLE = 40  # an index takes no word of any length
_FIND = """SELECT s.sequence, s.entries, f.id, f.key, f.record::text, f.words FROM hexwizard.store s LEFT JOIN LATERAL (
  SELECT a.id, a.key, a.record, n.words
  FROM (SELECT account, words FROM hexwizard.names WHERE begins @> %s::text[]{} LIMIT %s) n
  JOIN hexwizard.accounts a ON a.key = n.account
) f ON true"""


class Ask(Protocol):
    """How a view puts a question."""

    def __call__(self, sql: str, parameters: list[object], *, prepare: bool) -> list[Row]: ...


def searchable(raw: bytes) -> str:
    """The words of one account, as their column has them: in one order in every process."""
    return f" {' '.join(sorted(words_of(raw).decode().replace(chr(0), ' ').split()))} "


def beginnings(words: str) -> list[str]:
    """All beginnings of the words in a column, and each word whole."""
    split = words.split()
    begun = {word[:length] for word in split for length in range(1, _BEGINNING + 1)}
    return sorted(begun | {"=" + word[:_WHOLE] for word in split})


def find(
    ask: Ask, overlay: Overlay, text: str, limit: int, still: Callable[[], None]
) -> list[tuple[int, bytes]] | None:
    """(number, JSON) of the best `limit` accounts, those with more whole words first, then the oldest.

    None where `text` has no word.
    """
    wanted = queries(text)
    if not wanted:
        return None
    found: dict[int, tuple[int, bytes]] = {}
    for words in wanted:
        whole = [b" " + word + b" " for word in words]
        texts = [word.decode().replace("\0", " ") for word in words]
        most = max(2 * limit, _ENOUGH) + len(overlay.of(Table.ACCOUNTS))
        rows = _from_server(ask, texts, most, exactly=False)
        if len(rows) == most:  # there are more: those with whole words must be among them
            rows += _from_server(ask, texts, most, exactly=True)
        hidden = overlay.of(Table.ACCOUNTS)  # an answer may have made it larger
        for number, key, raw, line in rows:
            if key not in hidden:
                _add(found, number, rank(line.encode(), whole), raw.encode())
        still()
        for number, _, raw in overlay.between(Table.ACCOUNTS, -1, 2 * NEW):
            line = words_of(raw)
            if all(b" " + word in line for word in words):
                _add(found, number, rank(line, whole), raw)
    best = sorted(found, key=lambda number: (found[number][0], number))[:limit]
    return [(number, found[number][1]) for number in best]


def _from_server(ask: Ask, words: list[str], most: int, *, exactly: bool) -> list[Row]:
    """(number, key, JSON, words) of accounts that have all words, whole or (not `exactly`) begun.

    A letter or two beside a longer word are looked for among those who have the longer one.
    """
    longest = _WHOLE if exactly else _BEGINNING
    telling = (not exactly and [word for word in words if len(word) > _LETTERS]) or words
    elements = [("=" if exactly else "") + word[:longest] for word in telling]
    end = " " if exactly else ""
    rest = [f" {word}{end}" for word in words if len(word) > longest or word not in telling]
    sql = _FIND.format("".join([" AND strpos(words, %s) > 0"] * len(rest)))
    return [row for row in ask(sql, [elements, *rest, most], prepare=False) if row[0] is not None]


def _add(found: dict[int, tuple[int, bytes]], number: int, place: int, raw: bytes) -> None:
    if number not in found or place < found[number][0]:
        found[number] = (place, raw)
