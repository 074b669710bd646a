"""Short notes pinned on a client, for whoever takes the next call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from hexwizard.accounts.identifiers import require_text
from hexwizard.accounts.model import Account, PinnedNote
from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case
from hexwizard.desk.repairs import context_of
from hexwizard.desk.services import NoSuchClient, Services
from hexwizard.stores.protocol import Table

LONGEST: Final = 200
"""Characters: a note is read while the phone is held."""
MOST: Final = 5


class NoteRefused(Problem):
    """The note cannot be pinned; the message says why."""


class PinnedNotes:
    """A note is no change of the record: it raises no red flag, and no act on the client waits for it.

    What it says stays out of the audit trail, from which nothing can be taken away again.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def pin(self, actor: Actor, case: Case, account: Account, text: str) -> Account:
        """The account with one note more, on one line of at most `LONGEST` characters.

        Raises `NoteRefused`, `UnreadableText`, `NoSuchClient`, `NotPermitted`.
        """
        line = " ".join(require_text(text).split())
        if not line:
            raise NoteRefused("problem.pinned-note.empty")
        if len(line) > LONGEST:
            raise NoteRefused("problem.pinned-note.too-long", most=LONGEST, count=len(line))
        note = PinnedNote(line, actor.name, self._services.clock())

        def with_note(notes: tuple[PinnedNote, ...]) -> tuple[PinnedNote, ...]:
            if len(notes) >= MOST:
                raise NoteRefused("problem.pinned-note.too-many", count=MOST)
            return (*notes, note)

        return self._change(actor, Act.PIN_NOTE, case, account, with_note)

    def unpin(self, actor: Actor, case: Case, account: Account, note: PinnedNote) -> Account:
        """The account without that note, whoever pinned it. One that is gone already stays gone."""
        return self._change(
            actor, Act.UNPIN_NOTE, case, account, lambda notes: tuple(one for one in notes if one != note)
        )

    def _change(
        self,
        actor: Actor,
        act: Act,
        case: Case,
        account: Account,
        change: Callable[[tuple[PinnedNote, ...]], tuple[PinnedNote, ...]],
    ) -> Account:
        """One act. `last_change` stays: who looks at the record to repair it need not look again because of a note."""
        with self._services.acting(actor, act, client=account.username, context=context_of(case)) as acting:
            current = acting.transaction.account(account.username)
            if current is None:
                raise NoSuchClient("problem.no-such-client", username=account.username)
            changed = replace(current, notes=change(current.notes))
            acting.transaction.put(Table.ACCOUNTS, changed.username, changed)
        return changed
