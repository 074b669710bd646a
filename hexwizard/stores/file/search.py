"""Finding accounts by the beginnings of words: names, username, e-mail addresses, telephone numbers.

The words of all accounts stand in one block of bytes, an account a line, and a search is a few passes of
`find` over it: 8 MB and a few milliseconds at 100,000 accounts, where a sorted list of words would take 60
MB.

A word begins a text or one of its parts: `brigitte.roy@bell.net` is found by `roy` and by `brigitte.r`. So a text
stands there once, its parts and what parts them between spaces, `\t brigitte . roy @ bell . net \t`: a part begins
after a space, a text after a tab. With the parts once more beside it the block would be a fifth longer, and so would
each search take.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import msgspec

from hexwizard.accounts.identifiers import search_key

_PARTS = re.compile(r"[\s\-'’._+@]+")
_APART = re.compile(f"({_PARTS.pattern})")
_TELEPHONE = re.compile(r"[\d()+.\-/]*\d[\d()+.\-/]*")
_NOT_DIGIT = re.compile(r"\D+")
_NORTH_AMERICA = 11
ENOUGH = 2000
"""A single letter matches everyone; looking at the first two thousand keeps each keystroke short."""


class Searched(msgspec.Struct):
    """All that a search looks at."""

    username: str
    given_name: str = ""
    family_name: str = ""
    primary_email: str | None = None
    secondary_emails: tuple[str, ...] = ()
    phone: str = ""


_read = msgspec.json.Decoder(Searched).decode


def words_of(raw: bytes) -> set[str]:
    """The words of one account, folded: its texts, their parts, and its telephone number."""
    texts = _texts_of(_read(raw))
    return {*texts, *(part for text in texts for part in _PARTS.split(text))} - {""}


def line_of(raw: bytes) -> bytes:
    """The texts of one account, each once, without those that are a part of another."""
    line = "\t"
    for text in sorted(_texts_of(_read(raw)), key=len, reverse=True):
        whole = _whole(text)
        if whole not in line:
            line += whole.removeprefix("\t").removesuffix("\t") + "\t"
    return line.encode("utf-8", "replace")


def _begun(word: str) -> str:
    """What stands in the line of whoever has a text or a part that `word` begins."""
    if _PARTS.search(word) is None:
        return " " + word
    return "\t " + " ".join(piece for piece in _APART.split(word) if piece)


def _whole(word: str) -> str:
    """What stands in the line of whoever has `word` as a text or a part."""
    begun = _begun(word)
    return f"{begun} \t" if begun.startswith("\t") else f"{begun} "


def _texts_of(account: Searched) -> list[str]:
    names = (account.given_name, account.family_name, account.username, account.primary_email or "")
    return [*_folded(" ".join((*names, *account.secondary_emails))).split(), *_numbers(account.phone)]


def _folded(text: str) -> str:
    """`search_key`, by a shorter way for ASCII."""
    return text.lower() if text.isascii() else search_key(text)


def _numbers(phone: str) -> Iterator[str]:
    digits = _NOT_DIGIT.sub("", phone)
    if not digits:
        return
    yield digits
    if len(digits) == _NORTH_AMERICA and digits.startswith("1"):
        yield digits[1:]  # nobody dials the 1 of « +1 514 … » within North America
    if digits.startswith("33") and phone.lstrip().startswith("+"):
        yield "0" + digits[2:]  # « +33 6 … » is said « 06 … »


def queries(text: str) -> list[list[bytes]]:
    """What is looked for: every word of `text`; where it has a telephone number in pieces, also that number
    whole.
    """
    words = search_key(text).split()
    joined: list[str] = []
    within = False
    for word in words:
        telephone = _TELEPHONE.fullmatch(word) is not None
        digits = _NOT_DIGIT.sub("", word) if telephone else word
        if telephone and within:
            joined[-1] += digits
        else:
            joined.append(digits)
        within = telephone
    both = [words] if joined == words else [words, joined]
    return [[word.encode("utf-8", "replace") for word in one] for one in both if one]


class Words:
    """The block of words, made once, and what has changed since."""

    def __init__(self, records: Iterable[tuple[int, bytes]]) -> None:
        self._numbers = array("Q")
        self._starts = array("Q")
        lines = []
        size = 0
        for number, raw in records:
            line = line_of(raw) + b"\n"
            lines.append(line)
            self._numbers.append(number)
            self._starts.append(size)
            size += len(line)
        self._block = b"".join(lines)
        self._changed: dict[int, bytes | None] = {}

    def replace(self, records: Mapping[int, bytes | None]) -> None:
        """Take in what an act changed."""
        for number, raw in records.items():
            self._changed[number] = None if raw is None else line_of(raw)

    def find(self, words: list[bytes]) -> Iterator[tuple[int, int]]:
        """(rank, number) of the accounts of which every word of `words` begins a word; rank 0: they are whole
        words.
        """
        whole, begun = ([form(word.decode()).encode() for word in words] for form in (_whole, _begun))
        few = [(rank(line, whole), number) for number, line in islice(self._matches(begun), ENOUGH)]
        yield from few if len(few) < ENOUGH else self._lines(whole, begun)
        for number, line in self._changed.items():
            if line is not None and all(word in line for word in begun):
                yield rank(line, whole), number

    def _lines(self, whole: list[bytes], begun: list[bytes]) -> Iterator[tuple[int, int]]:
        """Whole words first: too many begin so for all of them to be looked at."""
        seen = set()
        for number, _ in self._matches(whole):
            seen.add(number)
            yield 0, number
        for number, line in self._matches(begun):
            if number not in seen:
                yield rank(line, whole), number

    def _matches(self, needles: list[bytes]) -> Iterator[tuple[int, bytes]]:
        driver, *others = sorted(needles, key=len, reverse=True)
        find, begin_of = self._block.find, self._block.rfind
        position = find(driver)
        while position >= 0:
            end = find(b"\n", position)
            begin = begin_of(b"\n", 0, position) + 1
            for needle in others:
                if find(needle, begin, end) < 0:
                    break
            else:
                number = self._numbers[bisect_right(self._starts, position) - 1]
                if number not in self._changed:
                    yield number, self._block[begin:end]
            position = find(driver, end)


def rank(line: bytes, whole: list[bytes]) -> int:
    """How many of the words are not whole words of `line`."""
    return sum(word not in line for word in whole)


def best(found: Iterable[tuple[int, int]], limit: int) -> list[int]:
    """The numbers of the best `limit` of the first `ENOUGH`, those with more whole words first, then the oldest."""
    ranks: dict[int, int] = {}
    for place, number in found:
        ranks[number] = min(place, ranks.get(number, place))
        if len(ranks) >= max(limit, ENOUGH):
            break
    return sorted(ranks, key=lambda number: (ranks[number], number))[:limit]
