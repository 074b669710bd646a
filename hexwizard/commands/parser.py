"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from hexwizard import __version__
from hexwizard.commands import run
from hexwizard.commands.output import one_line
from hexwizard.locale.libraries import speak
from hexwizard.locale.words import LANGUAGES, Words, default_language, words


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` says the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {one_line(message)} (--help)\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; those that every command has may stand before it or behind it."""
    language = _language_asked_for(arguments)
    speak(language)
    unset = argparse.Namespace(accounts=None, lang=None, config=None)
    return build_parser(words(language)).parse_args(arguments, unset)


def _language_asked_for(arguments: Sequence[str]) -> str:
    """`--lang` of a line that is not understood yet, so that help and mistakes are put into that language too."""
    early = _Parser(add_help=False, allow_abbrev=False)
    early.add_argument("--lang", nargs="?")
    asked = early.parse_known_args(arguments)[0].lang
    return asked if asked in LANGUAGES else default_language()


def build_parser(say: Words) -> argparse.ArgumentParser:
    """Every command with its options; `run` of the parsed options does it."""
    shared = _shared_options(say)
    parser = _Parser(prog="hexwizard", description=say("cli.description"), parents=[shared], allow_abbrev=False)
    parser.add_argument(
        "--version", action="version", version=f"hexwizard {__version__}", help=say("cli.option.version")
    )
    parser.set_defaults(run=run.wizard)
    commands = parser.add_subparsers(title=say("cli.commands"), metavar=say("cli.command"), parser_class=_Parser)

    def command(name: str, does: run.Command) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=say(f"cli.{name}"), description=say(f"cli.{name}"), parents=[shared], allow_abbrev=False
        )
        made.set_defaults(run=does)
        return made

    command("demo", run.demo)
    _import_options(command("import", run.import_files), say)
    _diagnose_options(command("diagnose", run.diagnose), say)
    _login_options(command("login", run.login), say)
    _operators_options(command("operators", run.operators_list), shared, say)
    _policy_options(command("policy", run.policy_show), shared, say)
    cases = command("cases", run.cases).add_mutually_exclusive_group()
    cases.add_argument("--json", action="store_true", help=say("cli.option.json"))
    cases.add_argument("--csv", action="store_true", help=say("cli.option.csv"))
    copy = command("copy", run.copy)
    copy.add_argument("source", metavar="FROM", help=say("cli.option.from"))
    copy.add_argument("target", metavar="TO", help=say("cli.option.to"))
    insight = command("insight", run.insight).add_mutually_exclusive_group()
    insight.add_argument("--json", action="store_true", help=say("cli.option.json"))
    insight.add_argument("--csv", action="store_true", help=say("cli.option.csv"))
    command("verify", run.verify).add_argument("--json", action="store_true", help=say("cli.option.json"))
    command("compact", run.compact).add_argument("--json", action="store_true", help=say("cli.option.json"))
    restore = command("restore", run.restore)
    restore.add_argument("--yes", action="store_true", help=say("cli.option.yes"))
    restore.add_argument("--json", action="store_true", help=say("cli.option.json"))
    return parser


def _shared_options(say: Words) -> _Parser:
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--accounts", metavar="PATH|URL", help=say("cli.option.accounts"))
    shared.add_argument("--lang", choices=LANGUAGES, help=say("cli.option.lang"))
    shared.add_argument("--config", metavar="PATH", help=say("cli.option.config"))
    return shared


def _import_options(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("accounts_csv", metavar="ACCOUNTS.csv", help=say("cli.option.accounts-csv"))
    parser.add_argument("--companies", metavar="COMPANIES.csv", help=say("cli.option.companies"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.option.dry-run"))
    parser.add_argument("--json", action="store_true", help=say("cli.option.json"))


def _diagnose_options(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("identifier", metavar="IDENTIFIER", help=say("cli.option.identifier"))
    parser.add_argument("--message", choices=("invalid", "deactivated", "none"), help=say("cli.option.message"))
    parser.add_argument("--symptom", choices=("no-mail",), help=say("cli.option.symptom"))
    parser.add_argument("--app", metavar="PLATFORM:VERSION", help=say("cli.option.app"))
    parser.add_argument("--password-stdin", action="store_true", help=say("cli.option.password-stdin"))
    parser.add_argument("--json", action="store_true", help=say("cli.option.json"))


def _login_options(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("identifier", metavar="IDENTIFIER", help=say("cli.option.identifier"))
    proof = parser.add_mutually_exclusive_group(required=True)
    proof.add_argument("--password-stdin", action="store_true", help=say("cli.option.password-stdin"))
    proof.add_argument("--reset-code-stdin", action="store_true", help=say("cli.option.reset-code-stdin"))
    parser.add_argument("--app", metavar="PLATFORM:VERSION", help=say("cli.option.app"))


def _policy_options(parser: argparse.ArgumentParser, shared: _Parser, say: Words) -> None:
    deeds = parser.add_subparsers(metavar=say("cli.deed"), parser_class=_Parser)
    show = deeds.add_parser("show", help=say("cli.policy.show"), parents=[shared], allow_abbrev=False)
    show.set_defaults(run=run.policy_show)
    accept = deeds.add_parser("accept", help=say("cli.policy.accept"), parents=[shared], allow_abbrev=False)
    accept.set_defaults(run=run.policy_accept)


def _operators_options(parser: argparse.ArgumentParser, shared: _Parser, say: Words) -> None:
    deeds = parser.add_subparsers(metavar=say("cli.deed"), parser_class=_Parser, required=True)

    def deed(name: str, does: run.Command, told: str, *, role: bool = False, password: bool = False) -> None:
        made = deeds.add_parser(name, help=told, parents=[shared], allow_abbrev=False)
        made.set_defaults(run=does)
        if name != "list":
            made.add_argument("name", metavar="NAME", help=say("cli.option.operator"))
        if role:
            made.add_argument(
                "--role", choices=("agent", "hexpert", "admin"), required=True, help=say("cli.option.role")
            )
        if password:
            made.add_argument(
                "--password-stdin", action="store_true", required=True, help=say("cli.option.password-stdin")
            )

    deed("add", run.operators_add, say("cli.operators.add"), role=True, password=True)
    deed("list", run.operators_list, say("cli.operators.list"))
    deed("disable", run.operators_disable, say("cli.operators.disable"))
    deed("enable", run.operators_enable, say("cli.operators.enable"))
    deed("role", run.operators_role, say("cli.operators.role"), role=True)
    deed("unlock", run.operators_unlock, say("cli.operators.unlock"))
    deed("reset", run.operators_reset, say("cli.operators.reset"), password=True)
