"""One small rule a cause, in the order in which the first that holds is the verdict.

To add a cause: its name in `article.Cause` and in its section's row, its rule here, its words under
`cause.<name>.` in both catalogues, and its test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hexwizard.article import Cause
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Outcome
from hexwizard.diagnosis.rules import (
    access_removed,
    company_left,
    merged_account,
    mistyped_identifier,
    near_miss_password,
    never_connected,
    outdated_app,
    reset_mail_missing,
    secondary_email_used,
    temporary_password_expired,
    too_many_attempts,
    unknown_identifier,
    wrong_password,
)

Rule: TypeAlias = Callable[[Facts], Outcome]

RULES: dict[Cause, Rule] = {
    Cause.MISTYPED_IDENTIFIER: mistyped_identifier.examine,
    Cause.UNKNOWN_IDENTIFIER: unknown_identifier.examine,
    Cause.MERGED_ACCOUNT: merged_account.examine,
    Cause.ACCESS_REMOVED: access_removed.examine,
    Cause.COMPANY_LEFT: company_left.examine,
    Cause.NEVER_CONNECTED: never_connected.examine,
    Cause.SECONDARY_EMAIL_USED: secondary_email_used.examine,
    Cause.TOO_MANY_ATTEMPTS: too_many_attempts.examine,
    Cause.TEMPORARY_PASSWORD_EXPIRED: temporary_password_expired.examine,
    Cause.NEAR_MISS_PASSWORD: near_miss_password.examine,
    Cause.WRONG_PASSWORD: wrong_password.examine,
    Cause.RESET_MAIL_MISSING: reset_mail_missing.examine,
    Cause.OUTDATED_APP: outdated_app.examine,
}
"""Every cause but `nothing-found`, which holds when none of these does."""
