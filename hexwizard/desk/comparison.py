"""What the client types beside what is on record: who may be meant, where it differs, and what may be read aloud."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hexwizard.accounts.model import Language
from hexwizard.accounts.problems import Problem
from hexwizard.desk.data_files import spell
from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.disclosure import may_tell, may_tell_username
from hexwizard.diagnosis.findings import Certainty
from hexwizard.diagnosis.near_misses.difference import Span, differences, nearest

if TYPE_CHECKING:
    from hexwizard.desk.call import Call


class ClientNotNamed(Problem):
    """The caller has not said who they are: a near miss alone chooses nobody."""


class NotForThisCaller(Problem):
    """What is on record is not read to a caller who is not verified."""


@dataclass(frozen=True, slots=True)
class NearClient:
    """A client who may be meant. `spans` lead from what was typed to `identifier`, which is on record."""

    username: str
    name: str
    identifier: str
    why: Slip
    certainty: Certainty
    spans: tuple[Span, ...]


class Comparison:
    """Of one call."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def near(self) -> tuple[NearClient, ...]:
        """Who may be meant, best first, five at most; none where the account is known."""
        diagnosis, typed = self._call.diagnosis, self._call.facts.identifier or ""
        return tuple(
            NearClient(
                one.username,
                self._call.name_of(one.username),
                one.identifier,
                one.why,
                diagnosis.certainty_of(one),
                differences(typed.strip(), one.identifier),
            )
            for one in diagnosis.candidates
        )

    def choose(self, username: str, *, caller_gave_name: bool) -> None:
        """The call is about that client. Raises `ClientNotNamed` unless the caller said the name unprompted."""
        if not caller_gave_name:
            raise ClientNotNamed("problem.client-not-named")
        self._call.case = replace(self._call.case, client_chosen=True)
        self._call.answer(username=username)

    def recorded(self) -> str | None:
        """What opens this client's account and is nearest to what was typed; None while no client is known."""
        account = self._call.facts.account
        if account is None:
            return None
        return nearest(self._call.facts.identifier or account.username, account.entering_identifiers())

    def spans(self) -> tuple[Span, ...]:
        """From what was typed to `recorded`; none where both are the same, or nothing is known."""
        facts, recorded = self._call.facts, self.recorded()
        if facts.identifier is None or recorded is None or facts.place is not None:
            return ()
        return differences(facts.identifier.strip(), recorded)

    def may_be_read_aloud(self) -> bool:
        """Whether `recorded` may be told to whoever is on the line now."""
        facts, recorded = self._call.facts, self.recorded()
        if facts.account is None or recorded is None:
            return False
        is_username = recorded == facts.account.username
        return may_tell(facts, recorded) or (is_username and may_tell_username(facts))

    def read_aloud(self) -> tuple[str, tuple[str, ...]]:
        """`recorded` and its letters as they are said on the phone in the client's language.

        Raises `NotForThisCaller` where the caller is not verified and did not type it.
        """
        account, recorded = self._call.facts.account, self.recorded()
        if account is None or recorded is None or not self.may_be_read_aloud():
            raise NotForThisCaller("problem.not-for-this-caller")
        language = self._call.case.client_language or account.language or Language.FRENCH
        return recorded, spell(recorded, language.value)
