"""A desk moved to another store: everything as it is, and at the destination an entry that says who did it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from hexwizard.desk.actor import Act, Actor, require_permitted
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.clock import Clock, system_clock
from hexwizard.stores.copying import Ending, Progress, Tally, copy
from hexwizard.stores.protocol import Store, Table


class _Of(msgspec.Struct):
    """What tells such an entry from others."""

    act: str = ""


_read = msgspec.json.Decoder(_Of).decode


def move_desk(
    source: Store, target: Store, actor: Actor, progress: Progress, clock: Clock = system_clock
) -> Mapping[Table, Tally]:
    """Copy all of `source`; the trail of `target` then ends with who copied it, and from where.

    Raises `NotPermitted`, `CopyRefused` and what the stores raise; begun again, it goes on where it was.
    """
    require_permitted(actor, Act.COPY)

    def entry() -> AuditEntry:
        return AuditEntry(clock(), actor.name, actor.role.value, Act.COPY.value, f"from {source.location}")

    return copy(source, target, progress, Ending(entry, lambda raw: _read(raw).act == Act.COPY))
