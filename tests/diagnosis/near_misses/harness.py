"""How often a slip finds its account, and how often a stranger gets a false one, by kind.

    python -m tests.diagnosis.near_misses.harness [COUNT [ACCOUNTS [SEED [habits]]]]

`habits` takes the second population and its typing (`habits.py`) in the place of the first.

A drawn slip that is some account's exact identifier is drawn again: nobody asks for near misses then. So is a
stranger's address one stroke away from a client's, which nothing in the text tells from a slip; how many
those were is printed, and the rate that they would have made.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from random import Random

from rapidfuzz.distance import OSA

from hexwizard.accounts.identifiers import comparison_key
from tests.diagnosis.near_misses import habits
from tests.diagnosis.near_misses.on_file import OnFile
from tests.diagnosis.near_misses.people import FAMILY, GIVEN, Client, address, clients, holdings, usual
from tests.diagnosis.near_misses.slips import KINDS, slip


@dataclass(frozen=True)
class Population:
    """Whose identifiers, which slips, and who else might call."""

    clients: Callable[[Random, int], list[Client]]
    stranger: Callable[[Random], str]
    kinds: Collection[str]
    slip: Callable[[Random, str, str], str | None]


def _stranger(random: Random) -> str:
    return address(random, usual(random, GIVEN), usual(random, FAMILY))


QUEBEC = Population(clients, _stranger, tuple(KINDS), slip)
HABITS = Population(habits.clients, habits.address, tuple(habits.KINDS), habits.slip)


@dataclass
class Tally:
    """What was asked, by kind, and how often the answer was right."""

    asked: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    in_five: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)

    def share(self, right: Counter[str]) -> float:
        return right.total() / self.asked.total()


@dataclass
class Strangers:
    """False candidates, by how they were explained; `redrawn`: addresses one stroke from a client's."""

    asked: int = 0
    redrawn: int = 0
    false: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.false.total() / self.asked

    @property
    def share_with_redrawn(self) -> float:
        return (self.false.total() + self.redrawn) / (self.asked + self.redrawn)


def measure_slips(
    near: OnFile, people: list[Client], count: int, random: Random, population: Population = QUEBEC
) -> Tally:
    """`count` slips, the kinds in turn, each of some identifier of some client."""
    tally, kinds = Tally(), list(population.kinds)
    taken = {identifier for client in people for identifier in client.identifiers}
    for number in range(count):
        kind = kinds[number % len(kinds)]
        client, typed = next(_mistyped(kind, people, taken, random, population))
        found = near.search(typed)
        tally.asked[kind] += 1
        tally.first[kind] += bool(found) and found[0].username == client.username
        tally.in_five[kind] += any(candidate.username == client.username for candidate in found)
        tally.named[kind] += bool(found) and found[0].why == kind
    return tally


def _mistyped(
    kind: str, people: list[Client], taken: set[str], random: Random, population: Population
) -> Iterator[tuple[Client, str]]:
    while True:
        client = random.choice(people)
        typed = population.slip(random, kind, random.choice(client.identifiers))
        if typed is not None and comparison_key(typed) not in taken:
            yield client, typed


def measure_strangers(
    near: OnFile, people: list[Client], count: int, random: Random, population: Population = QUEBEC
) -> Strangers:
    """`count` addresses of other people, drawn as the clients' own were."""
    result = Strangers()
    taken = {identifier for client in people for identifier in client.identifiers}
    one_less = _Neighbourhood(taken)
    while result.asked < count:
        typed = population.stranger(random)
        if typed in taken:
            continue
        if one_less.is_one_stroke_away(typed):
            result.redrawn += 1
            continue
        result.asked += 1
        found = near.search(typed)
        if found:
            result.false[found[0].why.value] += 1
            result.examples.append(f"{typed} -> {found[0].identifier} ({found[0].why}, {found[0].score})")
    return result


class _Neighbourhood:
    """Which texts are one stroke from a client's: they share a text with one letter taken away."""

    def __init__(self, identifiers: set[str]) -> None:
        self._shorter: dict[str, list[str]] = {}
        for identifier in identifiers:
            for text in _shortened(identifier):
                self._shorter.setdefault(text, []).append(identifier)

    def is_one_stroke_away(self, typed: str) -> bool:
        near = (other for text in _shortened(typed) for other in self._shorter.get(text, ()))
        return any(OSA.distance(typed, other, score_cutoff=1) == 1 for other in near)


def _shortened(text: str) -> set[str]:
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def table(tally: Tally, strangers: Strangers) -> str:
    """Both measures as text."""
    lines = [f"{'slip':28} {'asked':>6} {'first':>8} {'in five':>8} {'named so':>9}"]
    for kind, asked in tally.asked.items():
        shares = (tally.first[kind] / asked, tally.in_five[kind] / asked, tally.named[kind] / asked)
        lines.append(f"{kind:28} {asked:6} {shares[0]:8.2%} {shares[1]:8.2%} {shares[2]:9.2%}")
    total = tally.asked.total()
    lines.append(f"{'all':28} {total:6} {tally.share(tally.first):8.2%} {tally.share(tally.in_five):8.2%}")
    lines.append(f"\nstrangers {strangers.asked}, false candidates {strangers.share:.2%}, by kind:")
    lines += [f"  {kind:20} {count:5} {count / strangers.asked:.2%}" for kind, count in strangers.false.most_common()]
    lines.append(f"one stroke from a client, drawn again: {strangers.redrawn}")
    lines.append(f"false candidates with all of those: {strangers.share_with_redrawn:.2%}")
    return "\n".join(lines)


def main() -> None:
    """Print the table for the counts given on the command line."""
    count, accounts, seed = (*map(int, sys.argv[1:4]), *(10_000, 10_000, 1)[len(sys.argv[:4]) - 1 :])
    population = HABITS if "habits" in sys.argv[4:] else QUEBEC
    random = Random(seed)
    people = population.clients(random, accounts)
    near = OnFile(holdings(people))
    tally = measure_slips(near, people, count, random, population)
    strangers = measure_strangers(near, people, count, random, population)
    print(table(tally, strangers))
    print("\n".join(strangers.examples[:10]))


if __name__ == "__main__":
    main()
