"""Every act of the desk, each ready to be done by anybody: what the tests of roles call, with no screen between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hexwizard.accounts.model import PinnedNote
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.hand_over import HandOverOutcome
from hexwizard.desk.verification.policy import VerificationPolicy, digest
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.mail.mailer import Letter
from tests.desk.desks import ADMIN, AGENT, HEXPERT, PHONE, STAFF, SYSTEM, Doing, Office, office
from tests.desk.resets import mailing
from tests.desk.test_acts import AFTER_ISSUING, HELD, ON_A_CLIENT
from tests.diagnosis.calls import RIGHT

GOOD = "quatorze canards bleus"
OTHER = "sept hiboux sous la pluie"
SPARE = Actor("solange", Role.AGENT)
"""Somebody for the acts on operators."""


@dataclass(frozen=True)
class Ready:
    """The office in which only the act is still to be done, and the act itself."""

    at: Office
    do: Callable[[Actor], object]


def _on_a_client(act: Act) -> Ready:
    account, do = ON_A_CLIENT[act]
    at = office(account)
    case = at.case(freed=act is Act.CREATE_CLIENT)
    return Ready(at, lambda by: do(at, by, case))


def _after_issuing(do: Doing) -> Ready:
    at = office(HELD)
    case = at.case()
    case, _ = at.desk.temporary_passwords.issue(AGENT, case, at.account())
    return Ready(at, lambda by: do(at, by, case))


def _ready_to_mail() -> Ready:
    call = mailing()
    text = call.issues()
    return Ready(call.at, lambda by: call.at.desk.mailed_passwords.send(by, call.case, call.at.account(), text))


def _in_the_queue(do: Callable[[Office, Actor, str], object], *, taken: bool = True) -> Ready:
    at = office()
    case = at.case()
    at.desk.hand_overs.hand_over(AGENT, case, *at.examined(case))
    if taken:
        at.desk.hand_overs.take(HEXPERT, case.id)
    return Ready(at, lambda by: do(at, by, case.id))


def _on_an_operator(do: Callable[[Office, Actor], object]) -> Ready:
    at = office(staff=(*STAFF, SPARE))
    return Ready(at, lambda by: do(at, by))


def _first_administrator() -> Ready:
    at = office(staff=())
    return Ready(at, lambda by: at.desk.operators.add_first_administrator(by, "basile", GOOD))


def _import() -> Ready:
    at = office()

    def bring_in(by: Actor) -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "accounts.csv"
            path.write_text("username,companies\nnouveau,alto\n", encoding="utf-8")
            return at.desk.imports.run(by, path)

    return Ready(at, bring_in)


def _own_password() -> Ready:
    at = office(staff=())
    for actor in STAFF:
        at.hire(actor, password_hash=at.hasher.hash(GOOD))
    return Ready(at, lambda by: at.desk.operators.change_password(by, GOOD, OTHER))


def _desk(do: Callable[[Office, Actor], object]) -> Ready:
    at = office()
    return Ready(at, lambda by: do(at, by))


class _Letters:
    def send(self, letter: Letter) -> str:
        return letter.to

    def stop(self) -> None:
        pass


def _of_the_caller(do: Doing) -> Ready:
    at = office()
    at.desk.services.mailer = _Letters()
    case = at.case(verified=False)
    return Ready(at, lambda by: do(at, by, case))


def _beside_another() -> Ready:
    at = office(staff=(*STAFF, SPARE))
    at.hire(SPARE, password_hash=at.hasher.hash(GOOD))
    failed = at.desk.verifications.call_back(AGENT, at.case(verified=False), at.account(), AttemptOutcome.REFUSED)
    return Ready(at, lambda by: at.desk.verifications.approve(by, failed, at.account(), SPARE.name, GOOD))


def _loosened() -> Ready:
    at = office()
    policy = VerificationPolicy(code_tries=4)
    at.desk.services.settings = replace(at.settings, verification=policy)
    return Ready(at, lambda by: at.desk.policies.accept(by, digest(policy)))


READY: dict[Act, Callable[[], Ready]] = {
    **{act: lambda act=act: _on_a_client(act) for act in ON_A_CLIENT},  # type: ignore[misc]
    **{act: lambda do=do: _after_issuing(do) for act, do in AFTER_ISSUING.items()},  # type: ignore[misc]
    Act.TAKE_HAND_OVER: lambda: _in_the_queue(lambda at, by, case: at.desk.hand_overs.take(by, case), taken=False),
    Act.RELEASE_HAND_OVER: lambda: _in_the_queue(lambda at, by, case: at.desk.hand_overs.release(by, case)),
    Act.ANSWER_HAND_OVER: lambda: _in_the_queue(lambda at, by, case: at.desk.hand_overs.answer(by, case, "Oui.")),
    Act.END_HAND_OVER: lambda: _in_the_queue(
        lambda at, by, case: at.desk.hand_overs.end(by, case, HandOverOutcome.REPAIRED)
    ),
    Act.FIRST_ADMINISTRATOR: _first_administrator,
    Act.ADD_OPERATOR: lambda: _on_an_operator(lambda at, by: at.desk.operators.add(by, "basile", Role.AGENT, GOOD)),
    Act.DISABLE_OPERATOR: lambda: _on_an_operator(lambda at, by: at.desk.operators.disable(by, "solange")),
    Act.ENABLE_OPERATOR: lambda: _on_an_operator(lambda at, by: at.desk.operators.enable(by, "solange")),
    Act.CHANGE_OPERATOR_ROLE: lambda: _on_an_operator(
        lambda at, by: at.desk.operators.change_role(by, "solange", Role.HEXPERT)
    ),
    Act.UNLOCK_OPERATOR: lambda: _on_an_operator(lambda at, by: at.desk.operators.unlock(by, "solange")),
    Act.RESET_OPERATOR_PASSWORD: lambda: _on_an_operator(
        lambda at, by: at.desk.operators.reset_password(by, "solange", GOOD)
    ),
    Act.CHANGE_OWN_PASSWORD: _own_password,
    Act.IMPORT: _import,
    Act.OPEN_CASE: lambda: _desk(lambda at, by: at.desk.cases.open(by)),
    Act.PIN_NOTE: lambda: _of_the_caller(lambda at, by, case: at.desk.pinned_notes.pin(by, case, at.account(), "!")),
    Act.UNPIN_NOTE: lambda: _of_the_caller(
        lambda at, by, case: at.desk.pinned_notes.unpin(
            by, case, at.account(), PinnedNote("!", "nadia", case.opened_at)
        )
    ),
    Act.VERIFY_CALLER: lambda: _of_the_caller(lambda at, by, case: at.proved(case, by)),
    Act.SEND_CODE: lambda: _of_the_caller(
        lambda at, by, case: at.desk.verifications.send_code(by, case, at.account(), "alain.sirois@gmail.com")
    ),
    Act.MAIL_TEMPORARY_PASSWORD: _ready_to_mail,
    Act.SEND_RESET: lambda: _of_the_caller(lambda at, by, case: at.desk.reset_mails.send(by, case, at.account())),
    Act.APPROVE: _beside_another,
    Act.ACCEPT_POLICY: _loosened,
}
"""All acts but the sign-ins, which anybody may try: they make an actor, they do not need one."""

TRIED_BY_ANYBODY: dict[Act, Callable[[Office], object]] = {
    Act.OPERATOR_SIGN_IN: lambda at: at.desk.operators.sign_in("nadia", "wrong"),
    Act.SECOND_OPERATOR: lambda at: at.desk.operators.prove("nadia", "wrong", Act.SECOND_OPERATOR),
    Act.CLIENT_SIGN_IN: lambda at: at.types(RIGHT),
    Act.RESET_PASSWORD: lambda at: at.desk.password_reset.choose("alain_sirois", "wrong", OTHER),
    Act.CHOOSE_PASSWORD: lambda at: at.desk.phone.choose_password(at.lets_in(at.hand_out()), OTHER),
}

ON_A_CLOSED_FILE = {Act.RESTORE, Act.COPY}
"""Done while no desk is open: by the command line's user, and asked of the role alone."""

