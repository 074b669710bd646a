"""The caller verified, before any act that opens an account. Never by reciting facts of the record (ASVS 6.4.2)."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.desk.actor import Actor
from hexwizard.desk.case import CallerVerification, Case, VerificationMethod
from hexwizard.desk.services import Services


class Verifications:
    def __init__(self, services: Services) -> None:
        self._services = services

    def record(self, actor: Actor, case: Case, method: VerificationMethod) -> Case:
        """The case with the caller verified by `method`, by this operator, now."""
        return replace(case, verification=CallerVerification(method, actor.name, self._services.clock()))
