"""What each command does: imports its own file only when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import TypeAlias

    from hexwizard.locale.words import Words

    Command: TypeAlias = Callable[[argparse.Namespace, Words], int]


def wizard(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.wizard import open_wizard

    return open_wizard(options, say)


def demo(
    options: argparse.Namespace,  # noqa: ARG001 - every command is asked alike
    say: Words,
) -> int:
    from hexwizard.commands.wizard import open_demo

    return open_demo(say)


def import_files(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.importing import run_import

    return run_import(options, say)


def diagnose(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.diagnosing import run_diagnose

    return run_diagnose(options, say)


def login(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.login import run_login

    return run_login(options, say)


def operators_add(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import add

    return add(options, say)


def operators_list(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import list_all

    return list_all(options, say)


def operators_disable(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import disable

    return disable(options, say)


def operators_enable(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import enable

    return enable(options, say)


def operators_role(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import change_role

    return change_role(options, say)


def operators_unlock(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import unlock

    return unlock(options, say)


def operators_reset(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.operators import reset

    return reset(options, say)


def policy_show(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.policy import show

    return show(options, say)


def policy_accept(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.policy import accept

    return accept(options, say)


def mail_send(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.mail import send

    return send(options, say)


def mail_queue(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.mail import queue

    return queue(options, say)


def mail_test(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.mail import test

    return test(options, say)


def cases(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.cases import run_cases

    return run_cases(options, say)


def copy(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.copying import run_copy

    return run_copy(options, say)


def insight(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.insight import run_insight

    return run_insight(options, say)


def verify(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.verifying import run_verify

    return run_verify(options, say)


def compact(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.compacting import run_compact

    return run_compact(options, say)


def restore(options: argparse.Namespace, say: Words) -> int:
    from hexwizard.commands.restoring import run_restore

    return run_restore(options, say)
