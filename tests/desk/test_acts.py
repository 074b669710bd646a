"""Every act: by whom, verified how, written down always, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.accounts.model import Account, Change, MobileApp, PinnedNote, Platform
from hexwizard.desk.actor import Act, Actor, NotPermitted, Role
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.case import Case, Feedback, Outcome
from hexwizard.desk.new_clients import NewClient
from hexwizard.desk.repairs import RepairRefused
from hexwizard.desk.services import ChangedMeanwhile, NoSuchClient
from hexwizard.desk.verification.enforcement import CallerNotVerified
from hexwizard.stores.protocol import Table
from tests.desk.desks import ADMIN, AGENT, HEXPERT, PEOPLE, PHONE, STAFF, Doing, Office, office
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, NOW, client

GOOD = "quatorze canards bleus"
ACCOUNTS = "username,companies\nnouveau,alto\n"

HELD = client(
    secondary=("alain@hotmail.com",), withdrawn={BOREALE: "Luc Aubé"}, failures=9, password=None, connected=False
)
SHUT = client(follows=(CARDINAL,))


NEW = NewClient("Alain", "Sirois", "alain.sirois@gmail.com", "Studio Alto", "alain_sirois_2")


ON_A_CLIENT: dict[Act, tuple[Account, Doing]] = {
    Act.CORRECT_EMAIL: (
        HELD,
        lambda at, by, case: at.desk.repairs.correct_email(
            by, case, at.account(), "alain.sirois@gmail.com", "alain@bell.net"
        ),
    ),
    Act.MAKE_PRIMARY: (
        HELD,
        lambda at, by, case: at.desk.repairs.make_primary(by, case, at.account(), "alain@hotmail.com"),
    ),
    Act.RESEND_INVITATION: (HELD, lambda at, by, case: at.desk.repairs.resend_invitation(by, case, at.account())),
    Act.ISSUE_TEMPORARY_PASSWORD: (
        HELD,
        lambda at, by, case: at.desk.temporary_passwords.issue(by, case, at.account()),
    ),
    Act.UNLOCK: (HELD, lambda at, by, case: at.desk.repairs.unlock(by, case, at.account())),
    Act.RESTORE_ACCESS: (HELD, lambda at, by, case: at.desk.repairs.restore_access(by, case, at.account())),
    Act.FREE_EMAIL: (SHUT, lambda at, by, case: at.desk.repairs.free_email(by, case, at.account())),
    Act.TELL_APP_VERSION: (HELD, lambda at, by, case: at.desk.repairs.tell_app_version(by, case, at.account())),
    Act.HAND_OVER: (HELD, lambda at, by, case: at.desk.hand_overs.hand_over(by, case, *at.examined(case))),
    Act.CREATE_CLIENT: (
        client("alain_sirois", primary=None, follows=(CARDINAL,)),
        lambda at, by, case: at.desk.new_clients.create(by, case, at.account(), NEW),
    ),
    Act.CLOSE_CASE: (
        HELD,
        lambda at, by, case: at.desk.cases.close(by, case, Outcome.SOLVED, Feedback.YES),
    ),
}
AFTER_ISSUING: dict[Act, Doing] = {
    Act.CONFIRM_TEMPORARY_PASSWORD: lambda at, by, case: at.desk.temporary_passwords.confirm(by, case, "alain_sirois"),
    Act.VOID_TEMPORARY_PASSWORD: lambda at, by, case: at.desk.temporary_passwords.void(by, case, "alain_sirois"),
}
ELSEWHERE: dict[Act, Callable[[Office, Actor], object]] = {
    Act.FIRST_ADMINISTRATOR: lambda at, by: at.desk.operators.add_first_administrator(by, "basile", GOOD),
    Act.ADD_OPERATOR: lambda at, by: at.desk.operators.add(by, "basile", Role.AGENT, GOOD),
    Act.OPEN_CASE: lambda at, by: at.desk.cases.open(by),
    Act.PIN_NOTE: lambda at, by: at.desk.pinned_notes.pin(by, Case("", NOW, by.name), at.account(), "le soir"),
    Act.UNPIN_NOTE: lambda at, by: at.desk.pinned_notes.unpin(
        by, Case("", NOW, by.name), at.account(), PinnedNote("le soir", "nadia", NOW)
    ),
}
OPENING = (
    Act.CORRECT_EMAIL,
    Act.MAKE_PRIMARY,
    Act.ISSUE_TEMPORARY_PASSWORD,
    Act.UNLOCK,
    Act.RESTORE_ACCESS,
    Act.FREE_EMAIL,
    Act.CREATE_CLIENT,
)
DESK = {Role.AGENT, Role.HEXPERT, Role.ADMIN}
WHO_MAY: dict[Act, set[Role]] = {
    **dict.fromkeys(Act, DESK),
    Act.FREE_EMAIL: {Role.HEXPERT},
    Act.FIRST_ADMINISTRATOR: {Role.SYSTEM},
    Act.ADD_OPERATOR: {Role.ADMIN, Role.SYSTEM},
    Act.DISABLE_OPERATOR: {Role.ADMIN, Role.SYSTEM},
    Act.IMPORT: {Role.ADMIN, Role.SYSTEM},
}


def _ready(act: Act) -> tuple[Office, Case, Doing]:
    """An office in which only the act is still to be done."""
    if act in AFTER_ISSUING:
        at = office(HELD)
        case = at.case()
        case, _ = at.desk.temporary_passwords.issue(AGENT, case, at.account())
        return at, case, AFTER_ISSUING[act]
    account, do = ON_A_CLIENT[act]
    at = office(account)
    return at, at.case(freed=act is Act.CREATE_CLIENT), do


ON_CALLS = (*ON_A_CLIENT, *AFTER_ISSUING)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.role.value)
@pytest.mark.parametrize("act", ON_CALLS)
def test_each_role_does_in_a_call_what_is_its_own_and_nothing_else(act: Act, who: Actor) -> None:
    at, case, do = _ready(act)
    before, entries = at.store.snapshot(), len(at.trail)
    if who.role in WHO_MAY[act]:
        do(at, who, case)
        assert [(entry.act, entry.who, entry.role) for entry in at.trail[entries:]] == [(act, who.name, who.role)]
    else:
        with pytest.raises(NotPermitted):
            do(at, who, case)
        assert at.store.tables == before


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.role.value)
@pytest.mark.parametrize("act", ELSEWHERE)
def test_each_role_does_at_the_desk_what_is_its_own_and_nothing_else(act: Act, who: Actor) -> None:
    at = office(staff=() if act is Act.FIRST_ADMINISTRATOR else STAFF)
    if who.role in WHO_MAY[act]:
        ELSEWHERE[act](at, who)
        assert at.acts() == [act]
    else:
        with pytest.raises(NotPermitted):
            ELSEWHERE[act](at, who)
        assert at.trail == []


@pytest.mark.parametrize("who", [AGENT, HEXPERT, PHONE], ids=lambda who: who.role.value)
def test_imports_and_operators_are_the_manager_s(who: Actor, tmp_path: Path) -> None:
    at = office()
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS, encoding="utf-8")
    with pytest.raises(NotPermitted):
        at.desk.imports.run(who, path)
    with pytest.raises(NotPermitted):
        at.desk.operators.disable(who, "nadia")
    assert at.acts() == []


@pytest.mark.parametrize("act", ON_CALLS)
def test_an_act_on_a_client_says_who_whom_which_case_and_how_the_caller_was_verified(act: Act) -> None:
    at, case, do = _ready(act)
    do(at, HEXPERT, case)
    entry = at.trail[-1]
    client = "alain_sirois_2" if act is Act.CREATE_CLIENT else "alain_sirois"
    assert (entry.at, entry.client, entry.case) == (NOW, client, case.id)
    if act is not Act.CLOSE_CASE:
        assert "call-back" in entry.verification
        assert "nadia" in entry.verification
        assert entry.section == case.section


@pytest.mark.parametrize("act", [act for act in ON_CALLS if act is not Act.CLOSE_CASE])
def test_every_act_in_a_call_is_a_step_of_the_kept_case(act: Act) -> None:
    at, case, do = _ready(act)
    do(at, HEXPERT, case)
    kept = at.desk.cases.get(case.id)
    assert kept is not None
    assert kept.steps[-1].what == act
    assert kept.steps[-1].by == "hector"


@pytest.mark.parametrize("act", ON_CALLS)
def test_without_the_audit_trail_nothing_is_done(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    at, case, do = _ready(act)
    before = at.store.snapshot()

    def full(_: object, entry: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tests.fakes.FakeTransaction.audit", full)
    with pytest.raises(OSError, match="space"):
        do(at, HEXPERT, case)
    assert at.store.tables == before


@pytest.mark.parametrize("act", OPENING)
def test_an_act_that_opens_an_account_wants_the_caller_verified(act: Act) -> None:
    account, do = ON_A_CLIENT[act]
    at = office(account)
    case = at.case(verified=False)
    before = at.store.snapshot()
    with pytest.raises(CallerNotVerified):
        do(at, HEXPERT, case)
    assert at.store.tables == before


@pytest.mark.parametrize("act", OPENING)
def test_the_proof_of_one_client_s_call_opens_no_other_client(act: Act) -> None:
    account, do = ON_A_CLIENT[act]
    at = office(account, client("chantal", primary="chantal@gmail.com"))
    case = replace(at.case(), username="chantal")
    with pytest.raises(CallerNotVerified):
        do(at, HEXPERT, case)


def test_a_case_that_turns_to_another_client_forgets_the_proof_and_the_confirmed_e_mail() -> None:
    at = office()
    case = at.case()
    assert case.about("alain_sirois") == case
    turned = case.about("chantal")
    assert (turned.proofs, turned.confirmed_email) == ((), None)


CHANGING = [act for act in ON_A_CLIENT if act not in (Act.HAND_OVER, Act.CLOSE_CASE, Act.CREATE_CLIENT)]


@pytest.mark.parametrize("act", CHANGING)
def test_a_client_changed_by_somebody_else_meanwhile_is_not_overwritten(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, do = ON_A_CLIENT[act]
    at = office(account)
    case = at.case()
    at.put(replace(at.account(), phone="418-555-0000", last_change=Change("hector", NOW)))
    before = at.store.snapshot()
    monkeypatch.setattr(at, "account", lambda: account)
    with pytest.raises(ChangedMeanwhile) as changed:
        do(at, HEXPERT, case)
    assert changed.value.message.params["by"] == "hector"
    assert at.store.tables == before


@pytest.mark.parametrize("act", [act for act in ON_CALLS if act is not Act.CLOSE_CASE])
def test_a_case_that_somebody_else_kept_meanwhile_is_not_overwritten(act: Act) -> None:
    account, do = ON_A_CLIENT[act] if act in ON_A_CLIENT else (HELD, AFTER_ISSUING[act])
    at = office(account)
    seen = at.case()
    if act in AFTER_ISSUING:
        seen, _ = at.desk.temporary_passwords.issue(AGENT, seen, at.account())
    at.desk.cases.keep(ADMIN, replace(seen, notes="rappeler demain"))
    before = at.store.snapshot()
    with pytest.raises(ChangedMeanwhile) as changed:
        do(at, HEXPERT, seen)
    assert changed.value.message.params == {"by": "agathe", "at": NOW}
    assert at.store.tables == before


@pytest.mark.parametrize("act", CHANGING)
def test_the_client_s_own_sign_ins_meanwhile_are_kept(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    account, do = ON_A_CLIENT[act]
    at = office(account)
    case = at.case()
    app = MobileApp(Platform.ANDROID, "9.9")
    at.put(replace(at.account(), app=app))
    with monkeypatch.context() as patched:
        patched.setattr(at, "account", lambda: account)
        do(at, HEXPERT, case)
    assert at.account().app == app
    assert at.account().last_change == Change("hector", NOW)


def test_a_client_who_is_gone_is_said_to_be_gone() -> None:
    at = office()
    case, account = at.case(), at.account()
    with at.store.transaction() as transaction:
        transaction.delete(Table.ACCOUNTS, "alain_sirois")
    with pytest.raises(NoSuchClient):
        at.desk.repairs.unlock(AGENT, case, account)


def test_nothing_but_an_act_writes_to_the_trail() -> None:
    at = office(HELD)
    case = at.case()
    entries = list(at.trail)
    at.desk.cases.keep(AGENT, case)
    at.desk.repairs.tell(AGENT, case, "use-username")
    at.desk.clients.search("alain")
    assert at.trail == entries


def test_an_entry_of_the_trail_has_no_place_for_a_secret() -> None:
    at = office()
    text = at.hand_out()
    at.types(text)
    assert all(text not in repr(entry) and "argon2" not in repr(entry) for entry in at.trail)
    assert not {"password", "hash", "secret"} & set(AuditEntry.__dataclass_fields__)


class TestWhatTheRepairsDo:
    def test_the_corrected_e_mail_opens_from_then_on(self) -> None:
        at = office()
        at.desk.repairs.correct_email(AGENT, at.case(), at.account(), "alain.sirois@gmail.com", " Alain@Bell.net ")
        assert at.account().primary_email == "Alain@bell.net"
        assert at.account().contact_changed_at == NOW

    def test_a_secondary_e_mail_is_corrected_in_its_place(self) -> None:
        at = office(HELD)
        at.desk.repairs.correct_email(AGENT, at.case(), at.account(), "ALAIN@hotmail.com", "alain@hotmail.ca")
        assert at.account().secondary_emails == ("alain@hotmail.ca",)
        assert at.account().primary_email == "alain.sirois@gmail.com"

    def test_an_account_without_any_is_given_its_first(self) -> None:
        at = office(client(primary=None))
        at.desk.repairs.correct_email(AGENT, at.case(), at.account(), None, "alain@bell.net")
        assert at.account().primary_email == "alain@bell.net"

    @pytest.mark.parametrize("bad", ["", "alain", "alain@", "a b@c.ca", "alain@bell..net", "x" * 300 + "@a.ca"])
    def test_what_is_no_address_is_refused(self, bad: str) -> None:
        at = office()
        with pytest.raises(RepairRefused):
            at.desk.repairs.correct_email(AGENT, at.case(), at.account(), "alain.sirois@gmail.com", bad)
        assert at.account() == client()

    def test_an_address_that_another_live_client_enters_with_is_taken(self) -> None:
        at = office(HELD, client("alain_2", primary="alain@hotmail.com"))
        with pytest.raises(RepairRefused):
            at.desk.repairs.make_primary(AGENT, at.case(), at.account(), "alain@hotmail.com")
        with pytest.raises(RepairRefused):
            at.desk.repairs.correct_email(AGENT, at.case(), at.account(), None, "ALAIN@hotmail.com")
        assert at.account() == HELD

    def test_the_primary_e_mail_before_becomes_secondary(self) -> None:
        at = office(HELD)
        at.desk.repairs.make_primary(AGENT, at.case(), at.account(), "Alain@Hotmail.com")
        assert at.account().primary_email == "alain@hotmail.com"
        assert at.account().secondary_emails == ("alain.sirois@gmail.com",)

    def test_only_a_secondary_e_mail_of_a_live_account_is_made_primary(self) -> None:
        at = office(HELD)
        with pytest.raises(RepairRefused):
            at.desk.repairs.make_primary(AGENT, at.case(), at.account(), "autre@bell.net")
        merged = office(client(secondary=("alain@hotmail.com",), merged_into="alain_2"))
        with pytest.raises(RepairRefused):
            merged.desk.repairs.make_primary(AGENT, merged.case(), merged.account(), "alain@hotmail.com")

    def test_a_merged_account_s_e_mail_is_not_corrected(self) -> None:
        at = office(client(merged_into="alain_2"))
        with pytest.raises(RepairRefused):
            at.desk.repairs.correct_email(AGENT, at.case(), at.account(), "alain.sirois@gmail.com", "alain@bell.net")

    def test_access_is_given_back_only_where_the_company_is_still_there(self) -> None:
        at = office(client(follows=(), withdrawn={CARDINAL: "Luc Aubé", ALTO: "Josée Paquin"}))
        at.desk.repairs.restore_access(AGENT, at.case(), at.account())
        assert [tie.withdrawn_by for tie in at.account().memberships] == ["Luc Aubé", None]
        with pytest.raises(RepairRefused):
            at.desk.repairs.restore_access(AGENT, at.case(), at.account())

    def test_an_unlocked_client_may_try_at_once(self) -> None:
        at = office(client(failures=100))
        at.desk.repairs.unlock(ADMIN, at.case(), at.account())
        assert at.account().attempts.failures == 0

    def test_the_e_mail_of_a_live_account_is_not_freed(self) -> None:
        at = office()
        with pytest.raises(RepairRefused):
            at.desk.repairs.free_email(HEXPERT, at.case(), at.account())

    def test_a_freed_e_mail_may_be_given_to_a_live_account(self) -> None:
        at = office(client(merged_into="alain_2"), client("alain_2", primary=None))
        at.desk.repairs.free_email(HEXPERT, at.case(), at.account())
        assert at.account().identifiers() == ("alain_sirois",)
        assert list(at.store.reader().holders("alain.sirois@gmail.com")) == []

    def test_no_invitation_without_an_address(self) -> None:
        at = office(client(primary=None, connected=False))
        with pytest.raises(RepairRefused):
            at.desk.repairs.resend_invitation(AGENT, at.case(), at.account())
        assert Act.RESEND_INVITATION not in at.acts()
