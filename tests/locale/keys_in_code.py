"""The keys that the code uses, read off its syntax trees.

A key stands in the code whole (`"cause.wrong-password.say"`) or with holes (`f"slip.{best.why}"`). A hole is filled by
a value of one of the product's enumerations, a word written in the same folder, a number, or a provider's advice key.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.locale.catalogues import ROOT

WHOLE = re.compile(r"(?!.*\.tcss$)[a-z-]+(?:\.[a-z0-9-]+)+")
_BEGINNING = re.compile(r"[a-z-]+\.")
_HOLE = r"([a-z0-9.-]+)"
_FAULT = "import.fault."


@dataclass(frozen=True)
class Use:
    """A call that names a key: whole, or as a pattern with holes. `given` is None where `**` hides what is passed.

    `speaks` is False for a call that merely has a first argument of a key's form, such as a file's name.
    """

    place: str
    folder: Path
    key: str | re.Pattern[str]
    given: frozenset[str] | None
    speaks: bool


@cache
def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob("hexwizard/**/*.py"))}


def _pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else _HOLE for part in node.values)
    return re.compile("".join(parts))


def _begins_as_key(node: ast.JoinedStr) -> bool:
    first = node.values[0] if node.values else None
    return isinstance(first, ast.Constant) and _BEGINNING.match(str(first.value)) is not None


@cache
def literals() -> dict[str, str]:
    """Every string literal that could be a key, with a place where it stands."""
    return {
        node.value: f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WHOLE.fullmatch(node.value)
    }


@cache
def patterns() -> tuple[tuple[str, Path, re.Pattern[str]], ...]:
    """Every f-string that begins like a key: where it stands, its folder and its pattern."""
    return tuple(
        (f"{path.relative_to(ROOT)}:{node.lineno}", path.parent, _pattern(node))
        for path, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and _begins_as_key(node)
    )


@cache
def _enumerated() -> frozenset[str]:
    """The values of all the product's enumerations."""
    return frozenset(
        statement.value.value
        for tree in _trees().values()
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in kind.bases)
        for statement in kind.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


@cache
def _bindings() -> frozenset[str]:
    """The ids of all key bindings: the footer names each by its id."""
    return frozenset(
        word.value.value
        for tree in _trees().values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Binding"
        for word in call.keywords
        if word.arg == "id" and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    )


@cache
def advice() -> frozenset[str]:
    """The providers' advice keys of `data/`."""
    table = tomllib.loads((ROOT / "data" / "providers.toml").read_text(encoding="utf-8"))
    return frozenset(provider["advice"] for provider in table["providers"] if provider.get("advice"))


@cache
def _written(folder: Path) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The strings written in the files of `folder`, and the f-strings with letters of their own."""
    nodes = [node for path, tree in _trees().items() if path.parent == folder for node in ast.walk(tree)]
    whole = frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    holed = tuple(
        _pattern(node)
        for node in nodes
        if isinstance(node, ast.JoinedStr)
        and node.values
        and re.match(r"[a-z-]", str(getattr(node.values[0], "value", "")))
    )
    return whole, holed


@cache
def _fills(text: str, folder: Path) -> bool:
    whole, holed = _written(folder)
    return (
        text in whole
        or text in _enumerated()
        or text in _bindings()
        or text.isdigit()
        or text in advice()
        or any(_fits(text, pattern, folder) for pattern in holed)
    )


def _fits(text: str, pattern: re.Pattern[str], folder: Path) -> bool:
    match = pattern.fullmatch(text)
    return match is not None and all(part != text and _fills(part, folder) for part in match.groups())


def matching(pattern: re.Pattern[str], folder: Path, keys: Iterable[str]) -> list[str]:
    """Those of `keys` that the pattern can become."""
    return [key for key in keys if _fits(key, pattern, folder)]


def unused(keys: Iterable[str]) -> list[str]:
    """Those of `keys` that no code can name."""
    return [
        key
        for key in keys
        if key not in literals() and not any(_fits(key, pattern, folder) for _, folder, pattern in patterns())
    ]


def uses() -> Iterator[Use]:
    """Every call whose key can be read off: as its first argument, or as an import fault's without the family."""
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _name(node) == "has":
                continue
            key = _key(node)
            if key is None:
                continue
            yield Use(f"{path.relative_to(ROOT)}:{node.lineno}", path.parent, key, _given(node), _speaks(node))


def _given(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    hidden = None in names or _name(call) == "Message"  # whose places come in a dictionary
    return None if hidden else frozenset(name for name in names if name is not None)


def _key(call: ast.Call) -> str | re.Pattern[str] | None:
    fault = {"fault": 1, "add": 2}.get(_name(call))
    if fault is not None and _concerns_faults(call) and len(call.args) > fault:
        key = call.args[fault]
        return _FAULT + key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
    match call.args:
        case [ast.Constant(value=str(text)), *_] if WHOLE.fullmatch(text) or _speaks(call):
            return text
        case [ast.JoinedStr() as holed, *_] if _begins_as_key(holed):
            return _pattern(holed)
        case _:
            return None


def _concerns_faults(call: ast.Call) -> bool:
    return _name(call) == "fault" or "faults" in ast.unparse(call.func).lower()


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


@cache
def _problems() -> frozenset[str]:
    """The names of `Problem` and of all its kinds."""
    bases = {
        kind.name: {base.id for base in kind.bases if isinstance(base, ast.Name)}
        for tree in _trees().values()
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef)
    }
    found = {"Problem"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def _speaks(call: ast.Call) -> bool:
    return _name(call) in {"say", "Message", "fault"} | _problems() or _concerns_faults(call)
