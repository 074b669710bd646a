"""Reads the house's sources for secrets kept or told where a `repr`, a log or a fault's locals show them.

A secret is what a parameter of such a name brings, or what is drawn, read or typed as one (`SOURCES`), and every text
made of it. It may be handed on, hashed and compared. It may be kept only in a field that the `repr` leaves out, in a
`Secret`, or by a class whose own `__repr__` shows nothing of it. It is no print, no notice, no exception's text, no
global, nothing that a cache remembers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NAMED = re.compile(r"(^|_)(password|secret|passphrase|token|code|digits)$")
SOURCES = {
    "generate", "take", "getpass", "read_password", "read_two_secrets", "password_of", "get_password", "admit",
}  # fmt: skip
"""Functions and methods that give a secret."""
CONNECTIONS = "hexwizard/stores/postgres/"
"""Here a connection is taken."""
CARRIERS = {
    "say", "read", "grouped", "require_text", "normalize", "strip", "removesuffix", "removeprefix", "encode", "decode",
    "lower", "casefold", "replace", "join", "format", "str", "repr", "_link", "_normal", "reset", "code", "_text_of",
    "temporary_password", "_typed", "translate",
}  # fmt: skip
"""Calls whose answer is as secret as what they are given."""
TELLERS = {
    "print", "notify", "log", "debug", "info", "warning", "error", "exception", "critical", "warn", "write_text", "say",
    "tell", "show_problem", "putenv", "run", "Popen",
}  # fmt: skip
"""Calls that show, write or pass on to other programs what they are given."""
HANDED_ON = {("letters", "say")}
"""(file's stem, call): a letter says the code, and its body is a field without a place in the `repr`."""
CACHES = {"cache", "lru_cache", "cached_property"}
GROWING = {"append", "add", "extend", "insert", "setdefault", "update", "put"}
TELLING = {"signed.token", "issued.text", "event.password", "self._held.text"}
"""Attributes, as they are written, that hold a secret."""
WORDS_OF_OURS = {"PhoneLabels"}
"""What stands beside a field on the screen."""
TEXT = re.compile(r"^(str|bytes)\b")


@dataclass
class Keeper:
    """A class: its dataclass fields, whether the `repr` shows each; what `__init__` takes; a `__repr__` of its own."""

    fields: dict[str, bool] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)
    own_repr: str | None = None


@dataclass
class House:
    """Every class by its name."""

    classes: dict[str, Keeper] = field(default_factory=dict)
    given: set[tuple[str, str]] = field(default_factory=set)
    """(class, parameter) of every class that somewhere is made with a secret."""

    def read(self, tree: ast.AST) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self.classes[node.name] = _keeper(node)


def _keeper(node: ast.ClassDef) -> Keeper:
    found = Keeper()
    is_dataclass = any("dataclass" in ast.unparse(one) for one in node.decorator_list)
    is_dataclass |= any(ast.unparse(one) == "msgspec.Struct" for one in node.bases)  # its `repr` shows every field
    for one in node.body:
        if is_dataclass and isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            shown = "repr=False" not in (ast.unparse(one.value).replace(" ", "") if one.value else "")
            found.fields[one.target.id] = shown
        if isinstance(one, ast.FunctionDef) and one.name in ("__repr__", "__rich_repr__"):
            found.own_repr = ast.unparse(one)
        if isinstance(one, ast.FunctionDef) and one.name == "__init__":
            found.parameters = [arg.arg for arg in (*one.args.args, *one.args.kwonlyargs)][1:]
    return found


def faults(sources: dict[str, str]) -> list[str]:
    """`path:line what` for every place where a secret is kept or told. `sources` are texts by their path."""
    trees = {path: ast.parse(text) for path, text in sources.items()}
    house = House()
    for tree in trees.values():
        house.read(tree)
    known = -1
    while known != len(house.given):  # until no further class is made with one
        known = len(house.given)
        found = {path: sorted(set(_Reader(house, path).read(tree))) for path, tree in trees.items()}
    return [f"{path}:{line} {what}" for path, every in found.items() for line, what in every]


def sources(root: Path) -> dict[str, str]:
    return {str(one.relative_to(root.parent)): one.read_text(encoding="utf-8") for one in sorted(root.rglob("*.py"))}


