"""The way back from a damaged account file: what it would bring back, and doing it. No store is open meanwhile."""

from __future__ import annotations

from pathlib import Path

from hexwizard.desk.actor import Act, Actor, require_permitted
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.clock import Clock, system_clock
from hexwizard.stores.file import restorable, restore
from hexwizard.stores.file.rescue import LastGood


def last_good(path: Path) -> LastGood:
    """What can be restored of the account file at `path`, and what would be lost. Changes nothing.

    Raises `StoreUnusable` where there is nothing to restore from.
    """
    return restorable(path)


def restore_last_good(path: Path, actor: Actor, clock: Clock = system_clock) -> LastGood:
    """Restore the account file at `path`; the damaged one is set aside, and the restored trail names `actor`.

    Whole or not at all, and can be done again. Raises `NotPermitted`, and `StoreUnusable` as `last_good`.
    """
    require_permitted(actor, Act.RESTORE)

    def entry(found: LastGood) -> AuditEntry:
        lost = "unknown" if found.lost is None else found.lost
        outcome = f"good copy of {found.written:%Y-%m-%dT%H:%M:%SZ}, {found.kept} later acts kept, {lost} lost"
        return AuditEntry(clock(), actor.name, actor.role.value, Act.RESTORE.value, outcome)

    return restore(path, clock=clock, entry=entry)
