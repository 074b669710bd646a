"""What the recorded calls tell: a week in figures, and the weeks beside each other as a drawing."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content

from hexwizard.accounts.problems import Problem
from hexwizard.desk.case import Feedback, Outcome
from hexwizard.desk.insight import Insight, Week
from hexwizard.desk.insight_table import as_csv, save
from hexwizard.locale.words import Words
from hexwizard.screens.cause_list import CauseList
from hexwizard.screens.field import Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.breakpoints import NARROW, TINY, WIDE
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.week_drawing import HANDED_OVER, NINETIETH, OTHER, SOLVED, Measure, WeekDrawing, has_heights

MEASURES: Final = tuple(Measure)
FACTS: Final = ("calls", "time", "again", "outcomes", "feedback")
WIDE_FROM: Final = 112


class Fact(Horizontal):
    """One figure of the week and its label; a longer figure wraps beside the label, not under it."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, classes="fact")

    def compose(self) -> ComposeResult:
        yield Prose(plain(""), classes="fact-label")
        yield Prose(plain(""), classes="fact-told")

    def tell(self, label: str, told: str) -> None:
        self.query_one(".fact-label", Prose).update(plain(label))
        self.query_one(".fact-told", Prose).update(plain(told))
        self.display = bool(told)


class InsightScreen(OutsideScreen[None]):
    """Left and right walk the weeks; up and down choose what is drawn where not all drawings fit."""

    HELP_KEY = "help.insight"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "insight.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [(0, TINY), (60, NARROW), (WIDE_FROM, WIDE)]  # type: ignore[misc]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [(0, TINY), (20, "-short"), (34, "-tall")]  # type: ignore[misc]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-1)", "Week before", id="week-before"),
        Binding("right", "walk(1)", "Week after", id="week-after"),
        Binding("home", "walk(-100000)", "First week", id="first-week", show=False),
        Binding("end", "walk(100000)", "Last week", id="last-week", show=False),
        Binding("down", "draw(1)", "Other drawing", id="other-drawing"),
        Binding("up", "draw(-1)", "Other drawing", id="drawing-before", show=False),
        Binding("pagedown", "scroll_on(1)", "Further", id="further", show=False),
        Binding("pageup", "scroll_on(-1)", "Back up", id="back-up", show=False),
        Binding("s", "save", "Save", id="save-table"),
        Binding("escape", "back", "Back", id="back"),
    ]

    _insight: Insight | None = None
    _at = 0
    _measure = 0

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Remark(plain(""), classes="status")
        with Container(id="insight"):
            with Vertical(id="figures"):
                yield Prose(plain(""), id="week")
                for name in FACTS:
                    yield Fact(name)
            with Vertical(id="drawings"):
                for measure in MEASURES:
                    with Vertical(classes="drawing", id=f"drawn-{measure}"):
                        yield Prose(plain(""), classes="caption")
                        yield WeekDrawing(measure)
            yield CauseList(id="causes")

    def on_mount(self) -> None:
        self.query_one("#insight").display = False
        self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        actor = self.wizard.actor
        if actor is None:
            return
        try:
            self._insight = await self.at_work(lambda: self.wizard.desk.insights.look(actor))
        except Problem as problem:
            self.query_one(".status", Remark).tell(f"✕ {self.say.render(problem.message)}")
            return
        self._at = max(0, len(self._insight.weeks) - 1)
        self.show_words()

    def show_words(self) -> None:
        super().show_words()
        insight, status = self._insight, self.query_one(".status", Remark)
        own = insight is not None and insight.own_only
        self.query_one(".title", Prose).update(plain(self.say("insight.title.own" if own else "insight.title")))
        if insight is None:
            status.tell(self.say("home.loading"))
            return
        status.tell("" if insight.weeks else self.say("insight.empty"))
        self.query_one("#insight").display = bool(insight.weeks)
        for measure in MEASURES:
            caption = caption_of(measure, self.say)
            if not (drawn := has_heights(measure, insight.weeks)):
                caption += plain(f"   {self.say('insight.none-drawn')}").stylize("$text-muted")
            self.query_one(f"#drawn-{measure} .caption", Prose).update(caption)
            self.query_one(f"#drawn-{measure} WeekDrawing").display = drawn
        self._show_week()

    def _show_week(self) -> None:
        if self._insight is None or not self._insight.weeks:
            return
        weeks = self._insight.weeks
        week = weeks[self._at]
        self.query_one("#week", Prose).update(
            plain(self.say("insight.week", number=week.number, first=week.monday, last=week.sunday)).stylize("bold")
        )
        told = facts(week, self.say)
        for fact in self.query(Fact):
            fact.tell(self.say(f"insight.label.{fact.name}"), told[fact.name or ""])
        self.query_one(CauseList).show(week, self.say)
        for at, measure in enumerate(MEASURES):
            place = self.query_one(f"#drawn-{measure}")
            place.set_class(at == self._measure, "-chosen")
            place.query_one(WeekDrawing).show(weeks, self._at)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key is shown where it leads somewhere; the drawings are walked where only one of them fits."""
        weeks = self._insight.weeks if self._insight is not None else ()
        match action, parameters:
            case "walk", (int(by),):
                return bool(weeks) and (self._at > 0 if by < 0 else self._at < len(weeks) - 1)
            case "draw", _:
                return bool(weeks) and not (self.has_class("-wide") and self.has_class("-tall"))
            case "save", _:
                return bool(weeks)
        return True

    def on_resize(self) -> None:
        """Where there is room the causes stand beside the figures, else below what is drawn."""
        place, listed, drawings = (self.query_one(f"#{name}") for name in ("insight", "causes", "drawings"))
        if self.size.width >= WIDE_FROM:
            place.move_child(listed, before=drawings)
        else:
            place.move_child(listed, after=drawings)
        self.refresh_bindings()

    def action_walk(self, by: int) -> None:
        weeks = self._insight.weeks if self._insight is not None else ()
        self._at = max(0, min(len(weeks) - 1, self._at + by))
        self._show_week()

    def action_draw(self, by: int) -> None:
        self._measure = (self._measure + by) % len(MEASURES)
        self._show_week()

    def action_scroll_on(self, by: int) -> None:
        column = self.query_one(".column", VerticalScroll)
        column.scroll_page_down() if by > 0 else column.scroll_page_up()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """The table of all weeks as a file in the folder that the wizard was started from."""
        insight = self._insight
        if insight is None or not insight.weeks:
            return
        weeks = insight.weeks
        try:
            path = await self.at_work(lambda: save(as_csv(weeks), Path.cwd(), weeks[-1]))
        except Problem as problem:
            self.explain(problem)
            return
        self.notify(self.say("insight.saved", path=str(path)), markup=False)

    def action_back(self) -> None:
        self.dismiss(None)


def facts(week: Week, say: Words) -> dict[str, str]:
    """What stands beside each label; nothing where the week had no call to say it of."""
    told = dict.fromkeys(FACTS, "") | {"calls": _calls(week, say)}
    if week.calls:
        told["time"] = _time(week, say)
        told["again"] = say("insight.again", count=week.again)
        told["outcomes"] = _counts(say, "outcome", {one: week.outcomes.get(one, 0) for one in Outcome})
        answers = _counts(say, "feedback", {one: week.feedback.get(one, 0) for one in reversed(Feedback)})
        told["feedback"] = f"{answers} · {say('insight.unasked', count=week.unasked)}"
    return told


def _calls(week: Week, say: Words) -> str:
    calls = say("insight.calls", count=week.calls)
    return f"{calls} · {say('insight.unended', count=week.unended)}" if week.unended else calls


def _time(week: Week, say: Words) -> str:
    if week.median is None or week.ninetieth is None:
        return say("insight.no-time")
    return say("insight.time", median=week.median, ninetieth=week.ninetieth)


def _counts(say: Words, kind: str, counts: dict[Outcome, int] | dict[Feedback, int]) -> str:
    return " · ".join(f"{say(f'insight.{kind}.{one.value}')} {count}" for one, count in counts.items())


def caption_of(measure: Measure, say: Words) -> Content:
    """What is drawn, and what each shape stands for."""
    parts = [plain(say(f"insight.drawn.{measure}")).stylize("bold $text-muted")]
    match measure:
        case Measure.CALLS:
            legend = [
                (SOLVED, "insight.outcome.solved"),
                (HANDED_OVER, "insight.outcome.handed-over"),
                (OTHER, "insight.other"),
            ]
        case Measure.TIME:
            legend = [(SOLVED, "insight.half"), (NINETIETH, "insight.nine-in-ten")]
        case Measure.AGAIN:
            legend = []
    parts += [plain(f"{shape} {say(key)}") for shape, key in legend]
    return Content("   ").join(parts)
