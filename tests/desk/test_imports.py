"""Imports through the desk: all or nothing, and one entry in the audit trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.accounts.importing import ImportCancelled
from hexwizard.desk.actor import Act
from hexwizard.desk.imports import ImportFileUnreadable, Stage
from tests.desk.desks import ADMIN, SYSTEM, office
from tests.desks import demo_desk
from tests.diagnosis.calls import client


def _file(folder: Path, *rows: str, header: str = "username,primary_email,companies") -> Path:
    path = folder / "accounts.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_good_rows_are_added_and_updated_by_username(tmp_path: Path) -> None:
    at = office(client(failures=3))
    path = _file(tmp_path, "alain_sirois,alain@bell.net,alto", "chantal,chantal@gmail.com,alto;boreale")
    report = at.desk.imports.run(ADMIN, path)
    assert (report.added, report.updated, report.faults, report.written) == (1, 1, (), True)
    assert at.account().primary_email == "alain@bell.net"
    assert at.account().attempts.failures == 3
    assert at.account("chantal").last_change is not None
    assert [(entry.act, entry.who, entry.outcome) for entry in at.trail] == [
        (Act.IMPORT, "agathe", "1 added, 1 updated")
    ]


@pytest.mark.parametrize(
    "bad", ["chantal,no address,alto", "chantal,c@gmail.com,nowhere", ",c@gmail.com,alto", "nouveau,n2@gmail.com,alto"]
)
def test_one_bad_row_and_nothing_is_written(tmp_path: Path, bad: str) -> None:
    at = office()
    before = at.store.snapshot()
    report = at.desk.imports.run(SYSTEM, _file(tmp_path, "nouveau,n@gmail.com,alto", bad))
    assert report.is_refused
    assert not report.written
    assert report.faults
    assert at.store.tables == before
    assert at.trail == []


def test_a_bad_company_file_stops_the_accounts_too(tmp_path: Path) -> None:
    at = office()
    companies = tmp_path / "companies.csv"
    companies.write_text("id,name,left_on\nnew,Studio Neuf,yesterday\n", encoding="utf-8")
    before = at.store.snapshot()
    assert at.desk.imports.run(SYSTEM, _file(tmp_path, "nouveau,n@gmail.com,alto"), companies).is_refused
    assert at.store.tables == before


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    at = office()
    report = at.desk.imports.run(SYSTEM, _file(tmp_path, "nouveau,n@gmail.com,alto"), dry_run=True)
    assert (report.added, report.written) == (1, False)
    assert at.trail == []
    assert at.desk.clients.account("nouveau") is None


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ImportFileUnreadable):
        office().desk.imports.run(SYSTEM, tmp_path / "none.csv")
    with pytest.raises(ImportFileUnreadable):
        office().desk.imports.run(SYSTEM, tmp_path)


def test_a_column_of_passwords_is_refused(tmp_path: Path) -> None:
    at = office()
    path = _file(tmp_path, "nouveau,quatorze canards bleus", header="username,password")
    report = at.desk.imports.run(SYSTEM, path)
    assert report.is_refused
    assert "quatorze" not in repr(report)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("how", ["cancelled", "Ctrl+C"])
def test_an_import_that_is_stopped_leaves_nothing_behind_and_can_be_begun_again(
    tmp_path: Path, stage: Stage, how: str
) -> None:
    path = _file(tmp_path, *(f"nouveau{number},n{number}@gmail.com,studio-alto" for number in range(1500)))
    (home := tmp_path / "home").mkdir()
    with demo_desk(home) as desk:
        left = _left_in(home)
        reached: list[int] = []

        def progress(at: Stage, done: int, total: int) -> None:
            if at is stage and 0 < done < total:
                reached.append(done)
                if how == "Ctrl+C":
                    raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt if how == "Ctrl+C" else ImportCancelled):
            desk.imports.run(SYSTEM, path, progress=progress, cancelled=lambda: bool(reached))
        assert reached
        assert desk.clients.account("nouveau7") is None
        assert _left_in(home) == left
        assert desk.services.store.verify().damage == ()
        assert desk.imports.run(SYSTEM, path).added == 1500


def _left_in(folder: Path) -> dict[str, bytes]:
    """Every file beneath, to the byte."""
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
