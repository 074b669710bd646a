"""Row 4: 15 to 128 characters, not in a block list, not the name, e-mail or company; no composition rules; NFC."""

from __future__ import annotations

import unicodedata

import pytest

from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.data_files import block_list
from tests.desk.desks import Office, office
from tests.diagnosis.calls import ALTO, client

LONG_KNOWN = sorted(one for one in block_list() if 15 <= len(one) <= 128)
REFUSED = {
    "fourteen characters": ("abcdefghijklmn", "short"),
    "fourteen after composition": ("e\u0301" * 2 + "abcdefghijkl", "short"),
    "a hundred and twenty-nine": ("abcdefgh " * 14 + "xyz", "long"),
    "one sign again and again": ("aaaaaaaaaaaaaaaaaaaa", "known"),
    "three signs": ("abcabcabcabcabcabc", "known"),
    "of the block list": (LONG_KNOWN[0], "known"),
    "of the block list in capitals": (LONG_KNOWN[-1].upper(), "known"),
    "the name": ("Maximilien Lévesque-Tremblay", "about-owner"),
    "the name with a year": ("maximilien.levesque.tremblay-2026!", "about-owner"),
    "the e-mail": ("max.levesque@videotron.ca", "about-owner"),
    "the e-mail's first part, twice": ("max.levesque-max.levesque", "about-owner"),
    "the secondary e-mail": ("mlt.personnel@gmail.com", "about-owner"),
    "the first part of an address": ("maximilien_levesque_tremblay", "about-owner"),
    "the company": ("*** Studio Alto 2026 ***", "about-owner"),
}
ACCEPTED = {
    "fifteen lower-case letters": "qjxkvbzmwpfgyhn",
    "fifteen after composition": "e\u0301" + "abcdefghijklmn",
    "a hundred and twenty-eight": ("abcdefgh " * 14 + "xy"),
    "digits alone": "947261038562947",
    "spaces and accents": "forêt bleue où l’hiver dort",
    "signs of another script": "静かな湖の上に白い鳥が三羽いる",
    "the name within other words": "maximilien promène deux chiens",
}


@pytest.fixture(scope="module")
def let_in() -> tuple[Office, str]:
    """A client who chooses a password; what is refused leaves them as they were."""
    at = office(
        client(
            primary="max.levesque@videotron.ca",
            secondary=("mlt.personnel@gmail.com", "maximilien_levesque_tremblay@bell.net"),
            name="Maximilien Lévesque-Tremblay",
            follows=(ALTO,),
        )
    )
    return at, at.lets_in(at.hand_out())


@pytest.mark.parametrize("why", REFUSED)
def test_is_refused(let_in: tuple[Office, str], why: str) -> None:
    at, token = let_in
    password, key = REFUSED[why]
    with pytest.raises(PasswordRefused) as refused:
        at.desk.phone.choose_password(token, password)
    assert refused.value.message.key == f"problem.password.{key}"
    assert password not in repr(refused.value.message)


@pytest.mark.parametrize("why", ACCEPTED)
def test_is_accepted_and_opens_in_either_composition(why: str) -> None:
    at = office()
    password = ACCEPTED[why]
    at.desk.phone.choose_password(at.lets_in(at.hand_out()), password)
    for form in ("NFC", "NFD"):
        assert at.types(unicodedata.normalize(form, password)) is PhoneAnswer.CONNECTED
