"""The table `[verification]` of the configuration file as a policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hexwizard.desk.verification.policy import Opening, VerificationPolicy
from hexwizard.desk.verification.records import VerificationMethod

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class BadSetting(ValueError):
    """Its text is the place within the table: empty for the table itself, else `.name`."""


def policy_of(table: object) -> VerificationPolicy:
    """The policy that the table says; what it leaves out is built in. Raises `BadSetting`, also on an unknown name."""
    if not isinstance(table, dict):
        raise BadSetting("")
    known = {"methods", "proofs", *_NUMBERS, *_SWITCHES}
    for name in table:
        if name not in known:
            raise BadSetting(f".{name}")
    built_in = VerificationPolicy()

    def number(name: str, otherwise: int) -> int:
        least, most = _NUMBERS[name]
        return _number(table.get(name, otherwise), f".{name}", least, most)

    return VerificationPolicy(
        methods=_methods(table.get("methods")),
        proofs=_proofs(table.get("proofs", {})),
        proofs_after_change=number("proofs_after_change", built_in.proofs_after_change),
        change_for=_DAY * number("change_days", built_in.change_for // _DAY),
        code_for=_MINUTE * number("code_minutes", built_in.code_for // _MINUTE),
        code_tries=number("code_tries", built_in.code_tries),
        valid_for=_MINUTE * number("valid_minutes", built_in.valid_for // _MINUTE),
        handed_over_for=_HOUR * number("handed_over_hours", built_in.handed_over_for // _HOUR),
        attempts_a_day=number("attempts_a_day", built_in.attempts_a_day),
        **{name: _switch(table.get(name, getattr(built_in, name)), f".{name}") for name in _SWITCHES},
    )


_SWITCHES = ("second_operator", "mail_temporary_password")


def _switch(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise BadSetting(place)
    return value


_NUMBERS: Mapping[str, tuple[int, int]] = {
    "proofs_after_change": (0, 3),
    "change_days": (0, 365),
    "code_minutes": (1, 60),
    "code_tries": (1, 10),
    "valid_minutes": (1, 480),
    "handed_over_hours": (0, 720),
    "attempts_a_day": (1, 100),
}
"""The least and the most that each may say: beyond, it is a slip of the pen."""


def _number(value: object, place: str, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadSetting(place)
    return value


def _methods(value: object) -> frozenset[VerificationMethod]:
    if value is None:
        return frozenset(VerificationMethod)
    known = {method.value for method in VerificationMethod}
    if not isinstance(value, list) or not value or any(one not in known for one in value):
        raise BadSetting(".methods")
    return frozenset(VerificationMethod(one) for one in value)


def _proofs(table: object) -> dict[Opening, int]:
    if not isinstance(table, dict):
        raise BadSetting(".proofs")
    known = {opening.value for opening in Opening}
    for name in table:
        if name not in known:
            raise BadSetting(f".proofs.{name}")
    return {Opening(name): _number(value, f".proofs.{name}", 0, 3) for name, value in table.items()}
