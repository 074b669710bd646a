"""The one place where data meets the screen: everything that is shown passes through `plain` first.

What cannot be seen is made visible (`locale.visible`), and square brackets are never read as markup.
"""

from __future__ import annotations

from textual.content import Content

from hexwizard.locale.visible import plain_text, sign_for_sign

__all__ = ["plain", "plain_text", "sign_for_sign"]


def plain(text: str, *, multiline: bool = False) -> Content:
    """`plain_text` as content that is never read as markup."""
    return Content(plain_text(text, multiline=multiline))
