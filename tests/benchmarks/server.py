"""The server's store beside bare psycopg, interleaved in one run: `python -m tests.benchmarks.server [SIZE]`.

Look-up: by an e-mail, the record decoded on both sides; the bare query has neither view nor pool. Search: names as they
are spread among people (Zipf), whole and begun, one word and two, each search beside a bare look-up and beside the same
words sought by trigrams (pg_trgm), as bare psycopg asks for them.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec
import psycopg

from hexwizard.accounts.identifiers import search_key
from hexwizard.accounts.model import Account
from hexwizard.desk.data_files import data_path
from hexwizard.stores.postgres.address import place_of
from hexwizard.stores.postgres.keyring import Keyring
from hexwizard.stores.postgres.opening import open_server
from hexwizard.stores.postgres.store import ServerStore
from hexwizard.stores.protocol import Table
from tests.benchmarks.store import account
from tests.stores.samples import Entry
from tests.stores.servers import Server, lone_server

DECODE = msgspec.json.Decoder(Account).decode
PART = 50_000
ROUNDS = 4000
SEARCHES = 1000
SHOWN = 20
REPEATS = 5  # of which the best counts, of every side: the machine does other work too
BARE = """SELECT a.record::text FROM hexwizard.identifiers i JOIN hexwizard.accounts a ON a.key = i.account
  WHERE i.key = %s"""
TRIGRAMS = "CREATE INDEX names_trigrams ON hexwizard.names USING gin (words gin_trgm_ops)"
BY_TRIGRAMS = """SELECT a.record::text FROM (SELECT account FROM hexwizard.names WHERE {} LIMIT %s) n
  JOIN hexwizard.accounts a ON a.key = n.account"""
BEGINNINGS = "CREATE INDEX names_begins ON hexwizard.names USING gin (begins) WITH (fastupdate = off)"


def names(list_of_words: str) -> list[str]:
    """Some thousand names, the commonest first: words of that language, which have its letters and beginnings."""
    text = data_path("word_lists", list_of_words).read_text(encoding="utf-8")
    found = [line.split()[-1].capitalize() for line in text.splitlines() if line and not line.startswith("#")]
    random.Random(7).shuffle(found)
    return found


def people(size: int) -> list[Account]:
    """Accounts of which a hundredth or so share the commonest family name, as among real people."""
    chance = random.Random(7)
    given, family = names("english.txt"), names("french.txt")
    first = chance.choices(given, [1 / (place + 10) for place in range(len(given))], k=size)
    last = chance.choices(family, [1 / (place + 10) for place in range(len(family))], k=size)
    return [
        replace(account(number), given_name=one, family_name=other)
        for number, (one, other) in enumerate(zip(first, last, strict=True))
    ]


def opened(server: Server, folder: Path) -> ServerStore:
    """The store on the database `bench` of that server."""
    keyring = Keyring(folder / "postgresql.key", folder)
    return open_server(place_of(server.address("bench"), {}), keyring, create=True)


def fill(store: ServerStore, everybody: list[Account]) -> float:
    """Import them; returns the seconds that it took."""
    started = time.perf_counter()
    for begin in range(0, len(everybody), PART):
        with store.transaction() as act:
            for one in everybody[begin : begin + PART]:
                act.put(Table.ACCOUNTS, one.username, one)
            act.audit(Entry("bench", "import"))
    return time.perf_counter() - started


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def lookups(store: ServerStore, bare: psycopg.Connection[tuple[str]], size: int) -> tuple[list[float], list[float]]:
    """Seconds of each look-up, ours and bare, in turn."""
    chance = random.Random(1)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        address = f"user{chance.randrange(size)}@example.com"
        ours.append(timed(lambda a=address: store.reader().holders(a)[0]))  # type: ignore[misc]
        address = f"user{chance.randrange(size)}@example.com"
        theirs.append(timed(lambda a=address: decoded(bare, BARE, (a,))[0]))  # type: ignore[misc]
    return ours[200:], theirs[200:]


def wanted(everybody: list[Account], chance: random.Random) -> str:
    """What an agent types to find one of them."""
    one = chance.choice(everybody)
    begun = one.family_name[: chance.randint(3, 5)]
    return chance.choice(
        (
            one.family_name,
            begun,
            f"{one.given_name} {one.family_name}",
            f"{one.given_name[:3]} {begun}",
            f"{one.family_name} {one.given_name[:1]}",
        )
    )


def searches(
    store: ServerStore, bare: psycopg.Connection[tuple[str]], texts: list[str], size: int
) -> dict[str, list[float]]:
    """The best seconds of each search, of as many bare look-ups and of as many searches by trigrams, in turn."""
    chance = random.Random(5)
    addresses = [f"user{chance.randrange(size)}@example.com" for _ in texts]
    best = {side: [60.0] * len(texts) for side in ("ours", "look-up", "trigrams")}
    for _ in range(REPEATS):
        for place, text in enumerate(texts):
            words = search_key(text).split()
            sql = BY_TRIGRAMS.format(" AND ".join(["words LIKE %s"] * len(words)))
            sides: dict[str, Callable[[], object]] = {
                "ours": partial(store.reader().search, text, SHOWN),
                "look-up": partial(decoded, bare, BARE, (addresses[place],)),
                "trigrams": partial(decoded, bare, sql, (*(f"% {word}%" for word in words), 2 * SHOWN)),
            }
            for side, work in sides.items():
                best[side][place] = min(best[side][place], timed(work))
    return best


def decoded(bare: psycopg.Connection[tuple[str]], sql: str, parameters: Sequence[object]) -> list[Account]:
    return [DECODE(row[0]) for row in bare.execute(sql.encode(), parameters)]


def p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(0.99 * len(seconds))]


@dataclass(frozen=True, slots=True)
class Bench:
    """A store that is filled, and a bare connection to the same database. `filling` in seconds."""

    server: Server
    store: ServerStore
    bare: psycopg.Connection[tuple[str]]
    everybody: list[Account]
    filling: float

    def look_up(self, address: str) -> Account:
        return self.store.reader().holders(address)[0]

    def look_up_bare(self, address: str) -> Account:
        return decoded(self.bare, BARE, (address,))[0]


@contextmanager
def bench(folder: Path, size: int, twin: str = "") -> Iterator[Bench]:
    """A server of its own with `size` accounts, as durable as one in use; its key is kept in `folder`.

    `twin` names a copy of the database, for what bare psycopg writes: no store may read that afterwards.
    """
    with lone_server(shared_buffers="2GB", autovacuum="on", fsync="on") as server:
        with server.connected() as owner:
            owner.execute("CREATE DATABASE bench")
        store = opened(server, folder)
        everybody = people(size)
        with server.connected("bench") as owner:
            owner.execute("DROP INDEX hexwizard.names_begins")  # quicker made at once
        filling = fill(store, everybody)
        with server.connected("bench") as owner:
            owner.execute("SET maintenance_work_mem = '1GB'")
            owner.execute(BEGINNINGS)
            owner.execute("CREATE EXTENSION pg_trgm")
            owner.execute(TRIGRAMS)
            owner.execute("VACUUM ANALYZE")
        if twin:
            store.close()  # nobody may be in what is copied
            with server.connected() as owner:
                owner.execute(f"CREATE DATABASE {twin} TEMPLATE bench")
            store = opened(server, folder)
        with psycopg.connect(server.address("bench"), autocommit=True) as bare:
            yield Bench(server, store, bare, everybody, filling)
        store.close()


def main(size: int) -> None:
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as name, bench(Path(name), size) as filled:
        print(f"{size:,} accounts, import {filled.filling:.0f} s")
        texts = list(dict.fromkeys(wanted(filled.everybody, chance) for _ in range(SEARCHES)))
        report(filled.store, filled.bare, texts, size)


def report(store: ServerStore, bare: psycopg.Connection[tuple[str]], texts: list[str], size: int) -> None:
    """Measure and print."""
    ours, theirs = (statistics.median(side) for side in lookups(store, bare, size))
    print(f"look-up {ours * 1e6:.0f} µs = {ours / theirs:.2f} × bare psycopg ({theirs * 1e6:.0f} µs)")
    best = searches(store, bare, texts, size)
    plain = statistics.median(best["look-up"])
    for side in ("ours", "trigrams"):
        spent = best[side]
        longest = texts[spent.index(max(spent))]
        print(
            f"search, {side}: median {statistics.median(spent) * 1e3:.2f} ms, p99 {p99(spent) * 1e3:.2f} ms = "
            f"{p99(spent) / plain:.1f} × bare look-up ({plain * 1e6:.0f} µs), longest {max(spent) * 1e3:.1f} ms "
            f"({longest})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
