"""What every application of ours has beneath its screens: an end in order, whatever ends it, and no secret left.

It owns the ends (a signal, a lost terminal, a fault), the clipboard, and the one way to a notification.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from textual.app import App
from textual.css.query import NoMatches

from hexwizard.accounts.problems import Problem
from hexwizard.desk.clock import Clock, system_clock
from hexwizard.locale.words import Words
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.clipboard import Clipboard
from hexwizard.screens.hand import Hand
from hexwizard.screens.picture import Picture
from hexwizard.terminal.signals import TERMINAL_LOST
from hexwizard.widgets.plain import plain_text
from hexwizard.widgets.secret_box import SecretBox
from hexwizard.widgets.secret_input import SecretInput

if TYPE_CHECKING:
    from textual.driver import Driver

    from hexwizard.terminal.crash import Fault

Result = TypeVar("Result")
CLIPBOARD_SECONDS = 30
FINISHING_SECONDS = 2
"""For so long a store that does not answer may hold up who leaves."""


class SafeApp(App[Result], Generic[Result]):
    """A subclass sets `say`, the words in the language of the moment."""

    ENABLE_COMMAND_PALETTE = False
    is_away = False
    """Whether the store cannot be reached at the moment."""
    say: Words

    def __init__(self, clock: Clock = system_clock) -> None:
        super().__init__()
        self.features = frozenset()
        self.devtools = None
        self._devtools_redirector = None
        self._clock_of_faults = clock
        self._fault: Fault | None = None
        self._status: int | None = None
        self._leaving: asyncio.Future[None] | None = None
        self.hand = Hand()
        self.picture = Picture(self)
        self._copied = Clipboard(self.copy_to_clipboard, self._in_background)

    # How it ends

    def get_driver_class(self) -> type[Driver]:
        """Ours; the environment has no say in it."""
        if sys.platform == "win32":
            from textual.drivers.windows_driver import WindowsDriver

            return WindowsDriver
        from hexwizard.terminal.driver import SafeDriver

        return SafeDriver

    def exit(self, result: Result | None = None, return_code: int = 0, message: object = None) -> None:  # noqa: ARG002
        """Leave, with every secret hidden. The status of a fault or a signal is not taken back."""
        self.hide_secrets()
        ended = 1 if self._fault is not None else self._status
        super().exit(result, return_code if ended is None else ended)

    def end_from_outside(self, status: int) -> None:
        """End with `status`, from a signal's handler or any thread. Raises `SystemExit` where nothing is shown."""
        loop = self._loop
        if loop is None:
            raise SystemExit(status)
        loop.call_soon_threadsafe(self._end, status)

    def lose_terminal(self) -> None:
        """The terminal is gone; called from the driver's threads."""
        with suppress(SystemExit, RuntimeError):
            self.end_from_outside(TERMINAL_LOST)

    def restore_terminal(self) -> None:
        """Give the terminal back past every queue, where leaving in order takes too long."""
        restore = getattr(self._driver, "restore_at_once", None)
        if restore is not None:
            restore()

    def _end(self, status: int) -> None:
        self._status = self._status or status
        self.hide_secrets()
        if self._leaving is None:
            self._leaving = asyncio.ensure_future(self._leave(status))

    async def _leave(self, status: int) -> None:
        await self.keep_typed()
        self.exit(return_code=status)

    async def keep_typed(self) -> None:
        """Have every screen keep what stands in its fields and is not kept yet; nothing else is done afterwards.

        What is at work first ends, or it would come to lie over what was typed since.
        """
        await self.hand.finish(FINISHING_SECONDS)
        for screen in self.screen_stack:
            if isinstance(screen, WizardScreen):
                with suppress(Problem):
                    screen.keep_typed()

    def hide_secrets(self) -> None:
        """Nothing secret on the screen, in a field or in a clipboard any more."""
        for screen in self.screen_stack:
            for box in screen.query(SecretBox):
                box.clear()
            for field in screen.query(SecretInput):
                field.value = ""
        self._copied.wipe(now=True)

    # A fault of our own

    def _handle_exception(self, error: Exception) -> None:
        """Textual would show local variables, secrets among them, and end with status 0."""
        if isinstance(error, NoMatches) and not self.is_running:
            return  # a screen that was still opening when the wizard was left has no widgets any more
        self._return_code = 1
        if self._fault is None:
            from hexwizard.terminal import crash

            self._fault = crash.report(error, self._clock_of_faults())
            self._exception = error
            self._exception_event.set()
        with suppress(Exception):  # what is broken may be the screen itself
            self.hide_secrets()
        self._close_messages_no_wait()

    def fail_from_thread(self, error: Exception) -> None:
        """A fault in a thread that is no worker of Textual's."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._handle_exception, error)

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._fault is not None:
            from hexwizard.terminal import crash

            with suppress(OSError, ValueError):  # the terminal may be what failed
                print(f"hexwizard: {plain_text(crash.told(self._fault, self.say))}", file=sys.stderr)

    # What leaves it

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - what is notified is never markup
    ) -> None:
        """Textual's notification, its text made plain: it may quote a path or a name."""
        shown = plain_text(message, multiline=True)
        super().notify(shown, title=plain_text(title), severity=severity, timeout=timeout, markup=False)

    def copy_secret(self, secret: str) -> None:
        """To the clipboards, for 30 seconds at the most."""
        self._copied.put_secret(secret)
        self.set_timer(CLIPBOARD_SECONDS, self.wipe_clipboard, name="wipe-clipboard")

    def wipe_clipboard(self) -> None:
        """Take a secret that was copied out of the clipboards; anything else stays there."""
        self._copied.wipe()

    def _in_background(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, exit_on_error=False, group="clipboard")

    def save_screenshot(self, *_: object, **__: object) -> str:
        """None is made: it could show a secret."""
        return ""

    def deliver_screenshot(self, *_: object, **__: object) -> str | None:
        """None is made: it could show a secret."""
        return None

    def action_screenshot(self, *_: object, **__: object) -> None:
        """None is made: it could show a secret."""

    async def _ready(self) -> None:
        """Textual would make the picture that `TEXTUAL_SCREENSHOT` asks for."""
