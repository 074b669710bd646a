"""The examples handed around with the project, and the demo's table of calls."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hexwizard.accounts.model import MobileApp, Platform
from hexwizard.article import Cause
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.clients import Question
from hexwizard.desk.data_files import data_path
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.settings import load_settings
from hexwizard.diagnosis.facts import PhoneMessage
from tests.diagnosis.calls import Told
from tests.fakes import CountingHasher, FakeStore

CHECKOUT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("HEXWIZARD_SHARED", CHECKOUT.parent / "shared"))
EXAMPLES = SHARED / "examples"
DEMO = data_path("demo")
SYSTEM = Actor("root", Role.SYSTEM)


@cache
def _desk(folder: Path) -> Desk:
    """A desk on the accounts, companies and settings of a folder; diagnoses change nothing, so that all share it."""
    settings = load_settings(folder / "config.toml", required=True)
    desk = Desk(Services(FakeStore(), settings, hasher=CountingHasher()))
    report = desk.imports.run(SYSTEM, folder / "accounts.csv", folder / "companies.csv")
    assert report.faults == ()
    return desk


def _examples() -> list[dict[str, Any]]:
    path = EXAMPLES / "cases.jsonl"
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _question(example: dict[str, Any]) -> Question:
    args: list[str] = example["args"]
    options = {name: args[args.index(name) + 1] for name in ("--app", "--message", "--symptom") if name in args}
    platform, _, version = options.get("--app", "").partition(":")
    return Question(
        example["identifier"],
        message=PhoneMessage(options["--message"]) if "--message" in options else None,
        no_mail=True if options.get("--symptom") == "no-mail" else None,
        app=MobileApp(Platform(platform), version) if platform else None,
        password=example["stdin"] if "--password-stdin" in args else None,
    )


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not beside this checkout (HEXWIZARD_SHARED)")
class TestExamples:
    def test_all_of_them_are_here(self) -> None:
        assert len(_examples()) == 111

    @pytest.mark.parametrize("example", _examples(), ids=lambda example: f"{example['identifier']!r}")
    def test_the_call_ends_as_expected(self, example: dict[str, Any]) -> None:
        told = Told(*_desk(EXAMPLES).clients.examine(_question(example)))
        expected = example["expect"]
        assert (told.verdict.value, told.account) == (expected["verdict"], expected["account"])
        ways = {way.id.value: way.allowed for finding in told.diagnosis.findings for way in finding.repairs}
        if "candidate" in expected:
            assert expected["candidate"] in told.candidates
        if "repair" in expected:
            assert ways[expected["repair"]]
        if "forbidden" in expected:
            assert not ways.get(expected["forbidden"], False)
        if "also" in expected:
            assert expected["also"] in told.causes


def _rows() -> list[tuple[str, str, str, str]]:
    """The table of the demo's calls, a row as its four cells."""
    lines = (DEMO / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [(cells[0], cells[1], cells[2], cells[3]) for cells in rows[1:]]


def _quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize(("call", "typed", "password", "finds"), _rows(), ids=lambda cell: str(cell)[:60])
def test_the_demo_s_call_gives_the_verdict_that_its_table_names(
    call: str, typed: str, password: str, finds: str
) -> None:
    (identifier,) = _quoted(typed)
    given = _quoted(password)
    if "anything" in password:
        given = ["tout autre chose"]
    wanted = _quoted(finds)
    causes = [name for name in wanted if name in {cause.value for cause in Cause}]
    question = Question(
        identifier,
        no_mail=True if causes[0] == Cause.RESET_MAIL_MISSING else None,
        password=given[0] if given else None,
    )
    told = Told(*_desk(DEMO).clients.examine(question))
    if Cause.TOO_MANY_ATTEMPTS in causes[1:]:
        causes.remove(Cause.TOO_MANY_ATTEMPTS)  # it comes of playing on
    assert told.verdict == causes[0]
    assert set(causes) <= set(told.causes)
    for name in set(wanted) - set(causes) - {cause.value for cause in Cause}:
        known = (told.account, *told.candidates, *(one.identifier for one in told.diagnosis.candidates))
        assert name in known or name in told.evidence()


def test_the_demo_s_table_has_its_calls() -> None:
    assert len(_rows()) >= 39
