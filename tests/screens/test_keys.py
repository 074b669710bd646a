"""The same key never means two things, and each screen explains itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import hexwizard.app
from hexwizard import screens, widgets
from hexwizard.locale.words import LANGUAGES, words
from hexwizard.screens.base import WizardScreen
from hexwizard.widgets.keys import MEANINGS, Answer
from tests.desks import demo_desk
from tests.gallery import SCENES
from tests.widgets.seeing import seen


def every_class() -> Iterator[type[DOMNode]]:
    for package in (screens, widgets):
        for module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.startswith(hexwizard.__name__):
            yield one


def bound() -> Iterator[tuple[str, str]]:
    """Every key of every screen and widget, with the id of what it does."""
    for one in every_class():
        for binding in vars(one).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                yield from ((key, binding.id) for key in binding.key.split(","))


def test_a_key_means_what_the_table_says_on_every_screen() -> None:
    assert sorted({(key, does) for key, does in bound() if does not in MEANINGS.get(key, ())}) == []


def test_an_answer_has_the_key_that_the_table_says() -> None:
    answers = {one for one in Answer if one not in (Answer.BY_NUMBER, Answer.BY_ARROW)}
    assert {one.name for one in answers if one.name.lower().replace("_", "-") not in MEANINGS[one]} == set()


def test_the_table_names_nothing_that_no_key_does() -> None:
    done = {does for _, does in bound()} | {one.name.lower().replace("_", "-") for one in Answer}
    assert {does for meant in MEANINGS.values() for does in meant} <= done


def _help_key(screen: type[WizardScreen[Any]]) -> str:
    own: object = screen.HELP_KEY
    return own if isinstance(own, str) else f"section.{getattr(screen, 'SECTION', '')}.help"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_its_explanation(language: str) -> None:
    say = words(language)
    ends = [
        one
        for one in every_class()
        if issubclass(one, WizardScreen) and not one.__subclasses__() and one.__module__.startswith("hexwizard.screens")
    ]
    explained = {one.__name__: _help_key(one) for one in ends if not one.IS_HELP}
    assert len(explained) > 20
    assert [name for name, key in explained.items() if not (key and say.has(key))] == []


async def test_f1_names_the_keys_of_the_screen(tmp_path: Path) -> None:
    scene = next(scene for scene in SCENES if scene.name == "section-primary-email")
    with demo_desk(tmp_path) as desk:
        app = scene.opened(desk, "en")
        async with app.run_test(size=(100, 50), notifications=True) as pilot:
            await scene.play(pilot)
            await pilot.press("f1")
            await pilot.pause()
            shown = seen(app)
            for key in ("next", "copy", "try-again", "client-language", "home"):
                assert app.say(f"key.{key}") in shown
