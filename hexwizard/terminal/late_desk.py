"""A desk that is opened while the first screen is already there: a large account file takes longer than a screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hexwizard.desk.desk import Desk


class LateDesk:
    """Opens a desk once, in a thread of its own, from `begin` on: not before the first screen has been painted."""

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        self._open = open_desk
        self._opened: Future[Desk] = Future()
        self._beginning = Lock()
        self._begun = False

    @staticmethod
    def opened(desk: Desk) -> LateDesk:
        """One that is open already."""
        late = LateDesk(lambda: desk)
        late._begun = True
        late._opened.set_result(desk)
        return late

    @property
    def is_open(self) -> bool:
        """Whether the desk is there at once."""
        return self._opened.done() and self._opened.exception() is None

    @property
    def desk(self) -> Desk:
        """The desk, waited for; asked for in a thread, unless it is open. Raises what opening it raised."""
        return self._opened.result()

    def wait(self) -> None:
        """Until it is open, begun or not. Raises what opening it raised."""
        self.begin()
        _ = self.desk

    def begin(self) -> None:
        """Begin to open it, where that was not done yet."""
        with self._beginning:
            if self._begun:
                return
            self._begun = True
        Thread(target=self._run, name="opening").start()

    def when_done(self, tell: Callable[[], None]) -> None:
        """Call `tell`, from any thread, once it is open or cannot be opened; at once where it already is."""
        self._opened.add_done_callback(lambda _: tell())

    def _run(self) -> None:
        try:
            self._opened.set_result(self._open())
        except BaseException as error:  # noqa: BLE001 - raised again where the desk is asked for
            self._opened.set_exception(error)
