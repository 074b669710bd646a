"""Row 1: every stored hash is argon2id by RFC 9106's second recommended option; older ones are made anew."""

from __future__ import annotations

import re
from pathlib import Path

from argon2 import PasswordHasher, Type, extract_parameters

from hexwizard.accounts.model import Account
from hexwizard.credentials.hashing import LANES, MEMORY_KIB, TIME_COST, Argon2Hasher
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Table
from tests.desk.desks import office
from tests.desks import SYSTEM, HandClock
from tests.diagnosis.calls import ALTO, RIGHT, client

GOOD = "quatorze canards bleus"
ENCODED = re.compile(rb"\$argon2[a-z]*\$v=\d+\$[^\"\\]+")


def test_the_product_s_own_parameters_are_those_of_the_rfc() -> None:
    assert (TIME_COST, MEMORY_KIB, LANES) == (3, 65_536, 4)


def test_every_hash_that_a_desk_wrote_is_read_and_held_against_them(tmp_path: Path) -> None:
    """An operator, a client who entered with an older hash: every file of the store is searched."""
    clock = HandClock()
    store = open_file(tmp_path / "accounts.json", clock=clock, create=True)
    desk = Desk(Services(store, clock=clock))
    older = PasswordHasher(2, 16, 1, type=Type.I).hash(RIGHT)
    with store.transaction() as act:
        act.put(Table.COMPANIES, ALTO.id, ALTO)
        act.put(Table.ACCOUNTS, "alain_sirois", client(password=older))
    desk.operators.add(SYSTEM, "nadia", Role.AGENT, GOOD)
    assert desk.phone.attempt("alain_sirois", RIGHT) is PhoneAnswer.CONNECTED
    assert desk.operators.sign_in("nadia", GOOD) == Actor("nadia", Role.AGENT)
    store.compact()
    store.close()
    found = set(ENCODED.findall((tmp_path / "accounts.json").read_bytes()))
    assert len(found) == 2
    for encoded in found:
        parameters = extract_parameters(encoded.decode())
        assert parameters.type is Type.ID
        assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (3, 65_536, 4)
        assert (parameters.salt_len, parameters.hash_len) == (16, 32)


def test_a_hash_with_any_other_parameter_is_outdated() -> None:
    hasher = Argon2Hasher()
    for other in (
        PasswordHasher(2, 65_536, 4),
        PasswordHasher(3, 32_768, 4),
        PasswordHasher(3, 65_536, 1),
        PasswordHasher(3, 65_536, 4, type=Type.I),
        PasswordHasher(3, 65_536, 4, hash_len=16),
    ):
        assert hasher.is_outdated(_encoded(other))
    assert not hasher.is_outdated(_encoded(PasswordHasher(3, 65_536, 4)))


def _encoded(parameters: PasswordHasher) -> str:
    """A hash as it would be encoded, without the work of making it."""
    kind = {Type.I: "argon2i", Type.ID: "argon2id"}[parameters.type]
    sizes = f"m={parameters.memory_cost},t={parameters.time_cost},p={parameters.parallelism}"
    digest = "A" * {16: 22, 32: 43}[parameters.hash_len]
    return f"${kind}$v=19${sizes}$AAAAAAAAAAAAAAAAAAAAAA${digest}"


def test_an_older_hash_is_made_anew_at_the_right_password_and_at_no_other() -> None:
    for older in (PasswordHasher(2, 16, 1), PasswordHasher(2, 16, 1, type=Type.I)):
        at = office(client(password=older.hash(RIGHT)))
        before: Account = at.account()
        at.types("tout autre chose")
        assert at.account().password_hash == before.password_hash
        assert at.types(RIGHT) is PhoneAnswer.CONNECTED
        renewed = at.account().password_hash
        assert renewed is not None
        assert not at.hasher.is_outdated(renewed)
        assert at.types(RIGHT) is PhoneAnswer.CONNECTED
