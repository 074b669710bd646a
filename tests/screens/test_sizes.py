"""Every control can be reached at every size; the long walk is `python -m tests.sizes`."""

from __future__ import annotations

from pathlib import Path

from hexwizard.app import HexwizardApp
from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.screens import routes
from hexwizard.screens.results import Found
from hexwizard.widgets.say_box import SayBox
from tests.desks import demo_desk
from tests.gallery import NADIA, until_still
from tests.sizes import walk

SIZES = ((60, 20), (160, 40))
SECTIONS = (SectionKey.START, SectionKey.PRIMARY_EMAIL, SectionKey.TEMPORARY_PASSWORD, SectionKey.ANSWERED)


async def test_the_panes_of_a_call_keep_their_place_and_nothing_is_cut_off(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        draft = routes.with_found(desk.cases.draft(NADIA), Found("alain.sirois@hotmail.com", None))
        call = Call(desk, NADIA, desk.cases.open(NADIA, draft))
        app = HexwizardApp(desk, language="fr", actor=NADIA)
        rows: dict[tuple[int, int], set[int]] = {}
        wrong: list[str] = []
        async with app.run_test(size=SIZES[0], notifications=True) as pilot:
            await until_still(pilot)
            for section in SECTIONS:
                screen = routes.call_screen(section, call)
                await app.push_screen(screen)
                await until_still(pilot)
                for size in SIZES:
                    wrong += [f"{section} {one}" for one in await walk(pilot, (size,))]
                    rows.setdefault(size, set()).add(screen.query_one(SayBox).region.y)
                app.pop_screen()
        assert wrong == []
        assert {size: len(places) for size, places in rows.items()} == dict.fromkeys(SIZES, 1)
