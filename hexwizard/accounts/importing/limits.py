"""How much an import file may hold: above every honest file, below what would hurt the machine."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_LINES: Final = 500_000
MOST_COLUMNS: Final = 100
MOST_FAULTS_KEPT: Final = 1_000
MOST_ENTRIES: Final = 100  # in one list: companies, withdrawals, secondary e-mails
MOST_CHARACTERS: Final = 200
MOST_EMAIL_CHARACTERS: Final = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
MOST_HASH_CHARACTERS: Final = 512
MOST_SHOWN: Final = 60
