"""Row 7: a password is normalised (NFC) before it is hashed; lone surrogates are refused. Wherever one is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexwizard.accounts.problems import UnreadableText
from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.actor import Role
from hexwizard.desk.client_sign_in import PhoneAnswer
from tests.desk.desks import ADMIN, AGENT, SECOND_PASSWORD, Office, office

FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
LONG = st.text(st.characters(exclude_categories=["Cs"]), min_size=15, max_size=40)
LONE = st.characters(categories=["Cs"])


@settings(max_examples=40, deadline=None)
@given(LONG)
def test_whichever_way_an_accent_was_typed_it_is_the_same_password(text: str) -> None:
    at = office()
    try:
        at.desk.phone.choose_password(at.lets_in(at.hand_out()), unicodedata.normalize("NFD", text))
        at.desk.operators.add(ADMIN, "zoe", Role.AGENT, unicodedata.normalize("NFC", text))
    except PasswordRefused:  # too short once composed, or known: row 4
        return
    for form in FORMS:
        typed = unicodedata.normalize(form, text)
        assert at.types(typed) is PhoneAnswer.CONNECTED
        assert at.desk.operators.sign_in("zoe", typed).name == "zoe"


def doors(at: Office, token: str) -> list[Callable[[str], object]]:
    """Everywhere where a password, or what stands in its place, is typed."""
    case, desk = at.case(), at.desk
    at.hire(AGENT, password_hash=at.hasher.hash(SECOND_PASSWORD))
    return [
        at.types,
        lambda text: at.types("a password", text),
        lambda text: desk.phone.choose_password(token, text),
        lambda text: desk.operators.add(ADMIN, "zoe", Role.AGENT, text),
        lambda text: desk.operators.reset_password(ADMIN, AGENT.name, text),
        lambda text: desk.operators.change_password(AGENT, SECOND_PASSWORD, text),
        lambda text: desk.operators.change_password(AGENT, text, SECOND_PASSWORD),
        lambda text: desk.operators.sign_in(AGENT.name, text),
        lambda text: desk.operators.sign_in(text, "a password"),
        lambda text: desk.operators.sign_in_again(AGENT, text),
        lambda text: desk.verifications.approve(AGENT, case, at.account(), ADMIN.name, text),
        lambda text: desk.verifications.enter_code(AGENT, case, at.account(), text),
    ]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20), LONE, st.text(max_size=20))
def test_a_lone_surrogate_is_refused_at_every_door_and_nothing_is_written(before: str, lone: str, after: str) -> None:
    at = office()
    token = at.lets_in(at.hand_out())
    every = doors(at, token)
    stored = at.store.snapshot()
    for door in every:
        with pytest.raises(UnreadableText):
            door(before + lone + after)
    assert at.store.snapshot() == stored
