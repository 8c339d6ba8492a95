"""Agencies, people, boards, risks, groups, and fields changed by hand."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fixtures.harrow import Harrow
from tests.making import TestClock, bare_desk

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Board, Group, Membership, Person, Priority, Risk, Setting
from safeguard_desk.registers import REGISTERS
from safeguard_desk.rules.terms import GroupKind, Marking, RiskStatus, Side
from safeguard_desk.views import groups
from safeguard_desk.work import boards, drafting, people, risks, setting_up
from safeguard_desk.work.editing import set_field


def test_a_new_desk_has_the_boards_and_groups_of_its_borough(desk: Desk) -> None:
    with desk.read() as reader:
        assert groups.partnership(reader) == "Harrow"
    found = desk.change("Look", _boards_and_groups).result
    assert found == (
        {"HSCB": Side.CHILDREN, "HSAB": Side.ADULTS, "SSP": Side.BOTH},
        {
            "QA": (GroupKind.QUALITY, Marking.OFFICIAL),
            "LD": (GroupKind.LEARNING, Marking.OFFICIAL),
            "CR": (GroupKind.REVIEW, Marking.OFFICIAL_SENSITIVE),
        },
    )


def _boards_and_groups(uow: UnitOfWork) -> tuple[object, object]:
    return (
        {board.code: board.side for board in uow.all(select(Board))},
        {group.code: (group.kind, group.marking) for group in uow.all(select(Group))},
    )


@pytest.mark.parametrize(
    ("name", "codes"),
    [("Brent", ["BSAB", "BSCB", "SSP"]), (" ealing", ["ESAB", "ESCB", "SSP"])],
)
def test_another_borough_names_its_own_boards(tmp_path: Path, name: str, codes: list[str]) -> None:
    desk = bare_desk(tmp_path / "Other.desk", TestClock())
    made = desk.change("Set up", lambda uow: setting_up.set_up(uow, name)).result
    assert sorted(made.boards) == codes
    assert sorted(made.groups) == ["CR", "LD", "QA"]
    assert desk.check().faults == ()
    desk.close()


def test_a_partnership_without_a_name_is_refused(tmp_path: Path) -> None:
    desk = bare_desk(tmp_path / "Other.desk", TestClock())
    with pytest.raises(Refusal, match="no name"):
        desk.change("Set up", lambda uow: setting_up.set_up(uow, "  "))
    desk.close()


@pytest.mark.parametrize("code", ["", "Q", "Q1", "TOOLONGX", "É", "V-W", "QA", "qa"])
def test_a_code_that_is_no_code_or_taken_founds_no_group(harrow: Harrow, code: str) -> None:
    with pytest.raises(Refusal):
        harrow.do(setting_up.found_group, code, "Violence", GroupKind.THEMATIC)
    assert len(harrow.all(Group)) == 3


def test_a_thematic_group_needs_no_file_to_be_seen(harrow: Harrow) -> None:
    harrow.do(
        setting_up.found_group,
        "vawg",
        "Violence against women and girls",
        GroupKind.THEMATIC,
        started_on=date(2026, 11, 1),
    )
    shown = {register.code for register in REGISTERS if GroupKind.THEMATIC in register.shown_in}
    assert shown >= {"meetings", "actions", "members", "risks", "decisions"}
    assert harrow.all(Group)[-1].code == "VAWG"


def test_an_agency_answers_to_one_name_only(harrow: Harrow) -> None:
    harrow.do(people.add_agency, "Cafcass England", aliases=("CAFC",))
    for name in ("cafcass", "CAFC", "icb", " Police "):
        with pytest.raises(Refusal, match="already known as"):
            harrow.do(people.add_agency, name)
    with pytest.raises(Refusal, match="already known as Cafcass"):
        harrow.do(people.add_agency, "Another", aliases=("Cafcass",))
    with pytest.raises(Refusal, match="needs a name"):
        harrow.do(people.add_agency, " ")


def test_an_agency_is_known_by_its_name_in_any_case_of_letters(harrow: Harrow) -> None:
    harrow.do(people.add_agency, "Maison d’Été", short_name="ÉTÉ", aliases=("Sommer für Kinder",))
    for name in ("maison D’ÉTÉ", "été", "SOMMER FÜR KINDER"):
        found = harrow.do(people.find_agency, name)
        assert found is not None
        assert found.name == "Maison d’Été"


def test_initials_belong_to_one_person_until_they_leave(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="DN belong to the Designated Nurse"):
        harrow.do(people.add_person, "Another nurse", initials="dn")
    person = harrow.people["DN"]
    harrow.do(set_field, Person, person, "ended_on", None, date(2026, 11, 1))
    harrow.do(people.add_person, "Another nurse", initials="dn")
    assert len(harrow.all(Person, initials="DN")) == 2


def test_a_person_belongs_to_a_group_once(harrow: Harrow) -> None:
    group, person = harrow.group(), harrow.people["DN"]
    with pytest.raises(Refusal, match="belongs to Quality Assurance already"):
        harrow.do(people.join, group, person)
    membership = harrow.all(Membership, person_id=person)[0].id
    harrow.do(people.leave_today, membership)
    assert harrow.get(Membership, membership).to_on == date(2026, 11, 17)
    harrow.do(people.join, group, person)
    assert len(harrow.all(Membership, person_id=person)) == 2


def test_priorities_are_numbered_by_board_and_year(harrow: Harrow) -> None:
    board = harrow.all(Board, code="HSCB")[0].id
    for year in (2026, 2026, 2027):
        harrow.do(boards.add_priority, board, year, " Neglect ")
    numbered = [(p.year, p.number, p.title) for p in harrow.all(Priority)]
    assert numbered == [(2026, 1, "Neglect"), (2026, 2, "Neglect"), (2027, 1, "Neglect")]
    with pytest.raises(Refusal, match="26 is no financial year"):
        harrow.do(boards.add_priority, board, 26, "Neglect")
    with pytest.raises(Refusal, match="needs words"):
        harrow.do(boards.add_priority, board, 2026, "")


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (6, 3), (3, 0), (3, 6)])
def test_a_risk_is_scored_from_one_to_five(harrow: Harrow, likelihood: int, impact: int) -> None:
    group = harrow.group()
    risk = harrow.do(risks.raise_risk, group, " Data come late ").id
    harrow.do(risks.score, risk, 5, 1)
    with pytest.raises(Refusal, match="1 to 5"):
        harrow.do(risks.score, risk, likelihood, impact, "Judged again")
    found = harrow.get(Risk, risk)
    assert (found.ref, found.title) == ("QA-R-0001", "Data come late")
    assert (found.likelihood, found.impact) == (5, 1)


def test_a_risk_is_closed_and_one_without_words_refused(harrow: Harrow) -> None:
    group = harrow.group()
    with pytest.raises(Refusal, match="needs words"):
        harrow.do(risks.raise_risk, group, "")
    risk = harrow.do(risks.raise_risk, group, "Data come late").id
    harrow.do(risks.close, risk)
    assert harrow.get(Risk, risk).status is RiskStatus.CLOSED


def test_a_stale_value_is_refused_with_both_shown(harrow: Harrow) -> None:
    agency = harrow.agencies["Cafcass"]
    harrow.do(set_field, Agency, agency, "short_name", "", "CAF")
    with pytest.raises(Refusal) as refused:
        harrow.do(set_field, Agency, agency, "short_name", "", "CFC")
    assert "it was empty, it is “CAF”" in refused.value.what
    assert "“CFC”" in refused.value.kept
    assert harrow.get(Agency, agency).short_name == "CAF"
    harrow.do(set_field, Agency, agency, "short_name", "old", "CAF")  # what stands there is wanted


def test_a_stale_date_and_a_stale_term_are_shown_as_people_read_them(harrow: Harrow) -> None:
    agency = harrow.agencies["Cafcass"]
    harrow.do(set_field, Agency, agency, "ended_on", None, date(2027, 1, 14))
    with pytest.raises(Refusal, match="it is 14 Jan 2027"):
        harrow.do(set_field, Agency, agency, "ended_on", None, date(2027, 2, 1))
    with pytest.raises(Refusal, match="it was “Adults”, it is “Children”"):
        harrow.do(set_field, Agency, agency, "side", Side.ADULTS, Side.BOTH)


def test_a_half_typed_line_is_kept_for_each_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan()

    def kept() -> str:
        with harrow.desk.read() as reader:
            return drafting.kept(reader, meeting)

    assert kept() == ""
    for line in ("a: half", "a: half a line"):
        harrow.do(drafting.keep, meeting, line)
        assert kept() == line
    harrow.do(drafting.keep, meeting, " ")
    harrow.do(drafting.forget, meeting)
    assert kept() == ""
    assert [setting.key for setting in harrow.all(Setting)] == ["partnership"]
