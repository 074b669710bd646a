"""What others did to the case or the client of a call since its operator last looked, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hexwizard.accounts.model import Account
from hexwizard.desk.call import Call
from hexwizard.desk.hand_over import HandOver
from hexwizard.locale.message import Message
from hexwizard.locale.message import say as message
from hexwizard.stores.protocol import Reader, Table


@dataclass(frozen=True, slots=True)
class News:
    """`told` says what happened, one sentence each; `call` is the same call as it stands now, for `Call.become`."""

    told: tuple[Message, ...]
    call: Call


def news_of(call: Call) -> News | None:
    """What is to be told; None where nothing happened. The call itself stays as it is.

    What the operator did elsewhere, at a second window, is shown and not told. For a worker: it reads the store, and
    diagnoses anew where something happened. Raises `StoreUnusable`.
    """
    happened = tuple(_happenings(call, call.desk.services.store.reader()))
    if not happened:
        return None
    told = tuple(one for one in happened if one.params.get("by") != call.actor.name)
    return News(told, call.looked_at_anew())


def _happenings(call: Call, reader: Reader) -> Iterator[Message]:
    stored = call.desk.cases.get(call.case.id) if call.case.id else None
    if stored is not None and stored.revision > call.case.revision and stored.last_change is not None:
        yield message("news.case", by=stored.last_change.by, at=stored.last_change.at)
    seen = call.facts.account
    if seen is not None:
        yield from _of_client(seen, reader.account(seen.username))
    elif call.facts.identifier and reader.holders(call.facts.identifier):
        yield message("news.client.new")
    if call.handed is not None:
        yield from _of_hand_over(call.handed, reader.get(Table.HAND_OVERS, call.case.id, HandOver))


def _of_client(seen: Account, now: Account | None) -> Iterator[Message]:
    if now is None:
        yield message("news.client.gone")
    elif now != seen:
        change = now.last_change
        if change is None or change == seen.last_change:
            yield message("news.client.sign-in")
        else:
            yield message("news.client", by=change.by, at=change.at)


def _of_hand_over(seen: HandOver, now: HandOver | None) -> Iterator[Message]:
    if now is None or now == seen:
        return
    for deed, by, at in (
        ("ended", now.ended_by, now.ended_at),
        ("answered", now.answered_by, now.answered_at),
        ("taken", now.taken_by, now.taken_at),
    ):
        if by is not None and at is not None and at != getattr(seen, f"{deed}_at"):
            yield message(f"news.hand-over.{deed}", by=by, at=at)
            return
    yield message("news.hand-over.released")
