"""From an act that opens an account to a caller who may have it opened: dialog by dialog, until nothing is missing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from textual.app import App

from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.verification.policy import Opening
from hexwizard.desk.verification.records import VerificationMethod
from hexwizard.screens.caller_dialog import CallerDialog


@dataclass(frozen=True, slots=True)
class Outcome:
    """`is_open`: the act may go on. Else the agent turned back, or goes on at the screen of `instead`."""

    is_open: bool
    instead: SectionKey | None = None


async def verified(app: App[Any], call: Call, opening: Opening) -> Outcome:
    """Whether the act may go on. To be awaited in a worker."""
    while True:
        await asyncio.to_thread(call.caller.look)
        found = call.caller.standing(opening)
        if found is None or found.is_open:
            return Outcome(found is not None)
        if found.failed_at is not None:
            instead = await _after_failure(app, call)
            if instead is not None:
                return instead
        elif found.missing:
            if not await _one_proof(app, call, opening):
                return Outcome(False)
        elif not await _second_operator(app, call):
            return Outcome(False)


async def _one_proof(app: App[Any], call: Call, opening: Opening) -> bool:
    """One proof, or back to the ways after a change of mind; False where the agent gives up."""
    from hexwizard.screens.verify_caller import VerifyCallerScreen

    if call.caller.waiting_code() is not None:
        read_out = await app.push_screen_wait(_dialog(_CODE, call))
        if read_out:
            return True
    way = await app.push_screen_wait(VerifyCallerScreen(call, opening))
    if way is None:
        return False
    await app.push_screen_wait(_dialog(way, call))
    return True


async def _after_failure(app: App[Any], call: Call) -> Outcome | None:
    """None where a second operator has signed, and the caller may be verified anew."""
    from hexwizard.screens.failed_verification import AfterFailure, FailedVerificationScreen

    match await app.push_screen_wait(FailedVerificationScreen(call)):
        case AfterFailure.RESET:
            return Outcome(False, SectionKey.FORGOTTEN_PASSWORD)
        case AfterFailure.HAND_OVER:
            return Outcome(False, SectionKey.STILL_IMPOSSIBLE)
        case AfterFailure.SECOND if await _second_operator(app, call):
            return None
    return Outcome(False)


async def _second_operator(app: App[Any], call: Call) -> bool:
    from hexwizard.screens.second_operator import SecondOperatorScreen

    signed = await app.push_screen_wait(SecondOperatorScreen(call))
    return bool(signed)


_CODE = VerificationMethod.EMAIL_CODE


def _dialog(way: VerificationMethod, call: Call) -> CallerDialog[bool | None]:
    match way:
        case VerificationMethod.CALL_BACK:
            from hexwizard.screens.call_back import CallBackScreen

            return CallBackScreen(call)
        case VerificationMethod.EMAIL_CODE:
            from hexwizard.screens.email_code import EmailCodeScreen

            return EmailCodeScreen(call)
        case VerificationMethod.KNOWN_PROFESSIONAL:
            from hexwizard.screens.known_professional import KnownProfessionalScreen

            return KnownProfessionalScreen(call)
