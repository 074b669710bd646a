"""Whoever leaves before the account file is open leaves: nothing waits for it for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.widgets import Input

from hexwizard.app import HexwizardApp
from hexwizard.locale.words import words
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.safe_app import SafeApp
from tests.desks import demo_desk


async def test_left_before_the_desk_was_begun_to_open(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        late = LateDesk(lambda: desk)
        begin, late.begin = late.begin, lambda: None  # type: ignore[method-assign]
        try:
            async with HexwizardApp(late, language="fr").run_test(size=(80, 24)) as pilot:
                late.begin = begin  # type: ignore[method-assign]
                pilot.app.exit(0)
            assert late._begun
        finally:
            begin()


class _Opening(SafeApp[None]):
    """Looks for a widget that is not there."""

    say = words("en")

    def compose(self) -> ComposeResult:
        yield Input()

    def look(self) -> None:
        try:
            self.query_one("#gone")
        except NoMatches as error:
            self._handle_exception(error)


async def test_a_screen_that_was_still_opening_when_the_wizard_was_left_is_no_fault() -> None:
    app = _Opening()
    async with app.run_test():
        pass
    app.look()
    assert app.return_code != 1


async def test_a_widget_that_is_missing_while_the_wizard_runs_is_one() -> None:
    app = _Opening()
    with pytest.raises(NoMatches):
        async with app.run_test():
            app.look()
    assert app.return_code == 1
