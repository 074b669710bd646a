"""Every screen of the wizard on a hostile desk, one after the other, on the terminal that this process has."""

from __future__ import annotations

import asyncio
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from textual import work
from textual.screen import Screen
from textual.widgets import Input

import hexwizard.screens
from hexwizard.accounts.importing import Fault
from hexwizard.app import HexwizardApp
from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.comparison import NearClient
from hexwizard.desk.imports import ImportReport
from hexwizard.desk.verification.policies import AcceptedPolicy
from hexwizard.desk.verification.policy import Opening
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.findings import Certainty
from hexwizard.locale.message import Message
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.call_back import CallBackScreen
from hexwizard.screens.confirm_client import ConfirmClientScreen
from hexwizard.screens.damage import DamageScreen
from hexwizard.screens.email_code import EmailCodeScreen
from hexwizard.screens.end_hand_over import EndHandOverScreen
from hexwizard.screens.failed_verification import FailedVerificationScreen
from hexwizard.screens.import_files import ImportFilesScreen
from hexwizard.screens.known_professional import KnownProfessionalScreen
from hexwizard.screens.lock import LockScreen
from hexwizard.screens.mail_secret import MailSecretScreen
from hexwizard.screens.new_client import NewClientScreen
from hexwizard.screens.operator_form import OperatorFormScreen
from hexwizard.screens.palette import Palette
from hexwizard.screens.reply import ReplyScreen
from hexwizard.screens.second_operator import SecondOperatorScreen
from hexwizard.screens.tour import TourScreen
from hexwizard.screens.verify_caller import VerifyCallerScreen
from hexwizard.stores.file.rescue import LastGood
from hexwizard.terminal.late_desk import LateDesk
from tests.screens.fakes import NOW
from tests.security.harness.hostile_desk import HostileOffice

WITHOUT_DATA = {TourScreen}
"""They show words of ours alone, over made-up clients."""


def every_screen() -> set[type[Screen[Any]]]:
    """Every screen that an operator may see: found in the house, so that none is forgotten here."""
    found: set[type[Screen[Any]]] = {Palette}
    for module in pkgutil.iter_modules(hexwizard.screens.__path__):
        for _, kind in inspect.getmembers(import_module(f"hexwizard.screens.{module.name}"), inspect.isclass):
            if issubclass(kind, WizardScreen) and kind.__module__.startswith("hexwizard."):
                found.add(kind)
    return {
        kind for kind in found if not any(one is not kind and issubclass(one, kind) for one in found)
    } - WITHOUT_DATA


