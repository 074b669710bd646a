"""Each theme can be read: WCAG 2.2 AA, and no state by colour alone."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from hexwizard.theme import READ_ON, THEMES
from hexwizard.widgets.marks import CERTAINTIES, MARKS
from tests.widgets.demo import Demo


def luminance(colour: Color) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_its_ground(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    weak = {
        (text, ground): round(contrast(Color.parse(colours[text]), Color.parse(colours[ground])), 2)
        for text, ground in READ_ON
        if contrast(Color.parse(colours[text]), Color.parse(colours[ground])) < 4.5
    }
    assert not weak


def test_each_state_has_a_shape_of_its_own() -> None:
    assert len({shape.glyph for shape in MARKS.values()}) == len(MARKS)
    assert len({shape.glyph for shape in CERTAINTIES.values()}) == len(CERTAINTIES)


async def test_the_themes_can_be_changed_while_the_screen_is_up() -> None:
    app = Demo()
    async with app.run_test(notifications=True) as pilot:
        assert app.theme == "hexwizard-dark"
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
