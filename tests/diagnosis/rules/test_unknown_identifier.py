"""No account has what the client types, and none is near."""

from __future__ import annotations

import pytest

from hexwizard.article import Cause
from hexwizard.desk.clients import EmptyIdentifier
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import Certainty, RepairId
from tests.diagnosis.calls import client, diagnosed


def test_nobody_of_that_name_is_said_to_be_unknown() -> None:
    told = diagnosed("quelquun@ailleurs.example", client())
    assert told.verdict is Cause.UNKNOWN_IDENTIFIER
    assert told.certainty is Certainty.CONFIRMED
    assert told.account is None
    assert told.candidates == ()


def test_an_empty_account_file_knows_nobody() -> None:
    assert diagnosed("alain_sirois").causes == (Cause.UNKNOWN_IDENTIFIER,)


def test_a_near_miss_and_a_stranger_exclude_each_other() -> None:
    assert Cause.MISTYPED_IDENTIFIER in diagnosed("quelquun@ailleurs.example", client()).ruled_out
    assert Cause.UNKNOWN_IDENTIFIER in diagnosed("alain.sirois@gmial.com", client()).ruled_out
    assert {Cause.MISTYPED_IDENTIFIER, Cause.UNKNOWN_IDENTIFIER} <= set(diagnosed("alain_sirois", client()).ruled_out)


def test_the_evidence_repeats_what_was_typed_without_the_spaces_around_it() -> None:
    told = diagnosed("  quelquun@ailleurs.example ", client())
    assert "quelquun@ailleurs.example" in told.evidence()
    assert "  quelquun" not in told.evidence()


def test_the_ways_out_are_to_retype_or_to_hand_over() -> None:
    told = diagnosed("quelquun@ailleurs.example", client(), reads=PhoneMessage.INVALID)
    assert told.open_ways() == (RepairId.CORRECT_IDENTIFIER, RepairId.HAND_OVER)


def test_nothing_typed_is_no_identifier() -> None:
    for empty in ("", " ", "\t\n", "\u3000"):
        with pytest.raises(EmptyIdentifier):
            diagnosed(empty, client())
