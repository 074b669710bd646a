"""What the desk may rely on, whichever store it is given."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import cast

import msgspec
import pytest

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Company, Status
from hexwizard.accounts.problems import UnreadableText
from hexwizard.stores.protocol import (
    IdentifierTaken,
    RawReader,
    Reader,
    Store,
    StoreBusy,
    StoreUnusable,
    Table,
    Transaction,
)
from tests.stores.conftest import Bench
from tests.stores.samples import ALAIN, BEA, NORTH, NOW, OLD, SOUTH, Case, Entry, Operator, account


@pytest.fixture
def store(bench: Bench) -> Store:
    store = bench.open()
    with store.transaction() as act:
        for person in (ALAIN, BEA, OLD):
            act.put(Table.ACCOUNTS, person.username, person)
        for company in (NORTH, SOUTH):
            act.put(Table.COMPANIES, company.id, company)
        act.put(Table.OPERATORS, "zoe", Operator("zoe", "admin"))
        act.audit(Entry("zoe", "import"))
    return store


AMONG_MANY = {
    "tremblay": 20,
    "tremb z": 20,
    "z tremb": 20,
    "gagn ev": 12,
    "ev gagn": 12,
    "example eve": 12,
    "com example": 20,
    "tremblay eve": 0,
    "ann tremblay com z": 20,
}
"""What is typed, and how many of the first twenty clients have it all."""


def names(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [person.username for person in found]


def raws_of(reader: Reader, table: Table) -> Iterator[tuple[str, bytes]]:
    return cast("RawReader", reader).raws(table)


def _write_and_fail(act: Transaction) -> None:
    act.put(Table.ACCOUNTS, "cleo", Account("cleo"))
    act.delete(Table.ACCOUNTS, "bea")
    act.audit(Entry("zoe", "never"))
    raise ZeroDivisionError


class TestHiding:
    def test_a_label_gives_the_same_bytes_at_every_opening_and_another_label_others(self, bench: Bench) -> None:
        store = bench.open()
        pad = store.pad("letter 1", 100)
        assert len(set(pad)) > 50
        assert store.pad("letter 1", 33) == pad[:33]
        assert store.pad("letter 2", 100)[:33] != pad[:33]
        store.close()
        assert bench.open().pad("letter 1", 100) == pad


class TestReading:
    def test_an_account_comes_back_as_it_was_put(self, store: Store) -> None:
        assert store.reader().account("Alain_Sirois") == ALAIN

    @pytest.mark.parametrize("typed", ["alain_sirois", "  ALAIN_SIROIS ", "Alain_Sirois"])
    def test_a_username_is_compared_as_identifiers_are(self, store: Store, typed: str) -> None:
        found = store.reader().account(typed)
        assert found is not None
        assert found.username == "Alain_Sirois"

    def test_an_email_is_no_username(self, store: Store) -> None:
        assert store.reader().account("bea@example.com") is None

    def test_every_holder_of_an_identifier_is_found(self, store: Store) -> None:
        assert set(names(store.reader().holders(" alain@EXAMPLE.com"))) == {
            "Alain_Sirois",
            "bea",
            "old_alain",
        }

    def test_composed_and_decomposed_accents_are_one_address(self, store: Store) -> None:
        assert names(store.reader().holders("A@CAFÉ.example")) == ["Alain_Sirois"]

    def test_nobody_holds_what_nobody_wrote(self, store: Store) -> None:
        assert store.reader().holders("nobody") == ()
        assert store.reader().account("nobody") is None

    def test_identifiers_are_given_once_each_as_they_are_compared(self, store: Store) -> None:
        found = store.reader().identifiers()
        assert "alain@example.com" in found
        assert sorted(found) == sorted(
            {comparison_key(identifier) for person in (ALAIN, BEA, OLD) for identifier in person.identifiers()}
        )

    def test_all_accounts_are_given(self, store: Store) -> None:
        assert {person.username for person in store.reader().accounts()} == {
            "Alain_Sirois",
            "bea",
            "old_alain",
        }

    def test_companies_are_given_by_id(self, store: Store) -> None:
        assert store.reader().companies() == {"nord": NORTH, "sud": SOUTH}

    def test_other_records_are_found_by_key(self, store: Store) -> None:
        reader = store.reader()
        assert reader.get(Table.OPERATORS, "zoe", Operator) == Operator("zoe", "admin")
        assert reader.get(Table.OPERATORS, "yan", Operator) is None
        assert reader.get(Table.CASES, "zoe", Case) is None

    def test_a_record_of_another_kind_is_refused(self, store: Store) -> None:
        with pytest.raises(StoreUnusable) as caught:
            store.reader().get(Table.OPERATORS, "zoe", Case)
        assert caught.value.message.key == "problem.store.record"
        assert caught.value.message.params["where"] == "operators 1"


class TestTheFewAmongMany:
    @pytest.fixture
    def cases(self, store: Store) -> Store:
        for number in range(6):
            with store.transaction() as act:
                act.put(Table.CASES, f"{number}", self.case(number, "fax" if number % 2 else "call"))
                act.audit(Entry("zoe", f"case {number}"))
        return store

    @staticmethod
    def case(number: int, text: str) -> Case:
        return Case(number, text, username=text)

    @staticmethod
    def faxes(reader: Reader) -> list[int]:
        """The same by a field that a store may follow, and by one that it need not."""
        found = [case.number for case in reader.holding(Table.CASES, "username", "fax", Case)]
        assert found == [case.number for case in reader.holding(Table.CASES, "note", "fax", Case)]
        return found

    def test_the_newest_come_first(self, cases: Store) -> None:
        assert [case.number for case in cases.reader().newest(Table.CASES, Case)] == [5, 4, 3, 2, 1, 0]
        assert next(cases.reader().newest(Table.AUDIT, Entry)).act == "case 5"

    def test_those_that_hold_a_value_are_found(self, cases: Store) -> None:
        assert self.faxes(cases.reader()) == [1, 3, 5]
        found = cases.reader().holding(Table.ACCOUNTS, "state", "pending", Account)
        assert [person.username for person in found] == ["Alain_Sirois"]
        missing = cases.reader().holding(Table.ACCOUNTS, "primary_email", None, Account)
        assert list(missing) == []

    def test_a_text_that_looks_like_it_is_not_taken_for_it(self, cases: Store) -> None:
        with cases.transaction() as act:
            act.put(Table.CASES, "9", self.case(9, '"note":"fax"'))
            act.put(Table.CASES, "10", self.case(10, 'x","note":"fax'))
            act.put(Table.CASES, "11", self.case(11, 'x","username":"fax'))
            act.put(Table.CASES, "12", self.case(12, "fax\\"))
        assert self.faxes(cases.reader()) == [1, 3, 5]

    def test_it_follows_changes_also_of_the_transaction_itself(self, bench: Bench, cases: Store) -> None:
        before = cases.reader()
        assert before.generation  # a view stays as it is from its first answer on
        with cases.transaction() as act:
            act.put(Table.CASES, "3", self.case(3, "call"))
            act.put(Table.CASES, "0", self.case(0, "fax"))
            act.delete(Table.CASES, "5")
            assert self.faxes(act) == [0, 1]
            assert next(act.newest(Table.CASES, Case)).number == 4
        assert self.faxes(cases.reader()) == [0, 1]
        assert self.faxes(before) == [1, 3, 5]
        cases.close()
        again = bench.open()
        assert self.faxes(again.reader()) == [0, 1]
        with again.transaction() as act:
            act.delete(Table.CASES, "1")
        assert self.faxes(again.reader()) == [0]


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("alain", {"Alain_Sirois", "old_alain", "bea"}),
            ("ALA SIR", {"Alain_Sirois", "old_alain"}),
            ("levesque", {"Alain_Sirois"}),
            ("Lév", {"Alain_Sirois"}),
            ("sirois-lev", {"Alain_Sirois"}),
            ("roy beat", {"bea"}),
            ("alain_s", {"Alain_Sirois"}),
            ("hotmail", {"Alain_Sirois"}),
            ("alain.sirois@hot", {"Alain_Sirois"}),
            ("514 555", {"Alain_Sirois"}),
            ("(514) 555-0199", {"Alain_Sirois"}),
            ("+1 514", {"Alain_Sirois"}),
            ("1514555", {"Alain_Sirois"}),
            ("alain 514-555", {"Alain_Sirois"}),
            ("06 12 34", {"bea"}),
            ("+33 6 12", {"bea"}),
            ("lain", set()),
            ("alain nobody", set()),
            ("5550", set()),
        ],
    )
    def test_every_word_begins_one(self, store: Store, text: str, expected: set[str]) -> None:
        assert set(names(store.reader().search(text, 10))) == expected

    def test_whole_words_come_first(self, store: Store) -> None:
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "ro", Account("ro", "Ro", "Ro"))
        assert names(store.reader().search("ro", 10)) == ["ro", "bea"]

    def test_among_many_whoever_has_all_words_is_found_in_whatever_order_they_are_typed(self, store: Store) -> None:
        with store.transaction() as act:
            for number in range(700):
                one = Account(f"t{number}", "Ann", "Tremblay", f"{number}@z.example.com")
                act.put(Table.ACCOUNTS, one.username, one)
            for number in range(12):
                act.put(Table.ACCOUNTS, f"g{number}", Account(f"g{number}", "Eve", "Gagnon", f"g{number}@example.com"))
            act.put(Table.ACCOUNTS, "last", Account("last", "Zoe", "Tremblay", "last@z.example"))
        reader = store.reader()
        counts = {text: len(reader.search(text, 20)) for text in AMONG_MANY}
        assert counts == AMONG_MANY
        assert names(reader.search("tremblay zoe", 20)) == names(reader.search("zo example", 20)) == ["last"]

    def test_no_more_than_asked_for(self, store: Store) -> None:
        assert len(store.reader().search("a", 1)) == 1

    def test_it_follows_changes(self, store: Store) -> None:
        assert names(store.reader().search("beatrice", 5)) == ["bea"]
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, given_name="Solange"))
            act.delete(Table.ACCOUNTS, "old_alain")
            assert names(act.search("solange", 5)) == ["bea"]
        assert names(store.reader().search("beatrice", 5)) == []
        assert names(store.reader().search("solange", 5)) == ["bea"]
        assert names(store.reader().search("old", 5)) == []


class TestTwoThatWouldEnterAlike:
    """The desk asks before it writes; whoever writes past it, or at the same moment, is refused by the store."""

    def refused(self, store: Store, *people: Account) -> str:
        """Put them in one act, which must be refused and leave nothing; returns the identifier that it names."""
        with pytest.raises(IdentifierTaken) as caught:
            self.put(store, *people)
        assert set(store.reader().accounts()) == {ALAIN, BEA, OLD}
        assert [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)] == ["import"]
        return str(caught.value.message.params["identifier"])

    def put(self, store: Store, *people: Account) -> None:
        with store.transaction() as act:
            for person in people:
                act.put(Table.ACCOUNTS, person.username, person)
            act.audit(Entry("zoe", "later"))

    def test_by_the_primary_address_of_one(self, store: Store) -> None:
        assert self.refused(store, replace(BEA, username="twin")) == "bea@example.com"

    def test_by_the_address_of_one_that_is_the_username_of_the_other(self, store: Store) -> None:
        assert self.refused(store, replace(ALAIN, primary_email="BEA")) == "bea"

    def test_both_of_them_new(self, store: Store) -> None:
        people = [Account(name, primary_email="same@example.com") for name in ("new", "newer")]
        assert self.refused(store, *people) == "same@example.com"

    def test_one_that_was_merged_and_lives_again(self, store: Store) -> None:
        twin = replace(BEA, username="twin", status=Status.MERGED)
        self.put(store, twin)
        with pytest.raises(IdentifierTaken):
            self.put(store, replace(twin, status=Status.ACTIVE))
        assert store.reader().account("twin") == twin

    def test_a_secondary_address_and_a_merged_account_are_in_nobody_s_way(self, store: Store) -> None:
        self.put(
            store,
            Account("new", primary_email=None, secondary_emails=("bea@example.com",)),
            replace(BEA, username="old twin", status=Status.MERGED),
        )
        assert len(store.reader().holders("bea@example.com")) == 3

    def test_two_may_change_places_in_one_act(self, store: Store) -> None:
        self.put(
            store, replace(BEA, primary_email=ALAIN.primary_email), replace(ALAIN, primary_email=BEA.primary_email)
        )
        assert store.verify().damage == ()

    def test_a_new_one_and_one_that_is_given_the_same_address_beside_it(self, store: Store) -> None:
        new, changed = Account("new", primary_email="same@example.com"), replace(BEA, primary_email="same@example.com")
        assert self.refused(store, new, changed) == "same@example.com"

    def test_a_new_one_may_take_what_another_gives_up_in_the_same_act(self, store: Store) -> None:
        self.put(store, Account("new", primary_email="bea@example.com"), replace(BEA, primary_email=None))
        assert names(store.reader().holders("bea@example.com")) == ["new"]

    def test_of_two_wizards_at_once_the_second_is_refused(self, store: Store, bench: Bench) -> None:
        other = bench.open()
        assert not other.reader().holders("new@example.com")
        self.put(store, Account("new", primary_email="new@example.com"))
        with pytest.raises(IdentifierTaken):
            self.put(other, Account("newer", primary_email="New@example.com"))


class TestTransactions:
    def test_a_transaction_sees_its_own_writes_and_nobody_else_does(self, store: Store) -> None:
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, primary_email="new@example.com"))
            act.put(Table.CASES, "7", Case(7))
            assert names(act.holders("new@example.com")) == ["bea"]
            assert act.holders("bea@example.com") == ()
            assert act.get(Table.CASES, "7", Case) == Case(7)
            assert store.reader().get(Table.CASES, "7", Case) is None
            assert names(store.reader().holders("bea@example.com")) == ["bea"]
        assert names(store.reader().holders("new@example.com")) == ["bea"]
        assert store.reader().holders("bea@example.com") == ()
        assert store.reader().get(Table.CASES, "7", Case) == Case(7)

    def test_left_by_an_error_nothing_happened(self, store: Store) -> None:
        before = store.reader()
        assert before.account("bea") == BEA
        with pytest.raises(ZeroDivisionError), store.transaction() as act:
            _write_and_fail(act)
        after = store.reader()
        assert after.account("cleo") is None
        assert after.account("bea") == BEA
        assert [entry.act for entry in after.scan(Table.AUDIT, Entry)] == ["import"]
        assert after.generation == before.generation

    def test_a_username_is_put_in_the_place_of_the_same_one(self, store: Store) -> None:
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "BEA", replace(BEA, username="Bea"))
        assert sum(person.username.lower() == "bea" for person in store.reader().accounts()) == 1
        found = store.reader().account("bea")
        assert found is not None
        assert found.username == "Bea"

    def test_what_is_deleted_is_gone_from_every_index(self, store: Store) -> None:
        with store.transaction() as act:
            act.delete(Table.ACCOUNTS, "ALAIN_sirois")
            act.delete(Table.COMPANIES, "sud")
            act.delete(Table.COMPANIES, "never was")
            assert act.account("alain_sirois") is None
            assert act.companies() == {"nord": NORTH}
        reader = store.reader()
        assert reader.account("alain_sirois") is None
        assert set(names(reader.holders("alain@example.com"))) == {"bea", "old_alain"}
        assert reader.companies() == {"nord": NORTH}
        assert "alain_sirois" not in reader.identifiers()
        assert "alain@example.com" in reader.identifiers(), "others hold it too"

    def test_a_record_deleted_and_put_again_is_there_once(self, store: Store) -> None:
        with store.transaction() as act:
            act.delete(Table.OPERATORS, "zoe")
            act.put(Table.OPERATORS, "zoe", Operator("zoe", "hexpert"))
            act.put(Table.OPERATORS, "yan", Operator("yan"))
            act.delete(Table.OPERATORS, "yan")
        assert list(store.reader().scan(Table.OPERATORS, Operator)) == [Operator("zoe", "hexpert")]

    def test_records_are_scanned_oldest_first(self, store: Store) -> None:
        for number in (3, 1, 2):
            with store.transaction() as act:
                act.put(Table.CASES, str(number), Case(number))
        with store.transaction() as act:
            act.put(Table.CASES, "3", Case(3, "again"))
        assert [case.number for case in store.reader().scan(Table.CASES, Case)] == [3, 1, 2]

    def test_audit_entries_come_back_as_recorded_in_order(self, store: Store) -> None:
        later = Entry("bea", "é\n\u2028", NOW + timedelta(seconds=1))
        with store.transaction() as act:
            act.audit(later)
            act.audit(Entry("bea", "third"))
            assert [entry.act for entry in act.scan(Table.AUDIT, Entry)] == ["import", "é\n\u2028", "third"]
        assert list(store.reader().scan(Table.AUDIT, Entry))[1] == later

    def test_the_audit_trail_is_only_appended_to(self, store: Store) -> None:
        with store.transaction() as act:
            with pytest.raises(ValueError, match="audit"):
                act.put(Table.AUDIT, "1", Entry("x", "y"))
            with pytest.raises(ValueError, match="audit"):
                act.delete(Table.AUDIT, "1")

    def test_text_that_no_file_can_hold_is_refused(self, store: Store) -> None:
        with pytest.raises(UnreadableText), store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, given_name="\ud800"))
        assert store.reader().account("bea") == BEA

    def test_a_transaction_that_has_ended_takes_nothing(self, store: Store) -> None:
        with store.transaction() as act:
            pass
        with pytest.raises(RuntimeError):
            act.put(Table.CASES, "1", Case(1))

    def test_one_writer_at_a_time(self, store: Store, bench: Bench) -> None:
        second = bench.open()
        with store.transaction(), pytest.raises(StoreBusy) as caught, second.transaction():
            pass
        assert caught.value.exit_status == 3
        with second.transaction() as act:
            act.put(Table.CASES, "1", Case(1))
        assert store.reader().get(Table.CASES, "1", Case) == Case(1)


class TestViews:
    def test_a_view_stays_as_it_was_at_its_first_answer(self, store: Store) -> None:
        before = store.reader()
        first = before.generation
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, given_name="Solange", primary_email=None))
            act.put(Table.ACCOUNTS, "new", Account("new"))
            act.delete(Table.ACCOUNTS, "old_alain")
            act.put(Table.COMPANIES, "sud", Company("sud", "Renamed"))
            act.audit(Entry("zoe", "later"))
        assert before.account("bea") == BEA
        assert before.account("new") is None
        assert {person.username for person in before.accounts()} == {"Alain_Sirois", "bea", "old_alain"}
        assert names(before.holders("bea@example.com")) == ["bea"]
        assert names(before.search("beatrice", 5)) == ["bea"]
        assert names(before.search("solange", 5)) == []
        assert before.companies()["sud"] == SOUTH
        assert [entry.act for entry in before.scan(Table.AUDIT, Entry)] == ["import"]
        after = store.reader()
        assert before.generation == first
        assert after.generation > before.generation
        assert after.companies()["sud"].name == "Renamed"

    def test_another_wizard_s_change_is_seen_by_the_next_view(self, store: Store, bench: Bench) -> None:
        second = bench.open()
        seen = second.reader()
        assert seen.generation == second.reader().generation
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, family_name="Gagnon"))
        assert seen.account("bea") == BEA
        found = second.reader().account("bea")
        assert found is not None
        assert found.family_name == "Gagnon"
        assert second.reader().generation > seen.generation

    def test_the_generation_rests_while_nothing_changes(self, store: Store) -> None:
        first = store.reader().generation
        with store.transaction():
            pass
        assert store.reader().generation == first

    def test_the_identifiers_rest_while_accounts_keep_theirs(self, store: Store) -> None:
        first = store.reader()
        assert first.generation  # a view stays as it is from its first answer on
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, family_name="Gagnon"))
            act.put(Table.OPERATORS, "zoe", Operator("zoe", "hexpert"))
        then = store.reader()
        assert then.generation > first.generation
        assert then.identifiers_generation == first.identifiers_generation

    def test_another_wizard_s_change_of_an_identifier_is_seen(self, store: Store, bench: Bench) -> None:
        second = bench.open()
        seen = second.reader()
        assert "bea.gagnon@example.com" not in seen.identifiers()
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, primary_email="bea.gagnon@example.com"))
            assert "bea.gagnon@example.com" in act.identifiers()
        then = second.reader()
        assert then.identifiers_generation > seen.identifiers_generation
        assert "bea.gagnon@example.com" in then.identifiers()
        assert "bea.gagnon@example.com" not in seen.identifiers()

    def test_an_iteration_that_is_under_way_is_not_disturbed(self, store: Store) -> None:
        people = store.reader().accounts()
        first = next(people)
        with store.transaction() as act:
            for person in (ALAIN, BEA, OLD):
                act.delete(Table.ACCOUNTS, person.username)
        assert {first.username, *(person.username for person in people)} == {
            "Alain_Sirois",
            "bea",
            "old_alain",
        }

    def test_a_long_iteration_sees_one_moment_whatever_happens_during_it(self, store: Store) -> None:
        many = 2500
        with store.transaction() as act:
            for number in range(many):
                act.put(Table.ACCOUNTS, f"user{number}", account(number))
        people = store.reader().accounts()
        seen = [next(people) for _ in range(10)]
        with store.transaction() as act:
            for number in range(0, many, 2):
                act.delete(Table.ACCOUNTS, f"user{number}")
            act.put(Table.ACCOUNTS, "user1", replace(account(1), given_name="Changed"))
            act.put(Table.ACCOUNTS, "user2001", replace(account(2001), given_name="Changed"))
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "user2000", replace(account(2000), given_name="Came back"))
        seen += people
        assert seen[3:] == [account(number) for number in range(many)]

    def test_records_are_given_byte_for_byte_and_can_be_put_so(self, store: Store) -> None:
        reader = store.reader()
        raws = {table: list(raws_of(reader, table)) for table in Table}
        assert [key for key, _ in raws[Table.ACCOUNTS]] == ["alain_sirois", "bea", "old_alain"]
        assert raws[Table.OPERATORS] == [("zoe", b'{"name":"zoe","role":"admin"}')]
        assert raws[Table.AUDIT] == [("1", msgspec.json.encode(Entry("zoe", "import")))]
        with store.transaction() as act:
            for table in (Table.ACCOUNTS, Table.COMPANIES, Table.OPERATORS):
                for key, raw in raws[table]:
                    act.delete(table, key)
                    act.put(table, key, msgspec.Raw(raw))
            act.audit(msgspec.Raw(raws[Table.AUDIT][0][1]))
        after = store.reader()
        assert all(list(raws_of(after, table)) == raws[table] for table in Table if table is not Table.AUDIT)
        assert list(after.scan(Table.AUDIT, Entry)) == [Entry("zoe", "import")] * 2
        assert store.verify().damage == ()

    def test_threads_read_and_write_side_by_side(self, store: Store) -> None:
        failures: list[BaseException] = []

        def write(worker: int) -> None:
            try:
                for turn in range(10):
                    with store.transaction() as act:
                        found = act.get(Table.CASES, "count", Case)
                        act.put(Table.CASES, "count", Case((found.number if found else 0) + 1))
                        act.audit(Entry(f"{worker}", f"{turn}"))
            except BaseException as error:  # noqa: BLE001 — a thread's error must reach the test
                failures.append(error)

        def read() -> None:
            try:
                for _ in range(200):
                    reader = store.reader()
                    found = reader.get(Table.CASES, "count", Case)
                    entries = sum(1 for _ in reader.scan(Table.AUDIT, Entry)) - 1
                    assert entries == (found.number if found else 0)
            except BaseException as error:  # noqa: BLE001 — a thread's error must reach the test
                failures.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
        threads += [threading.Thread(target=read) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        assert store.reader().get(Table.CASES, "count", Case) == Case(30)


class TestLeaving:
    def test_what_was_committed_is_there_again(self, store: Store, bench: Bench) -> None:
        store.close()
        reader = bench.open().reader()
        assert reader.account("alain_sirois") == ALAIN
        assert reader.companies() == {"nord": NORTH, "sud": SOUTH}
        assert [entry.act for entry in reader.scan(Table.AUDIT, Entry)] == ["import"]

    def test_closing_twice_is_closing_once(self, store: Store) -> None:
        store.close()
        store.close()

    def test_a_closed_store_says_so(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreUnusable):
            store.reader()
        with pytest.raises(StoreUnusable), store.transaction():
            pass

    def test_verify_counts_what_there_is_and_finds_nothing(self, store: Store) -> None:
        seen = store.verify()
        assert seen.damage == ()
        assert {table: count for table, count in seen.counts.items() if count} == {
            "accounts": 3,
            "companies": 2,
            "operators": 1,
            "audit": 1,
        }

    def test_a_store_says_where_it_is(self, store: Store) -> None:
        assert store.location


class TestSize:
    def test_an_import_is_one_transaction(self, store: Store, bench: Bench) -> None:
        many = 2000
        with store.transaction() as act:
            for number in range(many):
                act.put(Table.ACCOUNTS, f"user{number}", account(number))
            assert act.account("user1999") == account(1999)
        second = bench.open()
        assert second.reader().account("USER1234") == account(1234)
        assert len(list(second.reader().accounts())) == many + 3
        assert len(second.reader().search("given12", 50)) == 50
