"""What the agent is shown of the newest reset e-mail: when it went and where, what became of it, whether it holds."""

from __future__ import annotations

from collections.abc import Iterator

from hexwizard.accounts.model import ResetState
from hexwizard.diagnosis.facts import Delivery, Facts, ResetMail
from hexwizard.locale.message import Message, say


def reset_lines(facts: Facts) -> Iterator[Message]:
    """Nothing where none was ever sent."""
    sent = facts.reset
    if sent is None:
        return
    code = sent.code
    yield say("reset.sent", moment=code.sent_at, email=code.address, operator=code.sent_by)
    if sent.delivery is not None and code.state is not ResetState.USED:
        yield _delivery(sent)
    yield _code(sent)


def _delivery(sent: ResetMail) -> Message:
    if sent.delivery is Delivery.REFUSED and sent.wrong_address:
        return say("reset.delivery.wrong-address")
    if sent.why is not None and sent.delivery is not Delivery.ACCEPTED:
        return say(f"reset.delivery.{sent.delivery}.because", why=sent.why)
    return say(f"reset.delivery.{sent.delivery}")


def _code(sent: ResetMail) -> Message:
    code = sent.code
    if code.state is ResetState.USED:
        return say("reset.code.used", moment=code.used_at or code.sent_at)
    if sent.left:
        return say("reset.code.holds", time=sent.left)
    return say("reset.code.over")
