"""Every identifier of the file as one text, in which plain searches find what could be meant.

Built from 100,000 accounts in hundredths of a second, it weighs 6 MB and is searched in milliseconds; an
index of deletions would take seconds and hundreds of megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from hexwizard.diagnosis.near_misses.folding import fold

_DOMAIN = re.compile(r"@([^@\n]+)\n")
_PAGE = 200_000
"""Characters: a regular expression, which lets no other thread run, needs a thousandth of a second for them."""
_PRINTABLE = bytes(range(0x20, 0x7F))


class Register:
    """The folded identifiers, one a line."""

    def __init__(self, identifiers: Iterable[str]) -> None:
        """`identifiers`: each in the form in which identifiers are compared."""
        plain, odd = _parted(list(identifiers))
        folded = [*map(fold, odd)]
        self.text = "\n".join(("", *plain, *folded, ""))
        """Each folded identifier between two line ends."""
        self._written: dict[int, str] = {}
        start = 1 + sum(map(len, plain)) + len(plain)
        for identifier, line in zip(odd, folded, strict=True):
            self._written[start] = identifier
            start += len(line) + 1

    def identifier_at(self, start: int, line: str) -> str:
        """The identifier, unfolded, of the `line` that begins at `start`."""
        return self._written.get(start, line)

    def lines_with(self, piece: str) -> Iterator[tuple[int, str]]:
        """The start and the text of each line that holds `piece`; a line end in `piece` anchors it."""
        text, at = self.text, self.text.find(piece)
        while at >= 0:
            start = text.rfind("\n", 0, at + 1) + 1
            if start == len(text):
                return
            end = text.find("\n", start)
            yield start, text[start:end]
            at = text.find(piece, end)

    def get_ready(self) -> None:
        """Make what is made when first wanted."""
        _ = self.domains

    @cached_property
    def domains(self) -> frozenset[str]:
        """What stands after the @ in the file."""
        return frozenset(domain for page in self.pages() for domain in _DOMAIN.findall(page))

    def pages(self) -> Iterator[str]:
        """The text in pages of whole lines, each between two line ends: a thread that goes through one is not felt."""
        text, at = self.text, 0
        while at < len(text) - 1:
            end = text.find("\n", at + _PAGE)
            end = len(text) - 1 if end < 0 else end
            yield text[at : end + 1]
            at = end

    def bears_name(self, name: str) -> bool:
        """Whether some identifier has `name` as a whole word: another client is called so."""
        text, at = self.text, self.text.find(name)
        while at >= 0:
            end = at + len(name)
            if not text[at - 1].isalpha() and not text[end].isalpha():
                return True
            at = text.find(name, at + 1)
        return False


def _parted(identifiers: list[str]) -> tuple[list[str], list[str]]:
    """Those that are folded as they stand, and the others: accents, look-alikes, signs that nobody sees."""
    joined = "".join(identifiers)
    if joined.isascii() and not joined.encode("ascii").translate(None, _PRINTABLE) and "" not in identifiers:
        return identifiers, []  # the usual file, in one stroke
    plain, odd = list[str](), list[str]()
    for identifier in identifiers:
        is_plain = identifier.isascii() and identifier.isprintable() and identifier
        (plain if is_plain else odd).append(identifier)
    return plain, odd
