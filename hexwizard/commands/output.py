"""Text for the terminal from a command: data made harmless, one line where one line is promised."""

from __future__ import annotations

import json

from hexwizard.locale.visible import in_json, plain_text


def one_line(text: str) -> str:
    """`text` on one line, with what cannot be seen made visible, so that no data can drive the terminal."""
    return plain_text(" ".join(text.splitlines()))


def as_json(value: object) -> str:
    """`value` as JSON for people and programs: letters as they are, what cannot be seen escaped."""
    return in_json(json.dumps(value, ensure_ascii=False, indent=2))
