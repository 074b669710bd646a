"""Insight as a table, for spreadsheets and scripts: one row a week."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from hexwizard.accounts.problems import Problem
from hexwizard.article import Cause
from hexwizard.desk.case import Feedback, Outcome
from hexwizard.desk.insight import Week
from hexwizard.desk.spreadsheet import neutral
from hexwizard.locale.os_errors import why

Row = dict[str, str | int | None]


class TableNotSaved(Problem):
    """The table could not be written to a file."""


def as_row(week: Week) -> Row:
    """Every figure of a week under its name; times in whole seconds, None where no call has ended."""
    row: Row = {
        "week": week.name,
        "monday": week.monday.isoformat(),
        "calls": week.calls,
        "open": week.unended,
        "calls_again": week.again,
        "median_seconds": _seconds(week.median),
        "ninetieth_seconds": _seconds(week.ninetieth),
    }
    row |= {f"outcome_{_name(outcome)}": week.outcomes.get(outcome, 0) for outcome in Outcome}
    row |= {f"feedback_{_name(answer)}": week.feedback.get(answer, 0) for answer in Feedback}
    return row | {f"cause_{_name(cause)}": week.causes.get(cause, 0) for cause in Cause}


def as_csv(weeks: Sequence[Week]) -> str:
    """A header and one line a week, oldest first; an unknown time is an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    rows = [as_row(week) for week in weeks]
    writer.writerow(as_row(Week(date.min)))
    writer.writerows([neutral("" if cell is None else str(cell)) for cell in row.values()] for row in rows)
    return written.getvalue()


def save(text: str, folder: Path, newest: Week) -> Path:
    """Write the table to `folder`, readable by its owner alone; a link is refused. Raises `TableNotSaved`."""
    path = folder / f"hexwizard-insight-{newest.name}.csv"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, flags, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
            stream.write(text)
    except OSError as error:
        raise TableNotSaved("problem.table", path=str(path), why=why(error)) from None
    return path


def _name(value: Cause | Outcome | Feedback) -> str:
    return value.value.replace("-", "_")


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds())
