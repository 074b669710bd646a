"""A letter as bytes: text, and the same in plain HTML, made with the standard library's `email` (RFC 5322, RFC 2046).

Nothing that comes from a record can begin a header or markup of its own: a name loses what cannot be printed, an
address that is none is refused, and the HTML is the text with `&`, `<`, `>` and quotation marks escaped.
"""

from __future__ import annotations

import re
from datetime import UTC
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from html import escape

from hexwizard.mail.addresses import domain_of, in_ascii, is_plausible
from hexwizard.mail.mailer import Letter, MailRefused

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5">
{body}
</body></html>
"""


def as_bytes(letter: Letter, sender: str) -> bytes:
    """The letter from `sender`, with CRLF at line ends. Raises `MailRefused` for an address or subject that is none.

    ASCII throughout, but for an address whose own part is not (RFC 6532): that one needs a server with SMTPUTF8.
    """
    to = in_ascii(letter.to)
    message = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8)
    try:
        message["From"] = _address(in_ascii(sender))
        message["To"] = _address(to, letter.name)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.written_at.astimezone(UTC))
        message["Message-ID"] = f"<{letter.id}@{domain_of(in_ascii(sender))}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
        message.set_content(letter.body, cte="quoted-printable")
        message.add_alternative(as_html(letter), subtype="html", cte="quoted-printable")
        message["Content-Language"] = letter.language  # last: setting the content takes its headers away
        message.set_boundary(f"=_{letter.id}")  # the same bytes at each try
        return message.as_bytes()
    except (ValueError, IndexError, MessageError, HeaderParseError):
        raise MailRefused("problem.mail.address", address=letter.to) from None


def as_html(letter: Letter) -> str:
    """The text as a page: its paragraphs, its links, its code in large figures, and nothing else."""
    paragraphs = (part for part in re.split(r"\n\s*\n", letter.body.strip()) if part.strip())
    body = "\n".join(f"<p>{_paragraph(part)}</p>" for part in paragraphs)
    return _PAGE.format(language=escape(letter.language), title=escape(letter.subject), body=body)


def _paragraph(text: str) -> str:
    shown = "<br>\n".join(_line(line) for line in text.strip("\n").splitlines())
    alone = text.strip()
    if "\n" not in alone and len(alone) <= 40 and any(one.isdigit() for one in alone) and "://" not in alone:
        return f'<span style="font: bold 22px monospace">{shown}</span>'
    return shown


def _line(line: str) -> str:
    parts, at = [], 0
    for link in _LINK.finditer(line):
        parts += [escape(line[at : link.start()]), f'<a href="{escape(link[0])}">{escape(link[0])}</a>']
        at = link.end()
    return "".join((*parts, escape(line[at:])))


def _address(text: str, name: str = "") -> Address:
    if not is_plausible(text):
        raise ValueError(text)
    local, _, domain = text.rpartition("@")
    return Address("".join(one for one in name if one.isprintable()), local, domain)
