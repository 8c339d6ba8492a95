"""Groups merged, split, renamed and ended: one change, references kept, undone as one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.fixtures.harrow import MEETING, NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Action,
    AgendaItem,
    Finding,
    Group,
    Matter,
    MatterMove,
    Meeting,
    Membership,
)
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.reorganising import Founded, Plan, check, placed, takers
from safeguard_desk.rules.terms import Capacity, GroupKind, ItemKind, MeetingState
from safeguard_desk.views import reorganising as views
from safeguard_desk.work import actions, agendas, audits, linking, matters
from safeguard_desk.work.reorganising import Reorganised, reorganise
from safeguard_desk.work.setting_up import found_group

ON = date(2026, 12, 1)


def go(harrow: Harrow, plan: Plan) -> Reorganised:
    done: Reorganised = harrow.do(lambda uow: reorganise(uow, plan))
    return done


def found(harrow: Harrow, code: str, kind: GroupKind = GroupKind.THEMATIC) -> str:
    return harrow.do(lambda uow: found_group(uow, code, f"Group {code}", kind).id)


def group_of(harrow: Harrow, kind: type[Any], record_id: str) -> str:
    groups = {one.id: one.code for one in harrow.all(Group)}
    return groups[harrow.get(kind, record_id).group_id]


def held(harrow: Harrow, codes: Sequence[str]) -> views.InHand:
    with harrow.desk.read() as reader:
        return views.in_hand(reader, codes, ON)


def test_a_group_merged_into_another_gives_it_members_actions_plans_and_audits(
    harrow: Harrow,
) -> None:
    action = harrow.raise_action()
    closed = harrow.raise_action("Long done")
    harrow.do(actions.cancel, closed, "No longer needed")
    group = harrow.group()
    matter = harrow.do(lambda uow: matters.plan(uow, group, "Neglect strategy").id)
    audit = harrow.do(lambda uow: audits.plan_audit(uow, group, "Neglect").id)
    ref = harrow.get(Action, action).ref
    done = go(harrow, Plan(ON, ends={"QA": "LD"}))
    assert (done.ended, done.founded) == (["QA"], [])
    assert done.moved["Open actions"] == 1
    assert [group_of(harrow, *one) for one in ((Action, action), (Matter, matter))] == ["LD", "LD"]
    assert group_of(harrow, type(harrow.all(KINDS["audits"])[0]), audit) == "LD"
    assert group_of(harrow, Action, closed) == "QA"
    assert harrow.get(Action, action).ref == ref
    old = harrow.get(Group, group)
    assert (old.ended_on, old.successor_id) == (date(2026, 11, 30), harrow.group("LD"))
    assert harrow.all(MatterMove, matter_id=matter)[0].to_group_id == harrow.group("LD")


def test_members_join_the_successor_once_and_their_old_place_stays_on_record(
    harrow: Harrow,
) -> None:
    before = harrow.all(Membership, group_id=harrow.group())
    go(harrow, Plan(ON, ends={"QA": "LD"}))
    after = harrow.all(Membership, group_id=harrow.group("LD"))
    assert {one.person_id for one in after} == {one.person_id for one in before}
    assert {one.from_on for one in after} == {ON}
    assert Capacity.CO_CHAIR not in {one.capacity for one in after}
    assert {one.to_on for one in harrow.all(Membership, group_id=harrow.group())} == {
        date(2026, 11, 30)
    }


def test_a_group_that_begins_keeps_the_co_chairs_it_is_given(harrow: Harrow) -> None:
    new = Founded("QL", "Quality and Learning", GroupKind.QUALITY)
    go(harrow, Plan(ON, founds=(new,), ends={"QA": "QL"}))
    chairs = harrow.all(Membership, group_id=harrow.group("QL"), capacity=Capacity.CO_CHAIR)
    assert len(chairs) == len(
        harrow.all(Membership, group_id=harrow.group("QA"), capacity=Capacity.CO_CHAIR)
    )
    assert harrow.get(Group, harrow.group("QL")).started_on == ON


def test_planned_meetings_are_cancelled_and_their_items_go_on_the_forward_plan(
    harrow: Harrow,
) -> None:
    earlier, later = harrow.plan(MEETING), harrow.plan(NEXT)
    harrow.do(lambda uow: agendas.add_item(uow, later, "Hidden harm", kind=ItemKind.OTHER).id)
    done = go(harrow, Plan(ON, ends={"QA": "LD"}))
    assert done.cancelled == [harrow.get(Meeting, later).ref]
    assert harrow.get(Meeting, later).state is MeetingState.CANCELLED
    assert "LD" in harrow.get(Meeting, later).why
    assert harrow.get(Meeting, earlier).state is MeetingState.PLANNED
    assert [one.title for one in harrow.all(Matter, group_id=harrow.group("LD"))] == ["Hidden harm"]
    kept = harrow.all(AgendaItem, meeting_id=later)
    assert "Hidden harm" in {one.title for one in kept}


def test_a_split_sends_chosen_records_elsewhere_and_findings_after_their_source(
    harrow: Harrow,
) -> None:
    found(harrow, "VAWG")
    group = harrow.group()
    one = harrow.raise_action("Review the toolkit")
    two = harrow.raise_action("Publish the protocol")
    audit = harrow.do(lambda uow: audits.plan_audit(uow, group, "Coercion").id)
    finding = harrow.do(
        lambda uow: linking.add_finding(uow, group, "Risk not named", source=("audits", audit)).id
    )
    plan = placed(Plan(ON, ends={"QA": "LD"}), [two, audit], ["VAWG"])
    go(harrow, plan)
    assert group_of(harrow, Action, one) == "LD"
    assert group_of(harrow, Action, two) == "VAWG"
    assert group_of(harrow, Finding, finding) == "VAWG"


def test_a_group_that_goes_on_can_give_a_part_away_and_members_to_both(harrow: Harrow) -> None:
    found(harrow, "VAWG")
    one, two = harrow.raise_action("Review the toolkit"), harrow.raise_action("Publish it")
    member = harrow.all(Membership, group_id=harrow.group())[3]
    plan = placed(Plan(ON), [two], ["VAWG"])
    plan = placed(plan, [member.id], ["QA", "VAWG"])
    go(harrow, plan)
    assert [group_of(harrow, Action, each) for each in (one, two)] == ["QA", "VAWG"]
    assert harrow.get(Membership, member.id).to_on is None
    joined = harrow.all(Membership, group_id=harrow.group("VAWG"))
    assert [each.person_id for each in joined] == [member.person_id]
    assert harrow.get(Group, harrow.group()).ended_on is None


def test_a_rename_keeps_everything_else(harrow: Harrow) -> None:
    action = harrow.raise_action()
    go(harrow, Plan(ON, renames={"QA": " Quality and Impact "}))
    assert harrow.get(Group, harrow.group()).name == "Quality and Impact"
    assert group_of(harrow, Action, action) == "QA"


def test_papers_of_meetings_bear_the_name_the_group_had_on_their_day(harrow: Harrow) -> None:
    before, after = harrow.plan(MEETING), harrow.plan(NEXT)
    old = harrow.get(Group, harrow.group()).name
    harrow.clock.pass_by(days=3)
    go(harrow, Plan(ON, renames={"QA": "Quality and Impact"}))

    def titles() -> list[str]:
        with harrow.desk.read() as reader:
            return [
                make("agenda", reader, Request(meeting_id=one)).title for one in (before, after)
            ]

    assert titles() == [f"{old}: agenda", "Quality and Impact: agenda"]
    harrow.clock.pass_by(days=1)
    go(harrow, Plan(ON, renames={"QA": "Impact"}))
    assert titles() == [f"{old}: agenda", "Impact: agenda"]
    harrow.desk.undo()
    harrow.desk.undo()
    assert titles() == [f"{old}: agenda", f"{old}: agenda"]


def test_what_does_not_wait_for_the_day_is_said_before(harrow: Harrow) -> None:
    harrow.raise_action()
    kinds = {one.code: one.kind for one in harrow.all(Group)}
    plan = Plan(ON, ends={"QA": "LD"}, renames={"LD": "Learning"})
    (told,) = [
        one for one in views.warnings(plan, held(harrow, ["QA"]), kinds) if "still to come" in one
    ]
    assert "1 Dec 2026 is still to come" in told
    assert "1 records go over and names change at once" in told
    harrow.clock.pass_by(days=30)
    assert not [
        one for one in views.warnings(plan, held(harrow, ["QA"]), kinds) if "still to come" in one
    ]


def test_a_whole_reorganisation_is_undone_as_one(harrow: Harrow) -> None:
    for code in ("VAWG", "MSP", "EXP"):
        found(harrow, code)
    action = harrow.raise_action()
    harrow.plan(NEXT)
    before = [one.__dict__ for one in harrow.all(Group)]
    plan = Plan(
        ON,
        founds=(Founded("PQ", "Practice and Quality", GroupKind.QUALITY),),
        ends={"QA": "PQ", "VAWG": "PQ", "MSP": "LD", "EXP": "CR"},
        renames={"CR": "Review and Learning"},
    )
    done = go(harrow, plan)
    assert sorted(done.ended) == ["EXP", "MSP", "QA", "VAWG"]
    harrow.desk.undo()
    after = harrow.all(Group)
    assert [(g["code"], g["name"], g["ended_on"]) for g in before] == [
        (g.code, g.name, g.ended_on) for g in after
    ]
    assert group_of(harrow, Action, action) == "QA"
    assert {one.state for one in harrow.all(Meeting)} == {MeetingState.PLANNED}
    assert harrow.all(Membership, group_id=harrow.group("LD")) == []
    harrow.desk.redo()
    assert group_of(harrow, Action, action) == "PQ"


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(ON), "changes nothing"),
        (Plan(ON, ends={"XX": "LD"}), "no group XX"),
        (Plan(ON, ends={"QA": "XX"}), "no group XX"),
        (Plan(ON, ends={"QA": "LD", "LD": "CR"}), "LD is to take work and ends itself"),
        (Plan(ON, ends={"QA": "QA"}), "QA is to take work and ends itself"),
        (Plan(ON, ends={"QA": "LD"}, renames={"QA": "Q"}), "ends and is renamed"),
        (Plan(ON, renames={"QA": " "}), "no name"),
        (Plan(ON, founds=(Founded("LD", "Again"),)), "LD would be given twice"),
        (Plan(ON, founds=(Founded("PQ", "One"), Founded("PQ", "Two"))), "PQ would be given twice"),
        (Plan(ON, places={"id": ("XX",)}), "no group XX"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(plan: Plan, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        check(plan, ["QA", "LD", "CR"])


def test_nothing_is_left_with_nobody_and_nothing_half_done(harrow: Harrow) -> None:
    harrow.raise_action()
    with pytest.raises(Refusal, match="1 open thing"):
        go(harrow, Plan(ON, ends={"QA": ""}))
    assert harrow.get(Group, harrow.group()).ended_on is None
    with pytest.raises(Refusal, match="two to six letters"):
        go(harrow, Plan(ON, founds=(Founded("P1", "One"),), ends={"QA": "P1"}))
    assert harrow.get(Group, harrow.group()).ended_on is None


def test_a_group_with_nothing_in_hand_may_end_without_a_successor(harrow: Harrow) -> None:
    found(harrow, "VAWG")
    assert go(harrow, Plan(ON, ends={"VAWG": ""})).ended == ["VAWG"]
    assert harrow.get(Group, harrow.group("VAWG")).successor_id is None


def test_warnings_tell_of_chairs_meetings_and_work_without_a_workspace(harrow: Harrow) -> None:
    found(harrow, "VAWG")
    harrow.plan(NEXT)
    group = harrow.group()
    harrow.do(lambda uow: audits.plan_audit(uow, group, "Neglect").id)
    kinds = {one.code: one.kind for one in harrow.all(Group)}
    plan = Plan(ON, ends={"QA": "VAWG"}, founds=(Founded("NEW", "New"),))
    told = views.warnings(plan, held(harrow, ["QA"]), kinds)
    assert any("1 of “Audits” go to VAWG" in one for one in told)
    assert any("co-chair(s) join VAWG as members" in one for one in told)
    assert any("1 planned meeting(s) are cancelled" in one for one in told)
    assert any("NEW begins without members" in one for one in told)


def test_what_a_group_has_in_hand_is_counted_by_heading(harrow: Harrow) -> None:
    harrow.raise_action()
    counts = held(harrow, ["QA"]).counts("QA")
    assert counts["Open actions"] == 1
    assert counts["Members"] == len(harrow.all(Membership))
    assert next(iter(counts)) == "Members"


def test_a_place_of_its_own_comes_before_its_sources_and_its_groups() -> None:
    plan = Plan(ON, ends={"QA": "LD"}, places={"audit": ("CR",)})
    assert takers(plan, "audit", "QA", None) == ("CR",)
    assert takers(plan, "finding", "QA", "audit") == ("CR",)
    assert takers(plan, "other", "QA", None) == ("LD",)
    assert takers(plan, "other", "CR", None) == ("CR",)
    assert takers(placed(plan, ["audit"], []), "audit", "QA", None) == ("LD",)


def test_every_kind_of_record_of_a_group_either_moves_or_stays_on_purpose() -> None:
    of_groups = {kind for kind, model in KINDS.items() if "group_id" in model.__table__.c}
    told = {moving.kind for moving in views.MOVING} | views.STAYING
    assert of_groups == told
