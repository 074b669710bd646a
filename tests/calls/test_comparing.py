"""What the client types beside what is on record, seen and chosen by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.comparison import ClientNotNamed, NotForThisCaller
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.locale.words import words
from tests.calls.agent import signed_in
from tests.desks import demo_desk
from tests.widgets.seeing import seen

SLIP = "chantal.gagnon@gmial.com"
RIGHT = "chantal.gagnon@gmail.com"


class TestComparing:
    async def test_typed_stands_over_recorded_and_a_pointer_under_each_letter_that_differs(
        self, tmp_path: Path
    ) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(SLIP, "i")
            lines = seen(agent.app).splitlines()
            typed = next(at for at, line in enumerate(lines) if line.strip().startswith("tapé"))
            at = lines[typed].index("gmial") + 2
            assert lines[typed][at : at + 2] == "ia"
            assert lines[typed + 1][at : at + 2] == "ai"
            assert lines[typed + 2].strip() == "^^"
            assert lines[typed + 2].index("^^") == at

    async def test_a_near_client_is_never_certain_and_nobody_is_chosen_without_the_name(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(SLIP, "i")
            agent.sees("Probable", "le nom après le @ est mal tapé")
            await agent.presses("enter", "x")
            agent.sees("Est-ce l’un de ces clients")
            assert agent.desk.cases.all()[0].username is None
            await agent.presses("enter", "o")
            assert agent.desk.cases.all()[0].username == "chantal_gagnon"

    async def test_the_record_is_spelled_only_once_the_caller_is_verified(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(SLIP, "i")
            await agent.presses("enter", "o", "f5")
            assert agent.screen() == "VerifyCallerScreen"
            await agent.presses("escape")
            agent.sees("L’appelant n’est pas vérifié")
            assert "Charlie" not in seen(agent.app)

    @pytest.mark.parametrize("size", [(60, 20), (120, 40)])
    async def test_it_fits_every_size(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with signed_in(tmp_path, size=size) as agent:
            await agent.takes_the_call(SLIP, "i")
            agent.sees("Chantal Gagnon", "le nom après le @ est mal tapé")


class TestTheRuleItself:
    def test_the_desk_chooses_nobody_whose_name_the_caller_did_not_give(self, tmp_path: Path) -> None:
        with demo_desk(tmp_path) as desk:
            actor = desk.operators.sign_in("nadia", "quatorze canards bleus")
            call = Call(desk, actor, desk.cases.open(actor))
            call.answer(identifier=SLIP)
            with pytest.raises(ClientNotNamed):
                call.comparison.choose("chantal_gagnon", caller_gave_name=False)
            assert call.case.username is None
            call.comparison.choose("chantal_gagnon", caller_gave_name=True)
            with pytest.raises(NotForThisCaller):
                call.comparison.read_aloud()

    def test_once_the_caller_is_verified_the_address_is_said_and_spelled(self, tmp_path: Path) -> None:
        with demo_desk(tmp_path) as desk:
            actor = desk.operators.sign_in("nadia", "quatorze canards bleus")
            call = Call(desk, actor, desk.cases.open(actor))
            call.answer(identifier=SLIP)
            call.comparison.choose("chantal_gagnon", caller_gave_name=True)
            say = words("fr")
            assert RIGHT not in say.render(call.briefing(SectionKey.CANNOT_CONNECT).say)
            call.caller.called_back(AttemptOutcome.PROVED)
            assert RIGHT in say.render(call.briefing(SectionKey.CANNOT_CONNECT).say)
            text, spoken = call.comparison.read_aloud()
            assert (text, spoken[0], len(spoken)) == (RIGHT, "Charlie", len(RIGHT))
            call.speak_other_language("fr")
            assert call.comparison.read_aloud()[1][text.index(".")] == "dot"
