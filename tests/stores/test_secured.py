"""A server on the network as an administrator sets it up: TLS with its name checked, `.pgpass`, a service file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from hexwizard.stores.postgres.address import place_of
from hexwizard.stores.postgres.keyring import Keyring
from hexwizard.stores.postgres.opening import open_server
from hexwizard.stores.postgres.store import ServerStore
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores.samples import Case, Entry
from tests.stores.servers import Server, lone_server
from tests.stores.tls_door import tls_door

PASSWORD = "sept hiboux sous la pluie"
AUTHORITY = trustme.CA()


@dataclass(frozen=True)
class Network:
    """A server behind a door of TLS. Its own programs, as the wheel brings them, are built without."""

    server: Server
    port: int


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    with lone_server() as server, tls_door(server.folder / ".s.PGSQL.5432", AUTHORITY.issue_cert("localhost")) as port:
        rules = server.data / "pg_hba.conf"
        rules.write_text(f"local all desk scram-sha-256\n{rules.read_text()}")
        with server.connected() as owner:
            owner.execute(f"CREATE ROLE desk LOGIN PASSWORD '{PASSWORD}'")
            owner.execute("CREATE DATABASE desk OWNER desk")
            owner.execute("SELECT pg_reload_conf()")
        yield Network(server, port)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: Network) -> Path:
    """A user's own files, where libpq looks for them."""
    folder = tmp_path / "home"
    folder.mkdir()
    AUTHORITY.cert_pem.write_to_path(str(folder / "root.crt"))
    passwords = folder / "pgpass"
    passwords.write_text(f"*:{network.port}:desk:desk:{PASSWORD}\n")
    passwords.chmod(0o600)
    services = f"[desk]\nhost=localhost\nport={network.port}\ndbname=desk\nuser=desk\nsslmode=verify-full\n"
    (folder / "service.conf").write_text(f"{services}sslrootcert={folder / 'root.crt'}\n")
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    monkeypatch.setenv("PGSERVICEFILE", str(folder / "service.conf"))
    return folder


def opened(address: str, folder: Path) -> ServerStore:
    return open_server(place_of(address), Keyring(folder / "postgresql.key", folder), create=True)


def works_over_tls(store: ServerStore) -> bool:
    with store.transaction() as act:
        act.put(Table.CASES, "1", Case(1))
        act.audit(Entry("zoe", "act"))
    with store._connections.lent() as connection:
        encrypted = connection.pgconn.ssl_in_use and connection.info.user == "desk"
    store.close()
    return bool(encrypted)


@pytest.fixture(autouse=True)
def empty(network: Network) -> None:
    with network.server.connected("desk") as owner:
        owner.execute("DROP SCHEMA IF EXISTS hexwizard CASCADE")


def test_a_certificate_of_that_name_and_a_password_file_are_enough(network: Network, home: Path) -> None:
    address = f"postgresql://desk@localhost:{network.port}/desk?sslmode=verify-full&sslrootcert={home / 'root.crt'}"
    assert works_over_tls(opened(address, home))


def test_a_service_file_says_it_all(home: Path) -> None:
    store = opened("postgresql://?service=desk", home)
    assert store.location == "postgresql://?service=desk"
    assert works_over_tls(store)


@pytest.mark.parametrize("wrong", ["name", "authority", "unencrypted"])
def test_a_server_that_does_not_prove_itself_is_not_used(network: Network, home: Path, wrong: str) -> None:
    host = "127.0.0.1" if wrong == "name" else "localhost"
    if wrong == "authority":
        trustme.CA().cert_pem.write_to_path(str(home / "root.crt"))
    mode = "disable" if wrong == "unencrypted" else "verify-full"
    address = f"postgresql://desk@{host}:{network.port}/desk?sslmode={mode}&sslrootcert={home / 'root.crt'}"
    with pytest.raises(StoreUnusable) as caught:
        opened(address, home)
    assert caught.value.message.key == "problem.server.unreachable"
    assert PASSWORD not in str(vars(caught.value))
    assert not (home / "postgresql.key").exists()


def test_a_password_file_that_others_can_read_is_not_used(network: Network, home: Path) -> None:
    (home / "pgpass").chmod(0o644)
    with pytest.raises(StoreUnusable) as caught:
        opened("postgresql://?service=desk", home)
    assert caught.value.message.key == "problem.server.unreachable"
