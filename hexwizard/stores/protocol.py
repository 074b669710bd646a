"""What the desk asks of a store, whichever it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from hexwizard.accounts.problems import Problem

if TYPE_CHECKING:  # a wizard's first screen comes before any account, and nothing is checked then
    from hexwizard.accounts.model import Account, Company
    from hexwizard.stores.soundness import Verification

Record = TypeVar("Record")


class Table(StrEnum):
    ACCOUNTS = "accounts"
    COMPANIES = "companies"
    OPERATORS = "operators"
    CASES = "cases"
    AUDIT = "audit"
    VERIFICATIONS = "verifications"
    CALLERS = "callers"
    POLICIES = "policies"
    HAND_OVERS = "hand-overs"
    MAIL = "mail"


class StoreUnusable(Problem):
    """The account file or server cannot be opened, read or written, or is damaged. Nothing was changed."""

    exit_status = 3


class StoreBusy(StoreUnusable):
    """Another wizard held the store for longer than one waits."""


class IdentifierTaken(Problem):
    """Two accounts that can enter would have the same username or primary e-mail. Nothing was changed.

    The desk asks before it writes; a store asks once more, so that no other program can do it either.
    """


class Reader(Protocol):
    """A consistent view of the whole store. A record is a frozen dataclass, given back as the `kind` asked for."""

    def account(self, username: str) -> Account | None:
        """The account of that username, compared as identifiers are."""

    def holders(self, identifier: str) -> Sequence[Account]:
        """All accounts that hold `identifier` in any place: username, primary or secondary e-mail."""

    def search(self, text: str, limit: int) -> Sequence[Account]:
        """Accounts of which every word of `text` begins a name, username, e-mail or phone number; best first."""

    def accounts(self) -> Iterator[Account]:
        """Every account, in no promised order."""

    def identifiers(self) -> Collection[str]:
        """Every identifier that some account holds, once each, in the form in which they are compared.

        What near misses are sought among; who holds one, and how it is written, `holders` tells.
        """

    def companies(self) -> Mapping[str, Company]:
        """All companies by id."""

    def get(self, table: Table, key: str, kind: type[Record]) -> Record | None:
        """One record of any table but `accounts` and `audit`."""

    def scan(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        """Every record of a table, oldest first; for `audit` the entries as they were recorded."""

    def newest(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        """As `scan`, newest first: the first few cost the same however many there are."""

    def holding(self, table: Table, field: str, value: str | None, kind: type[Record]) -> Iterator[Record]:
        """The records in which `field`, at any depth, is that text or (None) null; oldest first, `audit` left out.

        For the few among many, open cases or pending passwords: only what is found is decoded.
        """

    @property
    def generation(self) -> int:
        """Grows with every change seen, from any process: what was made from an older one is stale."""

    @property
    def identifiers_generation(self) -> int:
        """As `generation`, of `identifiers` alone: most acts leave them as they are."""


class RawReader(Protocol):
    """What the views of every store that can be copied give besides."""

    def raws(self, table: Table) -> Iterator[tuple[str, bytes]]:
        """(key, JSON) of every record of a table, oldest first, byte for byte; for `audit` (number, entry).

        `msgspec.Raw` of these bytes can be put and appended as any record can.
        """


class Transaction(Reader, Protocol):
    """Reads see the latest committed state and this transaction's own writes. Committed whole, or not at all."""

    def put(self, table: Table, key: str, record: object) -> None:
        """Add or replace one record (a dataclass)."""

    def delete(self, table: Table, key: str) -> None:
        """Remove one record; nothing happens where there is none."""

    def audit(self, entry: object) -> None:
        """Append an entry (a dataclass) to the audit trail, chained to the one before."""


class Sign(StrEnum):
    """What a watch has to tell."""

    QUIET = "quiet"
    CHANGED = "changed"
    AWAY = "away"


class Watch(Protocol):
    """An eye on a store, for one thread."""

    def wait(self, seconds: float) -> Sign:
        """Wait until something was committed since the answer before, by any process, for `seconds` at most.

        AWAY while the store cannot be reached: it is then tried again, with back-off, in the next call. CHANGED once
        it is back, since nobody knows what was missed. Raises nothing.
        """

    def close(self) -> None:
        """From any thread: a `wait` under way comes back soon, and none is begun afterwards."""


class Store(Protocol):
    """A store that is open. Every method raises `StoreUnusable` where the store cannot be used."""

    @property
    def location(self) -> str:
        """The path or address, for people to read."""

    @property
    def is_on_network(self) -> bool:
        """Whether it is a file that other machines reach: their locks may fail, so people must be told."""

    @property
    def answers_from_memory(self) -> bool:
        """Whether all of it is in memory: then what a search needs can be made ahead at no one's cost."""

    def reader(self) -> Reader:
        """A view that includes what other processes have committed by now.

        It stays as it is from its first answer on; what others commit before that, it may or may not include.
        """

    def transaction(self) -> AbstractContextManager[Transaction]:
        """One writer at a time, across processes. Left normally it commits durably; by an error, nothing happens.

        Raises `IdentifierTaken` when left with two accounts that enter with the same.
        """

    def watch(self) -> Watch:
        """An eye on what others commit from now on."""

    def pad(self, label: str, length: int) -> bytes:
        """`length` bytes that only this store's key gives, always the same for `label`: to hide what waits in it.

        A copy of the records without the key tells nothing of what was mixed with them. No two texts share a label.
        """

    def tend(self) -> None:
        """Do what keeps the store quick, where it is due; acts go on meanwhile. For a worker, now and then."""

    def verify(self) -> Verification:
        """Check everything that is kept, and the audit trail from its first entry to its head."""

    def close(self) -> None:
        """Leave the store in order. It is not used afterwards."""
