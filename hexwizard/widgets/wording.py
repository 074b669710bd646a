"""What a widget asks of the words it is handed: `Words` is one."""

from __future__ import annotations

from typing import Protocol

from hexwizard.locale.message import Parameter


class Wording(Protocol):
    def __call__(self, key: str, **params: Parameter) -> str:
        """The sentence under `key`."""
        ...
