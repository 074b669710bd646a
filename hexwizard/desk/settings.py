"""The configuration file, read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from hexwizard.accounts.model import Platform
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import temporary
from hexwizard.locale.os_errors import why


class SettingsProblem(Problem):
    """The configuration file cannot be read, or says something that it may not."""

    exit_status = 2


class ThemeName(StrEnum):
    """The colours of the screen."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Settings:
    """`newest_app` is empty for a platform whose newest version nobody configured: unknown is not old."""

    newest_app: Mapping[Platform, str] = field(default_factory=dict)
    temporary_lifetime: timedelta = temporary.LIFETIME
    theme: ThemeName = ThemeName.DARK


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
    return Settings(
        _newest(table.get("mobile_app", {}), path),
        _lifetime(table.get("temporary_password", {}), path),
        _theme(table.get("screen", {}), path),
    )


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
