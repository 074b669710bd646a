"""The client brings the code of the reset e-mail and chooses a password."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.accounts.model import Attempts, ResetState, TemporaryState
from hexwizard.accounts.problems import UnreadableText
from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.client_sign_in import NoPasswordToChoose, PhoneAnswer
from hexwizard.desk.data_files import block_list
from hexwizard.locale.words import LANGUAGES, words
from tests.desk.resets import CHOSEN, sending
from tests.diagnosis.calls import ALTO, MINUTE, NOW, RIGHT, client, handed_out

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
WRONG = "0000-0000-0000-0000"
REFUSED, CHANGED = PhoneAnswer.CODE_REFUSED, PhoneAnswer.PASSWORD_CHANGED


class TestTheRightCode:
    def test_the_new_password_opens_and_the_old_one_no_longer(self) -> None:
        call = sending()
        assert call.brings(call.sends()) is CHANGED
        assert call.at.types(CHOSEN) is PhoneAnswer.CONNECTED
        assert call.at.types(RIGHT) is PhoneAnswer.INVALID
        assert [one.state for one in call.at.account().reset_codes] == [ResetState.USED]

    def test_the_primary_address_names_the_account_too_however_the_code_is_typed(self) -> None:
        call = sending()
        code = call.sends().replace("-", " ").upper()
        assert call.brings(code, identifier=" Alain.Sirois@GMAIL.com ") is CHANGED

    def test_it_works_once(self) -> None:
        call = sending()
        code = call.sends()
        call.brings(code)
        assert call.brings(code, "sept hiboux sous la pluie") is REFUSED
        assert call.at.types(CHOSEN) is PhoneAnswer.CONNECTED

    @pytest.mark.parametrize(("after", "answer"), [(HOUR - SECOND, CHANGED), (HOUR, REFUSED)])
    def test_it_works_for_an_hour_to_the_second(self, after: timedelta, answer: PhoneAnswer) -> None:
        call = sending()
        code = call.sends()
        call.at.clock.advance(after)
        assert call.brings(code) is answer

    def test_a_new_e_mail_voids_the_one_before(self) -> None:
        call = sending()
        before = call.sends()
        call.at.clock.advance(MINUTE)
        after = call.sends()
        assert call.brings(before) is REFUSED
        assert call.brings(after) is CHANGED

    def test_one_that_went_astray_opens_nothing_once_the_address_is_corrected(self) -> None:
        call = sending(client(primary="alain@hotmial.com"))
        code = call.sends()
        call.at.put(replace(call.at.account(), primary_email="alain@hotmail.com"))
        assert call.brings(code) is REFUSED

    def test_two_phones_at_once_change_it_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        call = sending()
        code = call.sends()
        verify = call.at.hasher.verify

        def meanwhile(encoded: str | None, text: str) -> bool:
            monkeypatch.setattr(call.at.hasher, "verify", verify)
            assert call.brings(code, "sept hiboux sous la pluie") is CHANGED
            return verify(encoded, text)

        monkeypatch.setattr(call.at.hasher, "verify", meanwhile)
        assert call.brings(code) is REFUSED
        assert call.at.types("sept hiboux sous la pluie") is PhoneAnswer.CONNECTED

    def test_a_deactivated_account_stays_so(self) -> None:
        call = sending()
        code = call.sends()
        call.at.put(replace(call.at.account(), memberships=()))
        assert call.brings(code) is PhoneAnswer.DEACTIVATED
        assert call.at.account().password_hash == client().password_hash


class TestWhatEndsWithTheOldPassword:
    def test_sessions_of_the_app(self) -> None:
        call = sending()
        call.at.types(RIGHT)
        began = call.at.clock()
        call.at.clock.advance(MINUTE)
        code = call.sends()
        assert call.at.desk.phone.is_signed_in("alain_sirois", began)
        call.brings(code)
        assert not call.at.desk.phone.is_signed_in("alain_sirois", began)
        assert call.at.desk.phone.is_signed_in("alain_sirois", call.at.clock())

    def test_a_sign_in_that_is_under_way(self, monkeypatch: pytest.MonkeyPatch) -> None:
        call = sending()
        code = call.sends()
        verify = call.at.hasher.verify

        def meanwhile(encoded: str | None, text: str) -> bool:
            monkeypatch.setattr(call.at.hasher, "verify", verify)
            call.brings(code)
            return verify(encoded, text)

        monkeypatch.setattr(call.at.hasher, "verify", meanwhile)
        assert call.at.types(RIGHT) is PhoneAnswer.INVALID

    def test_a_temporary_password_that_was_in_the_client_s_hands(self) -> None:
        call = sending(client(temporary=(handed_out(),)))
        call.brings(call.sends())
        assert call.at.states() == [TemporaryState.REPLACED]
        assert call.at.types(CHOSEN) is PhoneAnswer.CONNECTED

    def test_the_choice_that_a_temporary_password_gave(self) -> None:
        call = sending(client(temporary=(handed_out("pomme-canot-neige-lune-rame"),)))
        token = call.at.lets_in("pomme-canot-neige-lune-rame")
        call.brings(call.sends())
        with pytest.raises(NoPasswordToChoose):
            call.at.desk.phone.choose_password(token, "sept hiboux sous la pluie")

    @pytest.mark.parametrize("failures", [6, 100])
    def test_the_hold_that_wrong_passwords_brought(self, failures: int) -> None:
        call = sending(client(failures=failures))
        assert call.brings(call.sends()) is CHANGED
        assert call.at.account().attempts == Attempts()

    def test_every_address_on_record_is_told(self) -> None:
        call = sending(client(secondary=("alain@hotmail.com",)))
        call.brings(call.sends())
        list(call.at.desk.post_office.send_due())
        told = call.letters.taken[1:]
        assert [letter.to for letter in told] == ["alain.sirois@gmail.com", "alain@hotmail.com"]
        assert CHOSEN not in repr([letter.body for letter in told])


class TestTheWrongCode:
    def test_it_counts_as_a_failed_attempt(self) -> None:
        call = sending()
        call.sends()
        assert call.brings(WRONG) is REFUSED
        assert call.at.account().attempts == Attempts(1, NOW)

    def test_but_not_while_the_account_is_held_back(self) -> None:
        call = sending(client(failures=6))
        call.brings(WRONG)
        assert call.at.account().attempts == Attempts(6, NOW)

    @pytest.mark.parametrize(
        ("identifier", "code"),
        [
            ("nobody", WRONG),
            ("alain_sirois", WRONG),
            ("alain@hotmail.com", WRONG),
            ("alain_sirois", ""),
            ("old", WRONG),
        ],
        ids=["unknown account", "wrong code", "secondary address", "nothing", "no code was ever sent"],
    )
    def test_the_same_words_after_the_same_work_whatever_is_wrong(self, identifier: str, code: str) -> None:
        call = sending(client(secondary=("alain@hotmail.com",)), client("old", primary=None))
        call.sends()
        at = call.at
        verified, hashed, entries, generation = (
            len(at.hasher.verified),
            at.hasher.hashed,
            len(at.trail),
            at.store.generation,
        )
        assert call.brings(code, identifier=identifier) is REFUSED
        assert (len(at.hasher.verified) - verified, at.hasher.hashed - hashed) == (1, 0)
        assert (len(at.trail) - entries, at.store.generation - generation) == (1, 1)

    def test_a_bad_password_is_told_to_nobody_without_the_code(self) -> None:
        call = sending()
        assert call.brings(WRONG, "court") is REFUSED
        assert call.brings(WRONG, "court", "nobody") is REFUSED

    def test_it_has_a_message_of_its_own(self) -> None:
        """« Invalid User/password » means one thing: the identifier or the password is wrong (article, section 2)."""
        for language in LANGUAGES:
            assert words(language)("phone.code-refused") != words(language)("phone.invalid")

    def test_the_trail_has_every_try_and_no_secret(self) -> None:
        call = sending()
        code = call.sends()
        call.brings(WRONG)
        call.brings(code)
        told = [(entry.act, entry.outcome) for entry in call.at.trail if entry.act == "reset-password"]
        assert told == [("reset-password", "code-refused"), ("reset-password", "password-changed")]
        assert code not in repr(call.at.trail)
        assert CHOSEN not in repr(call.at.trail)

    @given(typed=st.text(max_size=40))
    def test_nothing_that_is_typed_opens_or_breaks(self, typed: str) -> None:
        call = sending()
        call.sends()
        assert call.brings(typed) is REFUSED


class TestTheNewPassword:
    @pytest.mark.parametrize(
        "password",
        [
            "quatorze signe",
            "q" + "uatorze canards" * 9,
            next(iter(sorted(one for one in block_list() if len(one) >= 15)), "passwordpassword"),
            "alain.sirois@gmail.com",
            "Alain Sirois 2026",
            f"{ALTO.name} {ALTO.name}",
            "pomme-canot-neige-lune-rame",
        ],
        ids=["short", "long", "known", "the address", "the name", "the company", "a temporary one"],
    )
    def test_the_rules_hold_and_a_refusal_costs_neither_the_code_nor_an_attempt(self, password: str) -> None:
        call = sending(client(temporary=(handed_out("pomme-canot-neige-lune-rame", TemporaryState.USED),)))
        code = call.sends()
        with pytest.raises(PasswordRefused):
            call.brings(code, password)
        assert call.at.account().attempts == Attempts()
        assert call.brings(code) is CHANGED

    @pytest.mark.parametrize(("code", "password"), [(WRONG, "x\udcff"), ("\udcff", CHOSEN)])
    def test_bytes_that_are_no_text_count_nothing(self, code: str, password: str) -> None:
        call = sending()
        call.sends()
        with pytest.raises(UnreadableText):
            call.brings(code, password)
        assert call.at.account().attempts == Attempts()
