"""The themes, and what each colour means: the only place where a colour is written down.

| token | where it stands |
|---|---|
| `$background`, `$surface`, `$panel` | the screen; what is read aloud; the row that one is on, inputs |
| `$foreground`, `$text-muted` | what is read; labels and what can wait |
| `$accent` | the one warm colour: what is found, what is said, the current row's arrow |
| `$primary` | keys and focus |
| `$success`, `$warning`, `$error` | done and confirmed; likely; failed |
"""

from __future__ import annotations

from typing import Any, Final

from textual.app import App
from textual.theme import Theme

from hexwizard.desk.theme_name import ThemeName

READ_ON: Final[tuple[tuple[str, str], ...]] = (
    *(
        (text, ground)
        for ground in ("background", "surface", "panel")
        for text in ("foreground", "text-muted", "accent", "primary", "success", "warning", "error")
    ),
    ("background", "primary"),
    ("background", "accent"),
)
"""Every pair of text and ground that the widgets use; each holds 4.5:1 in each theme (WCAG 2.2, 1.4.3)."""


def _theme(name: str, *, dark: bool, muted: str, border: str, **colours: str) -> Theme:
    """A theme whose derived colours follow from its few own ones."""
    ground, ink, primary, panel = (colours[key] for key in ("background", "foreground", "primary", "panel"))
    return Theme(
        name=name,
        dark=dark,
        **colours,  # type: ignore[arg-type]  # the colours are strings; mypy sees every parameter of Theme
        variables={
            "text": ink,
            "text-muted": muted,
            "text-disabled": muted,
            "foreground-muted": muted,
            "border": border,
            "border-blurred": panel,
            "block-cursor-foreground": ground,
            "block-cursor-background": primary,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-background": panel,
            "block-hover-background": panel,
            "footer-background": panel,
            "footer-foreground": muted,
            "footer-description-foreground": ink,
            "footer-key-foreground": primary,
            "footer-key-background": panel,
            "button-foreground": ground,
            "button-color-foreground": ground,
            "button-focus-text-style": "bold underline",
            "input-cursor-background": ink,
            "input-cursor-foreground": ground,
            "input-selection-background": f"{primary} 40%",
            "scrollbar": border,
            "scrollbar-background": ground,
            "scrollbar-hover": muted,
            "scrollbar-active": primary,
        },
    )


DARK: Final = _theme(
    "hexwizard-dark",
    dark=True,
    background="#10171f",
    surface="#17212c",
    panel="#22303f",
    foreground="#e4ebf1",
    muted="#a3b3c2",
    border="#3b4d60",
    primary="#86b9ea",
    secondary="#a3b3c2",
    accent="#f2b873",
    success="#8ad3a6",
    warning="#e6cf82",
    error="#f59a90",
)
LIGHT: Final = _theme(
    "hexwizard-light",
    dark=False,
    background="#f7f8fa",
    surface="#ffffff",
    panel="#e4eaf1",
    foreground="#1a2530",
    muted="#4b5b6b",
    border="#a9b8c6",
    primary="#1b5a99",
    secondary="#4b5b6b",
    accent="#8f4700",
    success="#17643a",
    warning="#6f5200",
    error="#a8231b",
)
CONTRAST: Final = _theme(
    "hexwizard-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#262626",
    foreground="#ffffff",
    muted="#e0e0e0",
    border="#ffffff",
    primary="#7fd4ff",
    secondary="#e0e0e0",
    accent="#ffd633",
    success="#66ff99",
    warning="#fff176",
    error="#ffa39b",
)
SIXTEEN: Final = _theme(
    "hexwizard-sixteen",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#0000aa",
    foreground="#ffffff",
    muted="#aaaaaa",
    border="#aaaaaa",
    primary="#55ffff",
    secondary="#aaaaaa",
    accent="#ffff55",
    success="#55ff55",
    warning="#ffff55",
    error="#ff55ff",
)
"""For a terminal of 16 colours: each is one of those, where a finer one would be taken for its grey neighbour."""

THEMES: Final = (DARK, LIGHT, CONTRAST, SIXTEEN)


def has_few_colours(app: App[Any]) -> bool:
    """Whether the terminal of `app` has 16 colours."""
    return app.console.color_system == "standard"


def wear(app: App[Any], name: ThemeName) -> None:
    """Put `name` on `app`, or the one theme that 16 colours can show."""
    app.theme = _shown(app, name)


def _shown(app: App[Any], name: ThemeName) -> str:
    return SIXTEEN.name if has_few_colours(app) else f"hexwizard-{name}"


def register_themes(app: App[Any], first: ThemeName = ThemeName.DARK) -> None:
    """Give `app`, which does not run yet, the themes, and have it begin with `first`.

    To put it on later would read every style sheet twice before the first screen is painted.
    """
    for theme in THEMES:
        app.register_theme(theme)
    app.set_reactive(App.theme, _shown(app, first))
    dark = app.current_theme.dark
    app.set_class(dark, "-dark-mode", update=False)
    app.set_class(not dark, "-light-mode", update=False)
    app.stylesheet.set_variables(app.get_css_variables())
