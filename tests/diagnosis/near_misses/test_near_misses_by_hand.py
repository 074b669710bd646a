"""What people really type, collected by hand: each line is an identifier that some client mistyped.

The clients stand among ten thousand others, so that a slip of one is no other one's.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.diagnosis.near_misses.on_file import OnFile
from tests.diagnosis.near_misses.people import clients, holdings

HOLDINGS = [
    ("alain_sirois", "alain_sirois"),
    ("alain.sirois0@gmail.com", "alain_sirois"),
    ("chantal_gagnon", "chantal_gagnon"),
    ("chantal.gagnon@hotmail.com", "chantal_gagnon"),
    ("lucie_tremblay", "lucie_tremblay"),
    ("lucie.tremblay3@videotron.ca", "lucie_tremblay"),
    ("elodie_gendron", "elodie_gendron"),
    ("elodie.gendron@yahoo.ca", "elodie_gendron"),
    ("jeanfrancois_roy", "jeanfrancois_roy"),
    ("jean-francois.roy@outlook.com", "jeanfrancois_roy"),
    ("mp_beausoleil", "mp_beausoleil"),
    ("mpbeausoleil@sympatico.ca", "mp_beausoleil"),
    ("zoe_o", "zoe_o"),
    ("zoé.ouimet@live.ca", "zoe_o"),
    ("rbouthillette", "rbouthillette"),
    ("r.bouthillette@icloud.com", "rbouthillette"),
    ("gt1972", "gt1972"),
    ("ginette.theberge1972@videotron.qc.ca", "gt1972"),
]
TYPED = {
    "alain_sirois": (
        "alain.sirois0@gmail.con",
        "alain.sirois0@gmial.com",
        "alain.sirois0@gamil.com",
        "alain.sirois0@gmai.com",
        "alain.sirois0@gmail.co",
        "alain.sirois0@gmail.cm",
        "alain.sirois0@gmail.ca",
        "alain.sirois0@gmailcom",
        "alain.sirois0@gmail",
        "alain.sirois0@gnail.com",
        "alain.sirois0@g-mail.com",
        "alain.sirois0@gmail..com",
        "alain.sirois0@gmail.com.",
        "alain.sirois0@gmail.com,",
        "alain.sirois0@gmail.com;",
        "alain.sirois0@gmail.com!",
        "<alain.sirois0@gmail.com>",
        "mailto:alain.sirois0@gmail.com",
        '"alain.sirois0@gmail.com"',
        "«alain.sirois0@gmail.com»",
        "(alain.sirois0@gmail.com)",
        "Alain Sirois <alain.sirois0@gmail.com>",
        "alain.sirois0 @ gmail.com",
        "alain.sirois0@ gmail.com",
        "alain sirois0@gmail.com",
        "alainsirois0@gmail.com",
        "alain_sirois0@gmail.com",
        "alain-sirois0@gmail.com",
        "alain..sirois0@gmail.com",
        "alain.sirois@gmail.com",
        "alain.siroisO@gmail.com",
        "alain.siroiso@gmail.com",
        "aIain.sirois0@gmail.com",
        "alain.sirois02gmail.com",
        "alain.sirois0àgmail.com",
        "alain.sirois0 arobase gmail.com",
        "alain.sirois0arobasegmail.com",
        "alain.sirois0(at)gmail.com",
        "alain.sirois0 à gmail.com",
        "alain.sirois0 a commercial gmail.com",
        "alain point sirois0@gmail point com",
        "alain.sirois0@@gmail.com",
        'alain.sirois0"gmail.com',
        "ＡＬＡＩＮ．ＳＩＲＯＩＳ０＠ＧＭＡＩＬ．ＣＯＭ",
        "ALAIN.SRIOIS0@GMAIL.COM",
        "аlаin.sirois0@gmail.com",
        "alain.sirois0@gmaiI.com",
        "alain.sirois0@gmail.comm",
        "alain.sirois0@gmail.fr",
        "alain.sirois0@gmail.com@gmail.com",
        "www.alain.sirois0@gmail.com",
        "alain.sirois0",
        "alain.sirois0@",
        "@alain_sirois",
        "alain.sirois0@googlemail.com",
        "alain_sirois1",
        "alan_sirois",
        "alain sirois",
        "alainsirois",
        "Alain_Siroi",
    ),
    "chantal_gagnon": (
        "chantal.gagnon@hotmial.com",
        "chantal.gagnon@hotmail.ca",
        "chantal.gagnon@hotmal.com",
        "chantal.gagnon@hotmai.com",
        "chantal.gagnon@homail.com",
        "chantal.gagnon@hormail.com",
        "chantal.gagnon@otmail.com",
        "chantal.gagnon@hotamil.com",
        "chantal.gagnon@hotmail.cmo",
        "chantal.gagnon@hotmailcom",
        "chantal.gagnon@hotmail,com",
        "chantal,gagnon@hotmail,com",
        "chantale.gagnon@hotmail.com",
        "chantal.gagnon@hotmail.com.ca",
        "chantal.gagnion@hotmail.com",
        "chantalgagnon@hotmial.com",
    ),
    "lucie_tremblay": (
        "lucie.tremblay3@videotron.com",
        "lucie.tremblay3@videotron.qc.ca",
        "lucie.tremblay3@vidéotron.ca",
        "lucie.tremblay3@viedotron.ca",
        "lucie.tremblay3@videotrn.ca",
        "lucie.tremblay3@videotron",
        "lucie.tremblay3@videotronca",
        "lucie.tremblay3@video.tron.ca",
    ),
    "elodie_gendron": (
        "élodie.gendron@yahoo.ca",
        "elodie.gendron@yahoo.com",
        "elodie.gendron@yaho.ca",
        "elodie.gendron@yahou.ca",
        "elodie.gendron@yahoo.fr",
        "elodie.gendron@yhaoo.ca",
        "eldoie.gendron@yahoo.ca",
        "eloide.gendron@yahoo.ca",
    ),
    "jeanfrancois_roy": (
        "jean-françois.roy@outlook.com",
        "jean.francois.roy@outlook.com",
        "jeanfrancois.roy@outlook.com",
        "jean-francois-roy@outlook.com",
        "jean-francois.roy@outlok.com",
        "jean-francois.roy@outloook.com",
        "jean-francois.roy@oulook.com",
        "jean-francois.roy@outlook.ca",
        "jean—francois.roy@outlook.com",
        "jean–francois.roy@outlook.com",
        "jeanfrancois.roy",
        "jean-francois_roy",
    ),
    "mp_beausoleil": (
        "mpbeausoleil@simpatico.ca",
        "mpbeausoleil@sympatico.com",
        "mpbeausoleil@sympathico.ca",
        "mpbeausolei@sympatico.ca",
        "mpbeausoliel@sympatico.ca",
        "mp.beausoleil@sympatico.ca",
        "mpbeausoleil",
    ),
    "zoe_o": (
        "zoe.ouimet@live.ca",
        "zoe.ouimet@live.com",
        "zoè.ouimet@live.ca",
        "zoe_ouimet@live.ca",
        "zoe.ouimette@live.ca",
    ),
    "rbouthillette": (
        "r.bouthillette@iclod.com",
        "r.bouthillete@icloud.com",
        "r.bouthilette@icloud.com",
        "r.boutilette@icloud.com",
        "rbouthillette@icloud.com",
        "r.bouthillette@me.com",
        "r.bouthillette@icloud.con",
        "r,bouthillette@icloud.com",
        "r.bouthilltete@icloud.com",
        "rbouthilette",
    ),
    "gt1972": (
        "ginette.theberge1972@videotron.ca",
        "ginette.theberge1792@videotron.qc.ca",
        "ginette.thébèrge1972@videotron.qc.ca",
        "ginette.theberge1972@videotron.qc.cа",
        "ginette.theberge1972videotron.qc.ca",
        "ginetet.theberge1972@videotron.qc.ca",
        "gt19722",
    ),
}
STRANGERS = ("marie.bouchard77@gmail.com", "alain.gendron12@gmail.com", "chantal.levesque1@hotmail.com")


@pytest.fixture(scope="module")
def near() -> OnFile:
    own = {username for _, username in HOLDINGS}
    crowd = [client for client in clients(Random(5), 10_000) if client.username not in own]
    return OnFile([*HOLDINGS, *holdings(crowd)])


@pytest.mark.parametrize(("typed", "username"), [(typed, name) for name, texts in TYPED.items() for typed in texts])
def test_the_client_who_was_meant_comes_first(near: OnFile, typed: str, username: str) -> None:
    found = near.search(typed)
    assert found, "nobody is near"
    assert found[0].username == username


@pytest.mark.parametrize("typed", STRANGERS)
def test_a_stranger_of_a_usual_name_is_nobody_here(near: OnFile, typed: str) -> None:
    assert near.search(typed) == ()
