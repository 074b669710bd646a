"""What is known around the article is seen when it matters, in both languages: a test a point of ARTICLE.md."""

from __future__ import annotations

import pytest

from hexwizard.accounts.model import Account
from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.briefing import brief
from hexwizard.diagnosis.findings import By, RepairId
from hexwizard.locale.message import say
from hexwizard.locale.words import LANGUAGES, words
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, Told, client, diagnosed

OTHER = client("other", primary="shared@live.ca")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def seen(told: Told, section: SectionKey, language: str) -> str:
    """All that the screen shows and has the agent say."""
    shown, into = brief(section, told.facts, told.diagnosis), words(language)
    closed = [way.why_not for way in shown.repairs if way.why_not is not None]
    return " ".join(into.render(one) for one in (*(line.text for line in shown.know), shown.say, *closed))


def told_in(language: str, key: str, **params: str) -> str:
    return words(language).render(say(key, **params))


def _dead_end() -> Account:
    return client(primary=None, secondary=("alain@live.ca",), follows=(ALTO, BOREALE))


@pytest.mark.parametrize("typed", ["alain@live.ca", "alain_sirois"])
@pytest.mark.parametrize(
    "section",
    [
        SectionKey.CANNOT_CONNECT,
        SectionKey.FORGOTTEN_PASSWORD,
        SectionKey.PRIMARY_EMAIL,
        SectionKey.USERNAME,
        SectionKey.TEMPORARY_PASSWORD,
    ],
)
def test_a_dead_end_is_seen_at_once_on_every_screen_that_it_closes(
    typed: str, section: SectionKey, language: str
) -> None:
    told = diagnosed(typed, _dead_end(), password="wrong")
    assert seen(told, section, language).count(told_in(language, "caution.dead-end")) == 1
    assert not told.repair(RepairId.RESET_MAIL).allowed
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert told.repair(RepairId.HAND_OVER).allowed


@pytest.mark.parametrize("section", [SectionKey.PRIMARY_EMAIL, SectionKey.FORGOTTEN_PASSWORD])
def test_forgot_password_may_reach_the_other_account_that_holds_the_address(section: SectionKey, language: str) -> None:
    told = diagnosed("alain_sirois", client(primary=None, secondary=("shared@live.ca",)), OTHER)
    typed = diagnosed("shared@live.ca", client(primary=None, secondary=("shared@live.ca",)), username="alain_sirois")
    shared = told_in(language, "caution.shared-address", email="shared@live.ca", usernames="other")
    if section is SectionKey.FORGOTTEN_PASSWORD:
        assert shared in seen(told, section, language)
    assert shared not in seen(typed, section, language), "nobody else holds it there"


def test_where_the_button_does_nothing_the_blue_address_is_pasted(language: str) -> None:
    for no_mail in (None, False, True):
        told = diagnosed("alain_sirois", client(), no_mail=no_mail)
        shown = seen(told, SectionKey.FORGOTTEN_PASSWORD, language)
        assert shown.count(told_in(language, "caution.button-does-nothing")) == 1


def test_before_asking_again_an_access_approval_under_way_is_asked_about(language: str) -> None:
    told = diagnosed("alain_sirois", client())
    assert told_in(language, "caution.asking-again") in seen(told, SectionKey.FORGOTTEN_PASSWORD, language)


def test_archiving_a_client_does_not_block(language: str) -> None:
    told = diagnosed("alain_sirois", client(withdrawn={ALTO: "Josée Paquin"}))
    assert told_in(language, "caution.archiving-is-not-blocking") in seen(told, SectionKey.ACCESS_REMOVED, language)


def test_a_merge_cannot_be_undone_and_the_surviving_address_comes_first(language: str) -> None:
    survivor = client("yves_72", primary="yves72@gmail.com")
    told = diagnosed("yves@icloud.com", client("yves", primary="yves@icloud.com", merged_into="yves_72"), survivor)
    shown = seen(told, SectionKey.MERGED_ACCOUNT, language)
    assert told_in(language, "caution.merge-is-final") in shown
    assert "yves72@gmail.com" in shown
    ways = [(way.id, way.by) for way in told.finding().repairs]
    assert ways.index((RepairId.CORRECT_IDENTIFIER, By.CLIENT)) < ways.index((RepairId.FREE_EMAIL, By.HEXPERT))


def test_adding_an_e_mail_sends_nothing_by_itself(language: str) -> None:
    told = diagnosed("alain_sirois", client(connected=False, primary=None))
    assert told_in(language, "caution.adding-sends-nothing") in seen(told, SectionKey.INVITATION, language)


def test_without_any_e_mail_one_is_added_before_the_invitation(language: str) -> None:
    told = diagnosed("alain_sirois", client(connected=False, primary=None))
    shown = seen(told, SectionKey.INVITATION, language)
    assert told_in(language, "cause.never-connected.evidence.no-email") in shown
    assert told_in(language, "why-not.no-email") in shown
    assert told.repair(RepairId.CORRECT_IDENTIFIER, By.AGENT).allowed


def test_several_companies_are_counted_over_those_that_are_still_active(language: str) -> None:
    left = diagnosed("alain_sirois", client(follows=(ALTO, CARDINAL)), password="wrong")
    assert left.repair(RepairId.TEMPORARY_PASSWORD).allowed
    both = diagnosed("alain_sirois", client(follows=(ALTO, BOREALE)), password="wrong")
    assert not both.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert "Studio Alto" in seen(both, SectionKey.TEMPORARY_PASSWORD, language)
    assert "Clinique Boréale" in seen(both, SectionKey.TEMPORARY_PASSWORD, language)


def test_a_new_account_does_not_bring_the_history_along(language: str) -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,)))
    assert told_in(language, "caution.no-history") in seen(told, SectionKey.COMPANY_LEFT, language)


def test_an_unknown_version_is_asked_for_and_not_taken_for_old(language: str) -> None:
    told = diagnosed("alain_sirois", client(app=None))
    assert Cause.OUTDATED_APP not in (*told.causes, *told.ruled_out)
    assert told_in(language, "record.app.unknown") in seen(told, SectionKey.APP_VERSION, language)


@pytest.mark.parametrize("domain", ["hotmail.com", "outlook.com", "live.ca", "msn.com"])
def test_hotmail_outlook_live_and_msn_have_advice_of_their_own(domain: str, language: str) -> None:
    told = diagnosed("alain_sirois", client(primary=f"alain@{domain}"), no_mail=True)
    advice = told_in(language, "provider.microsoft.say")
    assert advice in seen(told, SectionKey.FORGOTTEN_PASSWORD, language)
    for step in {"fr": ("indésirable", "dix minutes", "une seule fois"), "en": ("Junk", "ten minutes", "once more")}[
        language
    ]:
        assert step in advice
    assert told.repair(RepairId.TEMPORARY_PASSWORD).allowed, "another way is left"
