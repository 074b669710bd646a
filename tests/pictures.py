"""The README's pictures, taken of the real program: `python -m tests.pictures` writes them to `.github/pictures/`.

The demo is opened as `hexwizard demo` opens it and played by keys alone. The clock stands still, so that the same
program makes the same pictures, to the byte.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

from textual.pilot import Pilot

from hexwizard.app import HexwizardApp
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo import furnish
from hexwizard.desk.demo_story import read_story, tell
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.settings import load_settings
from hexwizard.desk.theme_name import ThemeName
from hexwizard.locale.build_hook import compile_words
from hexwizard.locale.words import words
from hexwizard.stores.file import open_file
from hexwizard.widgets.secret_box import SecretBox

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "pictures"
SIZE = (110, 34)
MOMENT = datetime(2026, 3, 4, 15, 5, tzinfo=UTC)
"""A Wednesday, five past ten in the morning."""
_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)
_FONT = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'


@dataclass(frozen=True, slots=True)
class Picture:
    """`keys` are pressed from the demo's home on; a text in angle brackets is typed letter by letter."""

    name: str
    language: str
    keys: Sequence[str] = ()
    theme: ThemeName = ThemeName.DARK


_ALAIN = ("n", "<alain.sirois@hotmail.com>", "enter")
_BENOIT = ("n", "<benoit_lavoie>", "enter", "i", "2", "enter", "1", "r", "o")
PICTURES = (
    Picture("home", "en"),
    Picture("call", "en", ("enter",)),
    Picture("secondary-email", "en", (*_ALAIN, "i")),
    Picture("secret", "en", (*_BENOIT, "v", "space", "space")),
    Picture("ticket", "en", (*_ALAIN, "i", "1", "enter", "o")),
    Picture("insight", "en", ("1",)),
    Picture("tour", "en", ("question_mark", "enter", "enter")),
    Picture("high-contrast", "fr", (*_ALAIN, "i"), ThemeName.CONTRAST),
)


@asynccontextmanager
async def demo(picture: Picture) -> AsyncIterator[Pilot[int | str]]:
    """The demo as the picture wants it, at home and at rest."""
    language = picture.language
    settings = load_settings(data_path("demo", "config.toml"), required=True)
    with tempfile.TemporaryDirectory(prefix="hexwizard-pictures-") as folder:
        store = open_file(Path(folder) / "accounts.json", clock=lambda: MOMENT, create=True)
        try:
            desk = Desk(Services(store, settings, clock=lambda: MOMENT, chooser=Random(11)))
            actor = furnish(desk, words(language)("demo.operator"))
            waiting = tell(read_story(data_path("demo", "calls.toml")), desk, actor)
            app = HexwizardApp(desk, language=language, actor=actor, demo=True, waiting=waiting, theme=picture.theme)
            async with app.run_test(size=SIZE) as pilot:
                await at_rest(pilot)
                yield pilot
        finally:
            store.close()


async def at_rest(pilot: Pilot[int | str]) -> None:
    """Until the screen no longer changes."""
    before = ""
    while (now := pilot.app.export_screenshot()) != before:
        before = now
        await pilot.pause(0.3)


async def take(picture: Picture) -> str:
    """The SVG of one picture."""
    async with demo(picture) as pilot:
        for key in picture.keys:
            pressed = list(key[1:-1]) if key.startswith("<") else [key]
            await pilot.press(*(_NAMES.get(one, one) for one in pressed))
            await at_rest(pilot)
        return _self_contained(pilot.app.export_screenshot(title="hexwizard demo"))


_NAMES = {"@": "at", ".": "full_stop", "_": "underscore", "-": "minus", " ": "space"}


def _self_contained(svg: str) -> str:
    """Without fonts fetched from elsewhere: the reader's own fixed-width font does. Blanks count."""
    kept = svg.replace("<text ", '<text xml:space="preserve" ')
    return _FONT_FACES.sub("", kept).replace("Fira Code, monospace", _FONT).replace("Fira Code", _FONT)


def main() -> int:
    os.environ.update(COLORTERM="truecolor", TERM="xterm-256color")  # the colours of the design, wherever it runs
    os.environ.pop("NO_COLOR", None)
    os.environ["TZ"] = "America/Montreal"
    time.tzset()
    compile_words(ROOT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        with patch.object(SecretBox, "_tick"):  # the seconds that a picture takes are none of its own
            path.write_text(asyncio.run(take(picture)), encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
