"""Who is calling? Asked before every act that opens an account: by which way is it proved?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.desk.call import Call
from hexwizard.desk.verification.destinations import Destination
from hexwizard.desk.verification.policy import Opening
from hexwizard.desk.verification.records import VerificationMethod
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option
from hexwizard.widgets.shapes import CLOSED, DONE

_KEYS = {
    VerificationMethod.CALL_BACK: Answer.CALL_BACK,
    VerificationMethod.EMAIL_CODE: Answer.EMAIL_CODE,
    VerificationMethod.KNOWN_PROFESSIONAL: Answer.KNOWN_PROFESSIONAL,
}


class VerifyCallerScreen(CallerDialog[VerificationMethod | None]):
    """Ends with the way that the agent takes, or with nothing: then the act is not done."""

    TITLE_KEY = "verify-caller.title"
    HELP_KEY = "verify-caller.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def __init__(self, call: Call, opening: Opening) -> None:
        super().__init__(call)
        self._opening = opening
        caller = call.caller
        self._number = caller.number()
        self._addresses = caller.addresses()
        self._companies = caller.companies()

    def title_line(self) -> Content:
        found = self.call.caller.standing(self._opening)
        title = plain(self.say(self.TITLE_KEY))
        if found is None or found.needed < 2:
            return title
        return title + plain("   " + self.say("verify-caller.progress", done=len(found.proofs), needed=found.needed))

    def lead(self) -> list[Content]:
        found = self.call.caller.standing(self._opening)
        lines = [self.line(message("verify-caller.body"))]
        if found is not None and found.needed > 1:
            lines.append(self.warning(message("verify-caller.two-proofs")))
        lines += [
            Content.assemble(
                (f"{DONE.glyph} ", DONE.style), plain(f"{self.say(f'verification.{one.method}')} — {one.where}")
            )
            for one in (found.proofs if found else ())
        ]
        closed = [
            Content.assemble((f"{CLOSED.glyph} ", CLOSED.style), plain(text).stylize("$text-muted"))
            for text in self._closed_ways()
        ]
        return [*lines, *closed]

    def answers(self) -> list[Widget]:
        options = [Option(method.value, self._label(method), _KEYS[method]) for method in self._open()]
        return [Choice(self.say("verify-caller.question"), options, id="methods")] if options else []

    def _open(self) -> tuple[VerificationMethod, ...]:
        """The ways that are left for this client."""
        found = self.call.caller.standing(self._opening)
        done = {one.method for one in found.proofs} if found is not None else set()
        usable = {
            VerificationMethod.CALL_BACK: self._number is not None and self._number.closed is None,
            VerificationMethod.EMAIL_CODE: any(one.closed is None for one in self._addresses),
            VerificationMethod.KNOWN_PROFESSIONAL: bool(self._companies),
        }
        return tuple(method for method in self.call.caller.methods if usable[method] and method not in done)

    def _label(self, method: VerificationMethod) -> str:
        match method:
            case VerificationMethod.CALL_BACK:
                where = self._shown(self._number) if self._number is not None else ""
            case VerificationMethod.EMAIL_CODE:
                usable = [one for one in self._addresses if one.closed is None]
                where = self._shown(usable[0]) if len(usable) == 1 else self.say("verify-caller.addresses")
            case VerificationMethod.KNOWN_PROFESSIONAL:
                where = self.say.enumeration(list(self._companies))
        return f"{self.say(f'verify-caller.way.{method}')} — {where}"

    def _shown(self, place: Destination) -> str:
        doubt = f" ({self.say.render(place.doubt)})" if place.doubt is not None else ""
        return place.value + doubt

    def _closed_ways(self) -> Iterator[str]:
        """The ways that are not there, and why."""
        say, methods = self.say, self.call.caller.methods
        if VerificationMethod.CALL_BACK in methods and self._number is None:
            yield say("verification.no-number")
        for place in (self._number, *self._addresses):
            if place is not None and place.closed is not None:
                yield f"{place.value} — {say.render(place.closed)}"
        if VerificationMethod.EMAIL_CODE in methods and not self._addresses:
            yield say("verify-caller.no-address")
        if VerificationMethod.KNOWN_PROFESSIONAL in methods and not self._companies:
            yield say("verify-caller.no-company")
        if not self._open():
            yield say("verify-caller.none-left")

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(VerificationMethod(event.option_id))
