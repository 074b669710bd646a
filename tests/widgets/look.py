"""`python -m tests.widgets.look FOLDER`: a picture of each screen in each size and theme, to look at."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from hexwizard.widgets.phone import PhonePane
from hexwizard.widgets.secret_box import SecretBox
from tests.widgets.demo import Demo, SectionScreen, ToolsScreen


async def _look(folder: Path) -> None:
    for kind in (SectionScreen, ToolsScreen):
        for size in ((60, 20), (80, 24), (120, 40)):
            app = Demo(kind)
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                if kind is ToolsScreen:
                    box = app.screen.query_one(SecretBox)
                    box.hold("tulipe-cactus-42", ("tulipe   T Thérèse · U Ursule · L Louis", "cactus   C Céline", "42"))
                    box.reveal()
                    box.tick()
                    app.screen.query_one(PhonePane).show_answer("Invalid User/password", "bad")
                for theme in ("dark", "light", "contrast"):
                    app.theme = f"hexwizard-{theme}"
                    await pilot.pause()
                    name = f"{kind.__name__}-{size[0]}x{size[1]}-{theme}.svg"
                    (folder / name).write_text(app.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_look(Path(sys.argv[1])))