_DESK = {Role.AGENT, Role.HEXPERT, Role.ADMIN}
_MANAGERS = {Role.ADMIN, Role.SYSTEM}
WHO_MAY: dict[Act, set[Role]] = {
    Act.FIRST_ADMINISTRATOR: {Role.SYSTEM},
    Act.ADD_OPERATOR: _MANAGERS,
    Act.DISABLE_OPERATOR: _MANAGERS,
    Act.ENABLE_OPERATOR: _MANAGERS,
    Act.CHANGE_OPERATOR_ROLE: _MANAGERS,
    Act.UNLOCK_OPERATOR: _MANAGERS,
    Act.RESET_OPERATOR_PASSWORD: _MANAGERS,
    Act.CHANGE_OWN_PASSWORD: _DESK,
    Act.IMPORT: _MANAGERS,
    Act.OPEN_CASE: _DESK,
    Act.CLOSE_CASE: _DESK,
    Act.VERIFY_CALLER: _DESK,
    Act.SEND_CODE: _DESK,
    Act.SEND_RESET: _DESK,
    Act.MAIL_TEMPORARY_PASSWORD: _DESK,
    Act.APPROVE: _DESK,
    Act.ACCEPT_POLICY: _MANAGERS,
    Act.CORRECT_EMAIL: _DESK,
    Act.MAKE_PRIMARY: _DESK,
    Act.RESEND_INVITATION: _DESK,
    Act.ISSUE_TEMPORARY_PASSWORD: _DESK,
    Act.CONFIRM_TEMPORARY_PASSWORD: _DESK,
    Act.VOID_TEMPORARY_PASSWORD: _DESK,
    Act.UNLOCK: _DESK,
    Act.RESTORE_ACCESS: _DESK,
    Act.FREE_EMAIL: {Role.HEXPERT},
    Act.TELL_APP_VERSION: _DESK,
    Act.CREATE_CLIENT: _DESK,
    Act.PIN_NOTE: _DESK,
    Act.UNPIN_NOTE: _DESK,
    Act.HAND_OVER: _DESK,
    Act.TAKE_HAND_OVER: {Role.HEXPERT},
    Act.RELEASE_HAND_OVER: {Role.HEXPERT, Role.ADMIN},
    Act.ANSWER_HAND_OVER: {Role.HEXPERT},
    Act.END_HAND_OVER: {Role.HEXPERT},
}
"""Written out here once more, so that a slip in the desk's own table shows."""
BY_ROLE = {Role.AGENT: AGENT, Role.HEXPERT: HEXPERT, Role.ADMIN: ADMIN, Role.SYSTEM: SYSTEM, Role.CLIENT: PHONE}
__all__ = ["BY_ROLE", "READY", "TRIED_BY_ANYBODY", "WHO_MAY", "PhoneAnswer", "Ready"]
