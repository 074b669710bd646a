"""An answer changed later: everything is examined anew, the note and what was done stay."""

from __future__ import annotations

from pathlib import Path

from hexwizard.article import SectionKey
from hexwizard.diagnosis.rail import Mark
from tests.calls.agent import Agent, signed_in
from tests.widgets.seeing import seen


async def retypes(agent: Agent, text: str) -> None:
    await agent.presses("f4", "1")
    await agent.types(text)
    await agent.presses("enter")


class TestANote:
    async def test_is_typed_on_any_screen_and_stands_in_the_ticket(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("f3")
            await agent.types("tablette Samsung")
            assert agent.desk.cases.all()[0].notes == "tablette Samsung", "kept while it is typed"
            await agent.presses("escape")
            agent.sees("tablette Samsung")
            await agent.presses("1", "enter")
            assert "tablette Samsung" in await agent.ends_the_call()

    async def test_that_is_long_opens_at_its_end_where_one_goes_on_typing(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("f3")
            await agent.types(" ".join(f"mot{number}" for number in range(40)))
            await agent.presses("escape", "f3")
            agent.sees("mot38 mot39")

    async def test_stays_when_an_answer_changes(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("f3")
            await agent.types("rappeler lundi")
            await agent.presses("escape")
            await retypes(agent, "lea.morin@sympatico.ca")
            assert agent.desk.cases.all()[0].notes == "rappeler lundi"


class TestAnotherIdentifier:
    async def test_leads_to_the_other_client_and_the_screen_that_matters_now(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            assert agent.screen() == "PrimaryEmailScreen"
            await retypes(agent, "lea.morin@sympatico.ca")
            assert agent.screen() == "MergedAccountScreen"
            assert agent.desk.cases.all()[0].username == "lea_morin_old"

    async def test_nothing_typed_is_refused_in_place(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("f4", "1", "delete", "enter")
            assert agent.screen() == "PrimaryEmailScreen"
            assert "✕" in seen(agent.app)
            assert agent.desk.cases.all()[0].identifier == "alain.sirois@hotmail.com"


class TestAnotherMessage:
    async def test_is_picked_where_it_was_asked_and_a_contradiction_shows_at_once(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, size=(120, 40)) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("f4", "2")
            assert agent.screen() == "StartScreen"
            await agent.presses("d")
            assert agent.screen() == "PrimaryEmailScreen"
            agent.sees("▲ Attention  Le téléphone annonce un compte")


class TestTheOtherAnswers:
    async def test_each_leads_to_its_screen(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("chantal_gagnon", "i")
            await agent.presses("f4", "3")
            assert agent.screen() == "ForgottenPasswordScreen"
            await agent.presses("x")
            rail = agent.app.screen.call.marks()  # type: ignore[attr-defined]
            assert rail[SectionKey.FORGOTTEN_PASSWORD] is Mark.FOUND
            await agent.presses("o")
            rail = agent.app.screen.call.marks()  # type: ignore[attr-defined]
            assert rail[SectionKey.FORGOTTEN_PASSWORD] is not Mark.FOUND
            await agent.presses("f4", "4")
            assert agent.screen() == "AppVersionScreen"
