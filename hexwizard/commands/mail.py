"""`hexwizard mail`: the queue of letters seen and sent by hand, and the settings of the mail server tried."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from hexwizard.commands import output
from hexwizard.commands.opening import accounts_given, accounts_path, desk_on, outbox_of, settings_of
from hexwizard.commands.output import one_line
from hexwizard.desk.clock import system_clock
from hexwizard.desk.mailing.records import MailState, QueuedMail
from hexwizard.locale.words import Words


def send(options: argparse.Namespace, say: Words) -> int:
    """Try every letter whose time has come; 1 where one did not leave."""
    left = True
    with desk_on(options) as desk:
        for mail in desk.post_office.send_due():
            left = left and mail.state is MailState.SENT
            print(_line(mail, say))
        waiting = sum(1 for _ in desk.post_office.waiting())
    print(say("cli.mail.waiting", count=waiting))
    return 0 if left else 1


def queue(options: argparse.Namespace, say: Words) -> int:
    """What waits, and with `--all` what became of the others; never what a letter says."""
    with desk_on(options) as desk:
        kept = desk.post_office.all() if options.all else desk.post_office.waiting()
        mails = tuple(kept)
    if options.json:
        print(output.as_json([dict(_fields(mail, say)) for mail in mails]))
        return 0
    for mail in mails:
        print(_line(mail, say))
    print(say("cli.mail.waiting", count=sum(mail.state is MailState.QUEUED for mail in mails)))
    return 0


def test(options: argparse.Namespace, say: Words) -> int:
    """Send a letter that says that it is a test, past the queue; 1 and why where it is not taken."""
    from hexwizard.credentials.randomness import system_chooser
    from hexwizard.desk.mailing.letters import trial
    from hexwizard.desk.mailing.queue import new_id
    from hexwizard.mail.choosing import mailer_of
    from hexwizard.mail.mailer import Letter, MailNotSent

    settings = settings_of(options).mail
    given = accounts_given(options) or str(accounts_path(options))
    server = settings.server
    if server is None:
        print(one_line(say("cli.mail.no-server")), file=sys.stderr)
    else:
        print(one_line(say("cli.mail.trying", host=server.host, port=str(server.port), security=server.security.value)))
    subject, body = trial(say.language)
    letter = Letter(new_id(system_chooser()), system_clock(), options.address, "", subject, body, say.language)
    try:
        answer = mailer_of(settings, outbox_of(given)).send(letter)
    except MailNotSent as problem:
        print(one_line(f"hexwizard: {say.render(problem.message)}"), file=sys.stderr)
        return 1
    print(one_line(say("cli.mail.accepted", address=options.address, answer=answer)))
    return 0


def _line(mail: QueuedMail, say: Words) -> str:
    moment = f"{mail.queued_at.astimezone():%Y-%m-%d %H:%M}"
    told = moment, say(f"mail.kind.{mail.kind}"), mail.to, say(f"mail.state.{mail.state}"), *_reason(mail, say)
    return "\t".join(one_line(one) for one in told)


def _reason(mail: QueuedMail, say: Words) -> Iterator[str]:
    if mail.reason is not None and mail.state is not MailState.SENT:
        yield say.render(mail.reason.message())


def _fields(mail: QueuedMail, say: Words) -> Iterator[tuple[str, object]]:
    yield from (("id", mail.id), ("kind", mail.kind.value), ("to", mail.to), ("state", mail.state.value))
    yield from (("username", mail.username), ("case", mail.case), ("tries", mail.tries))
    for name in ("queued_at", "next_at", "expires_at", "settled_at"):
        moment = getattr(mail, name)
        yield name, moment.isoformat() if moment is not None else None
    yield "reason", next(_reason(mail, say), None)
