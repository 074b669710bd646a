"""A client mistypes; the agent sees whose identifier it was, and what the finger did."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from hexwizard.diagnosis.candidates import Slip
from tests.diagnosis.near_misses.on_file import OnFile

HOLDINGS = [
    ("alain_sirois", "alain_sirois"),
    ("alain.sirois0@gmail.com", "alain_sirois"),
    ("chantal_gagnon", "chantal_gagnon"),
    ("chantal.gagnon1@hotmail.com", "chantal_gagnon"),
    ("lucie_tremblay", "lucie_tremblay"),
    ("lucie.tremblay3@videotron.ca", "lucie_tremblay"),
    ("elodie_gendron", "elodie_gendron"),
    ("elodie.gendron5@yahoo.ca", "elodie_gendron"),
    ("élise-côté", "élise-côté"),
    ("jean-francois.roy@ville.laval.qc.ca", "jf_roy"),
]
EXAMPLES = Path(os.environ.get("HEXWIZARD_SHARED", Path(__file__).parents[4] / "shared")) / "examples"

SLIPS = [
    ("alain.sirios0@gmail.com", "alain_sirois", Slip.TRANSPOSITION),
    ("alani_sirois", "alain_sirois", Slip.TRANSPOSITION),
    ("chantal.gagnno1@hotmail.com", "chantal_gagnon", Slip.TRANSPOSITION),
    ("alain.siris0@gmail.com", "alain_sirois", Slip.DROPPED),
    ("lucie_tremlay", "lucie_tremblay", Slip.DROPPED),
    ("hantal.gagnon1@hotmail.com", "chantal_gagnon", Slip.DROPPED),
    ("alain.siroois0@gmail.com", "alain_sirois", Slip.DOUBLED),
    ("chanttal_gagnon", "chantal_gagnon", Slip.DOUBLED),
    ("lucie.trembblay3@videotron.ca", "lucie_tremblay", Slip.DOUBLED),
    ("alain.sirzis0@gmail.com", "alain_sirois", Slip.SUBSTITUTED),
    ("chantal_gaqnon", "chantal_gagnon", Slip.SUBSTITUTED),
    ("lucie.tremblay37@videotron.ca", "lucie_tremblay", Slip.SUBSTITUTED),
    ("alain.sirpis0@gmail.com", "alain_sirois", Slip.KEYBOARD_NEIGHBOUR),
    ("qlain_sirois", "alain_sirois", Slip.KEYBOARD_NEIGHBOUR),
    ("lucie.tremvlay3@videotron.ca", "lucie_tremblay", Slip.KEYBOARD_NEIGHBOUR),
    ("chantal.gagnonn1@hotmail.com", "chantal_gagnon", Slip.DOUBLED),
    ("alain.sirois0@gmial.com", "alain_sirois", Slip.DOMAIN_TYPO),
    ("chantal.gagnon1@hotnail.com", "chantal_gagnon", Slip.DOMAIN_TYPO),
    ("lucie.tremblay3@vidoetron.ca", "lucie_tremblay", Slip.DOMAIN_TYPO),
    ("jean-francois.roy@vile.laval.qc.ca", "jf_roy", Slip.DOMAIN_TYPO),
    ("alain.sirois0@gmail.con", "alain_sirois", Slip.TLD_TYPO),
    ("lucie.tremblay3@videotron.cq", "lucie_tremblay", Slip.TLD_TYPO),
    ("chantal.gagnon1@hotmail", "chantal_gagnon", Slip.TLD_TYPO),
    ("alain.sirois0gmail.com", "alain_sirois", Slip.MISSING_AT),
    ("chantal.gagnon1 at hotmail.com", "chantal_gagnon", Slip.MISSING_AT),
    ("lucie.tremblay3àvideotron.ca", "lucie_tremblay", Slip.MISSING_AT),
    ("elodie.gendron5", "elodie_gendron", Slip.MISSING_AT),
    ("alain.sirois0@gmail,com", "alain_sirois", Slip.COMMA_FOR_DOT),
    ("alain,sirois0@gmail.com", "alain_sirois", Slip.COMMA_FOR_DOT),
    ("lucie.tremblay3@videotron;ca", "lucie_tremblay", Slip.COMMA_FOR_DOT),
    ("alain.sir ois0@gmail.com", "alain_sirois", Slip.INNER_SPACE),
    ("chantal.gagnon1 @hotmail.com", "chantal_gagnon", Slip.INNER_SPACE),
    ("lucie.trem\u200bblay3@videotron.ca", "lucie_tremblay", Slip.INNER_SPACE),
    ("\u0430lain.sirois0@gmail.com", "alain_sirois", Slip.HOMOGLYPH),
    ("chantal.gagn\u03bfn1@hotmail.com", "chantal_gagnon", Slip.HOMOGLYPH),
    ("alain.siroisO@gmail.com", "alain_sirois", Slip.HOMOGLYPH),
    ("élodie.gendron5@yahoo.ca", "elodie_gendron", Slip.ACCENT),
    ("elise-cote", "élise-côté", Slip.ACCENT),
    ("Élodie_Gendron", "elodie_gendron", Slip.ACCENT),
    ("alain.sirois", "alain_sirois", Slip.SEPARATOR),
    ("chantal-gagnon", "chantal_gagnon", Slip.SEPARATOR),
    ("lucietremblay", "lucie_tremblay", Slip.SEPARATOR),
    ("alain.sirois0@hotmail.com", "alain_sirois", Slip.OTHER_ACCOUNT_MAIL),
    ("lucie.tremblay3@gmail.com", "lucie_tremblay", Slip.OTHER_ACCOUNT_MAIL),
    ("elodie.gendron5@yahoo.com", "elodie_gendron", Slip.OTHER_ACCOUNT_MAIL),
]


@pytest.fixture(scope="module")
def near() -> OnFile:
    return OnFile(HOLDINGS)


@pytest.mark.parametrize(("typed", "username", "why"), SLIPS)
def test_a_slip_finds_its_account_and_is_named(near: OnFile, typed: str, username: str, why: Slip) -> None:
    first, *_ = near.search(typed)
    assert (first.username, first.why) == (username, why)


@pytest.mark.parametrize("why", Slip)
def test_every_slip_has_three_examples(why: Slip) -> None:
    assert sum(named is why for _, _, named in SLIPS) >= 3


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("аlain.sirios0@gmail.com", Slip.HOMOGLYPH),
        ("alain.sirios0@gmail,com", Slip.COMMA_FOR_DOT),
        ("alain.sirios0gmail.com", Slip.MISSING_AT),
        ("alain.siirios0@gmail.com", Slip.TRANSPOSITION),
        ("alain_sirios0@gmail.com", Slip.TRANSPOSITION),
    ],
)
def test_of_two_slips_the_most_telling_is_named(near: OnFile, typed: str, why: Slip) -> None:
    first, *_ = near.search(typed)
    assert (first.username, first.why) == ("alain_sirois", why)


@pytest.mark.parametrize(
    "typed",
    [
        "shared-nobody-at-all-77@example.org",
        "qzxv_wkjh_9921",
        "marie.bouchard@gmail.com",
        "alain.gendron12@gmail.com",
        "lucien.tremblay77@videotron.ca",
        "chantal.levesque1@hotmail.com",
        "alain.sirois93@gmail.com",
    ],
)
def test_another_persons_identifier_finds_nobody(near: OnFile, typed: str) -> None:
    assert near.search(typed) == ()


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples are not at hand")
def test_the_example_cases_come_out_as_expected() -> None:
    rows = csv.DictReader((EXAMPLES / "accounts.csv").read_text("utf-8").splitlines())
    holdings = [
        (identifier, row["username"])
        for row in rows
        for identifier in (row["username"], row["primary_email"], *row["secondary_emails"].split(";"))
        if identifier
    ]
    near = OnFile(holdings)
    for line in (EXAMPLES / "cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        found = near.search(case["identifier"])
        if case["expect"]["verdict"] == "mistyped-identifier":
            assert found[0].username == case["expect"]["candidate"], case
        if case["expect"]["verdict"] == "unknown-identifier":
            assert found == (), case
