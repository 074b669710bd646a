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

from textual.pilot import Pilot

from hexwizard.app import HexwizardApp
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo import furnish
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.settings import load_settings
from hexwizard.locale.build_hook import compile_words
from hexwizard.locale.words import words
from hexwizard.stores.file import open_file

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "pictures"
SIZE = (110, 34)
MOMENT = datetime(2026, 3, 2, 19, 5, tzinfo=UTC)
_FONT_FACES = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)
_FONT = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'


@dataclass(frozen=True, slots=True)
class Picture:
    """`keys` are pressed from the demo's home on; a text in angle brackets is typed letter by letter."""

    name: str
    language: str
    keys: Sequence[str]


PICTURES = (
    Picture("secondary-email", "en", ("n", "<alain.sirois@hotmail.com>", "enter", "i")),
    Picture("temporary-password", "en", ("n", "<benoit_lavoie>", "enter", "i", "2", "a", "1", "r")),
    Picture("ticket", "en", ("n", "<alain.sirois@hotmail.com>", "enter", "i", "1", "enter", "o")),
)


@asynccontextmanager
async def demo(language: str) -> AsyncIterator[Pilot[int | str]]:
    """The demo in `language`, at home and at rest."""
    settings = load_settings(data_path("demo", "config.toml"), required=True)
    with tempfile.TemporaryDirectory(prefix="hexwizard-pictures-") as folder:
        store = open_file(Path(folder) / "accounts.json", clock=lambda: MOMENT, create=True)
        try:
            desk = Desk(Services(store, settings, clock=lambda: MOMENT))
            actor = furnish(desk, words(language)("demo.operator"))
            app = HexwizardApp(desk, language=language, actor=actor, demo=True)
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
    async with demo(picture.language) as pilot:
        for key in picture.keys:
            pressed = list(key[1:-1]) if key.startswith("<") else [key]
            await pilot.press(*(_NAMES.get(one, one) for one in pressed))
            await at_rest(pilot)
        return _self_contained(pilot.app.export_screenshot(title="hexwizard demo"))


_NAMES = {"@": "at", ".": "full_stop", "_": "underscore", "-": "minus", " ": "space"}


def _self_contained(svg: str) -> str:
    """Without fonts fetched from elsewhere: the reader's own fixed-width font does."""
    return _FONT_FACES.sub("", svg).replace("Fira Code, monospace", _FONT).replace("Fira Code", _FONT)


def main() -> int:
    os.environ["TZ"] = "America/Montreal"
    time.tzset()
    compile_words(ROOT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        path.write_text(asyncio.run(take(picture)), encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
