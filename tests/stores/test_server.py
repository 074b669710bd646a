"""What is so of a server alone: how it is reached, who may do what there, what shows when it is tampered with."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files as package_files
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from hexwizard.accounts.model import Account
from hexwizard.stores.postgres.address import AddressRefused, is_address, place_of
from hexwizard.stores.postgres.failures import WasDone
from hexwizard.stores.postgres.keyring import Keyring
from hexwizard.stores.postgres.migrations import migrations
from hexwizard.stores.postgres.opening import open_server
from hexwizard.stores.protocol import Store, StoreUnusable, Table
from tests.stores.conftest import ServerBench
from tests.stores.harness import outages
from tests.stores.samples import ALAIN, BEA, OLD, Case, Entry, Operator
from tests.stores.servers import lone_server
from tests.stores.severed import Moment, sever

Begun = TypeVar("Begun")


def key_of(caught: pytest.ExceptionInfo[StoreUnusable] | pytest.ExceptionInfo[AddressRefused]) -> str:
    return caught.value.message.key


def fill(bench: ServerBench) -> None:
    store = bench.open()
    with store.transaction() as act:
        for person in (ALAIN, BEA, OLD):
            act.put(Table.ACCOUNTS, person.username, person)
        act.put(Table.OPERATORS, "zoe", Operator("zoe"))
        for number in range(3):
            act.audit(Entry("zoe", f"{number}"))


END_EVERY_WIZARD = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE application_name = 'hexwizard' AND datname = current_database()
"""
"""Of this database alone: other tests are at work on the same server."""


class TestAddress:
    @pytest.mark.parametrize(
        "text", ["postgresql://host/desk", "postgres://u@host:5433/desk", "postgresql://?service=desk"]
    )
    def test_a_server_is_told_from_a_path(self, text: str) -> None:
        assert is_address(text)

    @pytest.mark.parametrize("text", ["accounts.json", "postgresql", "mysql://host/desk", "/tmp/postgresql://"])
    def test_a_path_is_told_from_a_server(self, text: str) -> None:
        assert not is_address(text)

    @pytest.mark.parametrize(
        ("text", "environment"),
        [
            ("postgresql://u:secret@host/desk", {}),
            ("postgresql://u@host/desk?password=secret", {}),
            ("postgresql://u@host/desk", {"PGPASSWORD": "secret"}),
        ],
    )
    def test_no_password_comes_from_a_command_line_or_the_environment(
        self, text: str, environment: dict[str, str]
    ) -> None:
        with pytest.raises(AddressRefused) as caught:
            place_of(text, environment)
        assert key_of(caught) == "problem.server.password"
        assert caught.value.exit_status == 2
        assert "secret" not in str(vars(caught.value))

    def test_another_machine_must_prove_its_name(self) -> None:
        place = place_of("postgresql://u@db.example.com/desk", {})
        assert "sslmode=verify-full" in place.conninfo
        assert "sslrootcert=system" in place.conninfo or (Path.home() / ".postgresql" / "root.crt").exists()
        assert place.shown == "postgresql://u@db.example.com/desk"

    @pytest.mark.parametrize(
        "text",
        [
            "postgresql:///desk",
            "postgresql://localhost/desk",
            "postgresql://u@/desk?host=/run/postgresql",
            "postgresql://db/desk?sslmode=require",
            "postgresql://?service=desk",
        ],
    )
    def test_what_was_said_of_tls_stays_and_this_machine_needs_none(self, text: str) -> None:
        assert "verify-full" not in place_of(text, {}).conninfo

    def test_an_address_that_cannot_be_read_is_refused_in_a_line(self) -> None:
        with pytest.raises(AddressRefused) as caught:
            place_of("postgresql://host/desk?nonsense=1", {})
        assert key_of(caught) == "problem.server.address"
        assert "\n" not in str(caught.value.message.params["reason"])


