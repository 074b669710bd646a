"""`hexwizard login`: the client's mobile app, as far as signing in goes."""

from __future__ import annotations

import argparse

from hexwizard.commands.opening import app_of, desk_on, read_password
from hexwizard.locale.words import Words


def run_login(options: argparse.Namespace, say: Words) -> int:
    """Prints the one message that the client sees; 0 where the client is let in."""
    app = app_of(options.app)
    password = read_password(say("cli.ask-password"))
    with desk_on(options) as desk:
        answer = desk.phone.attempt(options.identifier, password, app)
    print(say(f"phone.{answer}"))
    return 0 if answer.is_admitted else 1
