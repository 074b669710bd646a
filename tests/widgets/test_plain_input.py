"""A field of the wizard: what is typed is seen to its end, and nothing around it moves for it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from hexwizard.widgets.plain_input import PlainInput
from tests.widgets.seeing import seen


class Form(App[None]):
    def compose(self) -> ComposeResult:
        yield PlainInput()
        yield Static("what stands below")


async def test_a_key_lays_out_nothing_anew_and_a_long_text_is_seen_at_the_cursor() -> None:
    app = Form()
    async with app.run_test(size=(24, 8)) as pilot:
        await pilot.pause()
        laid_out: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, laid_out.append, immediate=True)
        await pilot.press(*"abcdefghijklmnopqrstuvwxyz0123456789")
        assert "xyz0123456789" in seen(app)
        assert "abc" not in seen(app)
        await pilot.press("home")
        assert "abcdefghij" in seen(app)
        assert not laid_out
