"""A picture of every screen in both languages and two sizes, the main ones in every theme, as it was liked.

One run of the wizard is drawn in all sizes and themes. `pytest tests/snapshots --snapshot-update` takes them anew; look
at what has changed before keeping it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen
from textual.widgets import Input, TextArea

from hexwizard.desk.desk import Desk
from hexwizard.locale.words import LANGUAGES
from hexwizard.widgets.secret_box import SecretBox
from tests.desks import demo_desk
from tests.gallery import SCENES, Playing, Scene, until_still
from tests.screens.test_keys import every_class

SIZES = ((80, 24), (120, 40))
OTHER_THEMES = ("hexwizard-light", "hexwizard-contrast")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(SecretBox, "_tick", lambda _: None)  # the seconds that a picture takes are none of its own
    with demo_desk(tmp_path) as opened:
        yield opened


async def pictures(pilot: Playing, scene: Scene, language: str) -> dict[str, str]:
    """The scene's SVGs by name."""
    await scene.play(pilot)
    taken = {}
    for typed in pilot.app.screen.query(Input):
        typed.cursor_blink = False
    for text in pilot.app.screen.query(TextArea):
        text.cursor_blink = False
    for width, height in SIZES:
        if pilot.app.size != (width, height):
            await pilot.resize_terminal(width, height)
            await until_still(pilot)
        taken[f"{width}x{height}"] = pilot.app.export_screenshot()
    for theme in OTHER_THEMES if scene.main and language == LANGUAGES[0] else ():
        pilot.app.theme = theme
        await until_still(pilot)
        taken[theme] = pilot.app.export_screenshot()
    return taken


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_it_looks_as_it_was_liked(
    snapshot: SnapshotAssertion, desk: Desk, scene: Scene, language: str, tmp_path: Path
) -> None:
    async with scene.opened(desk, language).run_test(size=SIZES[0], notifications=True) as pilot:
        taken = await pictures(pilot, scene, language)
        assert scene.shows in ("", type(pilot.app.screen).__name__)
    changed = []
    for name, svg in taken.items():
        if svg != snapshot(name=name, extension_class=SVGImageExtension):
            (tmp_path / f"{name}.svg").write_text(svg, encoding="utf-8")
            changed.append(str(tmp_path / f"{name}.svg"))
    assert not changed


def test_no_screen_is_left_out() -> None:
    shown = {scene.shows for scene in SCENES}
    screens = {one for one in every_class() if issubclass(one, Screen) and not one.__subclasses__()}
    assert sorted({one.__name__ for one in screens} - shown) == []
