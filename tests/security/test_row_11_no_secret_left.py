"""Row 11: no secret in log, audit, case, `repr`, picture, file, argument or environment. Whole calls, then a search."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from time import sleep

import pytest
from textual import events

import hexwizard
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.terminal import crash
from hexwizard.widgets.secret_box import SecretBox
from tests.calls.agent import Agent, signed_in
from tests.calls.test_verified_calls import HUGO, code_in
from tests.desks import NOW, PASSWORD
from tests.security import canary, people

GIVEN = "sept loutres au soleil"
CHOSEN = "neuf castors sous la lune"
CLIENT = "benoit.lavoie@outlook.com"


class Day:
    """What a day of calls left behind, wherever it may stand, and the secrets that were about in it."""

    def __init__(self) -> None:
        self.secrets = {"operator": PASSWORD, "given": GIVEN, "chosen": CHOSEN}
        self.places: dict[str, bytes] = {}

    def looks(self, agent: Agent, moment: str) -> None:
        """A picture of the screen."""
        self.places[f"picture: {moment}"] = canary.drawn(agent.app.export_screenshot())

    def listens(self, moment: str) -> None:
        """What every object of ours in memory says of itself; only while something secret is among them."""
        for place, said in canary.spoken(canary.living()).items():
            self.places[f"{place}: {moment}"] = said

    def found(self) -> list[str]:
        return canary.found(self.secrets, self.places)

    async def hands_out_a_temporary_password(self, agent: Agent) -> None:
        """Made, shown for 30 seconds, given; used on the phone, where the client chooses his own."""
        await agent.takes_the_call(CLIENT, "i")
        await agent.presses("2", "enter", "1", "r", "o")
        secret = self.secrets["temporary"] = agent.secret()
        self.looks(agent, "hidden")
        now, box = [0.0], agent.app.screen.query_one(SecretBox)
        box._now = lambda: now[0]
        await agent.presses("v")
        assert canary.found(self.secrets, {"shown": canary.drawn(agent.app.export_screenshot())}) == [
            "temporary in shown"
        ], "the search would not see it"
        self.listens("shown")
        await agent.presses("y")
        now[0] = 29.0
        box._tick()
        assert box.is_revealed
        now[0] = 30.0
        box._tick()
        await agent.waits()
        assert not box.is_held
        self.looks(agent, "gone after 30 seconds")
        await agent.presses("g", "t", "p")
        self.looks(agent, "given")
        await _pastes(agent, secret)
        self.looks(agent, "typed on the phone")
        await agent.presses("enter")
        await _pastes(agent, CHOSEN)
        self.looks(agent, "the lasting one typed")
        self.listens("the lasting one typed")
        await agent.presses("enter")
        agent.sees("Connexion réussie")
        self.looks(agent, "connected")
        assert agent.desk.phone.attempt(CLIENT, CHOSEN) is PhoneAnswer.CONNECTED

    async def tries_a_password_on_the_phone(self, agent: Agent) -> None:
        await agent.takes_the_call(CLIENT, "i")
        await agent.presses("p")
        await _pastes(agent, GIVEN)
        self.looks(agent, "a wrong one typed")
        await agent.presses("enter")
        self.looks(agent, "a wrong one refused")

    async def sends_a_code(self, agent: Agent, folder: Path) -> None:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "e")
        code = self.secrets["code"] = code_in(folder)
        self.secrets["code in two groups"] = f"{code[:3]} {code[3:]}"
        self.looks(agent, "a code sent")
        await agent.types(code)
        await agent.presses("enter")
        self.looks(agent, "a code entered")
        self.listens("a code entered")

    def signs_in_on_the_phone(self, agent: Agent) -> None:
        """The token that lets a client choose is held by the app alone."""
        agent.desk.temporary_passwords.confirm(agent.app.actor, *_made(agent, self.secrets))  # type: ignore[arg-type]
        signed = agent.desk.phone.sign_in("chantal_gagnon", self.secrets["second temporary"])
        assert signed.token is not None
        self.secrets["token"] = signed.token
        self.listens("a token held")
        agent.desk.phone.choose_password(signed.token, CHOSEN)


async def _pastes(agent: Agent, text: str) -> None:
    """A key at a time takes too long."""
    assert agent.app.focused is not None
    agent.app.focused.post_message(events.Paste(text))
    await agent.waits()


def _made(agent: Agent, secrets: dict[str, str]) -> tuple[Case, str]:
    """A temporary password made at the desk; its case and client."""
    actor = agent.app.actor
    assert actor is not None
    call = Call(agent.desk, actor, agent.desk.cases.open(actor))
    call.answer(identifier="chantal_gagnon")
    call.caller.called_back(AttemptOutcome.PROVED)
    call.confirm_email(call.addresses()[0])
    issued = call.acts.issue_temporary_password()
    assert issued is not None
    secrets["second temporary"] = issued.text
    kept = canary.spoken([issued, issued.record, call, agent.app.session])
    assert canary.found(secrets, kept) == []
    return call.case, "chantal_gagnon"


def _holds_a_letter(outbox: Path) -> bool:
    return any(outbox.glob("*.eml"))


async def _letters_have_gone_out(agent: Agent, outbox: Path) -> None:
    """A changed password is told by letter; the wizard sends it by itself, and here nobody waits for its next round."""
    for _ in range(500):
        deque(agent.desk.post_office.send_due())
        if _holds_a_letter(outbox) and not list(agent.desk.post_office.waiting()):
            return
        await agent.waits()
    raise AssertionError("no letter has gone out")


async def test_a_day_of_calls_leaves_no_password_and_no_code_anywhere(
    tmp_path: Path, own_home: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    day = Day()
    async with signed_in(tmp_path) as agent:
        day.looks(agent, "signed in")
        await day.hands_out_a_temporary_password(agent)
        day.signs_in_on_the_phone(agent)
        await _letters_have_gone_out(agent, tmp_path / "outbox")
    async with signed_in(tmp_path / "phone") as agent:
        await day.tries_a_password_on_the_phone(agent)
    async with signed_in(tmp_path / "codes") as agent:
        await day.sends_a_code(agent, tmp_path / "codes")
    crash.report(ZeroDivisionError(" ".join(day.secrets.values())), NOW)
    told = capfd.readouterr()
    day.places |= {"stdout": told.out.encode(), "stderr": told.err.encode(), "log": caplog.text.encode()}
    left = canary.files(tmp_path, own_home)
    letters = {name: canary.letter(data) for name, data in left.items() if name.endswith(".eml")}
    day.places |= {name: data for name, data in left.items() if name not in letters}
    assert any("crash-" in name for name in day.places)
    assert any(name.endswith("accounts.json") for name in day.places)
    assert day.found() == []
    assert len(letters) > 1
    assert {found.partition(" in /")[0] for found in canary.found(day.secrets, letters)} == {"code in two groups"}


def _seen_from_outside(child: subprocess.Popen[bytes]) -> dict[str, bytes]:
    """Arguments and environment of a running program and its children, looked at again and again until it ends."""
    seen: dict[str, set[bytes]] = {"cmdline": set(), "environ": set()}
    while child.poll() is None:
        for pid in (child.pid, *_children(child.pid)):
            for what, found in seen.items():
                with suppress(OSError):  # it ended, or forbids to be looked at
                    found.add(Path(f"/proc/{pid}/{what}").read_bytes())
        sleep(0.005)
    return {what: b"\n".join(found) for what, found in seen.items()}


def _children(pid: int) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return []


@pytest.mark.parametrize(
    "words",
    [
        ("login", "benoit_lavoie", "--password-stdin"),
        ("diagnose", CLIENT, "--json", "--password-stdin"),
        ("operators", "add", "zoe", "--role", "agent", "--password-stdin"),
    ],
    ids=lambda words: words[0],
)
def test_a_command_takes_and_says_none_while_it_has_the_password_in_hand(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    path = people.account_file(tmp_path)
    pipe = subprocess.PIPE
    with subprocess.Popen([*people.command(path), *words], stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path) as child:
        assert child.stdin is not None
        child.stdin.write(f"{GIVEN}\n".encode())
        child.stdin.close()
        child.stdin = None
        places = _seen_from_outside(child) if sys.platform == "linux" else {}
        out, err = child.communicate(timeout=60)
    if places:
        assert words[0].encode() in places["cmdline"], "it was looked at too late"
    assert b"Traceback" not in err
    assert canary.found({"given": GIVEN}, places | {"stdout": out, "stderr": err} | canary.files(tmp_path)) == []


def secret_fields() -> list[tuple[type, str]]:
    """Every field of every dataclass of the house that by its name holds a secret, or what one is made of."""
    found = []
    for module in pkgutil.walk_packages(hexwizard.__path__, "hexwizard."):
        if module.name.endswith("__main__"):
            continue
        for kind in vars(import_module(module.name)).values():
            if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.name:
                found += [
                    (kind, one.name) for one in fields(kind) if SECRET.search(one.name) and TEXT.match(str(one.type))
                ]
    return found


SECRET = re.compile(r"(^|_)(passwords?|hash(es)?|secrets?|tokens?|body)($|_)")
TEXT = re.compile(r"(str|bytes)\b")
WORDS_OF_OURS = {"PhoneLabels"}
"""What stands beside a field on the screen."""


def test_no_dataclass_says_in_its_repr_what_a_field_of_a_secret_s_name_holds() -> None:
    named = secret_fields()
    assert len(named) > 10
    told = {
        (kind.__qualname__, one.name) for kind, name in named for one in fields(kind) if one.name == name and one.repr
    }
    assert {f"{kind}.{name}" for kind, name in told if kind not in WORDS_OF_OURS} == set()


@pytest.mark.parametrize("form", sorted(canary.forms(GIVEN)))
def test_a_secret_written_into_a_note_is_found_in_every_form(form: bytes, tmp_path: Path) -> None:
    (tmp_path / "accounts.json.journal").write_bytes(b'{"notes":"' + form + b'"}')
    assert canary.found({"given": GIVEN}, canary.files(tmp_path)) != []
