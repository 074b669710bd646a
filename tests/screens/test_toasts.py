"""What is told in passing hides nothing that the agent reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from hexwizard.widgets.know_pane import KnowPane
from tests.desks import demo_desk
from tests.gallery import SCENES, until_still

LONG = "The server db.example.org/desk does not answer yet. What you typed is kept: try again in a moment."


@pytest.mark.parametrize(("told", "lines"), [("Sent to the clipboard.", 1), (LONG, 2)])
@pytest.mark.parametrize("size", [(80, 20), (80, 24), (120, 40), (120, 50)])
async def test_its_last_line_lies_on_the_rule_above_what_we_know(
    tmp_path: Path, size: tuple[int, int], told: str, lines: int
) -> None:
    scene = next(scene for scene in SCENES if scene.name == "section-primary-email")
    with demo_desk(tmp_path) as desk:
        app = scene.opened(desk, "en")
        async with app.run_test(size=size, notifications=True) as pilot:
            await scene.play(pilot)
            rule = app.screen.query_one(KnowPane).region.y
            app.notify(told)
            await until_still(pilot)
            toast = app.screen.query_one(Toast).region
            assert (toast.height, toast.bottom) == (lines, rule + 1)


async def test_one_line_holds_what_fits_a_row_of_a_small_terminal(tmp_path: Path) -> None:
    scene = next(scene for scene in SCENES if scene.name == "section-primary-email")
    with demo_desk(tmp_path) as desk:
        app = scene.opened(desk, "en")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await scene.play(pilot)
            app.notify("x" * 70)
            await until_still(pilot)
            assert app.screen.query_one(Toast).region.height == 1
