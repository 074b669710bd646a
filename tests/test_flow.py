"""The flow, linted: every sentence of the article is on a screen, every screen can be reached and left."""

from __future__ import annotations

import inspect
import os
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding

import hexwizard.screens
from hexwizard.article import SECTION_OF, SECTIONS, Cause, SectionKey
from hexwizard.desk.case import Feedback
from hexwizard.diagnosis.briefing import brief
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import RepairId
from hexwizard.diagnosis.rail import next_section
from hexwizard.locale.message import Message
from hexwizard.locale.words import LANGUAGES, words
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.results import Jump
from hexwizard.screens.routes import Route
from hexwizard.screens.section import SectionScreen
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, RIGHT, Told, client, diagnosed, handed_out

ROOT = Path(__file__).parents[1]
ARTICLE = Path(os.environ.get("HEXWIZARD_SHARED", ROOT.parent / "shared")) / "ARTICLE.md"
_ = SectionKey
FACTS: tuple[tuple[str, str, SectionKey, str], ...] = (
    ("1", "several things can stop a client", _.START, "section.start.help"),
    ("1", "nearly always it is the e-mail or the password", _.START, "section.start.help"),
    ("2", "the client has connected before", _.INVITATION, "record.first-connection"),
    ("2", "and sees « Invalid User/password »", _.START, "message.invalid"),
    ("2", "which means that the identifier or the password is wrong", _.CANNOT_CONNECT, "section.cannot-connect.help"),
    ("2a", "correct the identifier or the password", _.CANNOT_CONNECT, "repair.correct-identifier.how"),
    ("2a", "or tap « Mot de passe oublié? »", _.FORGOTTEN_PASSWORD, "repair.reset-mail.how"),
    ("2a", "the e-mail often lands in spam", _.FORGOTTEN_PASSWORD, "section.forgotten-password.help"),
    ("2a", "Hotmail and Outlook need advice of their own", _.FORGOTTEN_PASSWORD, "provider.microsoft.say"),
    ("2b", "the e-mail typed is the one tied to the account", _.PRIMARY_EMAIL, "section.primary-email.help"),
    ("2b", "it is seen in the client's information", _.PRIMARY_EMAIL, "repair.correct-identifier.agent.how"),
    ("2b", "it stands in the section « Principale »", _.PRIMARY_EMAIL, "record.primary"),
    ("2c", "an account whose only e-mail is secondary", _.USERNAME, "record.no-primary"),
    ("2c", "opens with the username", _.USERNAME, "cause.secondary-email-used.say"),
    ("2c", "the e-mail serves for messages only", _.USERNAME, "record.secondary"),
    ("3", "« Actions », « Renvoyer l'invitation », « Générer…»", _.TEMPORARY_PASSWORD, "repair.temporary-password.how"),
    ("3", "first make sure which e-mail is really used", _.TEMPORARY_PASSWORD, "temporary-password.which-email"),
    ("3", "not offered to a client of several companies", _.TEMPORARY_PASSWORD, "why-not.several-companies"),
    ("4", "another message: the account is deactivated", _.START, "message.deactivated"),
    ("4", "three causes", _.DEACTIVATED, "section.deactivated.help"),
    ("4.1", "all is kept in one account, the other is deactivated", _.MERGED_ACCOUNT, "section.merged-account.help"),
    ("4.1", "the e-mail may still be tied to it; a Hexpert frees it", _.MERGED_ACCOUNT, "repair.free-email.how"),
    ("4.2", "a professional can withdraw the access", _.ACCESS_REMOVED, "section.access-removed.help"),
    ("4.2", "and gives it back, or a colleague does", _.ACCESS_REMOVED, "repair.restore-access.how"),
    ("4.3", "the company no longer uses the product", _.COMPANY_LEFT, "section.company-left.help"),
    ("4.3", "a Hexpert is asked what is best", _.COMPANY_LEFT, "repair.hand-over.how"),
    ("4.3", "as a rule the e-mail is freed", _.COMPANY_LEFT, "repair.free-email.how"),
    ("5", "the latest version of the app is needed", _.APP_VERSION, "section.app-version.help"),
    ("5", "the newest one is known", _.APP_VERSION, "record.app"),
    ("6", "after all of it the case is handed over", _.STILL_IMPOSSIBLE, "section.still-impossible.help"),
    ("6", "with all that was tried, seen and ruled out", _.STILL_IMPOSSIBLE, "repair.hand-over.how"),
    ("7", "did this answer your question", _.ANSWERED, "section.answered.say"),
    ("7", "no", _.ANSWERED, "feedback.no"),
    ("7", "somewhat", _.ANSWERED, "feedback.somewhat"),
    ("7", "yes", _.ANSWERED, "feedback.yes"),
)
"""Each sentence of the article's table: its row, what it says, its screen, and the words that say it there."""


