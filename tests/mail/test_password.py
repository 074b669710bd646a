"""The mail server's password comes from the system's keyring where the settings say so."""

from __future__ import annotations

import sys

import pytest

from hexwizard.mail.mailer import ServerAway
from hexwizard.mail.password import KEYRING, password_of
from hexwizard.mail.settings import MailServer

SERVER = MailServer("smtp.exemple.ca", 587, username="aide", keyring=True)


def test_it_is_the_one_that_the_keyring_has(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {(KEYRING, "aide"): "dans le trousseau"}
    monkeypatch.setattr("keyring.get_password", lambda *who: kept.get(who))
    assert password_of(SERVER) == "dans le trousseau"


@pytest.mark.parametrize("found", [None, ""])
def test_one_that_it_does_not_have_is_said_with_how_to_add_it(
    found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda *_: found)
    with pytest.raises(ServerAway) as away:
        password_of(SERVER)
    assert away.value.message.key == "problem.mail.keyring-empty"


def test_a_system_without_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ServerAway) as away:
        password_of(SERVER)
    assert away.value.message.key == "problem.mail.keyring-missing"
