"""Looks for secrets in whatever a run left, as they are and in the forms that programs like to give to a text."""

from __future__ import annotations

import base64
import gc
import json
import re
from collections.abc import Iterable, Mapping
from email import message_from_bytes
from email.policy import SMTPUTF8
from html import unescape
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape


def forms(secret: str) -> set[bytes]:
    """The secret raw, escaped for JSON, URL and XML, with no-break spaces as in SVG, in hexadecimal and base64."""
    data = secret.encode()
    inside = (base64.b64encode(b"\0" * lead + data)[4 if lead else 0 : -4] for lead in range(3))
    texts = {secret, json.dumps(secret)[1:-1], quote(secret), quote_plus(secret), escape(secret), data.hex()}
    texts |= {"".join(secret.split()), secret.replace(" ", "\xa0"), secret.replace(" ", "&#160;")}
    return {text.encode() for text in texts} | {one for one in inside if len(one) >= 8}


def found(secrets: Mapping[str, str], places: Mapping[str, bytes]) -> list[str]:
    """`name in place` for every secret found."""
    return [
        f"{name} in {place}"
        for name, secret in secrets.items()
        for place, data in places.items()
        if any(form in data for form in forms(secret))
    ]


def files(*folders: Path) -> dict[str, bytes]:
    """Every file that a run left there, by its path."""
    return {str(one): one.read_bytes() for folder in folders for one in folder.rglob("*") if one.is_file()}


def letter(data: bytes) -> bytes:
    """A letter as it lies in the outbox, and every header and part of it as a mail program shows it."""
    message = message_from_bytes(data, policy=SMTPUTF8)
    headers = "\n".join(f"{name}: {value}" for name, value in message.items())
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return b"\n".join([data, headers.encode(), *(text.encode() for text in parts)])


def drawn(svg: str) -> bytes:
    """A picture as it is, and its text alone, however it is cut into pieces and lines."""
    text = unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", svg, flags=re.DOTALL))
    return f"{svg}\n{''.join(text.split())}".encode()


def spoken(things: Iterable[object]) -> dict[str, bytes]:
    """What `repr` and `str` say of them, kind by kind."""
    said: dict[str, set[str]] = {}
    for one in things:
        said.setdefault(f"repr of {type(one).__qualname__}", set()).update((repr(one), str(one)))
    return {name: "\n".join(texts).encode("utf-8", "backslashreplace") for name, texts in said.items()}


def living(house: str = "hexwizard") -> list[object]:
    """Every object of the house that is held in memory now, whoever holds it: what a debugger or a log could show."""
    return [one for one in gc.get_objects() if str(type(one).__module__).split(".")[0] == house]
