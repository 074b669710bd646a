"""The root of this project's errors: what is wrong and what to do, as a message that the edge puts into words."""

from __future__ import annotations

from typing import ClassVar

from hexwizard.locale.message import Message, Parameter


class Problem(Exception):
    """Something the user can understand and act on. Never carries a secret.

    `exit_status` is what a command line ends with: 1 the answer is no, 2 wrong usage, 3 the account file cannot be
    used.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, key: str, **params: Parameter) -> None:
        super().__init__(key)
        self.message = Message(key, params)


class UnreadableText(Problem):
    """Text that is no Unicode text: lone surrogates, which no file and no hash can hold."""

    exit_status = 2
