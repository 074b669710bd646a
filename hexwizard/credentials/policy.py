"""What may become somebody's password (OWASP ASVS 5.0, 6.2): long enough, not known, not about its owner."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from hexwizard.accounts.identifiers import comparison_key, require_text, search_key
from hexwizard.accounts.problems import Problem

SHORTEST = 15
LONGEST = 128
_TELLING = 4


class PasswordRefused(Problem):
    """The password breaks the policy; the message says how, never quoting it."""


def require_acceptable(password: str, *, about: Iterable[str] = (), blocked: Collection[str] = ()) -> None:
    """Raises `PasswordRefused`, or `UnreadableText`, where `password` may not be used.

    `about` are names, e-mails and companies of its owner: the password may not be one of them, nor one of them with
    digits and signs around it. `blocked` holds known passwords in their comparison form.
    """
    text = unicodedata.normalize("NFC", require_text(password))
    if len(text) < SHORTEST:
        raise PasswordRefused("problem.password.short", least=SHORTEST)
    if len(text) > LONGEST:
        raise PasswordRefused("problem.password.long", most=LONGEST)
    if comparison_key(text) in blocked or len(set(text)) < 4:
        raise PasswordRefused("problem.password.known")
    core = _core(text)
    for fact in about:
        if len(_core(fact)) >= _TELLING and core in (_core(fact), _core(fact) * 2):
            raise PasswordRefused("problem.password.about-owner")


def _core(text: str) -> str:
    """Letters alone: what is left of « Alain.Sirois-2024! » is « alainsirois »."""
    return "".join(character for character in search_key(text) if character.isalpha())
