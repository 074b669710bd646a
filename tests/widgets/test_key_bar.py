"""The footer tells all that the screen's own keys do, however narrow it is, and does each at a click."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from hexwizard.theme import register_themes
from hexwizard.widgets.key_bar import Entry, KeyBar, fitted
from tests.widgets.seeing import seen


def entries(*named: tuple[str, str]) -> list[Entry]:
    return [Entry(Binding(key, "do", id=name), True, key, name) for key, name in named]


OWN = entries(("enter", "next"), ("c", "copy"), ("b", "reply"), ("j", "end-hand-over"), ("f1", "help"))
EVERYWHERE = entries(("ctrl+p", "palette"), ("f2", "language"), ("f6", "theme"))


@pytest.mark.parametrize("width", [20, 30, 60, 80, 120])
def test_no_key_of_the_screen_is_left_out_and_no_line_runs_over(width: int) -> None:
    lines = fitted(OWN + EVERYWHERE, width)
    assert [one for line in lines for one in line if one in OWN] == OWN
    assert all(sum(one.width for one in line) <= width for line in lines)


def test_what_means_the_same_everywhere_takes_no_line_of_its_own() -> None:
    assert fitted(OWN + EVERYWHERE, 60) == [OWN]
    assert fitted(OWN + EVERYWHERE, 80) == [OWN + EVERYWHERE[:1]]
    assert fitted(OWN + EVERYWHERE, 120) == [OWN + EVERYWHERE]


class Keyed(App[None]):
    """Three keys, of which one is shut until another was pressed."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note('first')", "first", id="first"),
        Binding("b", "note('shut')", "shut", id="shut"),
        Binding("c", "note('last')", "last", id="last"),
        Binding("x", "note('hidden')", "hidden", id="hidden", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        register_themes(self)
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("what stands above")
        yield KeyBar({"key.first": "Premier", "key.shut": "Fermé", "key.last": "Dernier"}.__getitem__)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        return None if "shut" in parameters and "first" not in self.done else True

    def action_note(self, what: str) -> None:
        self.done.append(what)
        self.refresh_bindings()


async def test_a_click_does_what_the_key_does_and_one_on_a_shut_key_or_beside_them_nothing() -> None:
    app = Keyed()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert seen(app).splitlines()[9].startswith(" a Premier  b Fermé  c Dernier ")
        for column in (13, 40, 22, 3, 13):
            await pilot.click(KeyBar, offset=(column, 0))
            await pilot.pause()
        assert app.done == ["last", "first", "shut"]


async def test_a_key_on_the_second_line_of_a_narrow_footer_answers_to_the_mouse_as_well() -> None:
    app = Keyed()
    async with app.run_test(size=(22, 10)) as pilot:
        await pilot.pause()
        assert [line.strip() for line in seen(app).splitlines()[8:]] == ["a Premier  b Fermé", "c Dernier"]
        await pilot.click(KeyBar, offset=(3, 1))
        await pilot.pause()
        assert app.done == ["last"]
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert seen(app).splitlines()[9].strip() == "a Premier  b Fermé  c Dernier"


async def test_the_key_beneath_the_mouse_stands_out_and_is_named() -> None:
    app = Keyed()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        bar = app.query_one(KeyBar)
        at_rest = bar.render()
        await pilot.hover(KeyBar, offset=(22, 0))
        assert bar.tooltip == "Dernier"
        assert bar.has_class("-on-a-key")
        assert bar.render().spans != at_rest.spans
        await pilot.hover(KeyBar, offset=(50, 0))
        assert not bar.has_class("-on-a-key")
        await pilot.hover(KeyBar, offset=(22, 0))
        await pilot.hover(Static)
        assert bar.render().spans == at_rest.spans
        assert bar.tooltip is None
