"""The server's store against its model, with connections lost at any moment of an act."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from hexwizard.accounts.model import Account
from hexwizard.stores.postgres import overlay
from hexwizard.stores.protocol import IdentifierTaken, Store, StoreUnusable, Table
from tests.stores import model
from tests.stores.conftest import ServerBench
from tests.stores.samples import Entry
from tests.stores.severed import Moment, sever

IN_SUITE = settings(
    max_examples=4, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


class ServerMachine(model.StoreMachine):
    """The run's server, with a database that is emptied for each example."""

    def begin(self) -> Store:
        self.folder = Path(tempfile.mkdtemp(prefix="hexwizard-model-"))
        self.bench = ServerBench(self.folder)
        self.moment = Moment.UNWRITTEN
        return self.bench.open()

    def teardown(self) -> None:
        if hasattr(self, "bench"):
            self.bench.close()
            shutil.rmtree(self.folder)

    @rule(moment=st.sampled_from(Moment))
    def aim(self, moment: Moment) -> None:
        """When the next connection is lost."""
        self.moment = moment

    def crash(self, during: list[Any]) -> bool:
        """The wizard lives on, and must know what became of its act."""
        told = True
        try:
            with self.store.transaction() as act:
                model.write(act, during, f"{len(self.entries)}")
                sever(act, self.bench.server, self.moment)
        except IdentifierTaken:
            assert self.clashes(during)
            told = False
        except StoreUnusable as problem:
            told = problem.message.key != "problem.server.gone"
        there = len(list(self.store.reader().scan(Table.AUDIT, Entry))) > len(self.entries)
        assert there is told
        return there

    def reopen(self) -> None:
        self.store.close()
        self.store = self.bench.open()

    def second(self) -> Store:
        return self.bench.open()

    def fold(self, _: Store) -> None:
        """What is tidied away every now and then is of no view that begins now."""
        self.bench.run("DELETE FROM hexwizard.changes; DELETE FROM hexwizard.acts")

    @rule()
    def sound(self) -> None:
        assert self.store.verify().damage == ()

    @rule(wanted=model.writes)
    def look_while_others_write(self, wanted: list[Any]) -> None:
        """A view that was there before goes on saying what it said."""
        before = self.store.reader()
        assert before.generation >= 0
        people, entries = dict(self.people), list(self.entries)
        if not self.clashes(wanted):
            with self.store.transaction() as act:
                model.write(act, wanted, f"{len(self.entries)}")
            self.follow(wanted)
        assert {one.username: one for one in before.accounts()} == {one.username: one for one in people.values()}
        assert [entry.act for entry in before.scan(Table.AUDIT, Entry)] == entries
        for text in (*model.NAMES, *model.ADDRESSES):
            assert set(before.holders(text)) == {one for one in people.values() if one.place_of(text) is not None}


def test_the_server_equals_its_model() -> None:
    run_state_machine_as_test(ServerMachine, settings=IN_SUITE)


def test_the_model_finds_a_view_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(overlay.Overlay, "keep", lambda *_: None)
    machine = ServerMachine()
    machine.start()
    try:
        machine.commit([("put", Account("ana"))], False)
        with pytest.raises(AssertionError):
            machine.look_while_others_write([("put", Account("ana", "Changed"))])
    finally:
        machine.teardown()
