"""Why the system refused, in the language of the operator rather than of the system."""

from __future__ import annotations

import errno

import pytest

from hexwizard.locale.os_errors import why
from hexwizard.locale.words import words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "introuvable"),
        (errno.EACCES, "accès refusé"),
        (errno.EPERM, "accès refusé"),
        (errno.EISDIR, "c’est un dossier"),
        (errno.ENOSPC, "disque plein"),
        (errno.EDQUOT, "disque plein"),
        (errno.EROFS, "disque en lecture seule"),
        (errno.EIO, "erreur EIO"),
    ],
)
def test_a_refusal_is_put_into_words(number: int, said: str) -> None:
    assert words("fr").render(why(OSError(number, "in the system's words"))) == said


def test_a_refusal_without_a_number_is_named_by_its_kind() -> None:
    assert words("en").render(why(TimeoutError("slow"))) == "error TimeoutError"
