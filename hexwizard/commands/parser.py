"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from hexwizard import __version__
from hexwizard.commands import run
from hexwizard.locale.libraries import speak
from hexwizard.locale.words import LANGUAGES, Words, default_language, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` says the rest."""

    def error(self, message: str) -> NoReturn:
        from hexwizard.commands.output import one_line

        self.exit(2, f"{self.prog}: {one_line(message)} (--help)\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; those that every command has may stand before it or behind it."""
    language = _language_asked_for(arguments)
    speak(language)
    unset = argparse.Namespace(accounts=None, lang=None, config=None)
    return build_parser(words(language), arguments).parse_args(arguments, unset)


def _language_asked_for(arguments: Sequence[str]) -> str:
    """`--lang` of a line that is not understood yet, so that help and mistakes are put into that language too."""
    if not any(argument.startswith("--lang") for argument in arguments):
        return default_language()
    early = _Parser(add_help=False, allow_abbrev=False)
    early.add_argument("--lang", nargs="?")
    asked = early.parse_known_args(arguments)[0].lang
    return asked if asked in LANGUAGES else default_language()


def build_parser(say: Words, arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The command that `arguments` begin with, else every one; `run` of the parsed options does it.

    All options of all commands would take as long to make as Python takes to start: those of a command that
    `arguments` do not name are left out, and so are the other commands where it is certain which one is meant.
    """
    shared = _shared_options(say)
    parser = _Parser(prog="hexwizard", description=say("cli.description"), parents=[shared], allow_abbrev=False)
    parser.add_argument(
        "--version", action="version", version=f"hexwizard {__version__}", help=say("cli.option.version")
    )
    parser.set_defaults(run=run.wizard)
    commands = parser.add_subparsers(
        prog=parser.prog, title=say("cli.commands"), metavar=say("cli.command"), parser_class=_Parser
    )
    first = arguments[0] if arguments else ""
    for name in (first,) if first in _COMMANDS else _COMMANDS:
        does, options = _COMMANDS[name]
        told = say(f"cli.{name}")
        if name not in arguments:
            commands.add_parser(name, help=told)
            continue
        made = commands.add_parser(name, help=told, description=told, parents=[shared], allow_abbrev=False)
        made.set_defaults(run=does)
        options(made, say)
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


def _copy_options(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("source", metavar="FROM", help=say("cli.option.from"))
    parser.add_argument("target", metavar="TO", help=say("cli.option.to"))


def _table_options(parser: argparse.ArgumentParser, say: Words) -> None:
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--json", action="store_true", help=say("cli.option.json"))
    either.add_argument("--csv", action="store_true", help=say("cli.option.csv"))


def _json_option(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--json", action="store_true", help=say("cli.option.json"))


def _restore_options(parser: argparse.ArgumentParser, say: Words) -> None:
    parser.add_argument("--yes", action="store_true", help=say("cli.option.yes"))
    _json_option(parser, say)


def _no_options(parser: argparse.ArgumentParser, say: Words) -> None:
    """The command has none of its own."""


def _policy_options(parser: argparse.ArgumentParser, say: Words) -> None:
    shared = _shared_options(say)
    deeds = parser.add_subparsers(metavar=say("cli.deed"), parser_class=_Parser)
    show = deeds.add_parser("show", help=say("cli.policy.show"), parents=[shared], allow_abbrev=False)
    show.set_defaults(run=run.policy_show)
    accept = deeds.add_parser("accept", help=say("cli.policy.accept"), parents=[shared], allow_abbrev=False)
    accept.set_defaults(run=run.policy_accept)


def _mail_options(parser: argparse.ArgumentParser, say: Words) -> None:
    shared = _shared_options(say)
    deeds = parser.add_subparsers(metavar=say("cli.deed"), parser_class=_Parser, required=True)
    send = deeds.add_parser("send", help=say("cli.mail.send"), parents=[shared], allow_abbrev=False)
    send.set_defaults(run=run.mail_send)
    queue = deeds.add_parser("queue", help=say("cli.mail.queue"), parents=[shared], allow_abbrev=False)
    queue.add_argument("--all", action="store_true", help=say("cli.option.all-mail"))
    queue.add_argument("--json", action="store_true", help=say("cli.option.json"))
    queue.set_defaults(run=run.mail_queue)
    test = deeds.add_parser("test", help=say("cli.mail.test"), parents=[shared], allow_abbrev=False)
    test.add_argument("address", metavar="ADDRESS", help=say("cli.option.address"))
    test.set_defaults(run=run.mail_test)


def _operators_options(parser: argparse.ArgumentParser, say: Words) -> None:
    shared = _shared_options(say)
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


_COMMANDS: dict[str, tuple[run.Command, Callable[[argparse.ArgumentParser, Words], None]]] = {
    "demo": (run.demo, _no_options),
    "import": (run.import_files, _import_options),
    "diagnose": (run.diagnose, _diagnose_options),
    "login": (run.login, _login_options),
    "operators": (run.operators_list, _operators_options),
    "mail": (run.mail_queue, _mail_options),
    "policy": (run.policy_show, _policy_options),
    "cases": (run.cases, _table_options),
    "copy": (run.copy, _copy_options),
    "insight": (run.insight, _table_options),
    "verify": (run.verify, _json_option),
    "compact": (run.compact, _json_option),
    "restore": (run.restore, _restore_options),
}
