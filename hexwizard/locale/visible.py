"""What one cannot see in a text, made visible: the one rule for the screen, the commands and the clipboard.

A name with an escape code in it overwrites the clipboard of the agent, one with a bidi mark shows an address that is
not there.
"""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"  # soft hyphen, joiners, fillers
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, separators, bidi
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # fillers, variation selectors, byte order mark
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # shorthand and musical controls, tags
    "\ud800-\udfff"  # lone surrogates
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"  # the other formats
    "]"
)
_TAB: Final = "    "


def plain_text(text: str, *, multiline: bool = False) -> str:
    """`text` with everything that one cannot see made visible.

    ESC becomes ␛ and so on through the control pictures; what has no picture becomes its number: ‹U+202E›. With
    `multiline` line ends are kept and a tab is four spaces; without, they are made visible like the rest.
    """
    if not multiline:
        return _UNSEEN.sub(_visible, text)
    lines = text.replace("\r\n", "\n").replace("\t", _TAB).split("\n")
    return "\n".join(_UNSEEN.sub(_visible, line) for line in lines)


def sign_for_sign(text: str) -> str:
    """`text` with one visible sign in the place of each unseen one, so that a cursor finds its place."""
    return _UNSEEN.sub(lambda found: _picture(ord(found.group())) or "�", text)


def _visible(found: re.Match[str]) -> str:
    code = ord(found.group())
    return _picture(code) or f"‹U+{code:04X}›"


def _picture(code: int) -> str:
    """The control picture of a C0 control or DEL, else nothing."""
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else ""


def in_json(text: str) -> str:
    """JSON that says the same, with every sign that cannot be seen written as its escape (RFC 8259, section 7)."""
    return _UNSEEN.sub(lambda found: found.group() if found.group() == "\n" else _escape(found.group()), text)


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
