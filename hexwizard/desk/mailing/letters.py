"""What the letters say, in the client's language. A code stands in the text alone, never in a subject."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from hexwizard.accounts.model import Account
from hexwizard.desk.mailing.queue import Draft
from hexwizard.desk.mailing.records import MailKind
from hexwizard.locale.words import words


class Changed(StrEnum):
    """What a notice tells of (ASVS 6.3.7)."""

    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105 - what was changed, not a password


def code(account: Account, address: str, digits: str, *, lifetime: timedelta, language: str) -> Draft:
    """The six digits that the client reads out to the agent, good for `lifetime`."""
    say = words(language)
    name = _name(account)
    body = say("letter.code.body", name=name, code=f"{digits[:3]} {digits[3:]}", time=lifetime)
    return Draft(MailKind.CODE, address, name, say("letter.code.subject"), body, language, lifetime)


def reset(account: Account, address: str, secret: str, reset_url: str, *, lifetime: timedelta, language: str) -> Draft:
    """« Forgot password »: the code, and the link where it is used unless `reset_url` is empty; good for `lifetime`."""
    say = words(language)
    name = _name(account)
    key = "letter.reset.body" if reset_url else "letter.reset.no-link.body"
    body = say(key, name=name, code=secret, link=reset_url, time=lifetime)
    return Draft(MailKind.RESET, address, name, say("letter.reset.subject"), body, language, lifetime)


def invitation(account: Account, address: str, language: str) -> Draft:
    """« Renvoyer l'invitation »: with what the client enters, and how to choose a password."""
    say = words(language)
    name = _name(account)
    body = say("letter.invitation.body", name=name, identifier=account.primary_email or account.username)
    return Draft(MailKind.INVITATION, address, name, say("letter.invitation.subject"), body, language)


def temporary_password(account: Account, address: str, secret: str, *, lifetime: timedelta, language: str) -> Draft:
    """The temporary password in the clear: only where the policy says so."""
    say = words(language)
    name = _name(account)
    body = say("letter.temporary-password.body", name=name, password=secret, time=lifetime)
    subject = say("letter.temporary-password.subject")
    return Draft(MailKind.TEMPORARY_PASSWORD, address, name, subject, body, language, lifetime)


def notice(account: Account, address: str, changed: Changed, language: str) -> Draft:
    """Something of the account was changed. It says nothing more: the address may be a stranger's by mistake."""
    say = words(language)
    name = _name(account)
    body = say(f"letter.change.{changed}.body", name=name)
    return Draft(MailKind.CHANGE, address, name, say("letter.change.subject"), body, language)


def trial(language: str) -> tuple[str, str]:
    """Subject and text of the letter of `hexwizard mail test`."""
    say = words(language)
    return say("letter.trial.subject"), say("letter.trial.body")


def _name(account: Account) -> str:
    """The name on one line: what cannot be printed would write lines of its own."""
    return " ".join("".join(one if one.isprintable() else " " for one in account.full_name).split())
