"""The list of known passwords is not what these tests are about."""

import pytest


@pytest.fixture(autouse=True)
def no_block_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hexwizard.desk.operators.block_list", frozenset)
