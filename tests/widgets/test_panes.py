"""What we know, what to say, what to do."""

from __future__ import annotations

from hexwizard.diagnosis.findings import Certainty
from hexwizard.widgets.case_bar import CaseBar, CaseLine
from hexwizard.widgets.do_pane import DoRow
from hexwizard.widgets.panes import DoLine, DoPane, KnowLine, KnowPane, SayBox
from tests.widgets.demo import BAR, Demo, wording
from tests.widgets.seeing import seen

NAUGHTY = "[/foo] \x1b]52;c;aGk=\x07 \u202eevil [@click=app.quit]x[/]"


async def test_evidence_is_told_apart_from_guesses_by_shape_and_word() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        known = seen(app, app.screen.query_one(KnowPane))
        assert "■ établi     Le compte s’ouvre" in known
        assert "◧ probable" in known
        assert "□ possible" in known


async def test_the_sentence_stands_between_the_marks_of_its_language() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        box = app.screen.query_one(SayBox)
        assert "«\u00a0Dans l’app" in seen(app, box)
        box.show("Type alain_sirois.", "en")
        await pilot.pause()
        assert "“Type alain_sirois.”" in seen(app, box)
        assert "À dire · EN" in seen(app, box)
        assert box.sentence == "Type alain_sirois."
        box.show("", "en")
        await pilot.pause()
        assert not box.display


async def test_a_repair_is_chosen_by_click_and_by_its_number() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        pane = app.screen.query_one(DoPane)
        await pilot.click(pane.query(DoRow)[1])
        assert pane.choose(0)
        await pilot.pause()
        assert [one.index for one in app.posted if isinstance(one, DoPane.Chosen)] == [1, 0]


async def test_a_closed_repair_says_why_and_cannot_be_chosen() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        pane = app.screen.query_one(DoPane)
        shown = seen(app, pane)
        assert "✕   Mot de passe temporaire" in shown
        assert "Le client appartient à 2 entreprises" in shown
        assert "✓ Renvoyer l’invitation" in shown
        await pilot.click(pane.query(DoRow)[2])
        assert not pane.choose(2)
        assert not pane.choose(9)
        await pilot.pause()
        assert not app.posted


async def test_names_that_are_markup_or_escape_codes_are_shown_to_the_letter() -> None:
    app = Demo()
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        app.screen.query_one(KnowPane).show([KnowLine(certainty, NAUGHTY) for certainty in Certainty])
        app.screen.query_one(SayBox).show(NAUGHTY, "fr")
        app.screen.query_one(DoPane).show([DoLine(NAUGHTY, NAUGHTY, NAUGHTY), DoLine(NAUGHTY, "", why_not=NAUGHTY)])
        app.screen.query_one(CaseBar).show(CaseLine("p", NAUGHTY, NAUGHTY, "u"))
        await pilot.pause()
        shown = seen(app)
        assert shown.count("[/foo] ␛]52;c;aGk=␇ ‹U+202E›evil") >= 7
        assert "\x1b" not in shown


async def test_nothing_known_says_so() -> None:
    app = Demo()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        pane = KnowPane(wording, "Ce que l’on sait", "Rien encore.")
        await app.screen.query_one("VerticalScroll").mount(pane, before=0)
        await pilot.pause()
        assert "Rien encore." in seen(app, pane)


async def test_the_bar_keeps_the_client_as_it_gets_narrower() -> None:
    for width, kept, gone in (
        (80, ("hexwizard", "Cas 2041", "Alain Sirois (alain_sirois)", "Marie T.", "FR"), ()),
        (60, ("Cas 2041", "Alain Sirois (alain_sirois)", "FR"), ("hexwizard",)),
        (40, ("Alain Sirois", "FR"), ("hexwizard", "Marie T.")),
    ):
        app = Demo()
        async with app.run_test(size=(width, 24), notifications=True) as pilot:
            bar = app.screen.query_one(CaseBar)
            bar.show(BAR)
            await pilot.pause()
            line = seen(app, bar)
            assert len(line) == width
            assert all(part in line for part in kept)
            assert not any(part in line for part in gone)
