"""The one question that is asked before an account file is open: bring back the last good copy of a damaged one?"""

from __future__ import annotations

from textual import work

from hexwizard.locale.message import Message, Parameter
from hexwizard.locale.words import words
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.damage import DamageScreen
from hexwizard.stores.file.rescue import LastGood
from hexwizard.terminal.safe_app import SafeApp
from hexwizard.theme import register_themes


class DamageApp(SafeApp[bool]):
    """Returns True where the copy is to be brought back; the one who runs the program decides, who owns the file."""

    TITLE = "hexwizard"

    def __init__(self, damage: Message, good: LastGood, *, language: str) -> None:
        super().__init__()
        self.say = words(language)
        self._damage = damage
        self._good = good
        register_themes(self)

    def on_mount(self) -> None:
        self.ask()

    @work(exclusive=True, group="session")
    async def ask(self) -> None:
        screen: WizardScreen[bool | None] = DamageScreen(self._damage, self._good)
        agreed = await self.push_screen_wait(screen)
        self.exit(bool(agreed))

    def word(self, key: str) -> str:
        """The words under `key`, for the keys at the foot."""
        return self.say(key)

    def word_with(self, key: str, **params: Parameter) -> str:
        """The same, with its places filled."""
        return self.say(key, **params)
