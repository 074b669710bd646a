"""The rail's marks, and where `Enter` goes."""

from __future__ import annotations

from hexwizard.article import SECTIONS, Cause, SectionKey
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.rail import Mark, marks, next_section
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, Told, client, diagnosed

HOTMAIL = "alain.sirois@hotmail.com"
SECONDARY = diagnosed(HOTMAIL, client(primary=None, secondary=(HOTMAIL,)), reads=PhoneMessage.INVALID)


def _marks(told: Told) -> dict[SectionKey, Mark]:
    return marks(told.facts, told.diagnosis)


def test_every_section_has_a_mark_in_the_article_s_order() -> None:
    for told in (SECONDARY, diagnosed("nobody@nowhere.example"), diagnosed("alain_sirois", client(follows=()))):
        assert list(_marks(told)) == [section.key for section in SECTIONS]


def test_the_article_s_example_is_found_in_its_section_and_in_the_tip() -> None:
    now = _marks(SECONDARY)
    assert now[SectionKey.PRIMARY_EMAIL] is Mark.FOUND
    assert now[SectionKey.USERNAME] is Mark.FOUND
    assert now[SectionKey.DEACTIVATED] is Mark.RULED_OUT
    assert now[SectionKey.START] is Mark.RULED_OUT


def test_the_start_is_to_ask_until_the_message_is_known() -> None:
    assert _marks(diagnosed("alain_sirois", client()))[SectionKey.START] is Mark.TO_ASK


def test_several_companies_take_the_temporary_password_off_the_way() -> None:
    assert _marks(diagnosed("alain_sirois", client()))[SectionKey.TEMPORARY_PASSWORD] is Mark.TO_ASK
    several = diagnosed("alain_sirois", client(follows=(ALTO, BOREALE)))
    assert _marks(several)[SectionKey.TEMPORARY_PASSWORD] is Mark.NOT_APPLICABLE


def test_a_deactivated_account_needs_no_new_password() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,)), reads=PhoneMessage.DEACTIVATED)
    now = _marks(told)
    assert now[SectionKey.DEACTIVATED] is now[SectionKey.COMPANY_LEFT] is Mark.FOUND
    assert now[SectionKey.ACCESS_REMOVED] is now[SectionKey.MERGED_ACCOUNT] is Mark.RULED_OUT
    assert now[SectionKey.FORGOTTEN_PASSWORD] is now[SectionKey.CANNOT_CONNECT] is Mark.NOT_APPLICABLE


def test_enter_goes_to_what_was_found_and_then_to_the_client_s_try() -> None:
    assert next_section(SECONDARY.facts, SECONDARY.diagnosis, ()) is SectionKey.PRIMARY_EMAIL
    assert next_section(SECONDARY.facts, SECONDARY.diagnosis, (SectionKey.PRIMARY_EMAIL,)) is None


def test_enter_follows_the_verdicts_one_after_the_other() -> None:
    told = diagnosed("alain_sirois", client(app="ios 5.0"), password="wrong")
    assert told.causes == (Cause.WRONG_PASSWORD, Cause.OUTDATED_APP)
    assert next_section(told.facts, told.diagnosis, ()) is SectionKey.CANNOT_CONNECT
    assert next_section(told.facts, told.diagnosis, (SectionKey.CANNOT_CONNECT,)) is SectionKey.APP_VERSION


def test_with_nothing_found_it_asks_what_nobody_asked_yet() -> None:
    told = diagnosed("alain_sirois", client(), reads=PhoneMessage.INVALID)
    seen: list[SectionKey] = []
    while (section := next_section(told.facts, told.diagnosis, seen)) is not None:
        seen.append(section)
    assert seen == [SectionKey.CANNOT_CONNECT, SectionKey.FORGOTTEN_PASSWORD, SectionKey.APP_VERSION]


def test_after_a_repair_the_client_tries_before_anything_else_is_asked() -> None:
    told = diagnosed("alain_sirois", client())
    assert next_section(told.facts, told.diagnosis, (SectionKey.CANNOT_CONNECT,), acted=True) is None


def test_a_try_in_vain_ends_with_the_hand_over_and_never_in_a_circle() -> None:
    seen: list[SectionKey] = []
    while (section := next_section(SECONDARY.facts, SECONDARY.diagnosis, seen, in_vain=True)) is not None:
        assert section not in seen
        seen.append(section)
    assert seen[-1] is SectionKey.STILL_IMPOSSIBLE


def test_what_is_ruled_out_or_not_applicable_is_passed_over() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,)), reads=PhoneMessage.DEACTIVATED)
    now = _marks(told)
    seen: list[SectionKey] = []
    while (section := next_section(told.facts, told.diagnosis, seen, in_vain=True)) is not None:
        assert now[section] not in (Mark.RULED_OUT, Mark.NOT_APPLICABLE)
        seen.append(section)
