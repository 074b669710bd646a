"""`hexwizard policy`: how callers are verified, and an administrator's word for what is looser than built in."""

from __future__ import annotations

import argparse

from hexwizard.commands.opening import desk_on, system_actor
from hexwizard.commands.output import one_line
from hexwizard.desk.verification.policies import PolicyInForce
from hexwizard.desk.verification.policy import digest, written
from hexwizard.locale.words import Words


def show(options: argparse.Namespace, say: Words) -> int:
    """What is in force, a setting a line; 1 where the configuration loosens something that nobody has accepted."""
    with desk_on(options) as desk:
        force = desk.policies.in_force()
    for name, value in written(force.policy):
        print(one_line(f"{name} = {value}"))
    for line in remarks(force, say):
        print(one_line(line))
    return 1 if force.refused else 0


def accept(options: argparse.Namespace, say: Words) -> int:
    """Accept, as the operating system's user, exactly what the configuration loosens now."""
    with desk_on(options) as desk:
        accepted = desk.policies.accept(system_actor(), digest(desk.services.settings.verification))
    for line in accepted.loosened:
        print(one_line(line))
    print(one_line(say("policy.accepted", by=accepted.by, mark=accepted.digest[:8])))
    return 0


def remarks(force: PolicyInForce, say: Words) -> list[str]:
    """What is loosened and accepted, or loosened and not in force, and what to do about it."""
    if force.refused:
        lines = [
            say("policy.not-in-force", name=one.name, configured=one.configured, used=one.built_in)
            for one in force.refused
        ]
        return [*lines, say("policy.how-to-accept")]
    if force.loosened and force.accepted is not None:
        accepted = force.accepted
        return [say("policy.loosened", by=accepted.by, moment=accepted.at, loosened=accepted.loosened)]
    return [say("policy.built-in")]
