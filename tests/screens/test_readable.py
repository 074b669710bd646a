"""What is painted can be read in all colours, in sixteen and in none: WCAG 2.2 AA, measured on the letters."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from textual.app import App
from textual.color import Color

from hexwizard.desk.theme_name import ThemeName
from hexwizard.theme import wear
from tests.desks import demo_desk
from tests.gallery import SCENES, Playing, Scene, until_still
from tests.widgets.test_theme import contrast

LEAST: Final = 4.5
STANDARD: Final = [colour for step in ((0, 0xAA), (0x55, 0xFF)) for colour in product(step, repeat=3)]
"""As the Linux console shows them, but for its brown, which no theme uses."""
SHOWN: Final = [one for one in SCENES if one.main]
PLAIN: Final = [one for one in SHOWN if one.name in ("home-parked", "section-primary-email", "secret-shown")]


def letters(app: App[Any]) -> Iterator[tuple[str, Color, Color]]:
    """(text, colour, ground) of whatever is painted and has letters or digits."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                continue
            if any(sign.isalnum() for sign in segment.text):
                front, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                if style.reverse:
                    front, ground = ground, front
                yield segment.text, front, ground


def _is_standard(colour: Color) -> bool:
    """But for what rounding does to it on its way to the screen."""
    return any(all(abs(one - other) <= 2 for one, other in zip(colour.rgb, known, strict=True)) for known in STANDARD)


def weak(app: App[Any]) -> list[tuple[str, float]]:
    return [
        (text.strip(), round(contrast(front, ground), 2))
        for text, front, ground in letters(app)
        if contrast(front, ground) < LEAST
    ]


@asynccontextmanager
async def shown(scene: Scene, folder: Path) -> AsyncIterator[Playing]:
    """The scene, in French, on a large screen."""
    with demo_desk(folder) as desk:
        async with scene.opened(desk, "fr").run_test(size=(120, 40), notifications=True) as pilot:
            await scene.play(pilot)
            assert sum(1 for _ in letters(pilot.app)) > 10
            yield pilot


@pytest.mark.parametrize("scene", SHOWN, ids=lambda scene: scene.name)
async def test_every_letter_stands_out_in_each_theme(tmp_path: Path, scene: Scene) -> None:
    async with shown(scene, tmp_path) as pilot:
        for theme in ThemeName:
            wear(pilot.app, theme)
            await until_still(pilot)
            assert weak(pilot.app) == [], theme


@pytest.mark.parametrize("scene", PLAIN, ids=lambda scene: scene.name)
async def test_without_colours_every_letter_is_grey_and_stands_out(
    tmp_path: Path, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(scene, tmp_path) as pilot:
        assert all(max(one.rgb) - min(one.rgb) <= 1 for _, *both in letters(pilot.app) for one in both)
        assert weak(pilot.app) == []


@pytest.mark.parametrize("scene", PLAIN, ids=lambda scene: scene.name)
async def test_of_sixteen_colours_every_letter_stands_out(
    tmp_path: Path, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.delenv("COLORTERM")
    async with shown(scene, tmp_path) as pilot:
        assert all(_is_standard(one) for _, *both in letters(pilot.app) for one in both)
        assert weak(pilot.app) == []
