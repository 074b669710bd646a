"""The flow, linted: what belongs together is there under one name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from hexwizard.article import BY_KEY, SECTION_OF, SECTIONS, Cause, SectionKey, published_section
from hexwizard.desk.actor import PERMITTED, Act
from hexwizard.diagnosis import briefing
from hexwizard.diagnosis.findings import By, RepairId
from hexwizard.diagnosis.rules import RULES
from hexwizard.locale.words import LANGUAGES, words
from tests.diagnosis.calls import ALTO, CARDINAL, client, diagnosed

ROOT = Path(__file__).parents[1]

ARTICLE = (
    ("start", "1"),
    ("cannot-connect", "2"),
    ("forgotten-password", "2a"),
    ("primary-email", "2b"),
    ("username", "2c"),
    ("temporary-password", "3"),
    ("deactivated", "4"),
    ("merged-account", "4.1"),
    ("access-removed", "4.2"),
    ("company-left", "4.3"),
    ("invitation", "+"),
    ("app-version", "5"),
    ("still-impossible", "6"),
    ("answered", "7"),
)
"""The article's table; `+` is the first connection, which the article sends elsewhere."""

PUBLISHED = {
    "mistyped-identifier": "cannot-connect",
    "unknown-identifier": "cannot-connect",
    "merged-account": "deactivated",
    "access-removed": "deactivated",
    "company-left": "deactivated",
    "never-connected": "invitation",
    "secondary-email-used": "primary-email",
    "too-many-attempts": "cannot-connect",
    "temporary-password-expired": "temporary-password",
    "near-miss-password": "cannot-connect",
    "wrong-password": "cannot-connect",
    "reset-mail-missing": "forgotten-password",
    "outdated-app": "app-version",
    "nothing-found": "still-impossible",
}
"""The contract's table of causes and sections."""


def _snake(key: str) -> str:
    return key.replace("-", "_")


def test_the_sections_are_the_article_s_in_its_order() -> None:
    assert tuple((section.key.value, section.number) for section in SECTIONS) == ARTICLE
    assert set(BY_KEY) == set(SectionKey)


@pytest.mark.parametrize("section", SectionKey)
def test_each_section_has_a_screen_of_its_name(section: SectionKey) -> None:
    module = import_module(f"hexwizard.screens.{_snake(section)}")
    name = f"{section.value.title().replace('-', '')}Screen"
    assert getattr(module, name).__module__ == module.__name__


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", SectionKey)
def test_each_section_has_its_words(section: SectionKey, language: str) -> None:
    say = words(language)
    for key in ("title", "say"):
        assert say.has(f"section.{section}.{key}"), f"section.{section}.{key}"


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.NOTHING_FOUND])
def test_each_cause_has_a_rule_of_its_name_and_a_test_beside_it(cause: Cause) -> None:
    assert RULES[cause].__module__ == f"hexwizard.diagnosis.rules.{_snake(cause)}"
    assert (ROOT / "tests/diagnosis/rules" / f"test_{_snake(cause)}.py").is_file()


def test_the_rules_are_asked_in_the_order_of_the_causes() -> None:
    assert [*RULES, Cause.NOTHING_FOUND] == list(Cause)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", Cause)
def test_each_cause_has_its_words(cause: Cause, language: str) -> None:
    assert words(language).has(f"cause.{cause}.title")


def test_each_cause_is_dealt_with_on_exactly_one_screen() -> None:
    shown = [cause for section in SECTIONS for cause in section.causes]
    assert sorted(shown) == sorted(Cause)
    assert set(SECTION_OF) == set(Cause)


def test_each_cause_is_published_under_the_contract_s_section() -> None:
    assert {cause.value: published_section(cause).value for cause in Cause} == PUBLISHED


def test_every_way_out_can_be_reached_from_some_call_or_some_screen() -> None:
    calls = (
        diagnosed("alain.sirois@gmial.com", client()),
        diagnosed("alain_sirois", client(merged_into="other")),
        diagnosed("alain_sirois", client(withdrawn={ALTO: "Josée Paquin"})),
        diagnosed("alain_sirois", client(follows=(CARDINAL,))),
        diagnosed("alain_sirois", client(connected=False)),
        diagnosed("a@hotmail.com", client(secondary=("a@hotmail.com",))),
        diagnosed("alain_sirois", client(failures=9)),
        diagnosed("alain_sirois", client(app="ios 5.0")),
    )
    ways = {way for told in calls for finding in told.diagnosis.findings for way in finding.repairs if way.allowed}
    for told in calls:
        ways |= {
            way
            for section in SectionKey
            for way in briefing.brief(section, told.facts, told.diagnosis).repairs
            if way.allowed
        }
    assert {way.id for way in ways} == set(RepairId)
    assert {way.by for way in ways} == set(By)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_out_and_every_act_has_its_words(language: str) -> None:
    say = words(language)
    for repair in RepairId:
        assert say.has(f"repair.{repair}.title"), repair
    for by in By:
        assert say.has(f"by.{by}"), by
    for act in Act:
        assert say.has(f"act.{act}"), act


def test_every_act_says_who_may_do_it() -> None:
    assert set(PERMITTED) == set(Act)
    assert all(PERMITTED.values())


def test_every_general_list_of_ways_belongs_to_a_section() -> None:
    assert set(briefing._GENERAL_REPAIRS) == set(SectionKey)
