"""What may become somebody's password (OWASP ASVS 5.0, 6.2)."""

from __future__ import annotations

import pytest

from hexwizard.accounts.problems import UnreadableText
from hexwizard.credentials.policy import PasswordRefused, require_acceptable
from hexwizard.desk.data_files import block_list

ABOUT = ("alain_sirois", "Alain Sirois", "alain.sirois@gmail.com", "alain.sirois", "Studio Alto Montréal")


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("", "problem.password.short"),
        ("abcdefghijklmn", "problem.password.short"),
        ("e\u0301" * 14, "problem.password.short"),
        ("abcdefgh" * 16 + "x", "problem.password.long"),
        ("aaaaaaaaaaaaaaaa", "problem.password.known"),
        ("abcabcabcabcabcabc", "problem.password.known"),
        ("un-secret-de-tous", "problem.password.known"),
        ("UN-SECRET-DE-TOUS", "problem.password.known"),
        ("Alain.Sirois-2024!", "problem.password.about-owner"),
        ("alain.sirois@gmail.com", "problem.password.about-owner"),
        ("sirois123", "problem.password.short"),
        ("alainsiroisalainsirois", "problem.password.about-owner"),
        ("studio-alto-montreal", "problem.password.about-owner"),
        ("STUDIO ALTO MONTRÉAL 99", "problem.password.about-owner"),
    ],
)
def test_a_bad_one_is_refused_with_its_reason(password: str, key: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        require_acceptable(password, about=ABOUT, blocked={"un-secret-de-tous"})
    assert refused.value.message.key == key
    assert password == "" or password not in repr(refused.value.message)


@pytest.mark.parametrize(
    "password",
    [
        "kavmoutrebizlon",
        "x" * 125 + "yzw",
        "quatorze canards bleus",
        "            mots",
        "密码是一个很长的句子没有人知道它",
        "mon cheval alain mange du foin",
        "e\u0301te\u0301 a\u0300 gaspe\u0301 sud",
    ],
)
def test_a_good_one_needs_no_composition(password: str) -> None:
    require_acceptable(password, about=ABOUT, blocked=block_list())


def test_the_delivered_block_list_refuses_what_everybody_knows() -> None:
    long_ones = [known for known in block_list() if 15 <= len(known) <= 128]
    assert long_ones
    for known in long_ones[:50]:
        with pytest.raises(PasswordRefused):
            require_acceptable(known.upper(), blocked=block_list())


def test_a_short_fact_does_not_forbid_half_the_dictionary() -> None:
    require_acceptable("123456789012-lea", about=("Léa",))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableText):
        require_acceptable("quatorze canards\udcff")
