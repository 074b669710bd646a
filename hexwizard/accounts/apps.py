"""The client's mobile app as it is typed or told."""

from __future__ import annotations

from hexwizard.accounts.model import MobileApp, Platform
from hexwizard.accounts.problems import Problem


class AppUnreadable(Problem):
    """What was typed names no platform and version."""


def mobile_app(platform: str, version: str) -> MobileApp:
    """An app by its platform, in any case, and its version (PEP 440's reading). Raises `AppUnreadable`."""
    from packaging.version import InvalidVersion, Version

    try:
        Version(version)
        return MobileApp(Platform(platform.lower()), version)
    except (ValueError, InvalidVersion):
        raise AppUnreadable("problem.app", given=f"{platform} {version}".strip()) from None
