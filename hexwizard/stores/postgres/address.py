"""A server's address, as it is given with `--accounts`: what may stand in it, and what is added to it.

No secret comes from a command line or the environment (the contract, commands): libpq reads passwords from
`~/.pgpass`, or a service file leads to them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hexwizard.accounts.problems import Problem

SCHEMES = ("postgresql", "postgres")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_SECRET = ("password", "sslpassword", "oauth_client_secret")
_ADDED = {
    "connect_timeout": "5",
    "application_name": "hexwizard",
    "client_encoding": "utf8",
    "keepalives_idle": "10",  # a server that vanished is noticed within half a minute, and not in two hours
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


class AddressRefused(Problem):
    """The address cannot be used as it is given."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server's store is: `conninfo` for libpq, `shown` for people."""

    conninfo: str
    shown: str


def is_address(text: str) -> bool:
    """Whether `text` is the address of a PostgreSQL server, and not a path."""
    return text.partition("://")[0] in SCHEMES and "://" in text


def place_of(text: str, environment: Mapping[str, str] = os.environ) -> Place:
    """The place that an address names.

    Raises `AddressRefused` where it cannot be read or a password comes with it, and where the libraries are missing.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError:
        raise AddressRefused("problem.server.extra", scheme=text.partition("://")[0]) from None
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(text).items() if value is not None}
    except ProgrammingError as error:
        raise AddressRefused("problem.server.address", reason=str(error).strip().splitlines()[0]) from None
    if any(given.get(name) for name in _SECRET) or environment.get("PGPASSWORD"):
        raise AddressRefused("problem.server.password")
    settled = {**_ADDED, **_secured(given, environment), **given}
    return Place(make_conninfo(**settled), shown(given))


def _secured(given: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """TLS that names its server, for every server on another machine of which nothing else was said."""
    host = given.get("hostaddr") or given.get("host") or environment.get("PGHOST", "")
    near = all(not one or one.startswith(("/", "@")) or one in _LOOPBACK for one in host.split(","))
    if near or "service" in given or "PGSERVICE" in environment or "sslmode" in given or "PGSSLMODE" in environment:
        return {}
    own = "sslrootcert" in given or "PGSSLROOTCERT" in environment or _own_root().exists()
    return {"sslmode": "verify-full"} | ({} if own else {"sslrootcert": "system"})


def _own_root() -> Path:
    return Path.home() / ".postgresql" / "root.crt"


def shown(given: Mapping[str, str]) -> str:
    """The address for people: where it leads, and nothing of how it is opened."""
    if "service" in given:
        return f"postgresql://?service={given['service']}"
    user = f"{given['user']}@" if "user" in given else ""
    host = given.get("host", given.get("hostaddr", ""))
    port = f":{given['port']}" if "port" in given else ""
    name = given.get("dbname", given.get("user", ""))
    return f"postgresql://{user}{host}{port}/{name}"
