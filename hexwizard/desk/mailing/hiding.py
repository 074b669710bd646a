"""The text of a letter while it waits in the store: it may hold a code, which is to be read in the letter alone.

Hidden under bytes that only the store's own key makes, once for each letter: a copy of the records, an old journal or a
snapshot without the key tells nothing of it. That it was not changed, the store's own marks say.
"""

from __future__ import annotations

from dataclasses import replace

from hexwizard.credentials.randomness import Chooser
from hexwizard.mail.mailer import Letter, MailRefused
from hexwizard.stores.protocol import Store

_HEAD = "hidden 1 "
_OPENED = b"hexwizard\n"
"""What an opened text begins with: another key gives something else."""
_DIGITS = "0123456789abcdef"


def hidden(store: Store, chooser: Chooser, text: str) -> str:
    """`text` as it is kept in `store`."""
    once = "".join(chooser.choice(_DIGITS) for _ in range(32))
    return f"{_HEAD}{once} {_mixed(store, once, _OPENED + text.encode()).hex()}"


def opened(store: Store, letter: Letter) -> Letter:
    """The letter with its text. Raises `MailRefused` where another store hid it: it was copied here while it waited."""
    if not letter.body.startswith(_HEAD):
        return letter
    once, _, digits = letter.body.removeprefix(_HEAD).partition(" ")
    data = _mixed(store, once, bytes.fromhex(digits))
    if not data.startswith(_OPENED):
        raise MailRefused("problem.mail.hidden")
    return replace(letter, body=data.removeprefix(_OPENED).decode())


def _mixed(store: Store, once: str, data: bytes) -> bytes:
    pad = store.pad(f"letter {once}", len(data))
    return bytes(one ^ other for one, other in zip(data, pad, strict=True))