class TestOpening:
    def test_a_server_that_is_not_there_is_said_in_a_line(self, tmp_path: Path) -> None:
        place = place_of(f"postgresql://u@/desk?host={tmp_path}", {})
        with pytest.raises(StoreUnusable) as caught:
            open_server(place, Keyring(tmp_path / "key", tmp_path), create=True)
        assert key_of(caught) == "problem.server.unreachable"
        assert not (tmp_path / "key").exists()

    def test_an_empty_database_is_not_filled_unasked(self, server: ServerBench) -> None:
        server.run("DROP SCHEMA IF EXISTS hexwizard CASCADE")
        with pytest.raises(StoreUnusable) as caught:
            open_server(place_of(server.address, {}), server.keyring)
        assert key_of(caught) == "problem.server.empty"
        assert not server.run("SELECT 1 FROM pg_namespace WHERE nspname = 'hexwizard'")

    def test_tables_are_made_once_by_however_many_wizards(self, server: ServerBench) -> None:
        server.run("DROP SCHEMA IF EXISTS hexwizard CASCADE")
        server.open().close()  # the key is one file for the team, and must be there before the others come
        server.run("DROP SCHEMA hexwizard CASCADE")
        threads = [threading.Thread(target=server.open) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.opened) == 5
        assert server.run("SELECT count(*) FROM hexwizard.store") == [(1,)]
        assert server.run("SELECT number FROM hexwizard.migrations ORDER BY 1") == [(one[0],) for one in migrations()]

    def test_tables_of_a_newer_version_are_left_alone(self, server: ServerBench) -> None:
        server.open()
        server.run("INSERT INTO hexwizard.migrations (number, name) VALUES (9999, 'later')")
        try:
            with pytest.raises(StoreUnusable) as caught:
                server.open()
        finally:
            server.run("DELETE FROM hexwizard.migrations WHERE number = 9999")
        assert key_of(caught) == "problem.server.newer"

    def test_a_machine_without_the_key_or_with_another_is_refused(self, server: ServerBench, tmp_path: Path) -> None:
        server.open()
        place, none = place_of(server.address, {}), Keyring(tmp_path / "none", tmp_path)
        with pytest.raises(StoreUnusable) as caught:
            open_server(place, none, create=True)
        assert key_of(caught) == "problem.server.key-missing"
        none.read_or_make()
        with pytest.raises(StoreUnusable) as caught:
            open_server(place, none, create=True)
        assert key_of(caught) == "problem.server.key-other"

    @pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
    def test_a_key_that_everybody_can_read_is_refused(self, server: ServerBench) -> None:
        server.open()
        assert server.keyring.key.stat().st_mode & 0o777 == 0o600
        server.keyring.key.chmod(0o644)
        with pytest.raises(StoreUnusable) as caught:
            server.open()
        assert key_of(caught) == "problem.server.key-open"


class TestRules:
    def test_the_wizard_s_role_can_work_but_not_rewrite_the_trail(self, server: ServerBench) -> None:
        fill(server)
        server.run((package_files("hexwizard.stores.postgres") / "sql" / "roles.sql").read_text(encoding="utf-8"))
        server.run("DROP ROLE IF EXISTS desk_agent")
        server.run("CREATE ROLE desk_agent LOGIN IN ROLE hexwizard_app")
        try:
            address = server.server.address(server.database, "desk_agent")
            store = open_server(place_of(address, {}), server.keyring)
            with store.transaction() as act:
                act.put(Table.ACCOUNTS, "new", replace(BEA, username="new", primary_email=None))
                act.delete(Table.ACCOUNTS, "bea")
                act.audit(Entry("agent", "works"))
            assert store.verify().damage == ()
            store.close()
            with psycopg.connect(address, autocommit=True) as agent:
                for forbidden in (
                    "UPDATE hexwizard.audit SET mac = ''",
                    "DELETE FROM hexwizard.audit",
                    "TRUNCATE hexwizard.audit",
                    "DELETE FROM hexwizard.store",
                    "DROP TABLE hexwizard.acts",
                    "CREATE TABLE hexwizard.mine ()",
                    "DELETE FROM hexwizard.migrations",
                ):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        agent.execute(forbidden.encode())
        finally:
            server.run("DROP ROLE desk_agent")


class TestTampering:
    @pytest.mark.parametrize(
        ("behind_its_back", "where", "what"),
        [
            ("UPDATE audit SET entry = '{\"by\":\"eve\",\"act\":\"1\"}' WHERE seq = 2", "audit 2", "audit-mark"),
            ("UPDATE audit SET mac = repeat('0', 64) WHERE seq = 3", "audit 3", "audit-mark"),
            ("DELETE FROM audit WHERE seq = 2", "audit 3 (audit 2)", "audit-order"),
            ("DELETE FROM audit WHERE seq = 3", "audit 3", "audit-missing"),
            ("INSERT INTO audit SELECT 4, mac, entry FROM audit WHERE seq = 3", "audit 4", "audit-mark"),
            ("UPDATE accounts SET record = '{\"username\":\"bea\"}' WHERE key = 'bea'", "accounts 2", "digest"),
            ("UPDATE identifiers SET account = 'bea' WHERE key = 'alain_sirois'", "accounts 1", "digest"),
            ("INSERT INTO identifiers VALUES ('eve@example.com', 'nobody', true)", "identifiers nobody", "digest"),
            ("UPDATE names SET words = ' eve ' WHERE account = 'bea'", "accounts 2", "digest"),
            ("UPDATE words SET word = 'eve' WHERE word = 'bea'", "words", "digest"),
            ("DELETE FROM words WHERE word = 'alain'", "words", "digest"),
            ("INSERT INTO words VALUES ('eve', 'nobody')", "words", "digest"),
            ("UPDATE facts SET key = 'bea' WHERE key = 'alain_sirois'", "facts", "digest"),
            ("DELETE FROM facts", "facts", "digest"),
            ("DELETE FROM operators", "operators", "acts-missing"),
            ("UPDATE store SET entries = 2", "store", "head"),
            ("DELETE FROM store", "store", "head-missing"),
        ],
    )  # fmt: skip
    def test_what_is_changed_behind_its_back_is_found(
        self, server: ServerBench, behind_its_back: str, where: str, what: str
    ) -> None:
        fill(server)
        store = server.open()
        assert store.verify().damage == ()
        server.run(f"SET search_path = hexwizard; {behind_its_back}")
        assert (where, f"damage.store.{what}") in [(one.where, one.what) for one in store.verify().damage]

    def test_a_record_put_back_as_it_once_was_is_found(self, server: ServerBench) -> None:
        fill(server)
        store = server.open()
        server.run("CREATE TABLE IF NOT EXISTS once AS SELECT * FROM hexwizard.accounts WHERE key = 'bea'")
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, language=ALAIN.language))
        server.run(
            "UPDATE hexwizard.accounts a SET record = once.record, mark = once.mark FROM once WHERE a.key = once.key;"
            "DROP TABLE once"
        )
        assert [(one.where, one.what) for one in store.verify().damage] == [("accounts", "damage.store.acts-missing")]

    def test_a_database_put_back_as_it_once_was_is_found_by_every_machine_that_saw_more(
        self, server: ServerBench
    ) -> None:
        fill(server)
        server.run("CREATE TABLE was AS SELECT * FROM hexwizard.store")
        store = server.open()
        with store.transaction() as act:
            act.audit(Entry("zoe", "what is to be forgotten"))
        store.close()
        server.run(
            "DELETE FROM hexwizard.audit WHERE seq > 3; DELETE FROM hexwizard.store;"
            "INSERT INTO hexwizard.store SELECT * FROM was; DROP TABLE was;"
            "DELETE FROM hexwizard.acts WHERE sequence > 1"
        )
        again = server.open()
        assert "damage.store.acts-missing" in [one.what for one in again.verify().damage]
        for number in range(3):  # further acts do not cover it up
            with again.transaction() as act:
                act.audit(Entry("zoe", f"later {number}"))
        assert "damage.store.audit-missing" in [one.what for one in again.verify().damage]
        assert "damage.store.audit-missing" in [one.what for one in server.open().verify().damage]


