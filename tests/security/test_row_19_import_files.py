"""Row 19: a hostile import file is refused clearly, and nothing is written. The table is the reader's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.cli import main
from tests.accounts.test_import_structure import HOSTILE
from tests.desk.desks import SYSTEM, office
from tests.security import people

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize("content", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_as_accounts_or_as_companies_it_leaves_the_desk_as_it_was(content: bytes, tmp_path: Path) -> None:
    at = office()
    before = at.store.snapshot()
    hostile, sound = tmp_path / "hostile.csv", tmp_path / "sound.csv"
    hostile.write_bytes(content)
    sound.write_text("username,companies\nnouveau,alto\n", encoding="utf-8")
    for files in ((hostile, None), (sound, hostile)):
        report = at.desk.imports.run(SYSTEM, *files)
        assert report.faults
        assert report.faults[0].file == hostile.name
        assert not report.written
        assert at.store.snapshot() == before


def test_100_mb_are_refused_in_a_line_and_not_a_byte_of_the_account_file_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = people.account_file(tmp_path)
    before = {one: one.read_bytes() for one in tmp_path.iterdir()}
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.write(b"username,phone\n")
        stream.truncate(100 * MEGABYTE)
    assert main(["--accounts", str(path), "--lang", "en", "import", str(large)]) == 1
    large.unlink()
    assert "50 MB" in capsys.readouterr().err
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == before
