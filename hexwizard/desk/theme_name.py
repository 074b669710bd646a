"""The colours that the configuration may name."""

from __future__ import annotations

from enum import StrEnum


class ThemeName(StrEnum):
    """The colours of the screen."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
