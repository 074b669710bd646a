"""Keys, clicks, pastes and sizes at random: `python -m tests.monkey [--keys 50000] [--resizes 500] [--seed N]`.

The wizard runs on the demo's clients and is opened again where a key has ended it. Whatever goes wrong is raised after
the seed and the last deeds were printed, so that the same run can be made again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import deque
from contextlib import chdir, suppress
from pathlib import Path
from random import Random

from textual import events
from textual.errors import NoWidget

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.desk import Desk
from tests.desks import NOW, demo_desk
from tests.gallery import Playing

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
OFTEN = (
    "enter",
    "escape",
    "tab",
    "shift+tab",
    "up",
    "down",
    "1",
    "2",
    "3",
    "n",
    "o",
    "x",
    "c",
    "t",
    "v",
    "g",
    "i",
    "d",
)
SELDOM = (
    "f1", "f2", "f3", "f4", "f5", "f6", "ctrl+p", "ctrl+l", "ctrl+o", "ctrl+s", "space", "backspace", "delete", "home",
    "end", "pageup", "pagedown", "left", "right", "at", "full_stop", "ctrl+a", "ctrl+u", "ctrl+k", "ctrl+v",
)  # fmt: skip
ENDING = ("q", "ctrl+q")
PASTED = ("alain.sirois@hotmail.com", "benoit_lavoie", "[/foo] \x1b]52;c;x\x07", "名前 é\u202e", "ios 5.9", "x" * 3000)
WHO = (Actor("nadia", Role.AGENT), Actor("hector", Role.HEXPERT), Actor("luc", Role.ADMIN))
REMEMBERED = 60
BREATH = 5
"""After so many deeds the wizard may come to rest; in between they come faster than it can follow."""


class Monkey:
    """`keys` and `resizes` are what is still to be done; `last` what was done last."""

    def __init__(self, seed: int, keys: int, resizes: int) -> None:
        self.random = Random(seed)
        self.seed, self.keys, self.resizes = seed, keys, resizes
        self.last: deque[str] = deque(maxlen=REMEMBERED)
        self._every = max(1, keys // max(1, resizes))

    async def play(self, desk: Desk) -> None:
        """Until nothing is left to be done. Raises whatever the wizard raised."""
        try:
            while self.keys > 0:
                who = Actor(self.random.choice(WHO).name, self.random.choice(WHO).role, signed_in_at=NOW)
                app = HexwizardApp(desk, language=self.random.choice(("fr", "en")), actor=who, demo=True)
                async with app.run_test(size=(80, 24), notifications=True) as pilot:
                    while self.keys > 0 and app.is_running and app.return_value is None and not app._exit:
                        await self._deed(pilot)
        except BaseException:
            print(f"monkey: seed {self.seed}, {self.keys} keys left; the last deeds:", *self.last, file=sys.stderr)
            raise

    async def _deed(self, pilot: Playing) -> None:
        random, app = self.random, pilot.app
        if self.resizes > 0 and self.keys % self._every == 0:
            self.resizes -= 1
            size = random.choice(((80, 24), (120, 40), (random.randint(1, 250), random.randint(1, 80))))
            self.last.append(f"{size[0]}×{size[1]}")
            await pilot.resize_terminal(*size)
        self.keys -= 1
        chance = random.random()
        if chance < 0.06:
            width, height = app.size
            offset = (random.randrange(max(1, width)), random.randrange(max(1, height)))
            self.last.append(f"click{offset}")
            with suppress(NoWidget):  # the pilot's own, for a screen that is not laid out yet: nothing to click on
                await pilot.click(offset=offset)
        elif chance < 0.08:
            text = random.choice(PASTED)
            self.last.append(f"paste({text[:20]!r})")
            app.screen.post_message(events.Paste(text))
        else:
            pool = OFTEN if chance < 0.6 else SELDOM if chance < 0.75 else ENDING if chance < 0.752 else LETTERS
            key = random.choice(pool)
            self.last.append(key)
            app.simulate_key(key)
        if self.keys % BREATH:
            await asyncio.sleep(0)
        else:
            await pilot.pause()


def run(seed: int, keys: int, resizes: int, folder: Path) -> None:
    """One seeded run in `folder`. Raises whatever the wizard raised."""
    with chdir(folder), demo_desk(folder) as desk:
        asyncio.run(Monkey(seed, keys, resizes).play(desk))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=50_000)
    parser.add_argument("--resizes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        run(given.seed, given.keys, given.resizes, Path(folder))
    spent = time.monotonic() - began
    print(f"monkey: seed {given.seed}, {given.keys} keys, {given.resizes} sizes, 0 exceptions, {spent:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
