"""What may stand in an import file as an e-mail."""

from __future__ import annotations

import re

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.importing.faults import shown
from hexwizard.accounts.importing.limits import MOST_EMAIL_CHARACTERS
from hexwizard.accounts.importing.row import Row

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,62}"
_ORDINARY = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")


def is_email(text: str) -> bool:
    """Whether `text` has the form of an e-mail address, international ones included. Asks no network.

    Addresses on reserved domains (`.local`, `.test`) pass: some mail servers really use them. One without a
    dot after the @ does not: there it is a slip.
    """
    return len(text) <= MOST_EMAIL_CHARACTERS and (_ORDINARY.fullmatch(text) is not None or _is_unusual_email(text))


def _is_unusual_email(text: str) -> bool:
    """The library's word; about thirty times the price of the ordinary case."""
    from email_validator import EmailNotValidError, validate_email

    try:
        valid = validate_email(text, check_deliverability=False, globally_deliverable=False)
    except (EmailNotValidError, UnicodeError):
        return False
    *before, last = valid.ascii_domain.split(".")
    return bool(before) and not last.isdigit() and len(valid.ascii_domain) <= 253


def primary_email(row: Row) -> str | None:
    """The row's primary e-mail, None where it is empty or wrong."""
    text = row.plain("primary_email", MOST_EMAIL_CHARACTERS)
    if text and not is_email(text):
        row.fault("primary_email", "email-invalid", value=shown(text))
        return None
    return text or None


def secondary_emails(row: Row) -> tuple[str, ...]:
    """The row's secondary e-mails that are well formed, in order, each of them once."""
    emails: dict[str, str] = {}
    for text in row.entries("secondary_emails"):
        if len(text) > MOST_EMAIL_CHARACTERS:
            row.fault("secondary_emails", "too-long", most=MOST_EMAIL_CHARACTERS)
        elif not text.isprintable():
            row.fault("secondary_emails", "invisible-character")
        elif not is_email(text):
            row.fault("secondary_emails", "email-invalid", value=shown(text))
        elif (key := comparison_key(text)) in emails:
            row.fault("secondary_emails", "email-twice", value=shown(text))
        else:
            emails[key] = text
    return tuple(emails.values())
