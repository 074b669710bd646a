"""`hexwizard insight`: what the recorded calls tell, week by week."""

from __future__ import annotations

import argparse
import json
import sys

from hexwizard.commands.opening import desk_on, system_actor
from hexwizard.desk.insight import Week
from hexwizard.desk.insight_table import as_csv, as_row
from hexwizard.locale.words import Words


def run_insight(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options) as desk:
        weeks = desk.insights.look(system_actor()).weeks
    if options.json:
        print(json.dumps([as_row(week) for week in weeks], ensure_ascii=False, indent=2))
    elif options.csv:
        sys.stdout.write(as_csv(weeks))
    elif not weeks:
        print(say("cli.cases.none"))
    else:
        for week in weeks:
            print(line(week, say))
    return 0


def line(week: Week, say: Words) -> str:
    """One week in one line."""
    parts = [say("insight.calls", count=week.calls)]
    if week.median is not None and week.ninetieth is not None:
        parts.append(say("insight.time", median=week.median, ninetieth=week.ninetieth))
    if week.calls:
        parts.append(say("insight.again", count=week.again))
    parts += [f"{say(f'cause.{cause}.title')} {count}" for cause, count in list(week.causes.items())[:3]]
    return f"{week.name}  {' · '.join(parts)}"
