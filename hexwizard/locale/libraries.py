"""The language of libraries that look their own words up with gettext, argparse among them."""

from __future__ import annotations

import gettext
import os

from hexwizard import locale

_DOMAIN = "argparse"


def speak(language: str) -> None:
    """From now on those libraries speak `language` in this process; what has no translation stays English.

    argparse takes no catalogue; it asks gettext's current domain, and gettext asks the environment.
    """
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, locale.__path__[0])
    gettext.textdomain(_DOMAIN)
