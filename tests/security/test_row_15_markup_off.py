"""Row 15: markup is off for data. Held for every line of the screens: a text is plain before any widget has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "hexwizard"
PLACES = sorted([*HOUSE.glob("screens/**/*.py"), *HOUSE.glob("widgets/**/*.py"), *HOUSE.glob("*.py")])
READS_MARKUP = {"Static", "Label", "Button"}
"""Widgets of Textual that read a `str` as markup. `Prose` takes a `Content` alone, and mypy sees to it."""
FORBIDDEN = {"from_markup", "from_rich_text", "from_text", "to_content", "visualize"}


def faults(source: str) -> list[str]:
    """Where a text might be read as markup, each with its line."""
    tree = ast.parse(source)
    own = {alias.asname or alias.name: node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
           for alias in node.names}  # fmt: skip
    return [f"{getattr(node, 'lineno', 0)}: {what}" for node in ast.walk(tree) if (what := _fault(node, own))]


def _fault(node: ast.AST, own: dict[str, str | None]) -> str:
    if isinstance(node, ast.Call):
        return _fault_of_call(node, _called(node), own)
    if isinstance(node, ast.Assign) and any(_is_border(target) for target in node.targets):
        return "" if _is_words(node.value) else "a title of data"
    return ""


def _fault_of_call(node: ast.Call, name: str, own: dict[str, str | None]) -> str:
    rules = {
        f"{name} reads markup": name in FORBIDDEN,
        f"{name} without markup=False, or a content": (
            name in READS_MARKUP and own.get(name) == "textual.widgets" and not _is_off(node)
        ),
        "an option of a text": (
            name == "Option" and own.get(name) == "textual.widgets.option_list" and _is_text(node.args[:1])
        ),
        "update with a text": name == "update" and _is_text(node.args[:1]) and not _updates_without_markup(node),
        "notify past the safe one": name == "notify" and _super(node) and not _is_off(node),
    }
    return next((what for what, holds in rules.items() if holds), "")


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_off(node: ast.Call) -> bool:
    off = any(one.arg == "markup" and isinstance(one.value, ast.Constant) and one.value.value is False
              for one in node.keywords)  # fmt: skip
    return off or (bool(node.args) and (_is_content(node.args[0]) or _is_nothing(node.args[0])))


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == ""


def _is_content(node: ast.expr) -> bool:
    """`plain(…)`, an assembly of contents, or a method of the widget that mypy knows to return one."""
    if isinstance(node, ast.BinOp):
        return _is_content(node.left) and _is_content(node.right)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        method = node.func
        if method.attr in ("stylize", "join", "assemble"):
            return True
        return isinstance(method.value, ast.Name) and method.value.id == "self" and method.attr.startswith("_")
    return _called(node) in ("plain", "Content")


def _is_text(arguments: list[ast.expr]) -> bool:
    """Whether it is a `str` by its looks: a literal with something in it, an f-string, or words."""
    for one in arguments:
        if isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and isinstance(one.value, str)):
            return not _is_nothing(one)
        if isinstance(one, ast.Call) and _called(one) in ("say", "str", "word", "render", "plain_text"):
            return True
    return False


def _updates_without_markup(node: ast.Call) -> bool:
    """`query_one(…, Label)` that was made with markup off: such a widget is found by the rule above."""
    target = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(target, ast.Call) and any(
        isinstance(one, ast.Name) and one.id in ("Label", "Static") for one in target.args
    )


def _super(node: ast.Call) -> bool:
    target = node.func.value if isinstance(node.func, ast.Attribute) else None
    return isinstance(target, ast.Call) and _called(target) == "super"


def _is_border(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr in ("border_title", "border_subtitle", "tooltip", "label")


def _is_words(node: ast.expr) -> bool:
    """Words of the catalogue without anything of the data in them, or what went through the one place."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(_is_words(one.value if isinstance(one, ast.FormattedValue) else one) for one in node.values)
    if isinstance(node, ast.Call):
        name = _called(node)
        words_alone = name == "say" and len(node.args) == 1 and not node.keywords
        return (
            name in ("plain", "plain_text", "assemble")
            or words_alone
            or (name == "Content" and all(map(_is_words, node.args)))
        )
    return False


def _all_faults() -> Iterator[str]:
    for path in PLACES:
        for fault in faults(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(HOUSE)}:{fault}"


def test_no_screen_and_no_widget_gives_a_text_to_textual_that_could_be_read_as_markup() -> None:
    assert len(PLACES) > 60
    assert list(_all_faults()) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(account.full_name)", "Static(id='x')", "Label(f'{name}')", "Label(say('key', name=name))",
        "Button(name)", "Static(name, markup=True)", "Content.from_markup(name)", "Option(f'{name} · {email}')",
        "Option(self.say('key', name=name))", "self.query_one('#x', Prose).update(f'{name}')",
        "box.border_title = name", "box.border_title = f' {name} '", "box.border_title = self.say('key', name=name)",
        "field.tooltip = name", "button.label = self.say('key', name=name)", "super().notify(text)",
    ],
)  # fmt: skip
def test_what_could_be_is_found(line: str) -> None:
    imports = "from textual.widgets import Button, Label, Static\nfrom textual.widgets.option_list import Option\n"
    assert len(faults(imports + line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Static(plain(account.full_name))", "Static(id='x', markup=False)", "Label(name, markup=False)",
        "Static(plain(name).stylize('bold'))", "Option(Content.assemble(name))", "Option('', id=name)",
        "box.border_title = f' {self.say(\"key\")} '", "box.border_title = plain_text(name)",
        "super().notify(text, markup=False)", "self.query_one('#x', Prose).update(plain(name))",
    ],
)  # fmt: skip
def test_what_could_not_be_is_left_alone(line: str) -> None:
    imports = "from textual.widgets import Button, Label, Static\nfrom textual.widgets.option_list import Option\n"
    assert faults(imports + line) == []
