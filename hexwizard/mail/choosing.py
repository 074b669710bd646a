"""Which mailer the settings ask for."""

from __future__ import annotations

from pathlib import Path

from hexwizard.mail.mailer import Mailer
from hexwizard.mail.outbox import OutboxMailer
from hexwizard.mail.server_mailer import ServerMailer
from hexwizard.mail.settings import MailSettings


def mailer_of(settings: MailSettings, outbox: Path) -> Mailer:
    """The configured server; without one the configured folder, else `outbox`."""
    if settings.server is not None:
        return ServerMailer(settings.server, settings.sender)
    return OutboxMailer(settings.outbox or outbox, settings.sender)
