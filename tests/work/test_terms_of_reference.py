"""Terms of reference: versions that stay as agreed, and duties shown against what was minuted."""

from datetime import date

import pytest
from tests.fixtures.harrow import MEETING, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Duty
from safeguard_desk.rules.terms import EntryKind
from safeguard_desk.views import duties as view
from safeguard_desk.work import minuting
from safeguard_desk.work import terms_of_reference as terms

YEAR = (date(2026, 4, 1), date(2027, 3, 31))


def drafted(harrow: Harrow) -> str:
    group = harrow.group()
    return harrow.do(lambda uow: terms.draft(uow, group, text="The group assures.").id)


def add(harrow: Harrow, version: str, text: str, code: str = "") -> str:
    return harrow.do(lambda uow: terms.add_duty(uow, version, text, code=code).id)


def seen(harrow: Harrow, version: str) -> view.DutiesYear:
    with harrow.desk.read() as reader:
        return view.year(reader, harrow.group(), version, *YEAR)


def test_agreed_terms_stay_as_agreed_and_the_next_version_begins_with_them(harrow: Harrow) -> None:
    first = drafted(harrow)
    add(harrow, first, "Run a series of audits", "audits")
    harrow.do(terms.agree, first)
    with pytest.raises(Refusal, match="was agreed on 17 Nov 2026"):
        harrow.do(lambda uow: terms.edit(uow, first, text="Other words"))
    with pytest.raises(Refusal, match="new version"):
        add(harrow, first, "More")
    harrow.do(lambda uow: terms.edit(uow, first, review_on=date(2027, 4, 1)))
    second = drafted(harrow)
    assert [duty.text for duty in harrow.all(Duty, terms_id=second)] == ["Run a series of audits"]
    with harrow.desk.read() as reader:
        found = view.versions(reader, harrow.group())
    assert [version.number for version in found] == [2, 1]
    in_force = view.in_force(found)
    assert in_force is not None
    assert in_force.number == 1


def test_a_duty_is_exercised_where_its_standing_item_has_minutes(harrow: Harrow) -> None:
    version = drafted(harrow)
    add(harrow, version, "Run a series of audits", "audits")
    add(harrow, version, "Challenge partners", "challenge")
    meeting = harrow.plan()
    item = next(item for item in harrow.items(meeting) if item.code == "audits")
    harrow.do(minuting.add_entry, item.id, EntryKind.NOTE, "24 cases were read.")
    found = seen(harrow, version)
    assert [day for *_, day in found.meetings] == [MEETING]
    assert [line.items for line in found.lines] == [((item.position,),), ((),)]
    assert [line.text for line in found.idle] == ["Challenge partners"]


def test_a_duty_may_be_shown_under_any_item_and_taken_back(harrow: Harrow) -> None:
    version = drafted(harrow)
    duty = add(harrow, version, "Hear from children")
    meeting = harrow.plan()
    first = harrow.items(meeting)[0].id
    harrow.do(minuting.add_entry, first, EntryKind.NOTE, "Children were heard.")
    assert harrow.do(terms.exercise, duty, first)
    assert seen(harrow, version).lines[0].items == ((1,),)
    assert not harrow.do(terms.exercise, duty, first)
    assert seen(harrow, version).lines[0].times == 0


def test_removing_a_duty_closes_the_gap(harrow: Harrow) -> None:
    version = drafted(harrow)
    first = add(harrow, version, "One")
    add(harrow, version, "Two")
    harrow.do(terms.remove_duty, first)
    assert [(d.position, d.text) for d in harrow.all(Duty, terms_id=version)] == [(1, "Two")]
    with pytest.raises(Refusal, match="needs words"):
        add(harrow, version, "  ")
