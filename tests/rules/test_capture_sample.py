"""The meeting of 17 November 2026 as it was typed: every line and what it means."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.rules import capture as c
from safeguard_desk.rules.known import Known

LINES = (
    (Path(__file__).parents[1] / "files" / "meeting_as_typed.txt").read_text("utf-8").splitlines()
)

EXPECTED = [
    (c.Comment, {}),
    (c.Comment, {}),
    (c.AttendAll, {}),
    (c.Apologies, {"people": ("NG", "PB")}),
    (c.DeputySent, {"person_id": "HO", "deputy": "Tenancy Services Manager"}),
    (c.GoToItem, {"number": 1, "item_id": "item1"}),
    (c.Note, {"text": "The children's co-chair opened the meeting. Apologies were noted."}),
    (c.GoToItem, {"number": 2, "item_id": "item2"}),
    (c.Note, {"text": "None were declared."}),
    (c.GoToItem, {"number": 3, "item_id": "item3"}),
    (
        c.Decision,
        {
            "text": "minutes of 15 September 2026 agreed as a correct record with one amendment"
            " at 3.5 (date of re-audit)"
        },
    ),
    (c.GoToItem, {"number": 4, "item_id": "item4"}),
    (
        c.Note,
        {
            "text": "QA-0132 GP attendance rose from 11 to 19 per cent in quarter 2; the group did"
            " not think this enough"
        },
    ),
    (
        c.Challenge,
        {
            "text": "Police challenged the ICB on the pace of QA-0132",
            "challenger_id": "police",
            "challenged_id": "icb",
            "response": "the Designated Nurse will bring a plan by practice",
        },
    ),
    (
        c.ActionLine,
        {
            "text": "bring a plan for GP attendance at conferences, by practice",
            "owners": ("DN",),
            "owner_words": "Designated Nurse Safeguarding Children",
            "agency_id": "icb",
            "due": date(2027, 1, 15),
            "due_words": "15 Jan",
        },
    ),
    (
        c.CloseActions,
        {"refs": ("QA-0137", "QA-0135"), "action_ids": ("id137", "id135"), "unknown": ()},
    ),
    (c.GoToItem, {"number": 5, "item_id": "item5", "text": "Multi-agency audit: neglect"}),
    (
        c.Note,
        {"text": "24 cases, returns from 9 of 11 agencies; Probation and Cafcass missing"},
    ),
    (
        c.GoodPractice,
        {
            "text": "school nursing and early help had recorded the voice of the child in every"
            " case seen"
        },
    ),
    (
        c.ActionLine,
        {
            "text": "re-audit the eight cases graded inadequate",
            "owners": ("DN", "HS"),
            "owner_words": "QA co-chairs",
            "agency_id": None,
            "due": date(2027, 5, 31),
            "due_words": "31/05/27",
        },
    ),
    (
        c.EscalationLine,
        {
            "text": "HSAB to be asked to raise the missing Probation returns at executive level",
            "board_id": "adult",
        },
    ),
    (
        c.RiskLine,
        {"text": "action plan will pass six months if the re-audit is not booked by March"},
    ),
    (c.GoToItem, {"number": 6, "item_id": "item6"}),
    (c.Note, {"text": "re-referrals 23.8%, up for the third quarter running"}),
    (
        c.ActionLine,
        {
            "text": "deep dive on re-referrals by ward and age",
            "owners": ("PA",),
            "owner_words": "Performance Analyst",
            "agency_id": "council",
            "due": date(2027, 1, 12),
            "due_words": "next meeting",
        },
    ),
    (c.GoToItem, {"number": 7, "item_id": "item11"}),
    (
        c.KeyMessage,
        {"text": "ask your teams to use the revised neglect screening tool from 1 December"},
    ),
    (c.CloseMeeting, {}),
]


@pytest.mark.parametrize(("line", "expected"), list(zip(LINES, EXPECTED, strict=True)))
def test_each_typed_line_means_what_its_typist_meant(
    known: Known, line: str, expected: tuple[type[c.Line], dict[str, Any]]
) -> None:
    kind, facts = expected
    _, rest = c.split_time(line)
    understood = c.understand(rest, known)
    assert type(understood) is kind
    assert {name: getattr(understood, name) for name in facts} == facts
    assert understood.doubts == ()
    for chip in understood.chips:
        start, end = chip.span
        assert rest[start:end].strip() == rest[start:end] != ""


def test_times_are_split_off_every_line_but_comments() -> None:
    times = [c.split_time(line)[0] for line in LINES]
    assert times[:3] == [None, None, time(10, 2)]
    assert times[-1] == time(10, 58)
    assert None not in times[2:]
