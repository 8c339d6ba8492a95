"""The workspace of a review: mending, chasing, themes, checks of impact, the key of names."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from tests.fixtures.harrow import Harrow
from tests.making import TestClock
from tests.work.test_reviews import answered, do, referred, seen

from safeguard_desk.desk.sealed import unseal
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.export import export
from safeguard_desk.models import CaseKey, JournalEntry, Person, ReviewAgency
from safeguard_desk.rules.terms import ItemKind, Side
from safeguard_desk.rules.terms_review import (
    Answer,
    ImpactSeen,
    NoteKind,
    Panel,
    ReviewKind,
    Significance,
    Supports,
)
from safeguard_desk.rules.terms_thread import FindingKind, Stage
from safeguard_desk.views import (
    broken,
    case_key,
    review_themes,
    reviews_due,
    thread,
    today,
)
from safeguard_desk.work import (
    case_keys,
    linking,
    review_edits,
    review_impact,
    review_progress,
    review_work,
    reviews,
)
from safeguard_desk.work import review_themes as themes

OWN = "seven quiet lanterns"
REAL = "Jordan Examplename"


def decided(harrow: Harrow, kind: ReviewKind = ReviewKind.SAR) -> str:
    case = referred(harrow, Side.ADULTS)
    answered(harrow, case, adult_alive=Answer.NO)
    do(harrow, reviews.decide, case, kind, "Section 44 is met", by="Chair")
    return case


def agency(harrow: Harrow, short: str = "ICB") -> str:
    from safeguard_desk.models import Agency

    with harrow.desk.read() as reader:
        return str(reader.scalar(select(Agency.id).where(Agency.short_name == short)))


def recommended(harrow: Harrow, case: str) -> tuple[str, str]:
    finding = do(harrow, lambda uow: review_work.find(uow, case, "Nobody visited").id)
    made = do(harrow, lambda uow: linking.recommend(uow, finding, "Visit within a week").id)
    return finding, made


def test_an_answer_and_a_view_are_taken_back_until_the_decision(harrow: Harrow) -> None:
    case = referred(harrow, Side.ADULTS)
    do(harrow, reviews.answer, case, "adult-needs", Answer.YES, "Known")
    do(harrow, review_edits.take_answer_back, case, "adult-needs")
    assert all(one.answer is None for one in seen(harrow, case).criteria)
    with pytest.raises(Refusal, match="not answered"):
        do(harrow, review_edits.take_answer_back, case, "adult-needs")
    do(harrow, reviews.take_view, case, agency(harrow), Supports.YES, "Yes")
    row = seen(harrow, case).agencies[0]
    do(harrow, review_edits.edit_agency, row.id, "view", "Yes", "Yes, with the police")
    do(harrow, review_edits.take_view_back, row.id)
    assert seen(harrow, case).agencies[0].supports is None
    case = decided(harrow)
    with pytest.raises(Refusal, match="answers stand"):
        do(harrow, review_edits.take_answer_back, case, "adult-needs")


def test_a_late_summary_is_chased_once_a_day_and_its_days_are_mended(
    harrow: Harrow, clock: TestClock
) -> None:
    case = decided(harrow)
    do(harrow, review_work.ask_summary, case, agency(harrow))
    row = seen(harrow, case).agencies[0]
    assert row.days_late(date(2026, 12, 4)) == 3
    clock.pass_by(days=20)
    for _ in range(2):
        do(harrow, review_edits.chase_summary, row.id)
    assert seen(harrow, case).agencies[0].chases == 1
    with pytest.raises(Refusal, match="still to come"):
        do(harrow, review_edits.edit_agency, row.id, "received_on", None, date(2027, 3, 1))
    with pytest.raises(Refusal, match="before it was asked"):
        do(harrow, review_edits.edit_agency, row.id, "received_on", None, date(2026, 11, 1))
    with pytest.raises(Refusal, match="nobody asked"):
        do(harrow, review_edits.edit_agency, row.id, "asked_on", row.asked_on, None)
    do(harrow, review_edits.edit_agency, row.id, "due_on", row.due_on, date(2026, 12, 20))
    do(harrow, review_work.receive_summary, row.id)
    with pytest.raises(Refusal, match="No summary"):
        do(harrow, review_edits.chase_summary, row.id)


def test_a_role_a_name_and_an_event_are_taken_away_with_one_undo_each(harrow: Harrow) -> None:
    case = decided(harrow)
    with harrow.desk.read() as reader:
        person = reader.scalar(select(Person.id).limit(1))
    do(harrow, review_work.give_role, case, Panel.CHAIR, person_id=person)
    do(harrow, review_work.name_in_case, case, "Adult A", "the adult")
    event = do(harrow, lambda uow: review_work.add_event(uow, case, date(2025, 1, 1), "Seen").id)
    do(harrow, review_edits.edit_event, event, "words", "Seen", "Seen by the GP")
    do(harrow, review_edits.compare_event, event, "The GP's day is right")
    with pytest.raises(Refusal, match="postcode"):
        do(harrow, review_edits.edit_event, event, "words", "Seen by the GP", "At HA1 2XY")
    with pytest.raises(Refusal, match="needs a day"):
        do(harrow, review_edits.edit_event, event, "on", date(2025, 1, 1), None)
    held = seen(harrow, case)
    assert held.events[0].compared == "The GP's day is right"
    from safeguard_desk.models import CaseName, ChronologyEvent, ReviewRole

    for model, row in ((ReviewRole, held.roles[0]), (CaseName, held.names[0]),
                       (ChronologyEvent, held.events[0])):  # fmt: skip
        do(harrow, review_work.remove, model, row.id)
    bare = seen(harrow, case)
    assert (bare.roles, bare.names, bare.events) == ((), (), ())
    for _ in range(3):
        harrow.desk.undo()
    back = seen(harrow, case)
    assert (len(back.roles), len(back.names), len(back.events)) == (1, 1, 1)


def test_code_names_that_are_double_unused_or_unknown_are_told(harrow: Harrow) -> None:
    case = decided(harrow)
    for name, meaning in (("Adult A", "the adult"), ("Adult B", "The  adult"), ("Carer C", "son")):
        do(harrow, review_work.name_in_case, case, name, meaning)
    do(harrow, reviews.edit, case, "analysis", "", "Adult A and Adult B were seen, Child D not")
    told = " ".join(seen(harrow, case).inconsistent)
    assert "“Adult A” and “Adult B” both stand for The  adult" in told
    assert "“Carer C” is used in no text" in told
    assert "“Child D” (Analysis) is no code name" in told


def test_impact_is_checked_every_six_months_and_its_clock_follows(
    harrow: Harrow, clock: TestClock
) -> None:
    case = decided(harrow)
    do(harrow, reviews.edit, case, "plan_agreed_on", None, date(2026, 11, 17))
    assert _impact_clock(harrow, case).due_on == date(2027, 5, 17)
    with pytest.raises(Refusal, match="no evidence"):
        do(harrow, review_impact.check, case, ImpactSeen.PARTLY, " ")
    with pytest.raises(Refusal, match="not after"):
        do(harrow, review_impact.check, case, ImpactSeen.PARTLY, "x", next_on=date(2026, 11, 1))
    clock.pass_by(days=176)  # 12 May 2027
    with harrow.desk.read() as reader:
        sections = {one.title: one.lines for one in today.today(reader)}
    assert any("Check impact" in line.words for line in sections["Clocks running out"])
    do(harrow, review_impact.check, case, ImpactSeen.PARTLY, "Half of the audited cases",
       by="QA lead")  # fmt: skip
    held = _impact_clock(harrow, case)
    assert (held.due_on, held.state.standing) == (date(2027, 11, 12), "running")
    head = seen(harrow, case).head
    assert (head.impact_seen, head.impact) == (ImpactSeen.PARTLY, "Half of the audited cases")
    clock.pass_by(days=100)
    check = do(harrow, lambda u: review_impact.check(u, case, ImpactSeen.SEEN, "All of them").id)
    assert _impact_clock(harrow, case).state.standing == "met"
    do(harrow, review_impact.take_back, check)
    assert _impact_clock(harrow, case).due_on == date(2027, 11, 12)
    assert seen(harrow, case).head.impact == "Half of the audited cases"
    harrow.desk.undo()
    assert seen(harrow, case).head.impact == "All of them"
    assert harrow.desk.check().faults == ()


def _impact_clock(harrow: Harrow, case: str) -> Any:
    return next(one for one in seen(harrow, case).clocks if one.kind == "impact-check")


def test_a_check_of_a_recommendation_stands_on_its_thread_and_comes_again(
    harrow: Harrow, clock: TestClock
) -> None:
    case = decided(harrow)
    _, made = recommended(harrow, case)
    other = decided(harrow)
    with pytest.raises(Refusal, match="no recommendation of this review"):
        do(harrow, review_impact.check, other, ImpactSeen.SEEN, "x", recommendation_id=made)
    do(harrow, review_impact.check, case, ImpactSeen.NOT_YET, "No audit yet",
       recommendation_id=made, next_on=date(2026, 12, 1))  # fmt: skip
    assert seen(harrow, case).head.impact_seen is None
    with harrow.desk.read() as reader:
        drawn = thread.thread(reader, "recommendations", made)
        (check,) = [one for one in drawn.at(Stage.CHECK) if one.kind == "impact_checks"]
        assert (check.state, check.title, check.hidden) == ("Not seen yet", "No audit yet", True)
        (due,) = reviews_due.impact_due(reader, date(2026, 12, 1))
        assert due.text == "Visit within a week"
        told = {one.title: one for one in today.today(reader)}["Impact to be looked at"]
        assert told.lines[0].restricted
    do(harrow, review_impact.check, case, ImpactSeen.SEEN, "Seen in ten cases",
       recommendation_id=made)  # fmt: skip
    with harrow.desk.read() as reader:
        assert reviews_due.impact_due(reader, date(2028, 1, 1)) == []


def test_a_whole_reviews_check_is_the_verdict_of_its_thread(harrow: Harrow) -> None:
    case = decided(harrow)
    do(harrow, reviews.edit, case, "plan_agreed_on", None, date(2026, 4, 1))
    with harrow.desk.read() as reader:
        assert "reviews" in {one.kind for one in broken.broken(reader)}
    do(harrow, review_impact.check, case, ImpactSeen.SEEN, "Visits happen")
    with harrow.desk.read() as reader:
        drawn = thread.thread(reader, "reviews", case)
        assert [(one.title, one.state) for one in drawn.at(Stage.VERDICT)] == [
            ("Visits happen", "Impact seen")
        ]
        assert "reviews" not in {one.kind for one in broken.broken(reader)}


def test_themes_gather_what_reviews_say_and_what_came_of_it(harrow: Harrow) -> None:
    first, second = decided(harrow), decided(harrow)
    finding, _ = recommended(harrow, first)
    strength = do(harrow, lambda uow: review_work.find(uow, second, "A neighbour was heard",
                                                       kind=FindingKind.STRENGTH).id)  # fmt: skip
    do(harrow, themes.note, first, "Professional curiosity", finding_id=finding)
    do(harrow, themes.note, second, "professional  curiosity", finding_id=strength)
    do(harrow, themes.note, second, "Professional curiosity", "Questions were not asked twice")
    with pytest.raises(Refusal, match="no finding of"):
        do(harrow, themes.note, second, "Professional curiosity", finding_id=finding)
    with pytest.raises(Refusal, match="looks like"):
        do(harrow, themes.note, second, "Other", "Born on 3 May 2019")
    with harrow.desk.read() as reader:
        (held,) = review_themes.themes(reader)
        assert review_themes.theme(reader, "prof") == held
        with pytest.raises(Refusal, match="no theme"):
            review_themes.theme(reader, "other")
    assert (len(held.reviews), len(held.notes), held.good, len(held.findings)) == (2, 3, 1, 2)
    assert held.recommendations == 1
    assert {one.kind for one in held.notes} == set(NoteKind)
    with pytest.raises(Refusal, match="3 notes stand"):
        do(harrow, themes.remove, held.id)
    with pytest.raises(Refusal, match="already"):
        do(harrow, themes.add, harrow.group("CR"), "PROFESSIONAL curiosity")


def test_the_key_of_names_finds_a_name_and_is_written_nowhere(
    harrow: Harrow, tmp_path: Any, clock: TestClock
) -> None:
    case = decided(harrow)
    do(harrow, review_work.name_in_case, case, "Adult A", "the adult")
    names = {"adult a": (REAL, "Jordy")}
    with pytest.raises(Refusal, match="no code name"):
        do(harrow, case_keys.keep, case, {"Child Z": (REAL,)}, OWN)
    with pytest.raises(Refusal, match="at least"):
        do(harrow, case_keys.keep, case, names, "short")
    do(harrow, case_keys.keep, case, names, OWN)
    do(harrow, review_work.add_event, case, date(2025, 1, 1), "Jordy was seen",
       significance=Significance.KEY)  # fmt: skip
    with harrow.desk.read() as reader:
        (found,) = case_key.find(reader, case, OWN)
        assert (found.code, found.word, found.place) == (
            "Adult A",
            "Jordy",
            "Chronology 2025-01-01",
        )
        (more,) = case_key.find(reader, case, OWN, [("Report", "as examplename said")])[1:]
        assert more.place == "Report"
        with pytest.raises(Refusal, match="Adult A in “Chronology") as refused:
            case_key.refuse_named(reader, case, OWN)
        assert "Jordy" not in str(refused.value)
        with pytest.raises(Refusal, match="does not open"):
            case_key.find(reader, case, "another passphrase")
        assert seen(harrow, case).has_key
    with pytest.raises(Refusal, match="does not open"):
        do(harrow, case_keys.keep, case, names, "another passphrase")
    do(harrow, case_keys.keep, case, names, "another passphrase", before=OWN)
    folder = tmp_path / "out"
    export(harrow.desk, folder)
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"Examplename" not in file.read_bytes()
    assert not list(folder.glob("case_keys*"))
    with harrow.desk.read() as reader:
        journal = " ".join(reader.scalars(select(JournalEntry.fields)))
        assert "Examplename" not in journal
        sealed = reader.scalar(select(CaseKey.sealed))
        assert reader.history("case_keys", reader.scalar(select(CaseKey.id))) is not None
    assert REAL in unseal(sealed, "another passphrase")
    assert "sealed" not in (folder / "data-dictionary.csv").read_text(encoding="utf-8-sig")
    do(harrow, case_keys.forget, case)
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="No key"):
        case_key.names(reader, case, OWN)
    with pytest.raises(Refusal, match="No key"):
        do(harrow, case_keys.forget, case)


def test_an_undo_of_a_decision_keeps_the_agencies(harrow: Harrow) -> None:
    case = decided(harrow)
    do(harrow, reviews.involve, case, agency(harrow))
    harrow.desk.undo()
    with harrow.desk.read() as reader:
        assert reader.scalars(select(ReviewAgency.id)) == []


def test_impact_comes_to_the_next_agenda(harrow: Harrow) -> None:
    from safeguard_desk.views import building, meetings
    from safeguard_desk.work.planning import plan_meeting

    case = decided(harrow)
    _, made = recommended(harrow, case)
    do(harrow, review_impact.check, case, ImpactSeen.PARTLY, "Half", recommendation_id=made,
       next_on=date(2026, 12, 10))  # fmt: skip
    meeting = do(harrow, lambda u: plan_meeting(u, harrow.group("CR"), date(2026, 12, 8)).id)
    with harrow.desk.read() as reader:
        offered = building.proposals(reader, meetings.head(reader, meeting).id)
    told = [one for one in offered if "impact" in one.title]
    assert len(told) == 1
    assert told[0].restricted
    assert told[0].kind is ItemKind.DUE
    do(harrow, review_progress.answer_sender, case, "Thank you")
