"""Row 8: no default operator; roles checked in the desk, not on the screen; 5 failed sign-ins hold the operator back.

Every act is called on the desk itself, by every role, in every standing.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.actor import OPERATORS, Act, Actor, NoLongerOperator, NotPermitted, PasswordToChange, Role
from hexwizard.desk.case import Case
from hexwizard.desk.operator_sign_in import NOBODY, OperatorRefused
from hexwizard.desk.restoration import restore_last_good
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.desk.desks import ADMIN, AGENT, HEXPERT, STAFF, SYSTEM, Office, office
from tests.security.acts import BY_ROLE, GOOD, ON_A_CLOSED_FILE, OTHER, READY, TRIED_BY_ANYBODY, WHO_MAY

SECOND = timedelta(seconds=1)
WRONG = "tout autre chose"
AT_WORK = [(act, role) for act in READY for role in sorted(WHO_MAY[act] & OPERATORS)]


def test_no_act_is_left_out() -> None:
    assert set(READY) | set(TRIED_BY_ANYBODY) | ON_A_CLOSED_FILE == set(Act)
    assert set(WHO_MAY) == set(READY)


@pytest.mark.parametrize("role", Role)
def test_only_the_command_line_restores_a_file(role: Role, tmp_path: Path) -> None:
    refused = StoreUnusable if role is Role.SYSTEM else NotPermitted
    with pytest.raises(refused):
        restore_last_good(tmp_path / "none.json", BY_ROLE[role])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", READY)
def test_each_role_does_what_is_its_own_and_nothing_else(act: Act, role: Role) -> None:
    ready = READY[act]()
    before, entries = ready.at.store.snapshot(), len(ready.at.trail)
    who = BY_ROLE[role]
    if role in WHO_MAY[act]:
        ready.do(who)
        assert (ready.at.trail[-1].act, ready.at.trail[-1].who, ready.at.trail[-1].role) == (act, who.name, role)
        return
    with pytest.raises((NotPermitted, OperatorRefused)):
        ready.do(who)
    if act is not Act.CHANGE_OWN_PASSWORD:
        assert ready.at.store.tables == before
        assert len(ready.at.trail) == entries


def _disable(at: Office, who: Actor) -> None:
    at.hire(who, disabled_at=at.clock())


def _demote(at: Office, who: Actor) -> None:
    at.hire(Actor(who.name, Role.HEXPERT if who.role is Role.AGENT else Role.AGENT))


def _remove(at: Office, who: Actor) -> None:
    with at.store.transaction() as transaction:
        transaction.delete(Table.OPERATORS, comparison_key(who.name))


def _reset(at: Office, who: Actor) -> None:
    at.hire(who, password_set_at=at.clock() + SECOND)


@pytest.mark.parametrize("fall", [_disable, _demote, _remove, _reset], ids=["disabled", "demoted", "removed", "reset"])
@pytest.mark.parametrize(("act", "role"), AT_WORK, ids=str)
def test_an_operator_who_falls_while_signed_in_can_do_nothing_from_then_on(act: Act, role: Role, fall: object) -> None:
    ready = READY[act]()
    who = BY_ROLE[role]
    assert callable(fall)
    fall(ready.at, who)
    before = ready.at.store.snapshot()
    with pytest.raises((NoLongerOperator, OperatorRefused)):
        ready.do(who)
    if act is not Act.CHANGE_OWN_PASSWORD:  # which is a sign-in first, and that is written down
        assert ready.at.store.tables == before


@pytest.mark.parametrize("role", sorted(OPERATORS))
def test_a_made_up_operator_can_do_nothing(role: Role) -> None:
    at = office()
    with pytest.raises(NoLongerOperator):
        at.desk.cases.open(Actor("mallory", role))


class TestWhatIsNoAct:
    def test_a_fallen_operator_keeps_no_case_and_tells_no_client(self) -> None:
        at = office()
        case = at.case()
        _disable(at, AGENT)
        with pytest.raises(NoLongerOperator):
            at.desk.cases.keep(AGENT, case)
        with pytest.raises(NoLongerOperator):
            at.desk.repairs.tell(AGENT, case, "use-username")
        kept = at.desk.cases.get(case.id)
        assert isinstance(kept, Case)
        assert kept.steps == ()


def _disabling(at: Office, by: Actor) -> None:
    at.desk.operators.disable(by, "AGATHE ")


def _demoting(at: Office, by: Actor) -> None:
    at.desk.operators.change_role(by, "agathe", Role.AGENT)


class TestOperatorsAreMadeByHand:
    def test_there_is_none_before_somebody_makes_one(self) -> None:
        at = office(staff=())
        assert not at.desk.operators.exist()
        for name in ("admin", "root", "hexwizard", "demo", ""):
            with pytest.raises(OperatorRefused):
                at.desk.operators.sign_in(name, "admin")

    @pytest.mark.parametrize("role", [Role.SYSTEM, Role.CLIENT])
    def test_nobody_is_given_a_role_that_is_no_operator_s(self, role: Role) -> None:
        at = office()
        before = at.store.snapshot()
        with pytest.raises(OperatorRefused):
            at.desk.operators.add(SYSTEM, "mallory", role, GOOD)
        with pytest.raises(OperatorRefused):
            at.desk.operators.change_role(ADMIN, "nadia", role)
        assert at.store.tables == before

    @pytest.mark.parametrize("by", [ADMIN, SYSTEM], ids=lambda who: who.role.value)
    def test_the_last_enabled_administrator_stays(self, by: Actor) -> None:
        at = office()
        for take_away in (_disabling, _demoting):
            with pytest.raises(OperatorRefused) as refused:
                take_away(at, by)
            assert refused.value.message.key == "problem.operator.last-administrator"
        at.desk.operators.add(SYSTEM, "Basile", Role.ADMIN, GOOD)
        at.desk.operators.disable(by, "agathe")
        with pytest.raises(OperatorRefused):
            at.desk.operators.disable(SYSTEM, "basile")

    def test_a_disabled_operator_is_let_in_again(self) -> None:
        at = office()
        at.desk.operators.disable(ADMIN, "nadia")
        at.desk.operators.enable(ADMIN, "nadia")
        assert at.desk.cases.open(AGENT).opened_by == "nadia"


def _known() -> Office:
    at = office()
    at.desk.operators.add(SYSTEM, "Benoit", Role.AGENT, GOOD)
    at.desk.operators.add(SYSTEM, "Denise", Role.AGENT, GOOD)
    at.desk.operators.disable(SYSTEM, "denise")
    return at


def _tries(at: Office, name: str, password: str = WRONG) -> str:
    with pytest.raises(OperatorRefused) as refused:
        at.desk.operators.sign_in(name, password)
    return f"{refused.value.message.key} {refused.value.message.params}"


class TestSigningIn:
    def test_the_fifth_failure_holds_for_half_a_minute_then_twice_as_long_up_to_fifteen(self) -> None:
        at = _known()
        holds = []
        for _ in range(5):
            _tries(at, "benoit")
        for _ in range(8):
            waited = 0
            while True:
                at.clock.advance(SECOND)
                waited += 1
                before = at.desk.operators.all()[1].attempts.failures
                _tries(at, "benoit")
                if at.desk.operators.all()[1].attempts.failures > before:
                    break
            holds.append(waited)
        assert holds == [30, 60, 120, 240, 480, 900, 900, 900]

    def test_at_a_hundred_only_an_unlock_helps_and_it_is_an_act(self) -> None:
        at = _known()
        while at.desk.operators.all()[1].attempts.failures < 100:
            _tries(at, "benoit")
            at.clock.advance(timedelta(minutes=15))
        at.clock.advance(timedelta(days=400))
        _tries(at, "benoit", GOOD)
        for who in (AGENT, HEXPERT):
            with pytest.raises(NotPermitted):
                at.desk.operators.unlock(who, "benoit")
        at.desk.operators.unlock(ADMIN, "benoit")
        assert at.trail[-1].act == Act.UNLOCK_OPERATOR
        assert at.desk.operators.sign_in("benoit", GOOD).name == "Benoit"

    def test_unknown_disabled_wrong_and_held_read_the_same_and_cost_the_same(self) -> None:
        at = _known()
        for _ in range(5):
            _tries(at, "nadia")
        told, work = set(), set()
        for name, password in (("nobody", WRONG), ("denise", GOOD), ("benoit", WRONG), ("nadia", WRONG), ("", WRONG)):
            at.hasher.verified.clear()
            entries, generation, hashed = len(at.trail), at.store.generation, at.hasher.hashed
            told.add(_tries(at, name, password))
            work.add(
                (
                    len(at.hasher.verified),
                    at.hasher.hashed - hashed,
                    len(at.trail) - entries,
                    at.store.generation - generation,
                )
            )
        assert told == {"problem.sign-in.refused {}"}
        assert work == {(1, 0, 1, 1)}

    def test_what_was_typed_as_a_name_is_not_written_down(self) -> None:
        at = _known()
        _tries(at, "my-password-in-the-wrong-field")
        assert (at.trail[-1].who, at.trail[-1].outcome) == (NOBODY.name, "refused")
        assert "wrong-field" not in repr(at.store.tables)

    def test_a_right_one_forgets_the_failures(self) -> None:
        at = _known()
        for _ in range(4):
            _tries(at, "benoit")
        at.desk.operators.sign_in("benoit", GOOD)
        for _ in range(4):
            _tries(at, "benoit")
        assert at.desk.operators.sign_in("benoit", GOOD).signed_in_at == at.clock()


class TestPasswordsOfOperators:
    def test_an_operator_changes_their_own(self) -> None:
        at = _known()
        before = at.desk.operators.sign_in("benoit", GOOD)
        at.clock.advance(SECOND)
        now = at.desk.operators.change_password(before, GOOD, OTHER)
        _tries(at, "benoit", GOOD)
        assert at.desk.operators.sign_in("benoit", OTHER) == now
        at.desk.cases.open(now)
        with pytest.raises(NoLongerOperator):
            at.desk.cases.open(before)

    def test_a_wrong_one_of_now_counts_as_a_failed_sign_in(self) -> None:
        at = _known()
        benoit = at.desk.operators.sign_in("benoit", GOOD)
        for _ in range(5):
            with pytest.raises(OperatorRefused):
                at.desk.operators.change_password(benoit, WRONG, OTHER)
        with pytest.raises(OperatorRefused) as refused:
            at.desk.operators.change_password(benoit, GOOD, OTHER)
        assert refused.value.message.key == "problem.sign-in.held"

    @pytest.mark.parametrize("new", ["trop court", GOOD, "Benoit Benoit!!!", "aaaaaaaaaaaaaaaa", "x" * 129])
    def test_the_policy_holds_for_operators_too(self, new: str) -> None:
        at = _known()
        benoit = at.desk.operators.sign_in("benoit", GOOD)
        with pytest.raises(PasswordRefused):
            at.desk.operators.change_password(benoit, GOOD, new)
        assert at.desk.operators.sign_in("benoit", GOOD) == benoit

    def test_one_set_by_an_administrator_must_be_changed_before_anything_else(self) -> None:
        at = _known()
        at.desk.operators.reset_password(ADMIN, "benoit", OTHER)
        benoit = at.desk.operators.sign_in("benoit", OTHER)
        assert at.desk.operators.must_change_password(benoit)
        with pytest.raises(PasswordToChange):
            at.desk.cases.open(benoit)
        changed = at.desk.operators.change_password(benoit, OTHER, GOOD)
        assert at.desk.cases.open(changed).opened_by == "Benoit"

    def test_an_older_hash_is_made_anew_at_the_next_right_password(self) -> None:
        from argon2 import PasswordHasher

        at = office()
        at.hire(AGENT, password_hash=PasswordHasher(2, 16, 1).hash(GOOD))
        at.desk.operators.sign_in("nadia", GOOD)
        renewed = next(one for one in at.desk.operators.all() if one.name == "nadia").password_hash
        assert not at.hasher.is_outdated(renewed)
        assert at.desk.operators.sign_in("nadia", GOOD) == AGENT


def test_the_staff_of_these_tests_is_one_of_each_role() -> None:
    assert {one.role for one in STAFF} == OPERATORS
