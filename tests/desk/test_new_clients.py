"""A freed e-mail is given to a new account at once (article, section 4.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hexwizard.accounts.model import Language, Membership
from hexwizard.article import Cause
from hexwizard.desk.case import Case, Step
from hexwizard.desk.clients import Question
from hexwizard.desk.new_clients import NewClient, NewClientRefused
from hexwizard.desk.repairs import RepairRefused
from hexwizard.desk.verification.enforcement import CallerNotVerified
from tests.desk.desks import ADMIN, AGENT, HEXPERT, Office, office
from tests.diagnosis.calls import CARDINAL, NOW, client

EMAIL = "alain.sirois@gmail.com"
WANTED = NewClient("Alain", "Sirois", EMAIL, "alto", "alain_sirois_2", Language.ENGLISH, "514-555-1000")


def _freed(at: Office) -> Case:
    """The agent's case, in which a Hexpert has freed the e-mail."""
    case = replace(at.case(), identifier=EMAIL)
    return at.desk.repairs.free_email(HEXPERT, case, at.account())


def _left() -> Office:
    return office(client(follows=(CARDINAL,), secondary=("a.sirois@hotmail.com",)))


def test_the_e_mail_then_belongs_to_a_client_who_has_never_connected() -> None:
    at = _left()
    case, created = at.desk.new_clients.create(AGENT, _freed(at), at.account(), WANTED)
    assert created.memberships == (Membership("alto"),)
    assert (created.invited_at, created.language, created.phone) == (NOW, Language.ENGLISH, "514-555-1000")
    facts, diagnosis = at.desk.clients.examine(Question(EMAIL))
    assert facts.account == created
    assert diagnosis.verdict is Cause.NEVER_CONNECTED
    assert case.steps[-1].what == "create-client"


def test_the_freed_e_mail_and_a_free_username_are_proposed() -> None:
    at = _left()
    case = _freed(at)
    assert at.desk.new_clients.freed_email(case) == EMAIL
    assert at.desk.new_clients.propose_username("Alain", "Sirois") == "alain_sirois_2"
    assert at.desk.new_clients.propose_username("  Hélène-Zoé ", "D’Août") == "helene_zoe_d_aout"
    assert at.desk.new_clients.propose_username("名", "前") == ""
    at.desk.new_clients.create(HEXPERT, case, at.account(), WANTED)
    assert at.desk.new_clients.propose_username("Alain", "Sirois") == "alain_sirois_3"
    assert at.desk.new_clients.freed_email(case) == "a.sirois@hotmail.com"


def test_an_agent_makes_one_only_where_a_hexpert_freed_the_e_mail_in_the_same_case() -> None:
    at = _left()
    other = at.case()
    _freed(at)
    forged = other.having_tried(_freed_step(at))
    for case in (other, forged):
        with pytest.raises(RepairRefused) as refused:
            at.desk.new_clients.create(AGENT, case, at.account(), WANTED)
        assert refused.value.message.key == "why-not.not-freed"
    at.desk.new_clients.create(ADMIN, other, at.account(), WANTED)


def _freed_step(at: Office) -> Step:
    return at.desk.cases.all()[0].steps[-1]


def test_an_e_mail_with_which_somebody_enters_is_refused() -> None:
    at = office(client(follows=(CARDINAL,)), client("chantal", primary="chantal@gmail.com"))
    with pytest.raises(RepairRefused) as refused:
        at.desk.new_clients.create(HEXPERT, _freed(at), at.account(), replace(WANTED, email="Chantal@Gmail.com"))
    assert refused.value.message.key == "why-not.taken"
    assert at.desk.clients.account("alain_sirois_2") is None


def test_nobody_gets_one_before_the_caller_is_verified() -> None:
    at = _left()
    case = at.case(verified=False, freed=True)
    with pytest.raises(CallerNotVerified):
        at.desk.new_clients.create(HEXPERT, case, at.account(), WANTED)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", "  "),
        ("given_name", "A\x1b[2J"),
        ("family_name", "x" * 101),
        ("username", ""),
        ("username", "alain sirois"),
        ("username", "a@b"),
        ("username", "ALAIN_sirois"),
        ("company", "Gym Cardinal"),
        ("company", "nulle part"),
        ("company", ""),
        ("phone", "1\u202e2"),
    ],
)
def test_each_field_is_refused_by_name_and_nothing_is_made(field: str, value: str) -> None:
    at = _left()
    case = _freed(at)
    before = at.store.snapshot()
    with pytest.raises(NewClientRefused) as refused:
        at.desk.new_clients.create(HEXPERT, case, at.account(), replace(WANTED, **{field: value}))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert at.store.tables == before


def test_a_company_is_known_by_its_name_however_it_is_written() -> None:
    at = _left()
    _, created = at.desk.new_clients.create(HEXPERT, _freed(at), at.account(), replace(WANTED, company="studio ALTO"))
    assert created.memberships == (Membership("alto"),)


def test_only_companies_that_use_the_product_are_offered() -> None:
    assert [one.name for one in office().desk.new_clients.companies()] == ["Clinique Boréale", "Studio Alto"]
