"""What is wrong with an import file, gathered while it is read."""

from __future__ import annotations

from dataclasses import dataclass

from hexwizard.accounts.importing.limits import MOST_FAULTS_KEPT, MOST_SHOWN
from hexwizard.locale.message import Message, Parameter


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct. `line` is where the row begins in the file (the header is line 1)."""

    file: str
    line: int
    column: str | None
    reason: Message


class Faults:
    """All the faults of one file: every one is counted, the first `most` are kept."""

    def __init__(self, file: str, most: int = MOST_FAULTS_KEPT) -> None:
        self._file = file
        self._most = most
        self._kept: list[Fault] = []
        self.count = 0

    def add(self, line: int, column: str | None, key: str, /, **params: Parameter) -> None:
        """Note a fault; `key` is the catalogue's, without `import.fault.`."""
        self.count += 1
        if len(self._kept) < self._most:
            name = None if column is None else shown(column)
            self._kept.append(Fault(self._file, line, name, Message(f"import.fault.{key}", params)))

    def kept(self) -> tuple[Fault, ...]:
        """The faults in the file's order."""
        return tuple(sorted(self._kept, key=lambda fault: fault.line))


def shown(value: str) -> str:
    """`value`, short enough to stand in a reason. A password hash in the wrong column is not shown."""
    if "$argon2" in value:
        return "…"
    return value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"
