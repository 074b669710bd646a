"""The words: complete, the same in both languages, all used, and written as each language is written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import product

import pytest

from hexwizard.accounts.model import Platform, TemporaryState
from hexwizard.article import Cause, SectionKey
from hexwizard.credentials.slips import PasswordSlip
from hexwizard.desk.actor import Act, Role
from hexwizard.desk.case import CaseState, Feedback, Outcome, StepOutcome
from hexwizard.desk.verification.records import Flag, VerificationMethod
from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import By, Certainty, RepairId
from hexwizard.diagnosis.rail import Mark
from hexwizard.locale.message import say
from hexwizard.locale.words import LANGUAGES, words
from hexwizard.widgets.keys import MEANINGS
from tests.locale import keys_in_code
from tests.locale.catalogues import places, sentences

NBSP = "\N{NO-BREAK SPACE}"
BUTTONS = (
    "Mot de passe oublié?",
    "Actions",
    "Renvoyer l'invitation",
    "Générer un mot de passe temporaire",
    "Principale",
    "Invalid User/password",
)
FAMILIES: dict[str, type[StrEnum]] = {
    "section.{}.title": SectionKey,
    "section.{}.short": SectionKey,
    "section.{}.say": SectionKey,
    "section.{}.help": SectionKey,
    "cause.{}.title": Cause,
    "repair.{}.title": RepairId,
    "repair.{}.how": RepairId,
    "by.{}": By,
    "certainty.{}": Certainty,
    "mark.{}": Mark,
    "message.{}": PhoneMessage,
    "platform.{}": Platform,
    "cause.outdated-app.say.{}": Platform,
    "slip.{}": Slip,
    "password-slip.{}": PasswordSlip,
    "cause.near-miss-password.say.{}": PasswordSlip,
    "role.{}": Role,
    "act.{}": Act,
    "outcome.{}": Outcome,
    "feedback.{}": Feedback,
    "case-state.{}": CaseState,
    "verification.{}": VerificationMethod,
    "verify-caller.way.{}": VerificationMethod,
    "flag.{}": Flag,
    "flag.{}.told": Flag,
    "step.{}": StepOutcome,
}
KEYS = sorted(sentences("fr"))
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


class TestBothCatalogues:
    def test_have_the_same_keys_in_the_same_order(self) -> None:
        assert list(sentences("fr")) == list(sentences("en"))

    @in_both_languages
    def test_leave_no_sentence_empty(self, language: str) -> None:
        assert [key for key, forms in sentences(language).items() if not all(form.strip() for form in forms)] == []

    def test_fill_the_same_places(self) -> None:
        assert [key for key in KEYS if places("fr", key) != places("en", key)] == []

    def test_have_plurals_for_the_same_keys(self) -> None:
        assert [key for key in KEYS if len(sentences("fr")[key]) != len(sentences("en")[key])] == []

    @pytest.mark.parametrize(("family", "members"), FAMILIES.items())
    def test_name_every_member_of_a_closed_set(self, family: str, members: type[StrEnum]) -> None:
        assert [member for member in members if family.format(member.value) not in KEYS] == []

    def test_advise_on_every_mail_provider(self) -> None:
        assert [advice for advice in keys_in_code.advice() if f"provider.{advice}.say" not in KEYS] == []

    def test_explain_every_way_in_which_a_temporary_password_dies(self) -> None:
        reasons = {"expired", *(state.value for state in TemporaryState)} - {TemporaryState.ACTIVE.value}
        assert [one for one in reasons if f"cause.temporary-password-expired.evidence.{one}" not in KEYS] == []


class TestTheCode:
    def test_names_only_keys_that_exist(self) -> None:
        families = {key.partition(".")[0] for key in KEYS}
        missing = {
            place: key
            for key, place in keys_in_code.literals().items()
            if key.partition(".")[0] in families and key not in KEYS
        }
        missing |= {
            use.place: use.key
            for use in keys_in_code.uses()
            if use.speaks and isinstance(use.key, str) and use.key not in KEYS
        }
        assert missing == {}

    def test_has_a_sentence_for_every_pattern_of_keys(self) -> None:
        unmatched = [
            (place, pattern.pattern)
            for place, folder, pattern in keys_in_code.patterns()
            if pattern.pattern.partition(r"\.")[0] in {key.partition(".")[0] for key in KEYS}
            and not keys_in_code.matching(pattern, folder, KEYS)
        ]
        assert unmatched == []

    def test_uses_every_key(self) -> None:
        assert keys_in_code.unused(KEYS) == []

    def test_is_searched_well_enough_to_see_an_unused_key(self) -> None:
        made_up = [
            "cause.wrong-password.nothing",
            "slip.made-up",
            "problem.made-up",
            "import.fault.made-up",
            "date.month.made-up",
        ]
        assert keys_in_code.unused(made_up) == made_up

    def test_fills_every_place_of_what_it_says(self) -> None:
        lacking = [
            (use.place, key, sorted(places("fr", key) - use.given))
            for use in keys_in_code.uses()
            if use.given is not None
            for key in ([use.key] if isinstance(use.key, str) else keys_in_code.matching(use.key, use.folder, KEYS))
            if key in KEYS and not places("fr", key) <= use.given
        ]
        assert lacking == []

    def test_passes_a_count_wherever_the_sentence_varies_with_it(self) -> None:
        varying = {key for key in KEYS if len(sentences("fr")[key]) > 1}
        uses = [use for use in keys_in_code.uses() if isinstance(use.key, str) and use.key in varying]
        assert [use.place for use in uses if use.given is not None and "count" not in use.given] == []


class TestRendering:
    @in_both_languages
    def test_puts_every_key_into_words(self, language: str) -> None:
        wrong = []
        for key, count in product(KEYS, (0, 1, 2, 1000)):
            params = {name: count if name == "count" else f"<{name}>" for name in places(language, key)}
            text = words(language)(key, **params)
            filled = all(f"<{name}>" in text for name in params if name != "count")
            if text == key or re.search(r"[{}]", text) or not filled:
                wrong.append((key, count, text))
        assert wrong == []

    @in_both_languages
    def test_fills_no_place_from_inside_a_value(self, language: str) -> None:
        text = words(language)("cause.unknown-identifier.evidence", typed="{key}[/x]")
        assert "{key}[/x]" in text

    def test_speaks_french_dates_durations_lists_and_plurals(self) -> None:
        french = words("fr")
        assert french.day(date(2024, 3, 1)) == "1er mars 2024"
        assert french.day(date(2024, 8, 31)) == "31 août 2024"
        assert french.clock(datetime(2024, 8, 31, 14, 5, tzinfo=UTC)).endswith(f"{NBSP}h{NBSP}05")
        assert french.duration(timedelta(0)) == "0 seconde"
        assert french.duration(timedelta(minutes=15)) == "15 minutes"
        assert french.enumeration(["a", "b", "c"]) == "a, b et c"

    def test_speaks_english_dates_durations_lists_and_plurals(self) -> None:
        english = words("en")
        assert english.day(date(2024, 3, 1)) == "March 1, 2024"
        assert english.clock(datetime(2024, 8, 31, 14, 5, tzinfo=UTC)).endswith(":05")
        assert english.duration(timedelta(0)) == "0 seconds"
        assert english.duration(timedelta(seconds=1)) == "1 second"
        assert english.enumeration(["a", "b", "c"]) == "a, b and c"

    def test_chooses_the_plural_with_a_nested_message(self) -> None:
        one, several = (
            words("en").render(
                say("cause.mistyped-identifier.evidence", count=count, typed="x", near="y", slip=say("slip.dropped"))
            )
            for count in (1, 3)
        )
        assert "One account" in one
        assert "3 accounts" in several
        assert "a character is missing" in several


class TestWriting:
    @in_both_languages
    @pytest.mark.parametrize("family", ["section.{}.short", "cause.{}.title", "repair.{}.title"])
    def test_keeps_titles_short_enough_for_their_place(self, language: str, family: str) -> None:
        most = {"section.{}.short": 22, "cause.{}.title": 40, "repair.{}.title": 48}[family]
        texts = [sentences(language)[family.format(member.value)][0] for member in FAMILIES[family]]
        assert [text for text in texts if len(text) > most] == []

    @in_both_languages
    def test_shows_the_refusal_to_the_letter(self, language: str) -> None:
        assert words(language)("phone.invalid") == "Invalid User/password"

    @in_both_languages
    def test_names_no_key_that_does_nothing(self, language: str) -> None:
        texts = " ".join(form for forms in sentences(language).values() for form in forms)
        named = re.findall(
            r"(?:\b(?:touche|tapez|key|type|press) )([a-z0-9]|F\d+)(?![\w-])|\b(F\d+|Ctrl\+[A-Z])", texts
        )
        keys = {one.lower() for pair in named for one in pair if one}
        assert len(keys) > 5
        assert keys - set(MEANINGS) == set()

    def test_names_the_key_of_the_policy_where_it_waits_to_be_accepted(self) -> None:
        [key] = [key for key, meant in MEANINGS.items() if "verification-policy" in meant]
        for language, named in (("fr", f"touche {key}"), ("en", f"key {key}")):
            for told in ("policy.how-to-accept", "home.policy"):
                assert named in words(language)(told)

    @in_both_languages
    def test_keeps_quotation_marks_and_their_text_together(self, language: str) -> None:
        texts = [form for forms in sentences(language).values() for form in forms]
        assert [text for text in texts if re.search(f"«(?!{NBSP})|(?<!{NBSP})»", text)] == []

    def test_shows_the_same_labels_of_the_product_in_both_languages(self) -> None:
        differing = [
            key
            for key in KEYS
            if {label for label in BUTTONS if f"«{NBSP}{label}{NBSP}»" in sentences("fr")[key][0]}
            != {label for label in BUTTONS if f"«{NBSP}{label}{NBSP}»" in sentences("en")[key][0]}
        ]
        assert differing == []

    @in_both_languages
    def test_uses_the_typographic_apostrophe_except_in_a_label(self, language: str) -> None:
        texts = [form.replace(f"{BUTTONS[2]}{NBSP}»", "") for forms in sentences(language).values() for form in forms]
        assert [text for text in texts if "'" in text] == []

    def test_keeps_french_signs_with_the_word_before(self) -> None:
        forms = [form for forms in sentences("fr").values() for form in forms]
        texts = [form.replace(BUTTONS[0], "").replace("postgresql://", "") for form in forms]
        assert [text for text in texts if re.search(rf"(?<!{NBSP})[:;?!](?!\w)", text)] == []

    @in_both_languages
    def test_says_each_thing_in_one_line_but_what_explains_at_leisure(self, language: str) -> None:
        long = {key for key, forms in sentences(language).items() if any("\n" in form for form in forms)}
        assert {key for key in long if not key.startswith("help.") and not key.endswith(".body")} == set()


def test_english_quotes_as_english_does_and_keeps_the_guillemets_for_the_french_labels() -> None:
    texts = (form for forms in sentences("en").values() for form in forms)
    quoted = (found for text in texts for found in re.findall(f"«{NBSP}(.*?){NBSP}»", text))
    assert sorted(set(quoted) - set(BUTTONS)) == []


def test_french_quotes_as_french_does() -> None:
    assert [key for key, forms in sentences("fr").items() if re.search("[“”]", "".join(forms))] == []
