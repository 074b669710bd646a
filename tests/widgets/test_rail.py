"""The rail tells how each section stands, and takes one there."""

from __future__ import annotations

import pytest

from hexwizard.article import SECTIONS, SectionKey
from hexwizard.widgets.rail import Rail
from tests.widgets.demo import MARKS, Demo, wording
from tests.widgets.seeing import seen


async def test_a_line_a_section_with_shape_number_and_title() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True):
        lines = [line.strip(" │") for line in seen(app, app.screen.query_one(Rail)).split("\n")]
        assert lines[1] == "· ✓ 1   L’appel"
        assert lines[4].split() == ["▶", "●", "2b", "Courriel", "principal", "trouvé"]
        assert lines[6] == "– 3   Mot de passe temporaire"
        legend = " ".join(lines[16:18])
        assert all(word in legend for word in ("● trouvé", "◦ à demander", "✓ écarté", "– sans objet"))


@pytest.mark.parametrize("at", range(14))
async def test_a_click_on_a_line_jumps_there(at: int) -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.click(Rail, offset=(20, 1 + at))
        [jump] = app.posted
        assert isinstance(jump, Rail.Jump)
        assert jump.section_key is SECTIONS[at].key


@pytest.mark.parametrize("width", [60, 80, 99])
async def test_below_100_columns_it_is_one_line(width: int) -> None:
    app = Demo()
    async with app.run_test(size=(width, 24), notifications=True) as pilot:
        await pilot.pause()
        rail = app.screen.query_one(Rail)
        strip = seen(app, rail)
        assert rail.size.height == 1
        assert "▶●2b" in strip
        assert "Courriel principal" in strip
        await pilot.click(Rail, offset=(strip.index("◦6") + 1, 0))
        [jump] = app.posted
        assert isinstance(jump, Rail.Jump)
        assert jump.section_key is SectionKey.STILL_IMPOSSIBLE


async def test_it_changes_with_the_size_of_the_terminal() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        rail = app.screen.query_one(Rail)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert rail.region.height == 1
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert rail.size.height > 1
        assert "Version de l’app" in seen(app, rail)


async def test_another_language_and_no_current_section() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        rail = app.screen.query_one(Rail)
        rail.speak(lambda key, **_: wording(key).upper())
        rail.show(MARKS, None)
        await pilot.pause()
        assert "COURRIEL PRINCIPAL" in seen(app, rail)
        assert "▶" not in seen(app, rail)
