"""The outbox folder: letters as files, for their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hexwizard.mail.mailer import MailNotSent
from hexwizard.mail.outbox import OutboxMailer
from tests.mail.letters import LETTER


def test_a_letter_is_a_file_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        where = Path(OutboxMailer(tmp_path / "outbox").send(LETTER))
    finally:
        os.umask(before)
    assert where.stat().st_mode & 0o777 == 0o600
    assert where.parent.stat().st_mode & 0o777 == 0o700
    assert b"482 913" in where.read_bytes()


def test_sent_twice_it_is_one_file(tmp_path: Path) -> None:
    mailer = OutboxMailer(tmp_path / "outbox")
    assert mailer.send(LETTER) == mailer.send(LETTER)
    assert [one.suffix for one in (tmp_path / "outbox").iterdir()] == [".eml"]


def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "outbox").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MailNotSent):
        OutboxMailer(tmp_path / "outbox").send(LETTER)
    assert list((tmp_path / "elsewhere").iterdir()) == []
