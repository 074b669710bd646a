"""The queue of letters is the same on both stores: one sender at a time, and nothing of what a letter said stays."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hexwizard.accounts.model import Account
from hexwizard.desk.mailing import queue
from hexwizard.desk.mailing.records import MailKind, MailState, QueuedMail
from hexwizard.mail.mailer import MailNotSent
from hexwizard.stores.protocol import Store, Table
from tests.desks import NOW
from tests.stores.conftest import Bench

DRAFT = queue.Draft(MailKind.CODE, "a@b.ca", "Alain", "Code", "482 913\n", "fr")


def queued(store: Store) -> QueuedMail:
    with store.transaction() as act:
        return queue.enqueue(act, Random(5), NOW, DRAFT, account=Account("alain"), case="2026-0001")


def test_two_wizards_claim_a_letter_and_one_of_them_has_it(bench: Bench) -> None:
    first, second = bench.open(), bench.open()
    mail = queued(first)
    mine = queue.claim(first, mail, NOW, "first", queue.LEASE)
    assert mine is not None
    assert queue.claim(second, mail, NOW, "second", queue.LEASE) is None
    theirs = queue.claim(second, mail, NOW + queue.LEASE, "second", queue.LEASE)
    assert theirs is not None
    # the first comes back late, to a letter that is no longer its own: its failure counts for nothing, its success does
    assert queue.note_failure(first, mine, NOW, MailNotSent("problem.mail.later", reply="451")).claim == "second"
    assert queue.note_sent(first, mine, NOW, "250 OK").state is MailState.SENT
    assert queue.claim(second, mail, NOW + timedelta(days=1), "second", queue.LEASE) is None


def test_what_waits_and_what_belongs_to_a_case_is_found_and_wiped_once_it_left(bench: Bench) -> None:
    store = bench.open()
    mail = queued(store)
    assert list(queue.waiting(store.reader())) == [mail]
    assert queue.of_case(store.reader(), "2026-0001") == queue.of_client(store.reader(), "alain") == (mail,)
    claimed = queue.claim(store, mail, NOW, "first", queue.LEASE)
    assert claimed is not None
    queue.note_sent(store, claimed, NOW, "250 OK")
    assert list(queue.waiting(store.reader())) == []
    kept = store.reader().get(Table.MAIL, mail.id, QueuedMail)
    assert kept is not None
    assert (kept.body, kept.receipt, kept.claim) == ("", "250 OK", "")
    assert store.verify().damage == ()
