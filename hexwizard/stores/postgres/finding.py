"""Finding accounts by the beginnings of words, by PostgreSQL's trigrams (pg_trgm): a word begins after a space.

Where few accounts have such words the trigram index leads to them; where many have, the first that come will do, and
the server reads until it has enough. Which of the two is quicker it decides from the words themselves, so this
statement is planned anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from hexwizard.stores.file.search import queries, rank, words_of
from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.overlay import NEW, Overlay
from hexwizard.stores.protocol import Table

_ENOUGH = 100
_SPECIAL = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})
_FIND = """SELECT s.sequence, s.entries, f.id, f.key, f.record::text, f.words FROM hexwizard.store s LEFT JOIN LATERAL (
  SELECT a.id, a.key, a.record, n.words
  FROM (SELECT account, words FROM hexwizard.names WHERE {} LIMIT %s) n JOIN hexwizard.accounts a ON a.key = n.account
) f ON true"""


class Ask(Protocol):
    """How a view puts a question."""

    def __call__(self, sql: str, parameters: list[object], *, prepare: bool) -> list[Row]: ...


def searchable(raw: bytes) -> str:
    """The words of one account, as their column has them."""
    return words_of(raw).decode().replace("\0", " ")


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
        for patterns in (whole, [b" " + word for word in words]):
            for number, raw, line in _from_server(ask, overlay, patterns, limit):
                _add(found, number, rank(line, whole), raw)
            if len(found) >= limit:
                break
        still()
        for number, _, raw in overlay.between(Table.ACCOUNTS, -1, 2 * NEW):
            line = words_of(raw)
            if all(b" " + word in line for word in words):
                _add(found, number, rank(line, whole), raw)
    best = sorted(found, key=lambda number: (found[number][0], number))[:limit]
    return [(number, found[number][1]) for number in best]


def _from_server(ask: Ask, overlay: Overlay, patterns: list[bytes], limit: int) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, JSON, words) of accounts of which the words have all patterns."""
    like = [f"%{pattern.decode().replace(chr(0), ' ').translate(_SPECIAL)}%" for pattern in patterns]
    sql = _FIND.format(" AND ".join(["words LIKE %s"] * len(like)))
    rows = ask(sql, [*like, max(limit, _ENOUGH) + len(overlay.of(Table.ACCOUNTS))], prepare=False)
    hidden = overlay.of(Table.ACCOUNTS)  # the answer may have made it larger
    for number, key, raw, line in rows:
        if number is not None and key not in hidden:
            yield number, raw.encode(), line.encode()


def _add(found: dict[int, tuple[int, bytes]], number: int, place: int, raw: bytes) -> None:
    if number not in found or place < found[number][0]:
        found[number] = (place, raw)
