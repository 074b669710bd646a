"""`hexwizard import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hexwizard.accounts.importing import Fault
from hexwizard.commands import output
from hexwizard.commands.opening import desk_on, system_actor
from hexwizard.commands.output import one_line
from hexwizard.commands.progress import import_line
from hexwizard.desk.imports import ImportReport
from hexwizard.locale.words import Words


def run_import(options: argparse.Namespace, say: Words) -> int:
    """0 where it was imported (or would be, on a dry run), 1 where a row is at fault: then nothing was written."""
    companies = Path(options.companies) if options.companies else None
    with desk_on(options, create=True) as desk, import_line(desk.services.clock, say) as progress:
        report = desk.imports.run(
            system_actor(), Path(options.accounts_csv), companies, dry_run=options.dry_run, progress=progress
        )
    if options.json:
        print(output.as_json(_as_json(report, say)))
    else:
        _print(report, say, dry_run=options.dry_run)
    return 1 if report.is_refused else 0


def _print(report: ImportReport, say: Words, *, dry_run: bool) -> None:
    if not report.is_refused:
        key = "cli.import.would" if dry_run else "cli.import.done"
        print(say(key, added=report.added, updated=report.updated, companies=report.companies))
        return
    for fault in report.faults:
        print(_line(fault, say), file=sys.stderr)
    print(say("cli.import.refused", count=report.fault_count), file=sys.stderr)


def _line(fault: Fault, say: Words) -> str:
    place = say("cli.import.place", file=fault.file, line=fault.line)
    if fault.column is not None:
        place = say("cli.import.place-column", file=fault.file, line=fault.line, column=fault.column)
    return one_line(f"{place} {say.render(fault.reason)}")


def _as_json(report: ImportReport, say: Words) -> dict[str, object]:
    return {
        "written": report.written,
        "added": report.added,
        "updated": report.updated,
        "companies": report.companies,
        "fault_count": report.fault_count,
        "faults": [
            {"file": one.file, "line": one.line, "column": one.column, "reason": say.render(one.reason)}
            for one in report.faults
        ],
    }
