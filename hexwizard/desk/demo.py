"""Who sits in the demo, one operator of each role. Its account file is thrown away, so anybody may know a password."""

from __future__ import annotations

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.data_files import data_path
from hexwizard.desk.desk import Desk
from hexwizard.desk.operator import Operator
from hexwizard.stores.protocol import Table

SECOND_NAME = "Hector"
ADMINISTRATOR_NAME = "Agathe"
SECOND_PASSWORD = "quatre yeux valent mieux"  # noqa: S105 - opens the demo's throw-away file alone
_SECOND_HASH = "$argon2id$v=19$m=65536,t=3,p=4$brWxBVL21h/g1xqjSbMBKg$hJ4HnUfsAAlakGAS2sQee+O6Rlyy6xZu/XsFetA9lHg"
_NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$WzxSFSsoc7GU48JnL96zgw$vj+/Mt+dvQk0gqDgabB6zIddGGaHY7UIu9FFYIuyRc8"
"""Made once, of a password by chance that was thrown away: two hashes at each start would take a third of a second."""


def furnish(desk: Desk, name: str) -> Actor:
    """Put the demo's accounts and operators on an empty desk.

    Returns the agent `name`, signed in, with a password that nobody knows; two others are there to sign beside them.
    """
    by = Actor("demo", Role.SYSTEM)
    desk.imports.run(by, data_path("demo", "accounts.csv"), data_path("demo", "companies.csv"))
    operators = (
        (name, Role.AGENT, _NOBODYS_HASH),
        (SECOND_NAME, Role.HEXPERT, _SECOND_HASH),
        (ADMINISTRATOR_NAME, Role.ADMIN, _SECOND_HASH),
    )
    for one, role, encoded in operators:
        with desk.services.acting(by, Act.ADD_OPERATOR, client=one) as acting:
            acting.transaction.put(Table.OPERATORS, comparison_key(one), Operator(one, role, encoded, acting.at))
    return Actor(name, Role.AGENT, desk.services.clock())


def seats(desk: Desk) -> tuple[Actor, ...]:
    """Everybody who may sit at the demo's wizard, signed in just now: there it takes no password."""
    now = desk.services.clock()
    every = [Actor(one.name, one.role, now) for one in desk.operators.all() if one.is_enabled]
    return tuple(sorted(every, key=lambda one: list(Role).index(one.role)))
