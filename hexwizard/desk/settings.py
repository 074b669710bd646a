"""The configuration file, read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hexwizard.accounts.model import Platform
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import temporary
from hexwizard.desk import session_rules
from hexwizard.desk.session_rules import SessionRules
from hexwizard.desk.theme_name import ThemeName
from hexwizard.desk.verification.policy import VerificationPolicy
from hexwizard.desk.verification.settings import BadSetting, policy_of
from hexwizard.locale.os_errors import why
from hexwizard.mail.settings import BadMailSetting, MailSettings, mail_settings_of

MINUTE = timedelta(minutes=1)
_MINUTES = {
    "lock_after_minutes": (session_rules.LOCK_AFTER, session_rules.SHORTEST_LOCK, session_rules.LONGEST_LOCK),
    "sign_again_after_minutes": (
        session_rules.SIGN_AGAIN_AFTER,
        session_rules.SHORTEST_SIGN_AGAIN,
        session_rules.SIGN_AGAIN_AFTER,
    ),
}
"""Of the session: the time when nothing is said, the shortest and the longest that may be."""


class SettingsProblem(Problem):
    """The configuration file cannot be read, or says something that it may not."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """`newest_app` is empty for a platform whose newest version nobody configured: unknown is not old.

    `verification` is what the file asks for; where that is looser than the built-in policy, it counts only once an
    administrator has accepted it (`desk/verification/policies.py`).
    `team_key` is where this machine has the key of the team's database; None, where the user's configuration is.
    """

    newest_app: Mapping[Platform, str] = field(default_factory=dict)
    temporary_lifetime: timedelta = temporary.LIFETIME
    verification: VerificationPolicy = field(default_factory=VerificationPolicy)
    mail: MailSettings = field(default_factory=MailSettings)
    session: SessionRules = field(default_factory=SessionRules)
    theme: ThemeName = ThemeName.DARK
    team_key: Path | None = None


def load_settings(path: Path, *, required: bool) -> Settings:
    """The settings in the TOML file at `path`; the defaults where there is none and none is `required`.

    Raises `SettingsProblem` with the file and the place.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if required:
            raise SettingsProblem("problem.settings.missing", path=str(path)) from None
        return Settings()
    except OSError as error:
        raise SettingsProblem("problem.settings.unreadable", path=str(path), why=why(error)) from None
    except UnicodeDecodeError:
        raise SettingsProblem("problem.settings.unreadable", path=str(path), why="UTF-8") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem("problem.settings.syntax", path=str(path), why=str(error)) from None
    try:
        verification = policy_of(table.get("verification", {}))
    except BadSetting as bad:
        raise SettingsProblem("problem.settings.value", path=str(path), name=f"verification{bad}") from None
    return Settings(
        _newest(table.get("mobile_app", {}), path),
        _lifetime(table.get("temporary_password", {}), path),
        verification,
        _mail(table.get("mail", {}), path),
        team_key=_team_key(table.get("postgresql", {}), path),
        session=_session(table.get("session", {}), path),
        theme=_theme(table.get("screen", {}), path),
    )


def _mail(table: object, path: Path) -> MailSettings:
    try:
        return mail_settings_of(table, path.parent)
    except BadMailSetting as bad:
        raise SettingsProblem("problem.settings.value", path=str(path), name=f"mail{bad}") from None


def _newest(table: object, path: Path) -> dict[Platform, str]:
    from packaging.version import InvalidVersion, Version

    found: dict[Platform, str] = {}
    if not isinstance(table, dict):
        raise SettingsProblem("problem.settings.value", path=str(path), name="mobile_app")
    for name, version in table.items():
        try:
            Version(version)
            found[Platform(name)] = version
        except (ValueError, TypeError, InvalidVersion):
            raise SettingsProblem("problem.settings.value", path=str(path), name=f"mobile_app.{name}") from None
    return found


def _lifetime(table: object, path: Path) -> timedelta:
    minutes = table.get("lifetime_minutes", 60) if isinstance(table, dict) else None
    if not isinstance(minutes, int) or isinstance(minutes, bool):
        raise SettingsProblem("problem.settings.value", path=str(path), name="temporary_password.lifetime_minutes")
    lifetime = timedelta(minutes=min(max(minutes, 0), 100_000))
    if not temporary.SHORTEST_LIFETIME <= lifetime <= temporary.LONGEST_LIFETIME:
        raise SettingsProblem("problem.settings.lifetime", path=str(path))
    return lifetime


def _theme(table: object, path: Path) -> ThemeName:
    name = str(table.get("theme", ThemeName.DARK)) if isinstance(table, dict) else ""
    try:
        return ThemeName(name)
    except ValueError:
        raise SettingsProblem("problem.settings.value", path=str(path), name="screen.theme") from None


def _team_key(table: object, path: Path) -> Path | None:
    key = table.get("key") if isinstance(table, dict) else ""
    if key is not None and (not isinstance(key, str) or not Path(key).is_absolute()):
        raise SettingsProblem("problem.settings.value", path=str(path), name="postgresql.key")
    return None if key is None else Path(key)


def _session(table: object, path: Path) -> SessionRules:
    if not isinstance(table, dict):
        raise SettingsProblem("problem.settings.value", path=str(path), name="session")
    unknown = next((name for name in table if name not in _MINUTES), None)
    if unknown is not None:
        raise SettingsProblem("problem.settings.value", path=str(path), name=f"session.{unknown}")
    lock_after, sign_again_after = (_minutes(table, name, path) for name in _MINUTES)
    return SessionRules(lock_after, sign_again_after)


def _minutes(table: dict[str, object], name: str, path: Path) -> timedelta:
    """The whole number of minutes under `name`, within its bounds."""
    default, least, most = (bound // MINUTE for bound in _MINUTES[name])
    minutes = table.get(name, default)
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not least <= minutes <= most:
        raise SettingsProblem(
            "problem.settings.minutes", path=str(path), name=f"session.{name}", least=least, most=most
        )
    return minutes * MINUTE
