"""How callers are verified, before an administrator's eyes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from hexwizard.desk.desk import Desk
from hexwizard.desk.verification.policy import VerificationPolicy
from hexwizard.screens.policy import PolicyScreen
from tests.screens.fakes import fake_desk, hire
from tests.screens.people import ADMIN, AGENT
from tests.screens.stage import Play, playing

LOOSER = VerificationPolicy(code_for=timedelta(minutes=20), valid_for=timedelta(minutes=10))


def configured(policy: VerificationPolicy) -> Desk:
    desk = fake_desk()
    hire(desk, ADMIN, AGENT)
    desk.services.settings = replace(desk.services.settings, verification=policy)
    return desk


@asynccontextmanager
async def shown(desk: Desk, actor: object = ADMIN) -> AsyncIterator[Play]:
    async with playing(desk, PolicyScreen(), actor, size=(120, 40)) as play:  # type: ignore[arg-type]
        yield play


async def test_what_is_looser_is_named_and_counts_only_once_it_was_accepted() -> None:
    desk = configured(LOOSER)
    async with shown(desk) as play:
        assert play.sees("policy.not-in-force", name="code_minutes", configured="20", used="10")
        assert desk.policies.in_force().policy.code_for == timedelta(minutes=10)
        await play.press("ctrl+s")
        assert play.sees("policy.accepted", by=ADMIN.name, mark=desk.policies.in_force().loosened[:8])
        assert "valid_minutes" in play.seen
    assert desk.policies.in_force().policy.code_for == timedelta(minutes=20)


async def test_an_agent_accepts_nothing() -> None:
    desk = configured(LOOSER)
    async with shown(desk, AGENT) as play:
        await play.press("ctrl+s")
        assert play.sees(
            "problem.not-permitted", role=play.app.say("role.agent"), act=play.app.say("act.accept-policy")
        )
    assert desk.policies.in_force().loosened == ""


async def test_where_nothing_is_looser_there_is_nothing_to_accept() -> None:
    desk = configured(VerificationPolicy())
    async with shown(desk) as play:
        assert play.sees("policy.built-in")
        await play.press("ctrl+s")
        assert play.sees("policy.built-in")
        await play.press("escape")
        assert play.ended is None
