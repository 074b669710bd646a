"""A known provider's domain, typed exactly, is what the client meant."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.diagnosis.candidates import Slip
from tests.diagnosis.near_misses.on_file import OnFile
from tests.diagnosis.near_misses.people import providers

KNOWN = sorted(providers())


@given(st.sampled_from(list(permutations(KNOWN, 2))))
def test_known_providers_are_never_corrected_into_one_another(pair: tuple[str, str]) -> None:
    typed, recorded = pair
    found = OnFile([(f"zoltan.kovacs77@{recorded}", "zoltan")]).search(f"zoltan.kovacs77@{typed}")
    assert [candidate.why for candidate in found] == [Slip.OTHER_ACCOUNT_MAIL]


@given(st.sampled_from(list(permutations(KNOWN, 2))))
def test_a_slip_before_the_at_does_not_cross_to_another_provider(pair: tuple[str, str]) -> None:
    typed, recorded = pair
    found = OnFile([(f"zoltan.kovacs77@{recorded}", "zoltan")]).search(f"zoltan.kovcas77@{typed}")
    assert found == ()


def test_a_mistyped_domain_means_the_provider_it_is_nearest_to() -> None:
    near = OnFile([("alain.roy12@gmail.com", "alain"), ("alain.roy12@ymail.com", "other")])
    assert [candidate.username for candidate in near.search("alain.roy12@ymial.com")] == ["other"]


def test_a_usual_name_at_another_provider_is_another_person() -> None:
    crowd = [(f"{given}.{family}@gmail.com", f"{given}_{family}") for given in GIVEN for family in FAMILY]
    assert OnFile(crowd).search("marie.tremblay@hotmail.com") == ()


def test_a_name_with_its_own_number_at_another_provider_is_the_client() -> None:
    crowd = [(f"{given}.{family}@gmail.com", f"{given}_{family}") for given in GIVEN for family in FAMILY]
    near = OnFile([*crowd, ("marie.tremblay4182@gmail.com", "marie")])
    found = near.search("marie.tremblay4182@hotmail.com")
    assert [(candidate.username, candidate.why) for candidate in found] == [("marie", Slip.OTHER_ACCOUNT_MAIL)]


def test_an_address_made_of_a_rare_username_is_its_holders() -> None:
    near = OnFile([("zoltan_kovacs77", "zoltan_kovacs77"), ("a.b@gmail.com", "ab")])
    found = near.search("zoltan_kovacs77@outlook.com")
    assert [(candidate.username, candidate.why) for candidate in found] == [
        ("zoltan_kovacs77", Slip.OTHER_ACCOUNT_MAIL)
    ]


@pytest.mark.parametrize("domain", ["hotmail.com", "outlook.com", "live.ca", "msn.com", "videotron.ca", "bell.net"])
def test_the_list_holds_the_providers_of_quebec(domain: str) -> None:
    assert domain in providers()


GIVEN = ("marie", "jean", "luc", "anne", "paul", "julie", "louis", "denis", "alain", "lise")
FAMILY = ("tremblay", "gagnon", "roy", "cote", "bouchard", "morin", "lavoie", "fortin", "caron", "dube")
