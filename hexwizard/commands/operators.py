"""`hexwizard operators`."""

from __future__ import annotations

import argparse

from hexwizard.commands.opening import desk_on, read_password, system_actor
from hexwizard.commands.output import one_line
from hexwizard.desk.actor import Role
from hexwizard.locale.words import Words


def add(options: argparse.Namespace, say: Words) -> int:
    password = read_password(say("cli.ask-password"))
    with desk_on(options, create=True) as desk:
        operator = desk.operators.add(system_actor(), options.name, Role(options.role), password)
    print(one_line(say("cli.operators.added", name=operator.name, role=say(f"role.{operator.role}"))))
    return 0


def list_all(options: argparse.Namespace, say: Words) -> int:
    """A line each, tab-separated: name, role, enabled or disabled."""
    with desk_on(options) as desk:
        listed = desk.operators.all()
    for operator in listed:
        state = say("cli.operators.enabled" if operator.is_enabled else "cli.operators.disabled")
        print("\t".join(one_line(cell) for cell in (operator.name, operator.role.value, state)))
    return 0


def disable(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options) as desk:
        operator = desk.operators.disable(system_actor(), options.name)
    print(one_line(say("cli.operators.disabled-one", name=operator.name)))
    return 0


def enable(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options) as desk:
        operator = desk.operators.enable(system_actor(), options.name)
    print(one_line(say("cli.operators.enabled-one", name=operator.name)))
    return 0


def change_role(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options) as desk:
        operator = desk.operators.change_role(system_actor(), options.name, Role(options.role))
    print(one_line(say("cli.operators.role-changed", name=operator.name, role=say(f"role.{operator.role}"))))
    return 0


def unlock(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options) as desk:
        operator = desk.operators.unlock(system_actor(), options.name)
    print(one_line(say("cli.operators.unlocked", name=operator.name)))
    return 0


def reset(options: argparse.Namespace, say: Words) -> int:
    password = read_password(say("cli.ask-password"))
    with desk_on(options) as desk:
        operator = desk.operators.reset_password(system_actor(), options.name, password)
    print(one_line(say("cli.operators.reset-one", name=operator.name)))
    return 0
