"""The colours are chosen and kept; a screen too small says so; a secret is cleared from anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.app import HexwizardApp
from hexwizard.desk.settings import SettingsProblem, load_settings
from hexwizard.desk.theme_name import ThemeName
from hexwizard.terminal.remembered import RememberedTheme
from hexwizard.widgets.secret_box import SecretBox
from tests.desks import demo_desk
from tests.gallery import NADIA, SCENES, until_still
from tests.widgets.seeing import seen


class TestTheColours:
    async def test_go_round_by_a_key_and_are_there_the_next_time(self, tmp_path: Path) -> None:
        kept = RememberedTheme(tmp_path / "state" / "theme")
        with demo_desk(tmp_path) as desk:
            app = HexwizardApp(desk, language="fr", actor=NADIA, remembered=kept)
            async with app.run_test(notifications=True) as pilot:
                await until_still(pilot)
                assert app.theme == "hexwizard-dark"
                await pilot.press("f6")
                assert app.theme == "hexwizard-light"
                assert kept.recall() is ThemeName.LIGHT
            again = HexwizardApp(desk, language="fr", actor=NADIA, remembered=kept)
            async with again.run_test(notifications=True) as pilot:
                await until_still(pilot)
                assert again.theme == "hexwizard-light"
                await pilot.press("f6", "f6")
                assert again.theme == "hexwizard-dark"

    async def test_the_demo_keeps_nothing(self, tmp_path: Path) -> None:
        with demo_desk(tmp_path) as desk:
            kept = RememberedTheme(tmp_path / "theme")
            app = HexwizardApp(desk, language="fr", actor=NADIA, demo=True, remembered=kept)
            async with app.run_test(notifications=True) as pilot:
                await until_still(pilot)
                await pilot.press("f6")
                assert app.theme == "hexwizard-light"
        assert kept.recall() is None

    async def test_of_a_terminal_with_sixteen_are_chosen_for_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "linux")
        monkeypatch.delenv("COLORTERM")
        with demo_desk(tmp_path) as desk:
            app = HexwizardApp(desk, language="fr", actor=NADIA)
            async with app.run_test(size=(120, 40), notifications=True) as pilot:
                await until_still(pilot)
                assert app.theme == "hexwizard-sixteen"
                await pilot.press("f6")
                await until_still(pilot)
                assert app.theme == "hexwizard-sixteen"
                assert "16 couleurs" in seen(app)

    @pytest.mark.parametrize("odd", ["", "purple\n", "\udcff"])
    def test_an_odd_file_remembers_nothing(self, tmp_path: Path, odd: str) -> None:
        (tmp_path / "theme").write_bytes(odd.encode("utf-8", "surrogateescape"))
        assert RememberedTheme(tmp_path / "theme").recall() is None

    def test_where_nothing_can_be_written_the_choice_holds_for_this_run(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        RememberedTheme(tmp_path / "file" / "theme").keep(ThemeName.LIGHT)

    def test_the_configuration_gives_the_first_ones(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text('[screen]\ntheme = "contrast"\n')
        assert load_settings(path, required=True).theme is ThemeName.CONTRAST
        path.write_text('[screen]\ntheme = "purple"\n')
        with pytest.raises(SettingsProblem) as refused:
            load_settings(path, required=True)
        assert refused.value.message.params["name"] == "screen.theme"


class TestTooSmall:
    @pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (1, 1)])
    async def test_one_line_is_all_that_is_seen(self, tmp_path: Path, size: tuple[int, int]) -> None:
        with demo_desk(tmp_path) as desk:
            app = HexwizardApp(desk, language="fr")
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await until_still(pilot)
                await pilot.press(*"nadia")
                await pilot.resize_terminal(*size)
                await until_still(pilot)
                words = "".join(app.say("wizard.too-small", columns=60, rows=20).split())
                shown = "".join(seen(app).split())
                assert shown == words if size[0] >= 20 else shown in words
                await pilot.press("x", "enter", "escape")
                await pilot.resize_terminal(80, 24)
                await until_still(pilot)
                await pilot.press("!")
                assert "nadia!" in seen(app)
                assert "Agrandissez" not in seen(app)


class TestASecret:
    async def test_is_cleared_by_one_key_also_from_the_explanation(self, tmp_path: Path) -> None:
        scene = next(scene for scene in SCENES if scene.name == "secret-shown")
        with demo_desk(tmp_path) as desk:
            app = scene.opened(desk, "fr")
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await scene.play(pilot)
                box = app.screen.query_one(SecretBox)
                await pilot.press("y")
                copied = app.clipboard
                await pilot.press("f1", "z")
                await until_still(pilot)
                assert copied
                assert not box.is_held
                assert app.clipboard != copied
                await pilot.press("escape")
                await until_still(pilot)
                assert app.say("secret.gone").split()[0] in seen(app)

    async def test_is_read_back_word_by_word(self, tmp_path: Path) -> None:
        scene = next(scene for scene in SCENES if scene.name == "secret-shown")
        with demo_desk(tmp_path) as desk:
            app = scene.opened(desk, "fr")
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await scene.play(pilot)
                assert seen(app).count("☐") == 5
                await pilot.press("space", "space")
                await until_still(pilot)
                assert seen(app).count("☑") == 2
                await pilot.click(SecretBox)
                await until_still(pilot)
                assert seen(app).count("☑") == 3
