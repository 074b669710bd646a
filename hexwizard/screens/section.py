"""What the screens of the article's sections have in common: the rail, what we know, what to say, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hexwizard.accounts.problems import Problem
from hexwizard.article import BY_KEY, SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.verification.policy import Opening
from hexwizard.diagnosis.briefing import Briefing
from hexwizard.diagnosis.findings import By, Repair, RepairId
from hexwizard.diagnosis.rail import Mark
from hexwizard.diagnosis.repairs import correct_record
from hexwizard.screens.clipboard import copy
from hexwizard.screens.live_call import LiveCall
from hexwizard.screens.results import Back, CallResult, Jump, Leave, Next, TryAgain
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.widgets.case_bar import CaseBar, CaseLine
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.marks import MARKS
from hexwizard.widgets.panes import DoArea, DoLine, DoPane, KnowLine, KnowPane, SayBox
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.rail import Rail
from hexwizard.widgets.secret_input import SecretInput
from hexwizard.widgets.spelling_box import SpellingBox

Value = TypeVar("Value")
MOST_REPAIRS = 9
_BOTH_WAYS = {RepairId.CORRECT_IDENTIFIER, RepairId.RESET_MAIL}
"""Repairs that the client and the agent each do in their own way, with words of their own."""


class SectionScreen(LiveCall[CallResult]):
    """A section adds its own widgets in `extras`, and what a repair needs before it is done in `prepare`."""

    SECTION: ClassVar[SectionKey]
    CSS_PATH = "section.tcss"
    SHOWS_EMPTY_PANES: ClassVar[bool] = True
    KNOWS_NOTHING: ClassVar[str] = "pane.know.empty"
    FINDS = True
    AUTO_FOCUS = "#body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next", id="next"),
        Binding("escape", "back", "Back", id="back"),
        Binding("c", "copy", "Copy", id="copy"),
        Binding("1", "repair(0)", "Repair", key_display="1–9", id="repair"),
        *(Binding(str(number), f"repair({number - 1})", show=False) for number in range(2, MOST_REPAIRS + 1)),
        Binding("t", "try_again", "Try again", id="try-again"),
        Binding("w", "park", "Park", id="park"),
        Binding("l", "client_language", "Client's language", id="client-language", show=False),
        Binding("f3", "note", "Note", id="note", show=False),
        Binding("f4", "answers", "Answers", id="answers", show=False),
        Binding("f5", "spell", "Spell", id="spell", show=False),
        Binding("f7", "pinned_notes", "Pinned notes", id="pinned-notes", show=False),
        Binding("h", "home", "Home", id="home", show=False),
        Binding("m", "new_account", "New account", id="new-account"),
    ]

    _typed_email = ""
    """A right e-mail that was typed and is not kept yet."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call

    @property
    def HELP_KEY(self) -> str:  # type: ignore[override]  # noqa: N802 - a class attribute elsewhere
        return f"section.{self.SECTION}.help"

    # What it shows

    def compose(self) -> ComposeResult:
        known, said, do = KnowPane(self.say, "", id="know"), SayBox("", id="say"), DoPane("", id="do")
        self._fill(self.briefing(), known, said, do)
        yield CaseBar(self._case_line(), id="case-bar")
        with Container(id="below"):
            yield Rail(self.say, id="rail")
            with Container(id="panes"):
                with Container(id="telling"):
                    yield Static(id="title", markup=False)
                    more = tuple(self.known())
                    yield Container(known, *more, classes="known") if more else known.add_class("known")
                    yield said
                with Container(id="doing"):
                    yield Prose(plain(""), id="problem")
                    with DoArea(id="body"):
                        yield Container(*self.extras(), id="extras")
                        yield do
                        yield from self.after()
        yield KeyBar(self.wizard.word)

    def known(self) -> Iterable[Widget]:
        """What stands in the place of what we know, where a section has something of its own there."""
        return ()

    def extras(self) -> Iterable[Widget]:
        """What the section asks: its own widgets, before what to do."""
        return ()

    def after(self) -> Iterable[Widget]:
        """What is looked at once the rest is read, after what to do: its own widgets, worded in `show_extras`."""
        return ()

    def briefing(self) -> Briefing:
        return self.call.briefing(self.SECTION)

    def show_words(self) -> None:
        """Show everything anew, in the words of now and with what is known now."""
        say, case = self.say, self.call.case
        briefing = self.briefing()
        self.query_one(CaseBar).show(self._case_line())
        rail = self.query_one(Rail)
        rail.speak(say)
        rail.show(self.call.marks(), self.SECTION, case.visited)
        self.query_one("#title", Static).update(self._title(briefing.mark))
        self._fill(briefing, self.query_one(KnowPane), self.query_one(SayBox), self.query_one(DoPane))
        self.query_one("#body").border_title = f" {say('pane.do')} "
        self.show_extras()
        self.refresh_bindings()

    def _fill(self, briefing: Briefing, known: KnowPane, said: SayBox, do: DoPane) -> None:
        """Put what the section tells into its three panes."""
        say = self.say
        known.entitle(say, say("pane.know"), say(self.KNOWS_NOTHING))
        known.show([KnowLine(one.certainty, say.render(one.text)) for one in briefing.know])
        said.entitle(say("pane.say"))
        said.show(self.wizard.client_words(self.client_language()).render(briefing.say), self.client_language())
        do.entitle("", say("pane.do.empty") if self.SHOWS_EMPTY_PANES else "")
        do.show([self._do_line(repair) for repair in briefing.repairs])
        do.display = bool(briefing.repairs) or self.SHOWS_EMPTY_PANES

    @work(exclusive=True, group="words")
    async def change_language(self) -> None:
        """The section's own widgets are made anew, unless a secret is being typed or shown in them."""
        if not self.is_over and not self.holds_secret():
            asked = self.query_one("#extras")
            async with self.batch():
                await asked.remove_children()
                await asked.mount(*self.extras())
            for question in list(asked.query("Choice, NearClients"))[:1]:
                question.focus()
        if not self.is_over:
            self.show_words()

    def holds_secret(self) -> bool:
        return any(typed.value for typed in self.query(SecretInput))

    def show_extras(self) -> None:
        """Put the section's own widgets into words."""

    def client_language(self) -> str:
        chosen = self.call.case.client_language
        account = self.call.facts.account
        return chosen.value if chosen else account.language.value if account else self.say.language

    def _title(self, mark: Mark) -> Content:
        shape = MARKS[mark]
        number = BY_KEY[self.SECTION].number
        head = plain(f"{number}  {self.say(f'section.{self.SECTION}.title')}").stylize("bold")
        noted = "" if self.SECTION is SectionKey.START else self.call.case.notes  # there it stands among what we know
        note = plain(f"   ✎ {noted}").stylize("$text-muted") if noted else ""
        return Content.assemble(head, "   ", (f"{shape.glyph} {self.say(f'mark.{mark}')}", shape.style), note)

    def _do_line(self, repair: Repair) -> DoLine:
        by_agent = repair.by is By.AGENT and repair.id in _BOTH_WAYS
        return DoLine(
            self.say(f"repair.{repair.id}.agent.title" if by_agent else f"repair.{repair.id}.title"),
            self.say(f"by.{repair.by}"),
            self.say(f"repair.{repair.id}.agent.how" if by_agent else f"repair.{repair.id}.how"),
            None if repair.why_not is None else self.say.render(repair.why_not),
            self.call.has_done(repair),
        )

    def _case_line(self) -> CaseLine:
        account = self.call.facts.account
        return CaseLine(
            "hexwizard",
            self.call.case.id,
            account.full_name if account else self.call.case.identifier or "",
            account.username if account else "",
            self.call.actor.name,
            self.client_language(),
            self._flag_line(),
        )

    def _flag_line(self) -> str:
        flags = self.call.caller.flags
        return self.say("case-bar.flags", count=len(flags)) if flags else ""

    # What the agent does

    def action_next(self) -> None:
        self.dismiss(Next())

    def action_back(self) -> None:
        self.dismiss(Back())

    def action_home(self) -> None:
        self.dismiss(Leave())

    def action_try_again(self) -> None:
        self.dismiss(TryAgain())

    @work(exclusive=True, group="answer")
    async def action_client_language(self) -> None:
        """The client is spoken to in the other language."""
        await self.at_work(lambda: self.call.speak_other_language(self.client_language()))
        self.show_words()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Nothing is parked that the Hexperts have, nor pinned on nobody, nor made anew but for a freed e-mail."""
        if action == "park":
            return self.call.may_be_parked
        if action == "pinned_notes":
            return self.call.facts.account is not None
        return action != "new_account" or self.call.freed_email is not None

    @work(exclusive=True, group="repair")
    async def action_new_account(self) -> None:
        """The freed e-mail is given to a new account (article, section 4.3)."""
        from hexwizard.screens.new_client import NewClientScreen

        if await self._proved(Opening.CREATE_CLIENT):
            created = await self.app.push_screen_wait(NewClientScreen(self.call))
            if created is not None:
                self.show_words()
                email = created.primary_email or ""
                self.notify(self.say("new-client.created", username=created.username, email=email))

    def action_copy(self) -> None:
        copy(self.app, self.query_one(SayBox).sentence, self.say)

    def action_repair(self, index: int) -> None:
        if self.is_settling:
            self.show_problem(self.say("news.read-again"))
            return
        pane = self.query_one(DoPane)
        repairs = self.briefing().repairs
        closed = repairs[index].why_not if index < len(repairs) else None
        if not pane.choose(index) and closed is not None:
            self.show_problem(self.say.render(closed))

    @work(exclusive=True, group="ask")
    async def action_park(self) -> None:
        """Set the call aside while something is waited for; home has it."""
        from hexwizard.screens.park import ParkScreen

        if await self.app.push_screen_wait(ParkScreen(self.call)):
            self.dismiss(Leave())

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """The agent's note, kept at every keystroke."""
        from hexwizard.screens.note import NoteScreen

        await self.app.push_screen_wait(NoteScreen(self.call))
        with suppress(StoreUnusable):  # then a line says so already
            await self.at_work(self.call.keep)  # once what was typed last is kept
        self.show_words()

    @work(exclusive=True, group="ask")
    async def action_pinned_notes(self) -> None:
        """Notes on the client, for whoever takes the next call."""
        from hexwizard.screens.pinned_notes import PinnedNotesScreen

        await self.app.push_screen_wait(PinnedNotesScreen(self.call))
        self.show_words()

    @work(exclusive=True, group="ask")
    async def action_answers(self) -> None:
        """An answer of the caller is another now: everything is examined anew."""
        from hexwizard.screens.answers import AnswersScreen, NewIdentifierScreen

        chosen = await self.app.push_screen_wait(AnswersScreen(self.call))
        if isinstance(chosen, SectionKey):
            self.dismiss(Jump(chosen))
        elif chosen is not None:
            typed = await self.app.push_screen_wait(NewIdentifierScreen(self.call))
            if typed is not None:
                await self._take_identifier(typed)

    async def _take_identifier(self, typed: str) -> None:
        try:
            await self.at_work(lambda: self.call.answer(identifier=typed))
        except Problem as problem:
            self.explain(problem)
            return
        self.dismiss(Next())

    @work(exclusive=True, group="ask")
    async def action_spell(self) -> None:
        """What is on record, letter by letter, for a caller who may hear it; once more, and it is gone."""
        for box in self.query(SpellingBox):
            box.remove()
            return
        try:
            if not self.call.comparison.may_be_read_aloud() and self.call.facts.account is not None:
                await self._verified(correct_record(self.call.facts))
            if self.is_over:  # the agent went on elsewhere
                return
            text, words = self.call.comparison.read_aloud()
        except Problem as problem:
            self.explain(problem)
            return
        self.show_problem("")
        self.show_words()
        box = SpellingBox(self.say("spelling.title", language=self.client_language().upper()), text, words)
        await self.query_one("#body").mount(box, before=0)
        box.scroll_visible(animate=False)

    @on(Rail.Jump)
    def _jumped(self, event: Rail.Jump) -> None:
        self.dismiss(Jump(event.section_key))

    @on(DoPane.Chosen)
    def _repair_chosen(self, event: DoPane.Chosen) -> None:
        if not self.is_busy and not self.is_settling:
            self.carry_out(self.briefing().repairs[event.index])

    @work(exclusive=True, group="repair")
    async def carry_out(self, repair: Repair) -> None:
        """Do a repair: elsewhere, where another screen is made for it; after the caller is verified, where it opens."""
        elsewhere = self._screen_for(repair)
        if elsewhere is not None and elsewhere is not self.SECTION:
            if self.is_current:  # a key that came before may have left this screen already
                self.dismiss(Jump(elsewhere))
            return
        self.is_busy = True
        try:
            if await self._verified(repair) and await self.prepare(repair):
                self.show_problem("")
                self.show_words()
        except Problem as problem:
            await self.at_work(self.call.refresh)
            self.show_words()
            self.explain(problem)
        finally:
            self.is_busy = False

    async def prepare(self, repair: Repair) -> bool:
        """Do the repair; a section that needs more asks for it here. False where the agent turned back."""
        if repair.id is RepairId.CORRECT_IDENTIFIER and repair.by is By.AGENT:
            from hexwizard.screens.correct_email import CorrectEmailScreen

            address = await self.app.push_screen_wait(CorrectEmailScreen(self.call, self._typed_email))
            if address is None:
                return False
            self._typed_email = address
            await self.at_work(lambda: self.call.acts.correct_email(address))
            self._typed_email = ""
            return True
        await self.at_work(lambda: self.call.acts.carry_out(repair))
        return True

    async def _verified(self, repair: Repair) -> bool:
        """Whether nothing is missing any more before the repair: the caller proved, a second operator beside."""
        opening = self.call.caller.needs(repair)
        return opening is None or await self._proved(opening)

    async def _proved(self, opening: Opening) -> bool:
        """Ask, dialog by dialog, for what is missing; nothing is asked where nothing is.

        False where the agent turned back, or went where a failed verification leads.
        """
        from hexwizard.screens.verification_flow import verified

        found = await verified(self.app, self.call, opening)
        self.show_words()
        if found.instead is not None and found.instead is not self.SECTION:
            self.dismiss(Jump(found.instead))
        return found.is_open

    def _screen_for(self, repair: Repair) -> SectionKey | None:
        match repair.id:
            case RepairId.TEMPORARY_PASSWORD:
                return SectionKey.TEMPORARY_PASSWORD
            case RepairId.RESET_MAIL if repair.by is By.AGENT:
                return SectionKey.FORGOTTEN_PASSWORD
            case RepairId.HAND_OVER:
                return SectionKey.STILL_IMPOSSIBLE
            case RepairId.FREE_EMAIL if not self.call.may(repair):
                return SectionKey.STILL_IMPOSSIBLE
        return None

    def explain(self, problem: Problem) -> None:
        self.show_problem(self.say.render(problem.message))

    def show_problem(self, text: str) -> None:
        """In place, above what to do; an empty text takes it away."""
        place = self.query_one("#problem", Prose)
        place.update(plain(f"✕ {text}" if text else ""))
        place.display = bool(text)
