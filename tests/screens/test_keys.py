"""The same key never means two things, and each screen explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import hexwizard
from hexwizard import screens, widgets
from hexwizard.app import HexwizardApp
from hexwizard.locale.words import LANGUAGES, words
from hexwizard.screens.base import WizardScreen
from hexwizard.widgets.keys import MEANINGS, Answer
from tests.desks import demo_desk
from tests.gallery import SCENES, until_still
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


_KEY = r"[a-z0-9]|F\d+"
_NAMED = re.compile(rf"\b(?:tapez|touche|press|key) ({_KEY})\b(?! à|-)|\(({_KEY})\)", re.IGNORECASE)
_SAID_AT = {
    "home.no-cases": "HomeScreen",
    "home.no-clients": "HomeScreen",
    "home.policy": "HomeScreen",
    "home.queue": "HomeScreen",
    "policy.how-to-accept": "HomeScreen",
    "secret.reveal": "TemporaryPasswordScreen",
    "secret.hint": "TemporaryPasswordScreen",
}
"""Words that name a key, and the screen where it is pressed; beside them stands each screen's explanation."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_named_in_words_is_a_key_of_that_screen(language: str) -> None:
    say = words(language)
    screens_by_name = {one.__name__: one for one in every_class() if issubclass(one, WizardScreen)}
    told = [(name, key) for key, name in _SAID_AT.items()]
    told += [(name, key) for name, one in screens_by_name.items() if (key := _help_key(one)) and say.has(key)]
    keys: dict[str, set[str]] = {}
    for name, key in told:
        of_bases = (_keys_of(base) for base in (*screens_by_name[name].__mro__, HexwizardApp))
        keys.setdefault(key, set()).update(*of_bases)
    named = ((key, "".join(found).lower()) for key in keys for found in _NAMED.findall(say(key)))
    wrong = [(key, pressed) for key, pressed in named if pressed not in keys[key]]
    assert not wrong, wrong


def _keys_of(base: type) -> set[str]:
    bound = (one for one in vars(base).get("BINDINGS", ()) if isinstance(one, Binding))
    return {key for one in bound for key in one.key.split(",")}


async def test_the_foot_names_no_key_of_a_screen_that_something_lies_over(tmp_path: Path) -> None:
    scene = next(scene for scene in SCENES if scene.name == "secret-hidden")
    with demo_desk(tmp_path) as desk:
        app = scene.opened(desk, "en")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await scene.play(pilot)
            assert app.say("key.reveal") in seen(app).splitlines()[22]
            for over, away in (("f3", "escape"), ("ctrl+p", "escape")):
                await pilot.press(over)
                await until_still(pilot)
                assert app.say("key.reveal") not in seen(app).splitlines()[22]
                await pilot.press(away)
                await until_still(pilot)
                assert app.say("key.reveal") in seen(app).splitlines()[22]


async def test_the_explanation_names_no_palette_which_does_not_open_over_it(tmp_path: Path) -> None:
    scene = next(scene for scene in SCENES if scene.name == "help-of-a-section")
    with demo_desk(tmp_path) as desk:
        app = scene.opened(desk, "en")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await scene.play(pilot)
            foot = seen(app).splitlines()[23]
            assert app.say("key.language") in foot
            assert app.say("key.palette") not in foot
