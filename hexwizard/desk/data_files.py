"""The files of `data/`, which a support lead may edit: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def data_path(*parts: str) -> Path:
    """Where a file of `data/` lies on this machine."""
    for root in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if root.is_dir():
            return root.joinpath(*parts)
    raise FileNotFoundError(Path("data").joinpath(*parts))


@lru_cache
def word_list(language: str) -> tuple[str, ...]:
    """The words of which temporary passwords are made, in the client's language."""
    name = {"fr": "french.txt", "en": "english.txt"}[language]
    lines = data_path("word_lists", name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache
def block_list() -> frozenset[str]:
    """Passwords that everybody knows, in their comparison form."""
    from hexwizard.accounts.identifiers import comparison_key

    lines = data_path("block_list.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(comparison_key(line) for line in lines if line.strip() and not line.startswith("#"))


@lru_cache
def providers() -> dict[str, str]:
    """The known mailbox domains, each with its provider's advice key (empty where none is special)."""
    table = tomllib.loads(data_path("providers.toml").read_text(encoding="utf-8"))
    return {domain: provider.get("advice", "") for provider in table["providers"] for domain in provider["domains"]}


@lru_cache
def spelling(language: str) -> dict[str, str]:
    """The read-aloud name of each character, as agents of that language say it on the phone."""
    table = tomllib.loads(data_path("spelling", f"{language}.toml").read_text(encoding="utf-8"))
    names = {
        character: name for group in table.values() if isinstance(group, dict) for character, name in group.items()
    }
    return names | {"capital": str(table.get("upper", ""))}


def spell(text: str, language: str) -> tuple[str, ...]:
    """`text` for reading aloud, a word for each character; an unknown character stands for itself."""
    names = spelling(language)
    capital = names.get("capital", "")
    return tuple(
        f"{capital} {names[character.lower()]}".strip()
        if character.isupper() and character.lower() in names
        else names.get(character, character)
        for character in text
    )
