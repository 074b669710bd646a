"""Row 11: no secret in log, audit, case, `repr`, picture, file, argument or environment. Whole calls, then a search."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pytest

from hexwizard.desk.call import Call
from hexwizard.desk.clients import Question
from hexwizard.mail.mailer import Letter
from hexwizard.terminal import crash
from hexwizard.widgets.phone import PhonePane
from hexwizard.widgets.secret_box import SecretBox
from tests.calls.agent import Agent, signed_in
from tests.calls.test_verified_calls import HUGO, code_in
from tests.desks import NOW, PASSWORD
from tests.security import canary, people

GIVEN = "sept loutres au soleil"
CHOSEN = "neuf castors sous la lune"
CLIENT = "benoit.lavoie@outlook.com"


def picture(agent: Agent) -> bytes:
    return canary.drawn(agent.app.export_screenshot())


async def hands_out_a_temporary_password(agent: Agent, pictures: dict[str, bytes]) -> str:
    """Made, looked at, hidden again and confirmed, then used on the phone, where the client chooses his own."""
    await agent.takes_the_call(CLIENT, "i")
    await agent.presses("2", "enter", "1", "r", "o")
    secret = agent.secret()
    pictures["hidden"] = picture(agent)
    await agent.presses("v")
    assert canary.found({"shown": secret}, {"picture": picture(agent)}), "the search would not see it"
    agent.app.screen.query_one(SecretBox).conceal()  # as after 30 s
    await agent.waits()
    pictures["hidden again"] = picture(agent)
    agent.desk.temporary_passwords.confirm(agent.app.actor, agent.desk.cases.all()[0], "benoit_lavoie")  # type: ignore[arg-type]
    return secret


def things(agent: Agent, secrets: dict[str, str]) -> Iterable[object]:
    """What holds or held a secret: each is asked what it says of itself."""
    desk = agent.desk
    [case, *_] = desk.cases.all()
    actor = agent.app.actor
    assert actor is not None
    call = Call(desk, actor, case)
    call.check_password(secrets["given"])
    account = desk.clients.account("hugo_pelletier")
    yield from (call, case, call.facts, desk, desk.services, desk.services.settings, account, actor)
    yield Question(CLIENT, None, None, False, None, secrets["given"])
    yield Letter("1", NOW, "a@b.ca", "A", "B", secrets["code"], "fr")
    yield PhonePane.Attempt(None, CLIENT, secrets["given"])  # type: ignore[arg-type]
    yield PhonePane.NewPassword(None, secrets["chosen"])  # type: ignore[arg-type]
    yield from agent.app.screen.query(SecretBox)
    yield desk.phone.sign_in(CLIENT, secrets["given"], None)


async def test_a_day_of_calls_leaves_no_password_and_no_code_anywhere(
    tmp_path: Path, own_home: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    places: dict[str, bytes] = {}
    secrets = {"operator": PASSWORD, "given": GIVEN, "chosen": CHOSEN}
    async with signed_in(tmp_path) as agent:
        places["signed in"] = picture(agent)
        secrets["temporary"] = await hands_out_a_temporary_password(agent, places)
        signed = agent.desk.phone.sign_in("benoit_lavoie", secrets["temporary"], None)
        places["token"] = f"{signed!r} {signed}".encode()
        assert signed.token is not None
        secrets["token"] = signed.token
        agent.desk.phone.choose_password(signed.token, CHOSEN)
        agent.desk.phone.sign_in("benoit_lavoie", GIVEN, None)
    async with signed_in(tmp_path / "phone") as agent:
        await agent.takes_the_call(CLIENT, "i")
        await agent.presses("p")
        await agent.types(GIVEN)
        places["phone"] = picture(agent)
        await agent.presses("enter")
        places["phone answered"] = picture(agent)
    async with signed_in(tmp_path / "codes") as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "e")
        secrets["code"] = code_in(tmp_path / "codes")
        await agent.types(secrets["code"])
        await agent.presses("enter")
        places |= canary.spoken(things(agent, secrets))
        kept = ZeroDivisionError(" ".join(secrets.values()))
        crash.report(kept, NOW)
    told = capfd.readouterr()
    places |= {"stdout": told.out.encode(), "stderr": told.err.encode(), "log": caplog.text.encode()}
    places |= {name: data for name, data in canary.files(tmp_path, own_home).items() if not name.endswith(".eml")}
    assert any("crash-" in name for name in places)
    assert any(name.endswith("accounts.json") for name in places)
    assert canary.found(secrets, places) == []


def test_the_command_line_takes_and_says_none(tmp_path: Path) -> None:
    path = people.account_file(tmp_path)
    places: dict[str, bytes] = {}
    with ExitStack() as running:
        for words in (
            ("login", "benoit_lavoie", "--password-stdin"), ("diagnose", CLIENT, "--json", "--password-stdin"),
            ("operators", "add", "zoe", "--role", "agent", "--password-stdin"),
        ):  # fmt: skip
            child = running.enter_context(
                subprocess.Popen(
                    [*people.command(path), *words],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
                )
            )  # fmt: skip
            if sys.platform == "linux":
                for what in ("cmdline", "environ"):
                    places[f"{what} of {words[0]}"] = Path(f"/proc/{child.pid}/{what}").read_bytes()
            out, err = child.communicate(f"{GIVEN}\n".encode(), timeout=60)
            assert b"Traceback" not in err
            places |= {f"stdout of {words[0]}": out, f"stderr of {words[0]}": err}
    places |= canary.files(tmp_path)
    assert canary.found({"given": GIVEN}, places) == []


@pytest.mark.parametrize("form", sorted(canary.forms(GIVEN)))
def test_a_secret_written_into_a_note_is_found_in_every_form(form: bytes, tmp_path: Path) -> None:
    (tmp_path / "accounts.json.journal").write_bytes(b'{"notes":"' + form + b'"}')
    assert canary.found({"given": GIVEN}, canary.files(tmp_path)) != []
