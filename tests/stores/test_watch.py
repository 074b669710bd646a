"""What others commit is noticed at once, in both stores, and a server that went away is said until it is back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Queue

import pytest

from hexwizard.desk.watcher import Watcher
from hexwizard.stores.file.layout import layout_of
from hexwizard.stores.file.watch import LOOK_SECONDS, FileWatch
from hexwizard.stores.postgres.watch import ServerWatch
from hexwizard.stores.protocol import Sign, Store, StoreUnusable, Table
from tests.stores.conftest import Bench, FileBench, ServerBench
from tests.stores.samples import BEA, Entry
from tests.stores.test_server import key_of


def act(store: Store) -> None:
    with store.transaction() as acting:
        acting.put(Table.ACCOUNTS, "bea", BEA)
        acting.audit(Entry("zoe", "act"))


@contextmanager
def heard(store: Store) -> Iterator[Callable[[], Sign]]:
    """A watcher in its own thread, as the wizard has it; gives the next sign."""
    signs: Queue[Sign] = Queue()
    watcher = Watcher(store, signs.put, lambda: None)
    watcher.start()
    try:
        yield lambda: signs.get(timeout=30)
    finally:
        watcher.stop()


class TestBothStores:
    def test_an_act_of_another_wizard_is_heard(self, bench: Bench) -> None:
        here, there = bench.open(), bench.open()
        with heard(here) as following:
            if isinstance(bench, ServerBench):
                assert following() is Sign.CHANGED  # from when it listens
            before = here.reader().generation
            act(there)
            assert following() is Sign.CHANGED
            assert here.reader().generation > before

    def test_an_act_that_failed_is_not(self, bench: Bench) -> None:
        store = bench.open()
        watch = store.watch()
        watch.wait(0)
        with suppress(ZeroDivisionError), store.transaction() as acting:
            acting.audit(Entry("zoe", "never"))
            raise ZeroDivisionError
        assert watch.wait(0) is Sign.QUIET
        watch.close()

    def test_who_waits_is_let_go(self, bench: Bench) -> None:
        watch = bench.open().watch()
        watch.wait(0)
        waiting = threading.Thread(target=watch.wait, args=(600,))
        waiting.start()
        watch.close()
        waiting.join(30)
        assert not waiting.is_alive()


class TestFiles:
    def test_every_act_is_seen_at_the_look_after_it_and_once(self, files: FileBench) -> None:
        store = files.open()
        looks: list[float] = []

        def pause(seconds: float) -> bool:
            looks.append(seconds)
            if len(looks) in (3, 4):
                act(store)
            return False

        watch = FileWatch(layout_of(files.path), pause)
        assert watch.wait(1) is Sign.CHANGED
        assert watch.wait(1) is Sign.CHANGED
        assert looks == [LOOK_SECONDS] * 4
        assert watch.wait(1) is Sign.QUIET
        assert sum(looks[4:]) == 1

    def test_a_file_that_was_folded_or_is_gone_is_a_change(self, files: FileBench) -> None:
        store = files.open()
        act(store)
        watch = FileWatch(layout_of(files.path), lambda _: False)
        assert store.compact()
        assert watch.wait(1) is Sign.CHANGED
        files.path.unlink()
        assert watch.wait(1) is Sign.CHANGED
        assert watch.wait(1) is Sign.QUIET


class TestServers:
    def test_it_connects_again_with_back_off_and_each_wizard_at_its_own_moments(self, server: ServerBench) -> None:
        store = server.open_with(patience=0.0)
        pauses: list[float] = []

        def pause(seconds: float) -> bool:
            pauses.append(seconds)
            return False

        watch = ServerWatch(store._connections, pause, chance=lambda: 0.5)
        assert watch.wait(0) is Sign.CHANGED
        with refusing(server):
            assert [watch.wait(5) for _ in range(7)] == [Sign.AWAY] * 7
            with pytest.raises(StoreUnusable) as caught:
                act(store)
            assert key_of(caught) in {"problem.server.away", "problem.server.gone"}  # told of, or met
        assert pauses == [0.75 * pause for pause in (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)]
        assert watch.wait(0) is Sign.CHANGED
        act(store)
        assert watch.wait(5) is Sign.CHANGED
        assert watch.wait(0) is Sign.QUIET
        watch.close()


@contextmanager
def refusing(server: ServerBench) -> Iterator[None]:
    """The server sends every wizard away from this database, and takes none in."""
    with server.server.connected() as owner:
        owner.execute(f"ALTER DATABASE {server.database} ALLOW_CONNECTIONS false")
        owner.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (server.database,)
        )
        try:
            yield
        finally:
            owner.execute(f"ALTER DATABASE {server.database} ALLOW_CONNECTIONS true")