class TestOutages:
    @pytest.mark.parametrize("moment", Moment)
    def test_an_act_whose_connection_is_lost_is_done_once_or_not_at_all(
        self, server: ServerBench, moment: Moment
    ) -> None:
        store = server.open()
        done = False
        try:
            with store.transaction() as act:
                act.put(Table.CASES, "1", Case(1))
                act.audit(Entry("zoe", "act"))
                sever(act, server.server, moment)
            done = True
        except StoreUnusable as problem:
            assert problem.message.key == "problem.server.gone"  # noqa: PT017 - both ways are right
        assert done == (moment is Moment.UNANSWERED)
        assert (store.reader().get(Table.CASES, "1", Case) == Case(1)) is done

    def test_an_act_in_doubt_is_looked_up_before_the_next_and_told_once(
        self, server: ServerBench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = server.open_with(doubt_patience=0.2)
        with monkeypatch.context() as patch:
            patch.setattr(store, "_begun", _away_after_the_first(store._begun))
            with pytest.raises(StoreUnusable) as caught:
                _act_unanswered(store, server)
        assert key_of(caught) == "problem.server.in-doubt"
        with pytest.raises(WasDone), store.transaction() as act:
            act.audit(Entry("zoe", "act"))
        assert [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)] == ["act"]
        with store.transaction() as act:
            act.audit(Entry("zoe", "next"))
        assert [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)] == ["act", "next"]

    def test_connections_that_the_server_ended_are_made_anew(self, server: ServerBench) -> None:
        store = server.open()
        fill(server)
        assert store.reader().account("bea") == BEA
        server.run(END_EVERY_WIZARD)
        assert store.reader().account("bea") == BEA
        server.run(END_EVERY_WIZARD)
        with store.transaction() as act:
            act.delete(Table.ACCOUNTS, "bea")
        assert store.reader().account("bea") is None

    def test_a_server_that_crashes_in_mid_act_loses_and_repeats_nothing(self, tmp_path: Path) -> None:
        with lone_server() as lone:
            outages.check(outages.crashes(lone, tmp_path, 2, (0.0,)))


def _add(store: Store, person: Account) -> None:
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, person.username, person)
        act.audit(Entry("zoe", "add"))


def _act_unanswered(store: Store, server: ServerBench) -> None:
    with store.transaction() as act:
        act.audit(Entry("zoe", "act"))
        sever(act, server.server, Moment.UNANSWERED)


def _away_after_the_first(begun: Callable[[], Begun]) -> Callable[[], Begun]:
    calls = 0

    def stand_in() -> Begun:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise psycopg.OperationalError("the server is away")
        return begun()

    return stand_in


def test_a_view_older_than_what_is_remembered_says_so(server: ServerBench) -> None:
    fill(server)
    store = server.open()
    view = store.reader()
    assert view.account("bea") == BEA
    with store.transaction() as act:
        act.delete(Table.ACCOUNTS, "bea")
    server.run("DELETE FROM hexwizard.changes; DELETE FROM hexwizard.acts")
    with pytest.raises(StoreUnusable) as caught:
        view.account("alain_sirois")
    assert key_of(caught) == "problem.server.view-old"
