"""Clients as Québec has them: names by how usual they are, the addresses they chose, their providers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

_DATA = Path(__file__).parents[3] / "data" / "providers.toml"
_HERE = Path(__file__).parent
GIVEN = (_HERE / "given_names.txt").read_text("utf-8").split()
FAMILY = (_HERE / "family_names.txt").read_text("utf-8").split()
_WORDS = (
    "soleil",
    "cafe",
    "lune",
    "papillon",
    "hockey",
    "montagne",
    "chat",
    "tigre",
    "etoile",
    "canot",
    "neige",
)
_MAIL = {
    "gmail.com": 34, "hotmail.com": 24, "outlook.com": 8, "videotron.ca": 8, "yahoo.ca": 6, "live.ca": 4,
    "icloud.com": 5, "sympatico.ca": 4, "yahoo.com": 2, "bell.net": 1, "cgocable.ca": 1, "hotmail.ca": 1,
    "outlook.fr": 1, "msn.com": 1, "cssdm.gouv.qc.ca": 1, "ville.laval.qc.ca": 1,
}  # fmt: skip


OWN_DOMAINS = ("cssdm.gouv.qc.ca", "ville.laval.qc.ca")  # no providers: an employer's


@dataclass(frozen=True)
class Client:
    """A client and every identifier of theirs, the username first."""

    username: str
    identifiers: tuple[str, ...]


def providers() -> frozenset[str]:
    """The domains of the project's own list."""
    listed = tomllib.loads(_DATA.read_text("utf-8"))["providers"]
    return frozenset(domain for provider in listed for domain in provider["domains"])


def usual(random: Random, names: list[str]) -> str:
    """A name of the list, those at its head several times as often as those at its end."""
    return names[int(random.expovariate(2.2 / len(names))) % len(names)]


def domain(random: Random) -> str:
    return random.choices(list(_MAIL), list(_MAIL.values()))[0]


def address(random: Random, given: str, family: str) -> str:
    """An address that somebody of this name could have chosen."""
    sep = random.choices([".", "_", "-", ""], [60, 15, 5, 20])[0]
    style = random.random()
    if style < 0.62:
        local = f"{given}{sep}{family}"
    elif style < 0.74:
        local = f"{given[0]}{sep}{family}"
    elif style < 0.82:
        local = f"{family}{sep}{given}"
    elif style < 0.92:
        local = f"{given}{sep}{family[0]}{random.choice(_WORDS)}"
    else:
        local = f"{random.choice(_WORDS)}{sep}{given}{random.randint(1, 99)}"
    return f"{local}{_number(random)}@{domain(random)}"


def _number(random: Random) -> str:
    draw = random.random()
    if draw < 0.42:
        return ""
    if draw < 0.62:
        return f"{random.randint(50, 105) % 100:02}"
    if draw < 0.74:
        return str(random.randint(1950, 2006))
    return str(random.randint(1, 999))


def clients(random: Random, count: int) -> list[Client]:
    """So many accounts; no identifier is held twice."""
    made, taken = list[Client](), set[str]()
    while len(made) < count:
        given, family = usual(random, GIVEN), usual(random, FAMILY)
        username = f"{given}_{family}"
        while username in taken:
            username = f"{given}_{family}{random.randint(2, 9999)}"
        wanted = [address(random, given, family) for _ in range(1 + (random.random() < 0.3))]
        mails = [mail for mail in dict.fromkeys(wanted) if mail not in taken]
        if not mails:
            continue
        taken.update(mails, {username})
        made.append(Client(username, (username, *mails)))
    return made


def holdings(people: list[Client]) -> list[tuple[str, str]]:
    """What `NearMisses` is built from."""
    return [(identifier, client.username) for client in people for identifier in client.identifiers]
