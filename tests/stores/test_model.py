"""The account file against its model, with crashes at any byte of any write."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from hexwizard.stores.file import FileStore, open_file, restore
from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.protocol import IdentifierTaken, Store, Table
from tests.stores import model, scenes
from tests.stores.samples import Entry, clock

IN_SUITE = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours may catch it and go on as if it were an error."""


class FileMachine(model.StoreMachine):
    """The account file, on a folder of its own."""

    def begin(self) -> Store:
        self.folder = Path(tempfile.mkdtemp(prefix="hexwizard-model-"))
        self.path = self.folder / scenes.ACCOUNT
        return open_file(self.path, clock=clock, create=True)

    def teardown(self) -> None:
        for store in (getattr(self, "store", None), self.other):
            if isinstance(store, FileStore):
                scenes.abandon(store)
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @rule(cut=st.integers(0, 700))
    def aim(self, cut: int) -> None:
        """Where the next crash hits."""
        self.cut = cut

    def crash(self, during: list[Any]) -> bool:
        assert isinstance(self.store, FileStore)
        written = b""
        cut = getattr(self, "cut", 10**6)
        real_write, real_truncate = os.write, os.ftruncate

        def write(handle: int, data: bytes) -> int:
            nonlocal written
            left = cut - len(written)
            part = bytes(data)[: max(0, left)]
            if part:
                real_write(handle, part)
            written += part
            if left < len(data):
                raise Killed
            return len(data)

        def dead(*_: object) -> None:
            raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", write)
            patch.setattr(os, "ftruncate", dead)  # a dead process takes nothing back
            try:
                with self.store.transaction() as act:
                    model.write(act, during, f"{len(self.entries)}")
                raise Killed
            except Killed:
                pass
            except IdentifierTaken:
                assert self.clashes(during)
        assert (os.write, os.ftruncate) == (real_write, real_truncate)
        scenes.abandon(self.store)
        self.store = open_file(self.path, clock=clock)
        return len(list(self.store.reader().scan(Table.AUDIT, Entry))) > len(self.entries)

    def reopen(self) -> None:
        self.store.close()
        self.store = open_file(self.path, clock=clock)

    def second(self) -> Store:
        return open_file(self.path, clock=clock)

    def fold(self, store: Store) -> None:
        assert isinstance(store, FileStore)
        with scenes.cutting():
            store.compact()
        assert not [name for name in scenes.strays(self.path) if ".damaged-" not in name]

    @rule()
    def sound(self) -> None:
        assert self.store.verify().damage == ()

    @rule(end=st.sampled_from(("", ".journal", ".head")))
    def lose_a_file_and_restore(self, end: str) -> None:
        """All acts come back without the account file or the head; without the journal, what was folded."""
        if end == ".journal":
            self.fold(self.store)
        assert isinstance(self.store, FileStore)
        scenes.abandon(self.store)
        if isinstance(self.other, FileStore):
            scenes.abandon(self.other)
            self.other = None
        self.path.with_name(self.path.name + end).unlink()
        restore(self.path, clock=clock)
        self.store = open_file(self.path, clock=clock)


def test_the_account_file_equals_its_model() -> None:
    run_state_machine_as_test(FileMachine, settings=IN_SUITE)


class ForgetfulMachine(FileMachine):
    """The control: a store whose index forgets to let go of an address that was replaced."""

    def begin(self) -> Store:
        store = super().begin()
        assert isinstance(store, FileStore)
        index = store._engine.state.identifiers
        assert isinstance(index, Identifiers)
        index.remove = lambda *_: None  # type: ignore[method-assign]
        return store


def test_the_model_finds_an_index_that_forgets() -> None:
    with pytest.raises((AssertionError, AttributeError)):
        run_state_machine_as_test(ForgetfulMachine, settings=settings(IN_SUITE, max_examples=100))
