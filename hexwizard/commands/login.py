"""`hexwizard login`: the client's mobile app, as far as signing in goes."""

from __future__ import annotations

import argparse
from contextlib import suppress

from hexwizard.commands.opening import app_of, desk_on, read_password, read_two_secrets, services_on
from hexwizard.locale.words import Words


def run_login(options: argparse.Namespace, say: Words) -> int:
    """Prints the one message that the client sees; 0 where the client is let in, or the password changed."""
    app = app_of(options.app)
    if options.reset_code_stdin:
        code, password = read_two_secrets(say("cli.ask-reset-code"), say("cli.ask-new-password"))
        with desk_on(options) as desk:
            answer = desk.password_reset.choose(options.identifier, code, password)
    else:
        password = read_password(say("cli.ask-password"))
        with services_on(options, for_one=True) as services:
            from hexwizard.desk.client_sign_in import ClientSignIn

            answer = ClientSignIn(services).attempt(options.identifier, password, app)
    with suppress(BrokenPipeError):  # nobody reads any more: the status tells whether the client is let in
        print(say(f"phone.{answer}"), flush=True)
    return 0 if answer.is_yes else 1
