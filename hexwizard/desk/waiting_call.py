"""Somebody on the line whom nobody has answered yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from hexwizard.accounts.model import Language
from hexwizard.desk.case import Case
from hexwizard.diagnosis.facts import PhoneMessage


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """Who it is, and what they say; `account` is theirs, empty where nobody's."""

    caller: str
    types: str
    says: str
    account: str
    language: Language
    reads: PhoneMessage | None
    number: str
    since: datetime

    def filling(self, draft: Case) -> Case:
        """The case of the call with all that the caller says; whose account it is, the wizard is to find."""
        return replace(
            draft,
            identifier=self.types,
            message=self.reads,
            client_language=self.language,
            caller_number=self.number,
            notes=f"{self.caller} — {self.says}",
        )
