"""What may not be cut off, at any size: `python -m tests.sizes` walks every scene over the whole grid."""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from textual.app import App
from textual.widget import Widget
from textual.widgets import Input, TextArea

from hexwizard.locale.words import LANGUAGES
from hexwizard.widgets.case_bar import CaseBar
from hexwizard.widgets.do_pane import DoRow
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.rail import Rail
from hexwizard.widgets.say_box import SayBox
from hexwizard.widgets.secret_box import SecretBox
from tests.desks import demo_desk
from tests.gallery import SCENES, Playing, until_still
from tests.pace import look_closer, read_styles_once

GRID = tuple(itertools.product((60, 70, 80, 99, 100, 120, 159, 160, 200, 240), (20, 23, 24, 30, 33, 34, 49, 50, 70)))
_FIXED = (KeyBar, Rail, CaseBar, SayBox, SecretBox)
"""What must be seen whole, without scrolling."""


def cut_off(app: App[int | str]) -> list[str]:
    """What of the controls on the screen cannot be reached, and what runs over to the right."""
    width, height = app.size
    wrong = []
    for widget in app.screen.query("*").results(Widget):
        if not _is_shown(widget) or not widget.size:
            continue
        region = widget.region
        if widget.max_scroll_x > 0 and widget.is_scrollable and not isinstance(widget, (Input, TextArea)):
            wrong.append(f"{widget!r} runs over to the right")
        control = widget.focusable or isinstance(widget, (*_FIXED, DoRow))
        if control and not 0 <= region.x <= region.right <= width:
            wrong.append(f"{widget!r} stands at {region}")
        whole = 0 <= region.y <= region.bottom <= height
        if control and not whole and (isinstance(widget, _FIXED) or not _scrolls(widget)):
            wrong.append(f"{widget!r} is out of reach at {region}")
    return wrong


def _is_shown(widget: Widget) -> bool:
    return all(one.display for one in widget.ancestors_with_self if isinstance(one, Widget))


def _scrolls(widget: Widget) -> bool:
    return any(isinstance(one, Widget) and one.allow_vertical_scroll for one in widget.ancestors)


async def walk(pilot: Playing, sizes: Iterable[tuple[int, int]]) -> list[str]:
    """What is cut off at any of `sizes`."""
    wrong = []
    for width, height in sizes:
        await pilot.resize_terminal(width, height)
        await until_still(pilot)
        wrong += [f"{width}×{height}: {one}" for one in cut_off(pilot.app)]
    return wrong


async def _all(language: str) -> int:
    found = 0
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as folder, demo_desk(Path(folder)) as desk:
            async with scene.opened(desk, language).run_test(size=(80, 24), notifications=True) as pilot:
                await scene.play(pilot)
                wrong = await walk(pilot, GRID)
        found += len(wrong)
        print(f"{scene.name} {language}: {len(GRID)} sizes, {len(wrong)} cut off", *wrong[:5], sep="\n  ", flush=True)
    return found


def _walked(language: str) -> int:
    look_closer()
    read_styles_once()
    return asyncio.run(_all(language))


def main() -> int:
    with ProcessPoolExecutor(len(LANGUAGES)) as pool:
        found = sum(pool.map(_walked, LANGUAGES))
    print(f"sizes: {len(SCENES)} scenes in {len(LANGUAGES)} languages at {len(GRID)} sizes, {found} cut off")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
