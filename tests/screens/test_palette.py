"""Ctrl+P finds acts, sections, clients and calls; what is found is shown to the letter."""

from __future__ import annotations

from pathlib import Path

from textual.command import CommandList

from hexwizard.app import HexwizardApp
from hexwizard.article import SectionKey
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.desk import Desk
from hexwizard.screens.palette import Palette, PaletteInput
from tests.desks import demo_desk
from tests.gallery import NADIA, Playing, until_still
from tests.screens.fakes import fake_desk
from tests.screens.people import EVIL
from tests.widgets.seeing import seen


async def finds(pilot: Playing, text: str) -> list[str]:
    """What the palette lists once `text` is typed."""
    await pilot.press("ctrl+p")
    await until_still(pilot)
    await pilot.press(*text)
    for _ in range(60):
        await until_still(pilot)
        if isinstance(pilot.app.screen, Palette) and pilot.app.screen.query_one(CommandList).option_count:
            break
    options = pilot.app.screen.query_one(CommandList).options
    return [str(option.prompt) for option in options]


def wizard(desk: Desk, actor: Actor | None = NADIA) -> HexwizardApp:
    return HexwizardApp(desk, language="fr", actor=actor)


async def test_a_client_is_found_and_a_call_about_them_begins(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        async with wizard(desk).run_test(notifications=True) as pilot:
            await until_still(pilot)
            found = await finds(pilot, "sirois")
            assert any("Alain Sirois" in one and "alain_sirois" in one for one in found)
            await pilot.press("enter")
            for _ in range(10):
                await until_still(pilot)
            [case] = desk.cases.all()
            assert case.username == "alain_sirois"
            assert type(pilot.app.screen).__name__ == "StartScreen"


async def test_a_section_is_jumped_to_and_an_act_is_done_by_its_name(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        async with wizard(desk).run_test(notifications=True) as pilot:
            await until_still(pilot)
            await finds(pilot, "sirois")
            await pilot.press("enter")
            for _ in range(10):
                await until_still(pilot)
            assert await finds(pilot, "version")
            await pilot.press("enter")
            for _ in range(10):
                await until_still(pilot)
            assert type(pilot.app.screen).__name__ == "AppVersionScreen"
            assert desk.cases.all()[0].section is SectionKey.APP_VERSION
            await finds(pilot, "accueil")
            await pilot.press("enter")
            for _ in range(10):
                await until_still(pilot)
            assert type(pilot.app.screen).__name__ == "HomeScreen"


async def test_nobody_is_named_before_anyone_has_signed_in(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        async with wizard(desk, None).run_test(notifications=True) as pilot:
            await until_still(pilot)
            await pilot.press("ctrl+p", *"sirois")
            for _ in range(40):
                await until_still(pilot)
            assert "Alain" not in seen(pilot.app)


async def test_a_name_that_is_markup_or_escape_codes_is_shown_to_the_letter() -> None:
    async with wizard(fake_desk(EVIL), Actor("Sophie", Role.AGENT)).run_test(notifications=True) as pilot:
        await until_still(pilot)
        found = await finds(pilot, "eve")
        assert any("[/bold]␛[31mEve" in one for one in found)
        assert "\x1b" not in seen(pilot.app)


async def test_what_is_pasted_into_the_palette_is_drawn_without_what_cannot_be_seen() -> None:
    async with wizard(fake_desk(EVIL), Actor("Sophie", Role.AGENT)).run_test(notifications=True) as pilot:
        await until_still(pilot)
        await pilot.press("ctrl+p")
        await until_still(pilot)
        field = pilot.app.screen.query_one(PaletteInput)
        field.value = "\x1b]52;c;AA\x07"
        assert "\x1b" not in field._value.plain
        assert "␛]52" in field._value.plain
