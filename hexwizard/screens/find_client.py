"""Who is on the line: one field for what the client types, or for whatever else the agent knows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.model import Account
from hexwizard.accounts.problems import Problem
from hexwizard.locale.words import Words
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.screens.results import Found, Leave
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.plain_input import PlainInput

FRAME: Final = 1 / 60
"""Seconds between two paintings of the screen."""
LONGEST: Final = 1000
LONGEST_NUMBER: Final = 40
_PHONE: Final = re.compile(r"\+?[\d\s().-]{7,}")


@dataclass(frozen=True, slots=True)
class Choose:
    """Several clients fit, and what was typed is nothing that opens the app: the agent picks."""


def enter_takes(text: str, results: Sequence[Account]) -> Found | Choose | None:
    """What Enter in the field means. None while nothing is typed.

    What could have been typed at the sign-in is taken to the letter, so that the slip in it is found; a name or a
    phone number stands for the only client who has it.
    """
    if not text.strip():
        return None
    typed = Found(text, None)
    if not results or any(account.place_of(text) is not None for account in results):
        return typed
    could_be_typed = "@" in text or not (" " in text.strip() or _PHONE.fullmatch(text.strip()))
    if could_be_typed:
        return typed
    return Found(None, results[0].username) if len(results) == 1 else Choose()


class Typed(PlainInput):
    """Enter stands in the footer; Down leads to the results before the column around takes it for scrolling."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go on", id="take"),
        Binding("down", "screen.to_results", "Choose", id="choose-client"),
    ]


class Results(Rows):
    """Up from the first row leads back to the field."""

    def action_cursor_up(self) -> None:
        if self.highlighted in (None, 0):
            self.screen.query_one("#typed").focus()
        else:
            super().action_cursor_up()


class FindClientScreen(OutsideScreen[Found | Leave]):
    """The results follow the typing; the hint says what Enter will do."""

    HELP_KEY = "help.find-client"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "find_client.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "#typed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_call", "Back", id="back"),
    ]

    def __init__(self, known: Found | None = None) -> None:
        """`known` is what stands in the fields already: what was typed before a server went away."""
        super().__init__()
        self._known = known or Found("", None)

    _searched = ""
    _results: tuple[Account, ...] = ()
    _shown: Sequence[tuple[str, Content]] = ()

    def column(self) -> ComposeResult:
        yield Field("find.field", Typed(self._known.identifier or "", id="typed", max_length=LONGEST))
        yield Remark(plain(""), classes="hint")
        yield Results(id="results")
        yield Field("find.caller", PlainInput(self._known.caller_number, id="caller", max_length=LONGEST_NUMBER))

    def show_words(self) -> None:
        super().show_words()
        self._show_results()

    @property
    def _typed(self) -> str:
        return self.query_one("#typed", Input).value

    @on(Input.Changed, "#typed")
    def search_again(self) -> None:
        """Once the key has been painted: a search over a large file would hold that up."""
        self.call_after_refresh(self._search)

    @work(exclusive=True, group="search")
    async def _search(self) -> None:
        """A frame later: the thread that hands the key to the terminal goes first, and of quick keys only the last."""
        await asyncio.sleep(FRAME)
        if self._is_there() and await self._find() and self._is_there():
            self._show_results()

    def others_wrote(self) -> None:
        if self._searched:
            self._search()

    def _is_there(self) -> bool:
        """Whether the screen is still there: the agent may have left it while a search went on."""
        return bool(self.query("#typed") and self.query("#results"))

    async def _find(self) -> bool:
        """Search for what stands in the field; False where that cannot be done."""
        text = self._typed
        try:
            found = await self.at_work(lambda: self.wizard.desk.clients.search(text))
        except Problem as problem:
            self.query_one(Field).refuse(problem.message, self.say)
            return False
        self._searched, self._results = text, found
        return True

    def _show_results(self) -> None:
        self.query_one(".hint", Remark).tell(self._hint())
        rows = self.query_one("#results", Results)
        at = rows.highlighted
        here = rows.get_option_at_index(at).id if at is not None and rows.has_focus else None
        shown = [(account.username, client_row(account, self._searched, self.say)) for account in self._results]
        if shown != self._shown:  # another letter of the same name changes nothing
            self._shown = shown
            rows.clear_options()
            rows.add_options(Option(row, id=username) for username, row in shown)
        found = [account.username for account in self._results]
        rows.highlighted = found.index(here) if here in found else None
        rows.display = bool(self._results)
        self.refresh_bindings()

    def _hint(self) -> str:
        typed = plain_text(self._searched.strip())
        shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
        match enter_takes(self._searched, self._results):
            case None:
                return self.say("find.hint")
            case Choose():
                return self.say("find.choose", count=len(self._results))
            case Found(None, _):
                return self.say("find.enter.client", client=plain_text(self._results[0].full_name))
            case Found():
                if not self._results:
                    return self.say("find.enter.nobody", typed=shown)
                exact = any(one.place_of(self._searched) is not None for one in self._results)
                return self.say("find.enter.exact" if exact else "find.enter.typed", typed=shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        return bool(self._results) if action == "to_results" else True

    def action_to_results(self) -> None:
        rows = self.query_one("#results", Results)
        rows.focus()
        rows.highlighted = 0

    @on(Input.Submitted, "#typed")
    @on(Input.Submitted, "#caller")
    def action_take(self) -> None:
        self._take()

    @work(exclusive=True, group="take")
    async def _take(self) -> None:
        """Enter may be quicker than the search: what counts is what stands in the field now."""
        if self._searched != self._typed and not await self._find():
            return
        if not self._is_there():
            return
        match enter_takes(self._searched, self._results):
            case Found() as found:
                self._end(found)
            case Choose():
                self._show_results()
                self.action_to_results()

    @on(OptionList.OptionSelected, "#results")
    def pick(self, event: OptionList.OptionSelected) -> None:
        self._end(Found(None, event.option_id))

    def _end(self, found: Found) -> None:
        """With the number that the call comes from, where the agent went down to it."""
        self.dismiss(replace(found, caller_number=self.query_one("#caller", Input).value.strip()))

    def action_leave_call(self) -> None:
        self.dismiss(Leave())


def client_row(account: Account, typed: str, say: Words) -> Content:
    """Two lines: who it is, and how to reach them. A mark and a word where what was typed is theirs to the letter."""
    place = account.place_of(typed) if typed.strip() else None
    email = plain_text(account.primary_email or "")
    if not email and account.secondary_emails:
        email = say("find.secondary", email=plain_text(account.secondary_emails[0]))
    reach = "   ".join(part for part in (email or say("find.no-email"), plain_text(account.phone)) if part)
    words = [say("status.merged")] if account.is_merged else []
    words += [say(f"find.exact.{place.value}")] if place else []
    return Content.assemble(
        ("● ", "bold $accent") if place else "  ",
        plain(account.full_name).stylize("bold"),
        plain(f"   {plain_text(account.username)}").stylize("$primary"),
        (f"   {' · '.join(words)}" if words else "", "$accent" if place else "$text-muted"),
        (f"\n  {reach}\n", "$text-muted"),
    )
