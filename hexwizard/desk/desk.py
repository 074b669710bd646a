"""The desk as the wizard, the command line and the tests are handed it."""

from __future__ import annotations

from hexwizard.desk.cases import Cases
from hexwizard.desk.client_sign_in import ClientSignIn
from hexwizard.desk.clients import Clients
from hexwizard.desk.hand_overs import HandOvers
from hexwizard.desk.imports import Imports
from hexwizard.desk.insight import Insights
from hexwizard.desk.mailed_passwords import MailedPasswords
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.new_clients import NewClients
from hexwizard.desk.operators import Operators
from hexwizard.desk.password_reset import PasswordReset
from hexwizard.desk.pinned_notes import PinnedNotes
from hexwizard.desk.repairs import Repairs
from hexwizard.desk.reset_mails import ResetMails
from hexwizard.desk.services import Services
from hexwizard.desk.temporary_passwords import TemporaryPasswords
from hexwizard.desk.verification.policies import Policies
from hexwizard.desk.verification.verifications import Verifications


class Desk:
    """One object a desk: each attribute does one kind of thing, all on the same store and clock."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.operators = Operators(services)
        self.clients = Clients(services)
        self.cases = Cases(services)
        self.policies = Policies(services)
        self.post_office = PostOffice(services)
        self.verifications = Verifications(services, self.operators, self.post_office)
        self.repairs = Repairs(services)
        self.temporary_passwords = TemporaryPasswords(services, self.clients)
        self.mailed_passwords = MailedPasswords(services, self.post_office)
        self.new_clients = NewClients(services)
        self.pinned_notes = PinnedNotes(services)
        self.hand_overs = HandOvers(services, self.clients)
        self.phone = ClientSignIn(services)
        self.reset_mails = ResetMails(services, self.post_office)
        self.password_reset = PasswordReset(services)
        self.imports = Imports(services)
        self.insights = Insights(services)
