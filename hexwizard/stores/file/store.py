"""The account file: the store for one desk or a few wizards on one machine, in TinyDB's format.

`open_file` gives the store; `verify_file`, `restorable` and `restore` also serve a file that cannot be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hexwizard.stores.file.failures import LATER, Broken, disk_problem
from hexwizard.stores.protocol import Reader, StoreUnusable, Transaction, Watch

if TYPE_CHECKING:
    from hexwizard.stores.file.engine import Engine
    from hexwizard.stores.file.layout import Layout
    from hexwizard.stores.file.rescue import LastGood
    from hexwizard.stores.soundness import Verification

LOCK_TIMEOUT = 5.0


def open_file(
    path: Path,
    *,
    clock: Callable[[], datetime],
    create: bool = False,
    for_one: bool = False,
    lock_timeout: float = LOCK_TIMEOUT,
) -> FileStore:
    """The store kept at `path`; a missing one is made where `create` says so.

    `for_one`: to look up one client, do one act and leave. It answers as any other, and is ready in half the time.

    Raises `StoreUnusable` where the file is missing, damaged (a copy is set aside first, the file stays as it
    is), a link, somebody else's, or cannot be read and written, and `StoreBusy` where another process holds
    it.
    """
    from hexwizard.stores.file import opening
    from hexwizard.stores.file.layout import layout_of

    layout = layout_of(path)
    with _explained(layout):
        return FileStore(opening.open_engine(layout, clock, lock_timeout, create=create, for_one=for_one))


def verify_file(path: Path, *, lock_timeout: float = LOCK_TIMEOUT) -> Verification:
    """Check the file at `path`, openable or not. Raises `StoreUnusable` where there is none, or it cannot be
    read.
    """
    from hexwizard.stores.file import opening
    from hexwizard.stores.file.checking import Check
    from hexwizard.stores.file.layout import layout_of
    from hexwizard.stores.file.locks import Locks

    layout = layout_of(path)
    with _explained(layout):
        opening.require_account(layout)
        with Locks(layout, lock_timeout).writing():
            return Check(layout).run()


def restorable(path: Path, *, lock_timeout: float = LOCK_TIMEOUT) -> LastGood:
    """What `restore` would bring back of the file at `path`, and what it could not. Changes nothing.

    Raises `StoreUnusable` where there is nothing to restore from, `StoreBusy` where another process holds the file.
    """
    from hexwizard.stores.file import rescue

    with _rescuing(path, lock_timeout) as layout:
        return rescue.find(layout).good


def restore(
    path: Path,
    *,
    clock: Callable[[], datetime],
    entry: Callable[[LastGood], object] | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
) -> LastGood:
    """Put the last good snapshot, and every whole act since, in the place of a damaged or missing file.

    Copies of what it replaces are set aside. `entry` makes the audit entry that the restored trail ends with. Raises
    as `restorable`.
    """
    from hexwizard.stores.file import rescue

    with _rescuing(path, lock_timeout) as layout:
        return rescue.restore(layout, clock(), entry)


@contextmanager
def _rescuing(path: Path, lock_timeout: float) -> Iterator[Layout]:
    """Alone with a file that may be damaged or missing, so long as something lies beside it."""
    from hexwizard.stores.file.layout import ACCOUNT, GOOD, KEY, layout_of
    from hexwizard.stores.file.locks import Locks
    from hexwizard.stores.file.opening import refuse_links

    layout = layout_of(path)
    with _explained(layout):
        present = refuse_links(layout)
        if present.isdisjoint((ACCOUNT, GOOD)):
            raise StoreUnusable("problem.store.missing", path=str(layout.account))
        if KEY not in present:  # somebody else's file: not even a lock is made beside it
            raise StoreUnusable("problem.store.nothing-to-restore", path=str(layout.good))
        locks = Locks(layout, lock_timeout)
        with locks.compacting(wait=True), locks.writing():  # a wizard that still has the file open must not fold it
            try:
                yield layout
            except Broken as broken:
                if broken.what == LATER:
                    raise
                raise StoreUnusable("problem.store.nothing-to-restore", path=str(layout.good)) from None


class FileStore:
    """An account file that is open (`Store`). Every method may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._closed = False

    @property
    def location(self) -> str:
        """The path, for people to read."""
        return str(self._engine.layout.account)

    @property
    def is_on_network(self) -> bool:
        """Whether other machines may reach the file: then locks may fail, and one wizard at a time is the rule."""
        from hexwizard.stores.file.network import is_on_network

        return is_on_network(self._engine.layout.account)

    @property
    def answers_from_memory(self) -> bool:
        """All of a file is."""
        return True

    def reader(self) -> Reader:
        """A view that includes what other processes have committed by now, and never changes after."""
        if self._closed:
            raise self._gone()
        try:  # written out: a context manager would take a tenth of a look-up
            return self._engine.view()
        except (Broken, OSError) as error:
            raise explained(self._engine.layout, error) from error

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One writer at a time, across processes. Left normally it commits durably; left by an error, nothing
        happened.

        Raises `StoreBusy` after the time that one waits, `IdentifierTaken`, and `StoreUnusable` where the disk does not
        keep it.
        """
        engine = self._engine
        with ExitStack() as held:
            with self._usable():
                held.enter_context(engine.locks.writing())
                engine.catch_up()
                transaction = engine.begin()
            try:
                yield transaction
            finally:
                transaction.end()
            with self._usable():
                engine.commit(transaction)

    def watch(self) -> Watch:
        """An eye on what others commit from now on."""
        from hexwizard.stores.file.watch import FileWatch

        return FileWatch(self._engine.layout)

    def verify(self) -> Verification:
        """Check everything that is kept, and the audit trail from its first entry to its head."""
        from hexwizard.stores.file.checking import Check

        with self._usable(), self._engine.locks.writing():
            return Check(self._engine.layout).run()

    @property
    def compaction_due(self) -> bool:
        """Whether the journal has grown so long that a worker should call `compact`."""
        from hexwizard.stores.file import compaction

        return compaction.is_due(self._engine)

    def pad(self, label: str, length: int) -> bytes:
        return self._engine.key.pad(label, length)

    def tend(self) -> None:
        """Fold the journal where it has grown long. What fails is left for the next time: nothing is lost by it."""
        with suppress(StoreUnusable):
            if self.compaction_due:
                self.compact()

    @property
    def acts_to_fold(self) -> int:
        """How many acts stand in the journal alone, and not yet in the account file."""
        self.reader()
        return self._engine.acts_to_fold

    def compact(self) -> bool:
        """Fold the journal into the account file, while acts go on. False where there was nothing to fold.

        For a worker. Raises `StoreBusy` where another process is at it, and `StoreUnusable`; nothing is ever
        lost.
        """
        from hexwizard.stores.file import compaction

        with self._usable():
            return compaction.compact(self._engine)

    def close(self) -> None:
        """Leave plain TinyDB JSON behind, every act in it. It is not used afterwards.

        A large file that was opened for one client is left with its act in the journal, until that has grown long.
        Where the last fold cannot be done (a full disk, another wizard at it), nothing is lost and nothing is
        raised: the journal holds the acts, and whoever opens the file next goes on from there.
        """
        if self._closed:
            return
        try:
            if self._engine.is_folded_on_leaving:
                from hexwizard.stores.file import compaction

                with suppress(StoreUnusable), self._usable():
                    compaction.compact(self._engine, wait=True)
        finally:
            self._closed = True
            self._engine.close()

    def _gone(self) -> StoreUnusable:
        return StoreUnusable("problem.store.closed", path=self.location)

    @contextmanager
    def _usable(self) -> Iterator[None]:
        if self._closed:
            raise self._gone()
        with _explained(self._engine.layout):
            yield


@contextmanager
def _explained(layout: Layout) -> Iterator[None]:
    """Turn what goes wrong below into problems that a person can act on."""
    try:
        yield
    except (Broken, OSError) as error:
        raise explained(layout, error) from error


def explained(layout: Layout, error: Broken | OSError) -> StoreUnusable:
    """The problem that a person can act on; a damaged file is set aside first."""
    if isinstance(error, Broken) and error.what == LATER:
        return StoreUnusable("problem.store.newer", path=str(layout.account))
    if isinstance(error, Broken):
        from hexwizard.stores.file.rescue import set_aside

        set_aside(layout)
        return StoreUnusable("problem.store.damaged", path=str(layout.account), where=error.where)
    return disk_problem(error, Path(error.filename or layout.account))
