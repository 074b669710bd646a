"""Letters to test with."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.mail.mailer import Letter
from tests.desks import NOW

SENDER = "aide@exemple.ca"
BODY = "Bonjour Alain,\n\nVoici le code :\n\n    482 913\n\nOuvrez https://exemple.ca/r?a=1&b=2.\n"
LETTER = Letter("0123456789abcdef" * 2, NOW, "alain@exemple.ca", "Alain Sirois", "Votre code", BODY, "fr")


def letter(**fields: str) -> Letter:
    return replace(LETTER, **fields)  # type: ignore[arg-type]
