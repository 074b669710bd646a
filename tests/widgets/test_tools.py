"""The secret box, the client's phone and the question."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from hexwizard.widgets.phone import PhonePane
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.question import Choice, Option
from hexwizard.widgets.secret_box import SecretBox
from hexwizard.widgets.secret_input import SecretInput
from tests.widgets.demo import SECRET, Demo, ToolsScreen
from tests.widgets.seeing import seen

CANARY = "tulipe-canari-42"
SPELLING = ("T comme Thérèse", "C comme Céline", "quatre, deux")


def tools(app: Demo) -> ToolsScreen:
    assert isinstance(app.screen, ToolsScreen)
    return app.screen


class TestSecretBox:
    async def test_it_is_hidden_until_asked(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            box = app.screen.query_one(SecretBox)
            assert not box.display
            box.hold(CANARY, SPELLING)
            await pilot.pause()
            assert "••••" in seen(app, box)
            assert "Thérèse" not in seen(app)
            assert CANARY not in seen(app)
            await pilot.click(SecretBox)
            await pilot.pause()
            assert CANARY in seen(app, box)
            assert "▸ ☐  t u l i p e  T comme Thérèse" in seen(app, box)
            assert "☐  c a n a r i  C comme Céline" in seen(app, box)
            assert "encore 30 s" in seen(app, box)

    async def test_each_word_read_back_is_ticked(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            box = app.screen.query_one(SecretBox)
            box.hold(CANARY, SPELLING)
            assert not box.tick()
            box.reveal()
            assert not box.tick()
            await pilot.pause()
            assert "☑  t u l i p e" in seen(app, box)
            assert "▸ ☐  c a n a r i" in seen(app, box)
            assert not box.tick()
            assert box.tick()

    async def test_it_is_gone_after_its_time_and_leaves_nothing_behind(self) -> None:
        class Short(App[None]):
            gone = 0

            def compose(self) -> ComposeResult:
                yield SecretBox(SECRET, seconds=1)

            def on_secret_box_gone(self) -> None:
                self.gone += 1

        app = Short()
        async with app.run_test(notifications=True) as pilot:
            box = app.query_one(SecretBox)
            box.hold(CANARY, SPELLING)
            box.reveal()
            await pilot.pause(1.3)
            assert app.gone == 1
            assert "Effacé." in seen(app)
            assert CANARY not in seen(app)
            assert CANARY not in str(vars(box))

    async def test_the_panic_key_clears_at_once_and_says_so_once(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            box = app.screen.query_one(SecretBox)
            box.hold(CANARY)
            box.reveal()
            box.clear()
            box.clear()
            await pilot.pause()
            assert CANARY not in seen(app)
            assert [type(one) for one in app.posted] == [SecretBox.Gone]

    async def test_its_repr_tells_nothing(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(notifications=True):
            box = app.screen.query_one(SecretBox)
            box.hold(CANARY, SPELLING)
            assert CANARY not in repr(box)
            assert CANARY not in str(vars(box))


class TestPhone:
    async def test_the_client_types_and_tries(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            app.screen.query_one("#phone-identifier", Input).value = "alain_sirois"
            app.screen.query_one("#phone-identifier").focus()
            await pilot.press("enter", *"secret", "enter")
            [attempt] = app.posted
            assert isinstance(attempt, PhonePane.Attempt)
            assert (attempt.identifier, attempt.password.told()) == ("alain_sirois", "secret")
            assert "secret" not in f"{attempt!r} {vars(attempt)}"
            assert app.screen.query_one("#phone-password", Input).value == ""
            assert not tools(app).heard

    async def test_the_answer_has_a_shape(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            phone = app.screen.query_one(PhonePane)
            phone.show_answer("[/foo] non", "bad")
            await pilot.pause()
            assert "✕ [/foo] non" in seen(app, phone)

    async def test_a_new_password_is_chosen(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            phone = app.screen.query_one(PhonePane)
            phone.choose_new_password()
            await pilot.pause()
            assert "Nouveau mot de passe" in seen(app, phone)
            assert "Se connecter" not in seen(app, phone)
            await pilot.press(*"neuf")
            await pilot.click("#phone-change")
            [new] = app.posted
            assert isinstance(new, PhonePane.NewPassword)
            assert new.password.told() == "neuf"
            assert "neuf" not in f"{new!r} {vars(new)}"
            phone.sign_in("alain")
            await pilot.pause()
            assert "Se connecter" in seen(app, phone)
            assert "alain" in seen(app, phone)

    async def test_what_is_pasted_is_seen_and_kept_to_the_letter(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            typed = app.screen.query_one("#phone-identifier", PlainInput)
            typed.value = "a\x1b]52;c;x\x07\u202e\u200b[/foo]"
            await pilot.pause()
            assert "a␛]52;c;x␇��[/foo]" in seen(app, typed)
            typed.focus()
            await pilot.press("end", "z")
            assert typed.value == "a\x1b]52;c;x\x07\u202e\u200b[/foo]z"

    async def test_a_password_is_neither_copied_nor_cut(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            app.screen.query_one("#phone-password").focus()
            await pilot.press(*"secret", "shift+home", "ctrl+c", "ctrl+x")
            assert app.clipboard == ""
            assert app.screen.query_one("#phone-password", SecretInput).value == "secret"
            assert "secret" not in seen(app)


class TestChoice:
    async def test_the_picked_answer_is_told_by_its_shape(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            choice = app.screen.query_one(Choice)
            choice.focus()
            await pilot.press("2")
            assert "◉ 2 Le compte est désactivé" in seen(app, choice)
            assert "○ 1 « Invalid User/password »" in seen(app, choice)

    @pytest.mark.parametrize(
        ("keys", "picked"),
        [("2", "deactivated"), ("a", "none"), ("down enter", "deactivated"), ("up enter", "none"), ("1", "invalid")],
    )
    async def test_it_is_picked_by_key_or_arrows(self, keys: str, picked: str) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            app.screen.query_one(Choice).focus()
            await pilot.press(*keys.split())
            [message] = app.posted
            assert isinstance(message, Choice.Picked)
            assert message.option_id == picked
            assert not tools(app).heard

    async def test_it_is_picked_by_mouse(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            await pilot.click(Choice, offset=(12, 2))
            assert app.screen.query_one(Choice).picked == "deactivated"

    async def test_enter_on_the_picked_answer_goes_on_and_numbers_without_focus_are_the_screens(self) -> None:
        app = Demo(ToolsScreen)
        async with app.run_test(size=(120, 50), notifications=True) as pilot:
            app.screen.query_one(Choice).focus()
            await pilot.press("enter")
            app.screen.set_focus(None)
            await pilot.press("1")
            assert tools(app).heard == ["next", "one"]
            assert not app.posted

    async def test_a_row_wraps_and_can_be_clicked(self) -> None:
        class Row(App[None]):
            def compose(self) -> ComposeResult:
                yield Choice("Oui?", [Option("a", "réponse un"), Option("b", "réponse deux")], row=True)

        app = Row()
        async with app.run_test(size=(60, 20), notifications=True) as pilot:
            choice = app.query_one(Choice)
            assert choice.size.height == 2
            await pilot.click(Choice, offset=(30, 1))
            assert choice.picked == "b"
            await pilot.resize_terminal(30, 20)
            await pilot.pause()
            assert choice.size.height == 3