@cache
def _calls() -> tuple[Told, ...]:
    other = client("other", primary="shared@live.ca")
    return (
        diagnosed("alain.sirois@gmial.com", client()),
        diagnosed("qzxv", client()),
        diagnosed("alain_sirois", client(merged_into="other"), other, reads=PhoneMessage.DEACTIVATED),
        diagnosed("alain_sirois", client(withdrawn={ALTO: "Josée Paquin"})),
        diagnosed("alain_sirois", client(follows=(CARDINAL,))),
        diagnosed("alain_sirois", client(connected=False)),
        diagnosed("a@hotmail.com", client(primary=None, secondary=("a@hotmail.com",))),
        diagnosed("alain_sirois", client(failures=9)),
        diagnosed("alain_sirois", client(app="ios 5.0")),
        diagnosed("alain_sirois", client(primary="a@hotmail.com"), no_mail=True),
        diagnosed("alain_sirois", client(), password="wrong"),
        diagnosed("alain_sirois", client(), password=RIGHT.swapcase()),
        diagnosed("alain_sirois", client(follows=(ALTO, BOREALE)), password="wrong"),
        diagnosed("alain_sirois", client(password=None, temporary=(handed_out(expires=handed_out().issued_at),))),
        diagnosed("alain_sirois", client()),
    )


def _keys(message: Message) -> Iterator[str]:
    yield message.key
    for value in message.params.values():
        if isinstance(value, Message):
            yield from _keys(value)


@cache
def _shown_on(section: SectionKey) -> frozenset[str]:
    """The catalogue keys that some call shows on this screen, and those that its own file names."""
    found = {f"section.{section}.{part}" for part in ("title", "help", "short")}
    for told in _calls():
        shown = brief(section, told.facts, told.diagnosis)
        for message in (shown.say, *(line.text for line in shown.know)):
            found.update(_keys(message))
        for way in shown.repairs:
            found.update((f"repair.{way.id}.how", f"repair.{way.id}.agent.how"))
            found.update(_keys(way.why_not) if way.why_not is not None else ())
    source = inspect.getsource(import_module(f"hexwizard.screens.{section.replace('-', '_')}"))
    found.update(re.findall(r'"([a-z][a-z-]*(?:\.[a-z-]+)+)"', source))
    for prefix, values in (("message", PhoneMessage), ("feedback", Feedback)):
        if f'f"{prefix}.{{' in source:
            found.update(f"{prefix}.{value}" for value in values)
    return frozenset(found)


@pytest.mark.parametrize(("row", "fact", "section", "key"), FACTS, ids=lambda value: str(value)[:40])
def test_each_sentence_of_the_article_is_on_a_screen(row: str, fact: str, section: SectionKey, key: str) -> None:
    assert key in _shown_on(section), f"{row} « {fact} » is not on {section}"
    for language in LANGUAGES:
        assert words(language).has(key)


def test_every_row_of_the_article_has_its_sentences() -> None:
    assert {row for row, *_rest in FACTS} == {section.number for section in SECTIONS} - {"+"}
    assert {section for _row, _fact, section, _key in FACTS} == set(SectionKey)


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not at hand")
def test_the_rows_are_those_of_the_article() -> None:
    rows = re.findall(r"^\| (\d[\w.]*) \|", ARTICLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {row for row, *_rest in FACTS} == set(rows)


def test_a_sentence_that_no_screen_says_would_be_found() -> None:
    assert "caution.no-history" in _shown_on(SectionKey.COMPANY_LEFT)
    assert "caution.no-history" not in _shown_on(SectionKey.APP_VERSION)


def test_every_cause_is_reached_by_some_call_and_enter_leads_to_its_screen() -> None:
    reached = set[Cause]()
    for told in _calls():
        reached.update(told.causes)
        first = next_section(told.facts, told.diagnosis, ())
        if told.verdict is not Cause.NOTHING_FOUND:
            assert first is SECTION_OF[told.verdict].key
    assert reached == set(Cause)


def test_every_repair_is_open_on_some_screen_of_some_call() -> None:
    open_ways = {
        way.id
        for told in _calls()
        for section in SectionKey
        for way in brief(section, told.facts, told.diagnosis).repairs
        if way.allowed
    }
    assert open_ways == set(RepairId)


@pytest.mark.parametrize("section", SectionKey)
def test_every_section_is_reached_from_the_rail_and_left_again(section: SectionKey) -> None:
    route = Route.__new__(Route)
    route.path, route.screen = [], SectionKey.START
    route.follow(Jump(section))
    assert route.screen is section


def _screens() -> list[type[WizardScreen[object]]]:
    found = list[type[WizardScreen[object]]]()
    for module in pkgutil.iter_modules(hexwizard.screens.__path__):
        loaded = import_module(f"hexwizard.screens.{module.name}")
        found += [
            kind
            for _name, kind in inspect.getmembers(loaded, inspect.isclass)
            if issubclass(kind, WizardScreen) and kind.__module__ == loaded.__name__
        ]
    return found


def _keys_of(screen: type[WizardScreen[object]]) -> set[str]:
    bindings = [binding for kind in screen.__mro__ for binding in vars(kind).get("BINDINGS", ())]
    return {key for one in bindings if isinstance(one, Binding) for key in one.key.split(",")}


def _leaves() -> list[type[WizardScreen[object]]]:
    """The screens themselves, without what they are made of."""
    every = _screens()
    return [one for one in every if not any(other is not one and issubclass(other, one) for other in every)]


@pytest.mark.parametrize("screen", _leaves(), ids=lambda kind: kind.__name__)
def test_every_screen_has_an_exit(screen: type[WizardScreen[object]]) -> None:
    """Ctrl+Q ends the wizard from anywhere; here it is the way back to where one was. A lock opens by signing again."""
    ways_out = {"escape", "q"} if not issubclass(screen, SectionScreen) else {"escape"}
    assert _keys_of(screen) & ways_out or screen.__name__ == "LockScreen"