class HostileApp(HexwizardApp):
    """Shows every screen for every group of strings, then ends with 0; `shown` are the kinds of screens that were."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.office = HostileOffice(groups[0])
        super().__init__(self.office.desk, language="en", actor=self.office.agent)
        self._groups = groups
        self.shown: set[type[Screen[Any]]] = set()

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        for group in self._groups:
            self.office = HostileOffice(group)
            self.late, self.actor = LateDesk.opened(self.office.desk), self.office.agent
            await self._look_at_calls()
            await self._look_at_verification()
            await self._look_at_hand_overs()
            await self._look_around()
            await self._look_at_the_others()
            self.notify(self.office.text, title=self.office.text)
            await self._settled()
            self.clear_notifications()
        self.exit(0)

    async def _look_at_calls(self) -> None:
        text = self.office.text
        for username in (f"u {text}", f"old {text}", f"out {text}", None):
            call = self.office.call(username)
            every: list[routes.Step] = [*SectionKey, routes.Extra.TRY_AGAIN]
            telling = every if username == f"u {text}" else list(_telling(call))
            for step in dict.fromkeys(telling):
                await self._look_at(routes.call_screen(step, call), typed=text)
        call = self.office.call(f"u {text}")
        near = NearClient(f"u {text}", text, text, Slip.DROPPED, Certainty.POSSIBLE, ())
        await self._look_at(ConfirmClientScreen(call, near), typed=text)
        await self._look_at(MailSecretScreen(call, AcceptedPolicy("", text, NOW, ()), f"{text}@gmail.com"))

    async def _look_at_verification(self) -> None:
        """Each of the ways; what comes of a code, sent or not delivered; then a failure and a second signature."""
        text = self.office.text
        call = self.office.call(f"out {text}")
        await self._look_at(VerifyCallerScreen(call, Opening.RESTORE_ACCESS))
        await self._look_at(CallBackScreen(call))
        await self._look_at(KnownProfessionalScreen(call), typed=text)
        await self._look_at(EmailCodeScreen(call))
        self.demo = True
        await self._look_at(self._sending_code(call))
        self.office.mailer.broken = True
        await self._look_at(self._sending_code(call))
        self.demo = False
        call.caller.vouched("Dr No", call.caller.companies()[0], confirms=True)
        await self._look_at(VerifyCallerScreen(call, Opening.RESTORE_ACCESS))
        call.caller.called_back(AttemptOutcome.REFUSED)
        await self._look_at(FailedVerificationScreen(call))
        await self._look_at(SecondOperatorScreen(call), typed=text)
        await self._look_at(routes.call_screen(SectionKey.ACCESS_REMOVED, call))

    @staticmethod
    def _sending_code(call: Call) -> EmailCodeScreen:
        screen = EmailCodeScreen(call)
        screen.call_later(lambda: screen.send(call.caller.addresses()[0].value))
        return screen

    async def _look_at_hand_overs(self) -> None:
        call = self.office.handed_over()
        text = self.office.text
        for actor in (self.office.hexpert, self.office.agent):
            self.actor = call.actor = actor
            await self._look_at(routes.call_screen(routes.Extra.HANDED_OVER, call))
        for dialog in (ReplyScreen(call), EndHandOverScreen(call), NewClientScreen(call)):
            await self._look_at(dialog, typed=text)
        self.actor = self.office.hexpert
        await self._look_at(routes.queue())

    async def _look_around(self) -> None:
        office, text = self.office, self.office.text
        self.actor = office.admin
        home = routes.home()
        self.waiting = (office.waiting_call(),)
        await self._look_at(home, searched=text)
        await self._look_at(routes.left_password(self.desk.temporary_passwords.pending()[0]))
        await self._look_at(routes.policy())
        office.accepted()
        await self._look_at(routes.policy())
        await self._look_at(self._refused_import(), typed=text)
        good = LastGood(NOW, NOW, 1, None, 2, {text: 3})
        await self._look_at(DamageScreen(Message("problem.store.damaged", {"path": text, "where": text}), good))
        for screen in (
            routes.find_client(), routes.sign_in(), routes.first_run(), routes.operators(), routes.insight(),
            routes.change_password(), routes.sign_again(), LockScreen(), OperatorFormScreen(None),
            OperatorFormScreen(office.name), routes.help_screen("help.home"),
        ):  # fmt: skip
            await self._look_at(screen, typed=text)

    async def _look_at_the_others(self) -> None:
        """Screens that ask for nothing, or for a call alone, and that nobody led to."""
        call = self.office.call(f"u {self.office.text}")
        self.actor = self.office.agent
        for kind in sorted(every_screen() - self.shown, key=lambda one: one.__name__):
            wanted = [one for one in inspect.signature(kind).parameters.values() if one.default is one.empty]
            if [one.name for one in wanted] in ([], ["call"]):
                making: Callable[..., Screen[Any]] = kind
                await self._look_at(making(call) if wanted else making(), typed=self.office.text)

    async def _look_at(self, screen: Screen[Any], *, typed: str = "", searched: str = "") -> None:
        self.shown.add(type(screen))
        await self.push_screen(screen)
        await self._settled()
        if typed:
            for field in screen.query(Input):
                if not field.password:
                    field.value = typed
            await self._settled()
        if searched and isinstance(screen, WizardScreen):
            await self._look_at(Palette(screen), typed=searched)
        await self.pop_screen()

    async def _settled(self) -> None:
        """Until nothing is at work any more and everything is drawn."""
        for _ in range(500):
            await asyncio.sleep(0.005)
            screen = self.screen
            waits = screen._layout_required or screen._repaint_required or screen._dirty_widgets
            if not waits and not any(worker.is_running and worker.group != "session" for worker in self.workers):
                break
        if self._driver is not None:
            self._driver.flush()

    def _refused_import(self) -> ImportFilesScreen:
        screen, text = ImportFilesScreen(), self.office.text
        fault = Fault(text, 3, text, Message("problem.no-such-client", {"username": text}))
        screen._outcome = ImportReport(0, 0, 0, (fault,), 1, False)
        screen.call_later(screen._show_outcome)
        return screen


def _telling(call: Call) -> Iterator[SectionKey]:
    """The sections that show more of this client than of others."""
    for finding in call.diagnosis.findings:
        yield finding.section
