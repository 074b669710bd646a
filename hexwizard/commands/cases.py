"""`hexwizard cases`."""

from __future__ import annotations

import argparse
import csv
import sys

from hexwizard.commands import output
from hexwizard.commands.opening import desk_on
from hexwizard.commands.output import one_line
from hexwizard.desk.case import Case
from hexwizard.desk.spreadsheet import neutral
from hexwizard.locale.visible import plain_text
from hexwizard.locale.words import Words

_COLUMNS = (
    "id", "opened_at", "opened_by", "state", "closed_at", "identifier", "username", "message", "verdict", "outcome",
    "feedback", "steps", "notes",
)  # fmt: skip


def run_cases(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options) as desk:
        recorded = desk.cases.all()
    if options.json:
        print(output.as_json([_as_json(case) for case in recorded]))
    elif options.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows([neutral(_cell(case, column)) for column in _COLUMNS] for case in recorded)
    else:
        for case in recorded:
            verdict = say(f"cause.{case.verdict}.title") if case.verdict else "—"
            state = say(f"case-state.{case.state}")
            print(one_line(f"{case.id}  {say.moment(case.opened_at)}  {case.username or '—'}  {verdict}  {state}"))
        if not recorded:
            print(say("cli.cases.none"))
    return 0


def _cell(case: Case, column: str) -> str:
    if column == "steps":
        return "; ".join(f"{step.what} {step.outcome}" for step in case.steps)
    value = _as_json(case)[column]
    return "" if value is None else plain_text(str(value), multiline=True)


def _as_json(case: Case) -> dict[str, object]:
    from msgspec import to_builtins

    record: dict[str, object] = to_builtins(case)
    return record
