"""Which policy is in force: the configured one, but nowhere looser than an administrator accepted in the tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.services import Context, Services
from hexwizard.desk.verification.policy import Loosening, VerificationPolicy, digest, loosenings, stricter
from hexwizard.stores.protocol import Reader, Table

_KEY = "verification"


class NothingToAccept(Problem):
    """The configured policy is nowhere looser than the built-in one."""

    exit_status = 1


class PolicyChanged(Problem):
    """The configuration is another one than what the administrator was shown."""

    exit_status = 1


@dataclass(frozen=True, slots=True)
class AcceptedPolicy:
    """An administrator took it upon himself: `digest` names exactly what was loosened, `loosened` says it."""

    digest: str
    by: str
    at: datetime
    loosened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """`loosened` is the digest of an accepted loosened policy, empty while none is in force.

    `refused` is what the configuration file loosens without anybody having accepted it; there the built-in values hold.
    """

    policy: VerificationPolicy
    loosened: str
    loosenings: tuple[Loosening, ...]
    accepted: AcceptedPolicy | None

    @property
    def refused(self) -> tuple[Loosening, ...]:
        return () if self.loosened else self.loosenings


def in_force(configured: VerificationPolicy, reader: Reader) -> PolicyInForce:
    """What holds now, from the configuration file and from what was accepted."""
    found = loosenings(configured)
    accepted = reader.get(Table.POLICIES, _KEY, AcceptedPolicy)
    mark = digest(configured)
    if not found or accepted is None or accepted.digest != mark:
        return PolicyInForce(stricter(configured), "", found, accepted)
    return PolicyInForce(configured, mark, found, accepted)


class Policies:
    def __init__(self, services: Services) -> None:
        self._services = services

    def in_force(self) -> PolicyInForce:
        return in_force(self._services.settings.verification, self._services.store.reader())

    def accept(self, actor: Actor, shown: str) -> AcceptedPolicy:
        """Let the configured policy count although it is looser. An administrator's act, recorded with what it loosens.

        `shown` is the digest of what the administrator was shown. Raises `NothingToAccept`, `PolicyChanged`,
        `NotPermitted`.
        """
        configured = self._services.settings.verification
        told = tuple(f"{one.name} = {one.configured} ({one.built_in})" for one in loosenings(configured))
        mark = digest(configured)
        with self._services.acting(
            actor, Act.ACCEPT_POLICY, context=Context(reason=f"{mark[:8]}: {'; '.join(told)}")
        ) as acting:
            if not told:
                raise NothingToAccept("problem.policy.nothing")
            if shown != mark:
                raise PolicyChanged("problem.policy.changed")
            accepted = AcceptedPolicy(mark, actor.name, acting.at, told)
            acting.transaction.put(Table.POLICIES, _KEY, accepted)
        return accepted
