"""Two accounts that can enter never enter with the same: the rule that the file itself holds to.

The desk asks before it writes; this holds also for whoever writes past it, by TinyDB's own means or at the same moment.
"""

from __future__ import annotations

import msgspec

from hexwizard.accounts.model import Status
from hexwizard.stores.file.records import fold
from hexwizard.stores.file.view import View
from hexwizard.stores.protocol import IdentifierTaken, Table


class _Entrant(msgspec.Struct, gc=False):
    username: str
    primary_email: str | None = None
    status: str = Status.ACTIVE.value


_read = msgspec.json.Decoder(_Entrant).decode


def entering(raw: bytes | None) -> set[str]:
    """What an account is entered with, in the form in which it is compared; nothing for a merged one (rule 1)."""
    if raw is None:
        return set()
    account = _read(raw)
    if account.status == Status.MERGED.value:
        return set()
    return {fold(text) for text in (account.username, account.primary_email) if text}


def require_apart(view: View) -> None:
    """Raises `IdentifierTaken` where what is about to be written lets two accounts enter with the same."""
    before = view.state.tables[Table.ACCOUNTS]
    written = view.patch.tables[Table.ACCOUNTS]
    suspect = {number for number in written if before.has(number)}
    if len(suspect) < len(written):  # an import: to read all that it adds once more would take a tenth of its time
        suspect.update(view.contestants())
    for number in suspect:
        keys = entering(written[number])
        if (old := before.raw(number)) is not None:
            keys -= entering(old)
        for key in keys:
            for other in view.holding_numbers(key):
                if other != number and key in entering(view.raw(Table.ACCOUNTS, other)):
                    raise IdentifierTaken("problem.store.identifier-taken", identifier=key)
