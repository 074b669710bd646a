"""The weeks as bars: told apart by their shape and height, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final

from textual.app import RenderResult
from textual.color import Color
from textual_plotext import PlotextPlot

from hexwizard.desk.case import Outcome
from hexwizard.desk.insight import Week

CELLS_A_WEEK: Final = 6
MOST_WEEKS: Final = 26
SOLVED: Final = "█"
HANDED_OVER: Final = "▒"
OTHER: Final = "░"
NINETIETH: Final = "▲"
_MINUTE: Final = timedelta(minutes=1)
_STEPS: Final = (1, 2, 5, 10, 20, 30, 60, 120, 240, 500, 1000, 2000, 5000, 10000)


class Measure(StrEnum):
    """What the bars stand for."""

    CALLS = "calls"
    TIME = "time"
    AGAIN = "again"


class WeekDrawing(PlotextPlot):
    """As many weeks as fit, the one that is looked at among them, its number in brackets."""

    DEFAULT_CSS = """
    WeekDrawing { height: 9; background: $surface; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, measure: Measure, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._measure = measure
        self._weeks: Sequence[Week] = ()
        self._at = 0

    def show(self, weeks: Sequence[Week], at: int) -> None:
        """Draw `weeks`, of which the one at `at` is looked at."""
        self._weeks, self._at = weeks, at
        self.refresh()

    def render(self) -> RenderResult:
        shown, at = window(self._weeks, self._at, max(1, min(MOST_WEEKS, (self.size.width - 6) // CELLS_A_WEEK)))
        self.plt.clear_data()
        if shown and self.size.height > 2:
            self._draw(shown, at)
        return super().render()

    def _draw(self, weeks: Sequence[Week], at: int) -> None:
        places = [float(place) for place in range(1, len(weeks) + 1)]
        bars = series(self._measure, weeks)
        for marker, heights in bars:
            colour = Color.parse(self.app.theme_variables[_COLOURS[marker]]).rgb
            if marker == NINETIETH:
                seen = [(place, height) for place, height in zip(places, heights, strict=True) if height]
                self.plt.scatter([one[0] for one in seen], [one[1] for one in seen], marker=marker, color=colour)
            else:
                self.plt.bar(places, heights, marker=marker, width=0.6, color=colour)
        highest = max(max(heights) for _, heights in bars)
        step = next((one for one in _STEPS if one * 4 >= highest), _STEPS[-1])
        top = max(step, -int(-highest // step) * step)
        self.plt.frame(False)
        self.plt.ylim(0, top)
        ticks = list(range(0, top + 1, step))
        self.plt.yticks([float(tick) for tick in ticks], [str(tick) for tick in ticks])
        self.plt.xlim(0.4, len(weeks) + 0.6)
        names = [str(week.number) for week in weeks]
        names[at] = f"[{names[at]}]"
        self.plt.xticks(places, names)


_COLOURS: Final = {SOLVED: "primary", HANDED_OVER: "accent", OTHER: "text-muted", NINETIETH: "accent"}


def window(weeks: Sequence[Week], at: int, most: int) -> tuple[Sequence[Week], int]:
    """At most `most` weeks around `at`, the newest where there is room, and where `at` is among them."""
    first = max(0, min(at - most // 2, len(weeks) - most))
    shown = weeks[first : first + most]
    return shown, at - first


def series(measure: Measure, weeks: Sequence[Week]) -> list[tuple[str, list[float]]]:
    """Marker and heights of each kind of bar; what is drawn later stands before what is drawn earlier."""
    match measure:
        case Measure.CALLS:
            solved = [week.outcomes.get(Outcome.SOLVED, 0) for week in weeks]
            over = [week.outcomes.get(Outcome.HANDED_OVER, 0) for week in weeks]
            both = [float(one + other) for one, other in zip(solved, over, strict=True)]
            total = [float(week.calls) for week in weeks]
            return [(OTHER, total), (HANDED_OVER, both), (SOLVED, [float(one) for one in solved])]
        case Measure.TIME:
            medians = [_minutes(week.median) for week in weeks]
            return [(SOLVED, medians), (NINETIETH, [_minutes(week.ninetieth) for week in weeks])]
        case Measure.AGAIN:
            return [(SOLVED, [float(week.again) for week in weeks])]


def has_heights(measure: Measure, weeks: Sequence[Week]) -> bool:
    """Whether there is anything to draw."""
    return any(any(heights) for _, heights in series(measure, weeks))


def _minutes(time: timedelta | None) -> float:
    return 0.0 if time is None else time / _MINUTE
