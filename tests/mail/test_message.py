"""A letter on the wire is what was meant, whatever the record says."""

from __future__ import annotations

from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.mail.mailer import Letter, MailRefused
from hexwizard.mail.message import as_bytes, as_html
from tests.mail.letters import SENDER, letter

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version",
           "Content-Type"]  # fmt: skip


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.SMTPUTF8)


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def test_it_says_the_same_in_text_and_in_html() -> None:
    message = read(as_bytes(letter(), SENDER))
    assert sorted(message.keys()) == sorted(HEADERS)
    assert "482 913" in part(message, "plain")
    page = part(message, "html")
    assert "482 913" in page
    assert '<a href="https://exemple.ca/r?a=1&amp;b=2">' in page
    assert 'lang="fr"' in page


def test_it_is_the_same_at_each_try_so_that_twice_can_be_told_for_once() -> None:
    assert as_bytes(letter(), SENDER) == as_bytes(letter(), SENDER)
    assert read(as_bytes(letter(), SENDER))["Message-ID"] == "<0123456789abcdef0123456789abcdef@exemple.ca>"


def test_no_holiday_notice_answers_it() -> None:
    assert read(as_bytes(letter(), SENDER))["Auto-Submitted"] == "auto-generated"


def test_accents_in_a_name_and_a_domain_need_nothing_of_the_server() -> None:
    data = as_bytes(letter(to="elodie@courriel.québec", name="Élodie « la » Bé"), SENDER)
    assert data.isascii()
    assert read(data)["To"].addresses[0].addr_spec == "elodie@courriel.xn--qubec-csa"
    assert read(data)["To"].addresses[0].display_name == "Élodie « la » Bé"


def test_an_accent_before_the_at_sign_stays_as_it_is() -> None:
    data = as_bytes(letter(to="élodie@courriel.ca"), SENDER)
    assert "élodie@courriel.ca".encode() in data


@pytest.mark.parametrize("field", ["to", "name", "subject"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85", "=?utf-8?q?=0D=0A?=\r\n"])
def test_no_header_can_be_slipped_in(field: str, end: str) -> None:
    with suppress(MailRefused):
        _holds_only_what_was_meant(letter(**{field: f"a@b.ca{end}Bcc: x@evil.ca"}))


HOSTILE = st.text(st.sampled_from(list('\r\n\t\x00\x0b\x1b\u2028\u202e\u200b,;:<>()[]"\\=?@. aé')) | st.characters())


@given(name=HOSTILE, subject=HOSTILE, body=st.text(st.characters(exclude_categories=["Cs"])))
def test_nor_by_any_name_subject_or_text(name: str, subject: str, body: str) -> None:
    with suppress(MailRefused):
        _holds_only_what_was_meant(letter(name=name, subject=subject, body=body))


@given(to=HOSTILE)
def test_nor_by_any_address(to: str) -> None:
    with suppress(MailRefused):
        _holds_only_what_was_meant(letter(to=to))


def _holds_only_what_was_meant(sent: Letter) -> None:
    message = read(as_bytes(sent, SENDER))
    assert sorted(message.keys()) == sorted(HEADERS)
    assert len(message["To"].addresses) == 1
    assert [one.addr_spec for one in message["From"].addresses] == [SENDER]
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_in_a_text_becomes_markup(text: str) -> None:
    page = as_html(letter(body=f"{text}<script>alert(1)</script>", subject=text))
    tags = {one.split(">")[0].split()[0].lstrip("/") for one in page.split("<")[1:]}
    assert tags <= {"!DOCTYPE", "html", "head", "meta", "title", "body", "p", "br", "a", "span"}


@pytest.mark.parametrize("address", ["", "alain", "@b.ca", "a@", "a b@c.ca", "a@b.ca,c@d.ca", "a@b.ca\n", "<a@b.ca>"])
def test_an_address_that_is_none_is_refused_in_words(address: str) -> None:
    with pytest.raises(MailRefused) as refused:
        as_bytes(letter(to=address), SENDER)
    assert refused.value.message.key == "problem.mail.address"
