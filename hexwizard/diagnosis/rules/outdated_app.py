"""The client's app is older than the newest known for its platform (article, section 5)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    if facts.app is None:
        return Silence.NOT_KNOWN
    newest = facts.newest.get(facts.app.platform)
    if newest is None:
        return Silence.NOT_KNOWN
    if not is_older(facts.app.version, newest):
        return Silence.RULED_OUT
    return Finding(
        Cause.OUTDATED_APP,
        Certainty.CONFIRMED,
        say(
            "cause.outdated-app.evidence",
            platform=say(f"platform.{facts.app.platform}"),
            version=facts.app.version,
            newest=newest,
        ),
        say(f"cause.outdated-app.say.{facts.app.platform}", newest=newest),
        (repairs.update_app(facts),),
    )


def is_older(version: str, newest: str) -> bool:
    """Compared as versions, not as text: 5.10 is newer than 5.9. A version that is none is not known to be older."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version) < Version(newest)
    except InvalidVersion:
        return False
