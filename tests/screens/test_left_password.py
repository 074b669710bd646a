"""A temporary password that an interruption left."""

from hexwizard.article import SectionKey
from hexwizard.desk.actor import Act
from hexwizard.desk.audit import AuditEntry
from hexwizard.screens.left_password import LeftPasswordScreen
from hexwizard.screens.results import Reopen
from hexwizard.stores.protocol import Table
from tests.screens.fakes import NOW
from tests.screens.people import AGENT, busy_desk
from tests.screens.stage import playing


async def test_it_says_whose_it_is_who_made_it_and_when() -> None:
    desk = busy_desk()
    [left] = desk.temporary_passwords.pending()
    async with playing(desk, LeftPasswordScreen(left), AGENT) as play:
        for part in ("Marie Côté", "marie_cote", "Luc Gagnon", play.app.say.moment(NOW)):
            assert "".join(part.split()) in "".join(play.seen.split())


async def test_voided_it_leaves_the_list_and_the_audit_trail_says_so() -> None:
    desk = busy_desk()
    [left] = desk.temporary_passwords.pending()
    async with playing(desk, LeftPasswordScreen(left), AGENT) as play:
        await play.press("2")
        assert play.ended is None
    assert desk.temporary_passwords.pending() == ()
    entry = list(desk.services.store.reader().scan(Table.AUDIT, AuditEntry))[-1]
    assert (entry.act, entry.who, entry.client) == (Act.VOID_TEMPORARY_PASSWORD, AGENT.name, "marie_cote")


async def test_made_anew_leads_to_the_clients_screen_for_it_in_a_call() -> None:
    desk = busy_desk()
    [left] = desk.temporary_passwords.pending()
    async with playing(desk, LeftPasswordScreen(left), AGENT) as play:
        await play.press("1")
        assert isinstance(play.ended, Reopen)
        assert play.ended.case.username == "marie_cote"
        assert play.ended.case.section is SectionKey.TEMPORARY_PASSWORD
        assert play.ended.case.id in [case.id for case in desk.cases.all()]


async def test_escape_leaves_it_as_it_is() -> None:
    desk = busy_desk()
    [left] = desk.temporary_passwords.pending()
    async with playing(desk, LeftPasswordScreen(left), AGENT) as play:
        await play.press("escape")
        assert play.ended is None
    assert desk.temporary_passwords.pending() == (left,)
