"""Finding accounts by the beginnings of words.

Three ways, the next where one does not tell enough, so that no search costs much more than what it shows:

1. What is typed, in the order of words (a B-tree, `hexwizard.words`), where a name is followed by the other one.
2. Of several words the longest in that order, the others in the words of the first accounts that it leads to: quick
   where many accounts have them all, as when a letter follows a name.
3. All words together among the beginnings of words, up to six letters (an inverted index, GIN): quick where few
   accounts have them all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from hexwizard.accounts.identifiers import search_key
from hexwizard.stores.file.search import Searched, queries, rank, words_of
from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.overlay import NEW, Overlay, storable
from hexwizard.stores.protocol import Table

_ENOUGH = 40
_BEGINNING = 6
_WHOLE = 40  # an index takes no word of any length
_FIND = """SELECT s.sequence, s.entries, f.id, f.key, f.record::text, f.words FROM hexwizard.store s LEFT JOIN LATERAL (
  SELECT a.id, a.key, a.record, n.words
  FROM (SELECT account, words FROM hexwizard.names WHERE begins @> %s::text[]{} LIMIT %s) n
  JOIN hexwizard.accounts a ON a.key = n.account
) f ON true"""
_SPREAD = 4
_LAST = "\U0010ffff"
_NEXT = "\x01"
_FIRST = """WITH r AS MATERIALIZED (
  SELECT word, account FROM hexwizard.words WHERE word >= %s AND word < %s ORDER BY word, account LIMIT %s
)
SELECT s.sequence, s.entries, f.id, f.key, f.record::text, f.words, (SELECT count(*) FROM r) FROM hexwizard.store s
  LEFT JOIN LATERAL (
    SELECT a.id, a.key, a.record, n.words
    FROM (SELECT account, min(word) AS word FROM r GROUP BY account ORDER BY 2, 1 LIMIT %s) w
    JOIN hexwizard.names n USING (account) JOIN hexwizard.accounts a ON a.key = w.account
  ) f ON true"""


_SAMPLE, _REACH = 64, 600  # accounts that one word leads to, whose other words are looked at: first, and at most
_TOGETHER = """WITH r AS MATERIALIZED (
  SELECT account FROM hexwizard.words WHERE word >= %s AND word < %s AND strpos(word, ' ') = 0{}
  ORDER BY word, account LIMIT %s
)
SELECT s.sequence, s.entries, f.id, f.key, f.record::text, f.words, (SELECT count(*) FROM r) FROM hexwizard.store s
  LEFT JOIN LATERAL (
    SELECT a.id, a.key, a.record, h.words
    FROM (SELECT account, n.words FROM r JOIN hexwizard.names n USING (account) WHERE true{} LIMIT %s) h
    JOIN hexwizard.accounts a ON a.key = h.account
  ) f ON true"""
_THERE = " AND EXISTS (SELECT FROM hexwizard.words WHERE word = %s)"
_HELD = " AND strpos(n.words, %s) > 0"

_read = msgspec.json.Decoder(Searched).decode


class Ask(Protocol):
    """How a view puts a question."""

    def __call__(self, sql: str, parameters: list[object], *, prepare: bool) -> list[Row]: ...


def searchable(raw: bytes) -> str:
    """The words of one account, as their column has them: in one order in every process."""
    return f" {' '.join(sorted(_line_of(raw).decode().replace(chr(0), ' ').split()))} "


def _line_of(raw: bytes) -> bytes:
    """The words of one account, each after a space and the last before one, so that ` x` begins and ` x ` is a word."""
    return f" {' '.join(words_of(raw))} ".encode("utf-8", "replace")


def beginnings(words: str) -> list[str]:
    """All beginnings of the words in a column, and each word whole."""
    split = words.split()
    begun = {word[:length] for word in split for length in range(1, _BEGINNING + 1)}
    return sorted(begun | {"=" + word[:_WHOLE] for word in split})


def listed(raw: bytes | None) -> set[str]:
    """What stands in the order of words for an account: its words, and its names one after the other, both ways."""
    if raw is None:
        return set()
    account = _read(raw)
    given, family = (_in_one(name) for name in (account.given_name, account.family_name))
    both = {f"{given} {family}", f"{family} {given}"} if given and family else set()
    return {word[:_WHOLE] for word in (*searchable(raw).split(), *both)}


def _in_one(name: str) -> str:
    return storable(" ".join(search_key(name).replace("\0", " ").split()))


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
        hidden_at_most = len(overlay.of(Table.ACCOUNTS))
        most = max(2 * limit, _ENOUGH) + hidden_at_most
        rows = _all_of(ask, texts, limit + hidden_at_most, most)
        hidden = overlay.of(Table.ACCOUNTS)  # an answer may have made it larger
        for number, key, raw, line in rows:
            if key not in hidden:
                _add(found, number, rank(line.encode(), whole), raw.encode())
        still()
        for number, _, raw in overlay.between(Table.ACCOUNTS, -1, 2 * NEW):
            line = _line_of(raw)
            if all(b" " + word in line for word in words):
                _add(found, number, rank(line, whole), raw)
    best = sorted(found, key=lambda number: (found[number][0], number))[:limit]
    return [(number, found[number][1]) for number in best]


def _all_of(ask: Ask, words: list[str], enough: int, most: int) -> list[Row]:
    """(number, key, JSON, words) of `enough` accounts that have all words, those with whole words among them.

    Of as many as there are where there are fewer, of `most` where it costs no more.
    """
    begun = " ".join(words)
    rows, is_all = _first_of(ask, begun[:_WHOLE], most)
    if len(begun) <= _WHOLE and (len(rows) >= enough or (is_all and len(words) == 1)):
        return rows
    rows, is_all = _having(ask, words, enough, most, exactly=False)
    if not is_all:  # there are more: those with whole words must be among them
        rows += _having(ask, words, enough, most, exactly=True)[0]
    return rows


def _having(ask: Ask, words: list[str], enough: int, most: int, *, exactly: bool) -> tuple[list[Row], bool]:
    """Accounts that have all words, whole or (not `exactly`) begun, and whether those are all that have them."""
    for word in sorted(words, key=len, reverse=True)[:2] if len(words) > 1 else ():
        reach = _SAMPLE
        while reach <= _REACH:
            rows, is_all = _led_to(ask, word, words, reach, most, exactly=exactly)
            seen = len({row[1] for row in rows})
            if is_all or seen >= enough:
                return rows, is_all
            reach = 2 * reach * enough // seen if seen else _REACH + 1
    rows = _from_server(ask, words, most, exactly=exactly)
    return rows, len(rows) < most


def _led_to(ask: Ask, word: str, words: list[str], reach: int, most: int, *, exactly: bool) -> tuple[list[Row], bool]:
    """As `_having`, of the first `reach` accounts to which `word` leads, an account once for each of its words."""
    first = word[:_WHOLE]
    end = " " if exactly else ""
    there = [one[:_WHOLE] for one in words if one != word] if exactly else []
    held = [f" {one}{end}" for one in words if one != word or len(one) > _WHOLE]
    sql = _TOGETHER.format(_THERE * len(there), _HELD * len(held))
    rows = ask(sql, [first, first + (_NEXT if exactly else _LAST), *there, reach, *held, most], prepare=False)
    found = [row[:4] for row in rows if row[0] is not None]
    return found, not rows or (rows[0][4] < reach and len(found) < most)


def _first_of(ask: Ask, begun: str, most: int) -> tuple[list[Row], bool]:
    """The first `most` accounts that begin so in the order of words, whole words first; whether those are all.

    One account may have several such words; where that leaves too few accounts, more words are read.
    """
    reach = _SPREAD * most
    while True:
        rows = ask(_FIRST, [begun, begun + _LAST, reach, most], prepare=False)
        found = [row[:4] for row in rows if row[0] is not None]
        is_all = not rows or rows[0][4] < reach
        if is_all or len(found) == most:
            return found, is_all and len(found) < most
        reach *= _SPREAD


def _from_server(ask: Ask, words: list[str], most: int, *, exactly: bool) -> list[Row]:
    """(number, key, JSON, words) of accounts that have all words, whole or (not `exactly`) begun."""
    longest = _WHOLE if exactly else _BEGINNING
    elements = [("=" if exactly else "") + word[:longest] for word in words]
    end = " " if exactly else ""
    rest = [f" {word}{end}" for word in words if len(word) > longest]
    sql = _FIND.format("".join([" AND strpos(words, %s) > 0"] * len(rest)))
    return [row for row in ask(sql, [elements, *rest, most], prepare=False) if row[0] is not None]


def _add(found: dict[int, tuple[int, bytes]], number: int, place: int, raw: bytes) -> None:
    if number not in found or place < found[number][0]:
        found[number] = (place, raw)