class _Reader:
    """One file."""

    def __init__(self, house: House, path: str) -> None:
        self._house = house
        self._path = path
        self._found: list[tuple[int, str]] = []

    def read(self, tree: ast.Module) -> list[tuple[int, str]]:
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and self._carries(node.value, set()):
                self._fault(node, "a secret lives as long as the module")
        self._scope(tree, None)
        return self._found

    def _scope(self, node: ast.AST, owner: str | None) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                self._fields(child)
                self._scope(child, child.name)
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                self._function(child, owner, set())
            else:
                self._scope(child, owner)

    def _fields(self, node: ast.ClassDef) -> None:
        for one in node.body:
            if not (isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)):
                continue
            name, is_text = one.target.id, TEXT.match(ast.unparse(one.annotation))
            shown = self._house.classes[node.name].fields.get(name, False)
            if is_text and shown and NAMED.search(name) and node.name not in WORDS_OF_OURS:
                self._fault(one, f"{node.name}.{name} is in the repr")

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, owner: str | None, outer: set[str]) -> None:
        handed = {one for name, one in self._house.given if name == owner and node.name == "__init__"}
        secrets = outer | self._parameters(node) | handed
        if secrets - outer and any(_last(one) in CACHES for one in node.decorator_list):
            self._fault(node, f"a cache remembers what {node.name} was given")
        statements = [one for one in _own(node) if one is not node]
        before = -1
        while before != len(secrets):  # until nothing more is made of them
            before = len(secrets)
            for one in statements:
                secrets |= self._assigned(one, secrets)
        everywhere = {name for one in statements if isinstance(one, ast.Global) for name in one.names}
        for name in sorted(everywhere & secrets):
            self._fault(node, f"the global {name} is a secret")
        for one in statements:
            self._look(one, owner, secrets)
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                self._function(one, owner, secrets)

    def _parameters(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return {
            one.arg
            for one in every
            if NAMED.search(one.arg) and one.annotation is not None and TEXT.match(ast.unparse(one.annotation))
        }

    def _assigned(self, node: ast.AST, secrets: set[str]) -> set[str]:
        if isinstance(node, ast.NamedExpr) and self._carries(node.value, secrets):
            return {node.target.id}
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if len(targets) == 1 and isinstance(targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(targets[0].elts, node.value.elts, strict=True)
                return {one.id for one, value in pairs if isinstance(one, ast.Name) and self._carries(value, secrets)}
            if self._carries(node.value, secrets):
                flat = [one for target in targets for one in ast.walk(target)]
                return {one.id for one in flat if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        return set()

    def _carries(self, node: ast.expr, secrets: set[str]) -> bool:
        """Whether the expression's value holds a secret."""
        if isinstance(node, ast.Name):
            return node.id in secrets
        if isinstance(node, ast.Attribute):
            return ast.unparse(node) in TELLING
        if isinstance(node, ast.Call):
            name = _last(node)
            if name in SOURCES and not self._path.startswith(CONNECTIONS):
                return True
            if name not in CARRIERS:
                return False
        return any(self._carries(part, secrets) for part in _parts(node))

    def _look(self, node: ast.AST, owner: str | None, secrets: set[str]) -> None:
        match node:
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
                self._kept(node, owner, secrets)
            case ast.Raise() if isinstance(node.exc, ast.Call) and self._given(node.exc, secrets):
                self._fault(node, "a secret in an exception")
            case ast.Assert() if node.msg is not None and self._carries(node.msg, secrets):
                self._fault(node, "a secret in an assertion")
            case ast.Call():
                self._called(node, secrets)

    def _kept(self, node: ast.Assign | ast.AugAssign | ast.AnnAssign, owner: str | None, secrets: set[str]) -> None:
        if node.value is None:
            return
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        values: list[tuple[ast.expr, ast.expr]] = []
        for target in targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                values += zip(target.elts, node.value.elts, strict=True)
            else:
                values.append((target, node.value))
        for target, value in values:
            while isinstance(target, ast.Subscript):
                target = target.value  # noqa: PLW2901 - what holds it in the end
            is_kept = isinstance(target, ast.Attribute) and self._carries(value, secrets)
            if is_kept and isinstance(target, ast.Attribute) and not self._is_keeper(owner, target.attr):
                self._fault(node, f"{ast.unparse(target)} keeps a secret")

    def _is_keeper(self, owner: str | None, attribute: str) -> bool:
        """Whether the class has a `__repr__` of its own that says nothing of that attribute but whether it is there."""
        own = self._house.classes[owner].own_repr if owner else None
        return own is not None and re.search(rf"\{{[^}}]*{attribute}|(?:return|yield) self\.{attribute}\b", own) is None

    def _called(self, node: ast.Call, secrets: set[str]) -> None:
        name = _last(node)
        if name in TELLERS and (Path(self._path).stem, name) not in HANDED_ON and self._given(node, secrets):
            self._fault(node, f"{name} tells a secret")
        if name in GROWING and ast.unparse(node.func).startswith("self.") and self._given(node, secrets):
            self._fault(node, f"{ast.unparse(node.func)} keeps a secret")
        made = self._house.classes.get(name)
        if made is None:
            return
        words = [(one.arg, one.value) for one in node.keywords if one.arg]
        for place, value in [*zip(made.fields or made.parameters, node.args, strict=False), *words]:
            if not self._carries(value, secrets):
                continue
            if place in made.parameters:
                self._house.given.add((name, place))
            if made.fields.get(place) and made.own_repr is None:
                self._fault(node, f"{name}.{place} shows a secret in its repr")

    def _given(self, node: ast.Call, secrets: set[str]) -> bool:
        return any(self._carries(one, secrets) for one in [*node.args, *(word.value for word in node.keywords)])

    def _fault(self, node: ast.AST, what: str) -> None:
        self._found.append((getattr(node, "lineno", 0), what))


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function, without what stands in functions inside it; lambdas are of it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _own(child)


def _parts(node: ast.expr) -> list[ast.expr]:
    """What the value of an expression is made of."""
    match node:
        case ast.Call():
            of = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            return [*of, *node.args, *(word.value for word in node.keywords)]
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.Subscript() | ast.Starred() | ast.Await() | ast.FormattedValue() | ast.NamedExpr():
            return [node.value]
        case ast.BinOp() | ast.BoolOp() | ast.JoinedStr() | ast.Tuple() | ast.List() | ast.Set() | ast.Dict():
            return [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)]
    return []


def _last(node: ast.expr) -> str:
    """The last name of what is called: `take` of `self.query_one(…).take()`."""
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
