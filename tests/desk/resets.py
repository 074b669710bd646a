"""A desk from which reset e-mails go out, and the client who reads them."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

from hexwizard.accounts.model import Account
from hexwizard.desk.case import Case
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.verification.policy import VerificationPolicy, digest
from hexwizard.mail.mailer import Letter, MailRefused, ServerAway
from tests.desk.desks import ADMIN, AGENT, Office, office

PAGE = "https://app.example.org/reset#code="
BY_MAIL = VerificationPolicy(mail_temporary_password=True)
CHOSEN = "neuf castors sous la lune"
_CODE = re.compile(r"(?:[0-9a-z]{4}-){3}[0-9a-z]{4}")


@dataclass
class Letters:
    """A server that takes what it is given, or says why not."""

    taken: list[Letter] = field(default_factory=list)
    says: str = ""

    def send(self, letter: Letter) -> str:
        if self.says == "away":
            raise ServerAway("problem.mail.link", path="smtp")
        if self.says:
            raise MailRefused("problem.mail.address", wrong_address=self.says == "nobody", address=letter.to)
        self.taken.append(letter)
        return ""

    def stop(self) -> None:
        """Nothing takes long."""

    def codes(self) -> list[str]:
        """The code of every letter that has one, oldest first."""
        return [found[0] for letter in self.taken if (found := _CODE.findall(letter.body))]


@dataclass
class Sending:
    """An office, its letters, and one call about the client."""

    at: Office
    letters: Letters
    case: Case

    def sends(self) -> str:
        """The agent sends the reset e-mail; the code that the client reads, empty where none came."""
        before = len(self.letters.codes())
        self.case = self.at.desk.reset_mails.send(AGENT, self.case, self.at.account())
        self.at.desk.reset_mails.deliver("alain_sirois")
        return next(iter(self.letters.codes()[before:]), "")

    def issues(self) -> str:
        """A temporary password, made and not yet in the client's hands."""
        self.case, issued = self.at.desk.temporary_passwords.issue(AGENT, self.case, self.at.account())
        return issued.text

    def brings(self, code: str, password: str = CHOSEN, identifier: str = "alain_sirois") -> PhoneAnswer:
        return self.at.desk.password_reset.choose(identifier, code, password)


def sending(*records: Account, verified: bool = False) -> Sending:
    at = office(*records)
    letters = Letters()
    services = at.desk.services
    services.mailer = letters
    services.settings = replace(at.settings, mail=replace(at.settings.mail, reset_url=PAGE))
    at.desk.reset_mails._post_office = at.desk.post_office = PostOffice(services)
    return Sending(at, letters, at.case(verified=verified))


def mailing(*, policy: VerificationPolicy = BY_MAIL, accepted: bool = True) -> Sending:
    """A call in which a temporary password may be made, where the policy says that it goes by e-mail."""
    call = sending(verified=True)
    services = call.at.desk.services
    services.settings = replace(services.settings, verification=policy)
    if accepted:
        call.at.desk.policies.accept(ADMIN, digest(policy))
    return call


def code_in(letter: Path) -> str:
    """What the client reads in an `.eml` file, grouped as it is printed."""
    message = email.message_from_bytes(letter.read_bytes(), policy=SMTPUTF8)
    assert isinstance(message, EmailMessage)
    text = message.get_body(("plain",))
    assert text is not None
    return str(_CODE.findall(text.get_content())[0])
