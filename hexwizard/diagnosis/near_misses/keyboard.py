"""Which keys lie beside one another: the QWERTY of Québec and the AZERTY of France."""

from __future__ import annotations

_LAYOUTS = (
    ("1234567890-=", "qwertyuiop", "asdfghjkl;", "zxcvbnm,.é"),
    ("1234567890-=", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
)
_PAD = ("789", "456", "123", "0.")  # phones and numeric pads show digits so


def _pairs() -> frozenset[tuple[str, str]]:
    beside: set[tuple[str, str]] = set()
    for rows in (*_LAYOUTS, _PAD):
        for height, row in enumerate(rows):
            for place, key in enumerate(row):
                below = rows[height + 1] if height + 1 < len(rows) else ""
                # each row is set half a key to the right of the one above it
                near = (*row[place + 1 : place + 2], *below[max(0, place - 1) : place + 1])
                beside.update((key, other) for other in near)
    return frozenset(beside | {(second, first) for first, second in beside})


_NEIGHBOURS = _pairs()


def are_neighbours(first: str, second: str) -> bool:
    """Whether the two keys touch on one of the keyboards that clients have."""
    return (first, second) in _NEIGHBOURS
