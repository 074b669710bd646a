"""What a screen asks of the wizard around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor
from hexwizard.desk.desk import Desk
from hexwizard.desk.waiting_call import WaitingCall
from hexwizard.locale.message import Parameter
from hexwizard.locale.words import Words
from hexwizard.screens.hand import Hand
from hexwizard.screens.picture import Picture
from hexwizard.screens.results import NewCall, Reopen


class Wizard(Protocol):
    """The application, as far as a screen knows it; what every Textual application does is asked of `screen.app`."""

    actor: Actor | None
    say: Words
    demo: bool
    notice: Problem | None
    is_away: bool
    hand: Hand
    picture: Picture
    waiting: Sequence[WaitingCall]

    @property
    def desk(self) -> Desk:
        """What every screen works on. Only the first screen comes before it is open, and asks for it in a worker."""
        ...

    def word(self, key: str) -> str:
        """The words under `key` in the operator's language of now."""
        ...

    def word_with(self, key: str, **params: Parameter) -> str:
        """The same, with its places filled."""
        ...

    def go_to(self, wish: NewCall | Reopen) -> None:
        """Leave this screen for another call; one that is open stays open."""
        ...

    def client_words(self, language: str) -> Words:
        """The words in which the client is spoken to."""
        ...

    def copy_secret(self, secret: str) -> None:
        """To the terminal's clipboard, for a short while."""
        ...

    def wipe_clipboard(self) -> None:
        """Nothing is left of it there."""
        ...

    async def until_unlocked(self) -> None:
        """Comes back once the wizard is not, or no longer, locked."""
        ...

    async def sign_again(self) -> bool:
        """Ask the operator's password once more; False where it was not given."""
        ...

    def turn_away(self, why: Problem | None = None) -> object:
        """Back to the sign-in, which says why."""
        ...
