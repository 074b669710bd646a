"""Moments of a call in a real terminal, each reached by keys from home."""

from __future__ import annotations

from tests.security.terminal import Terminal

STILL_IMPOSSIBLE = "What the record cannot know"
MERGED = "lea.morin@sympatico.ca"
CLIENT = "benoit.lavoie@outlook.com"


def first_question(terminal: Terminal, client: str = CLIENT, name: str = "Benoît Lavoie") -> None:
    """A new call; which message does the phone show?"""
    terminal.press("n")
    terminal.until("What does the client type")
    terminal.press(client)
    terminal.until(name, "the client does type")
    terminal.still()
    terminal.press("\r")
    terminal.until("What does the client read")
    terminal.still()


def what_to_do(terminal: Terminal) -> None:
    """The first screen that matters."""
    first_question(terminal)
    terminal.press("i")
    terminal.until_gone("What does the client read")
    terminal.until("WHAT TO SAY")
    terminal.still()


def trying_again(terminal: Terminal) -> None:
    what_to_do(terminal)
    terminal.press("t")
    terminal.until("The client tries again")
    terminal.still()


def handing_over(terminal: Terminal) -> None:
    """The screen of a hand-over, the cursor in its note."""
    first_question(terminal, MERGED, "Léa Morin")
    terminal.press("d")
    terminal.until_gone("What does the client read")
    terminal.until("WHAT TO SAY")
    terminal.still()
    terminal.press("2")
    terminal.until(STILL_IMPOSSIBLE)
    terminal.still()
    terminal.press("\t")
    terminal.still()


def temporary_password(terminal: Terminal) -> str:
    """One made, revealed and copied, not yet given to the client; returns it as it stands on the screen."""
    what_to_do(terminal)
    terminal.press("2")
    terminal.until("Which address does the client")
    terminal.still()
    terminal.press("\r")
    terminal.until("◉")
    terminal.still()
    terminal.press("1")
    terminal.until("How do you prove it?")
    terminal.still()
    terminal.press("r")
    terminal.until_gone("How do you prove it?")
    terminal.still()
    terminal.press("o")
    terminal.until("••••")
    terminal.press("v")
    terminal.until("☐")
    terminal.press("y")
    terminal.until("Sent to the clipboard")
    terminal.still()
    return terminal.clipboard
