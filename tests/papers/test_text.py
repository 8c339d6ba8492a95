"""What papers read like, from the first line to the last, against files that people can read.

After a change that is meant, write the files anew with WRITE_REFERENCES=1 and read the difference.
"""

import os
from pathlib import Path

import pytest
from tests.papers.flat import flat
from tests.papers.stage import WITHHELD, Stage

from safeguard_desk import papers
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.working_days import Quarter

DATES_ONLY = {
    "attendance",
    "calendar",
    "duties",
    "embedding",
    "learning-report",
    "priorities-map",
    "training-reach",
    "training-returns",
}
"""Papers that have no restricted part whatever is asked for."""
REFERENCES = Path(__file__).parents[1] / "reference"


def request(stage: Stage, asked: dict[str, object]) -> Request:
    """Return a request from references and codes, as the command line would name them."""
    made = {key: asked[key] for key in ("quarter", "restricted", "public") if key in asked}
    return Request(
        meeting_id=stage.meetings.get(str(asked.get("meeting"))),
        group_id=stage.groups.get(str(asked.get("group"))),
        board_id=stage.boards.get(str(asked.get("board"))),
        **made,  # type: ignore[arg-type]
    )


def text(stage: Stage, kind: str, **asked: object) -> str:
    with stage.desk.read() as reader:
        return flat(papers.make(kind, reader, request(stage, asked)))


def name(stage: Stage, kind: str, **asked: object) -> str:
    with stage.desk.read() as reader:
        return papers.file_name(kind, reader, request(stage, asked))


@pytest.mark.parametrize(
    ("file", "kind", "asked"),
    [
        ("agenda", "agenda", {"meeting": "QA-2026-11-17"}),
        ("agenda_without_part_2", "agenda", {"meeting": "CR-2026-10-20"}),
        ("agenda_with_part_2", "agenda", {"meeting": "CR-2026-10-20", "restricted": True}),
        ("minutes_draft", "minutes", {"meeting": "QA-2026-11-17"}),
        ("minutes_ratified", "minutes", {"meeting": "QA-2026-09-15", "public": True}),
        ("minutes_without_part_2", "minutes", {"meeting": "CR-2026-10-20"}),
        ("minutes_with_part_2", "minutes", {"meeting": "CR-2026-10-20", "restricted": True}),
        ("tracker", "tracker", {"group": "QA"}),
        ("tracker_of_all_groups", "tracker", {}),
        ("report_to_children_board", "board-report", {"group": "QA", "board": "HSCB"}),
        ("report_to_adults_board", "board-report", {"group": "QA", "board": "HSAB"}),
        (
            "report_of_all_groups",
            "board-report",
            {"board": "SSP", "quarter": Quarter(2026, 2)},
        ),
    ],
)
def test_paper_reads_as_it_should(
    stage: Stage, file: str, kind: str, asked: dict[str, object]
) -> None:
    path = REFERENCES / f"{file}.txt"
    found = text(stage, kind, **asked)
    if os.environ.get("WRITE_REFERENCES"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
    assert found == text(stage, kind, **asked), "the same paper twice"


# What a matter's history leaves out is told in tests/views/test_matter_history.py, an audit's
# report in tests/papers/test_audit_report.py, closed actions in tests/papers/test_trackers.py, an
# agency's account in tests/papers/test_accountability.py, reviews in test_papers_on_reviews.py.
OF_RECORDS = {
    *("matter", "audit-report", "audit-programme", "closed-actions", "inspections", "inspection"),
    *("decision-record", "scorecard", "coverage", "review-log", "self-assessment"),
    *(
        "accountability",
        "annual-evidence",
        "child-deaths",
        "course-evaluation",
        "near-miss",
        "learning-product",
        "publication-record",
        "thread",
        "rapid-review",
        "review-progress",
        "review-timeline",
        "review-year",
        "certificates",
        "delegates",
        "sign-in",
        "thread",
    ),
}


@pytest.mark.parametrize("kind", [kind for kind in papers.PAPERS if kind not in OF_RECORDS])
def test_nothing_restricted_is_read_in_an_ordinary_copy(stage: Stage, kind: str) -> None:
    asked = {"meeting": "CR-2026-10-20", "group": "CR", "board": "HSAB"}
    assert WITHHELD not in text(stage, kind, **asked)
    if kind not in DATES_ONLY:
        assert WITHHELD in text(stage, kind, **asked, restricted=True)


def test_every_typed_line_is_found_in_the_minutes(stage: Stage) -> None:
    """What was typed in the meeting stands in its place, to the letter."""
    minutes = text(stage, "minutes", meeting="QA-2026-11-17")
    for line in (
        "Time: Opened 10:02 and closed 10:58",
        "Head of Housing Needs | Harrow Council Housing | Member"
        " | Deputy: Tenancy Services Manager",
        "Named GP | NHS North West London ICB | Member | Apologies",
        "2.1 None were declared.",
        "> 3.1 Decision: minutes of 15 September 2026 agreed as a correct record with one"
        " amendment at 3.5 (date of re-audit)",
        ">   To: NHS North West London ICB",
        ">   Response: the Designated Nurse will bring a plan by practice",
        "> 4.4 Decision: Agreed to close QA-0137 and QA-0135",
        "> 5.2 Good practice: school nursing and early help had recorded the voice of the child"
        " in every case seen",
        "> 5.3 Action QA-0139: re-audit the eight cases graded inadequate",
        ">   Due: 31 May 2027",
        "> 5.4 Escalation: HSAB to be asked to raise the missing Probation returns at executive"
        " level",
        "> 5.5 Risk QA-R-0001: action plan will pass six months if the re-audit is not booked by"
        " March",
        "> 7.1 Key message: ask your teams to use the revised neglect screening tool from"
        " 1 December",
    ):
        assert f"\n{line}\n" in minutes


def test_minutes_are_a_draft_until_both_co_chairs_approve(stage: Stage) -> None:
    assert "[DRAFT]" in text(stage, "minutes", meeting="QA-2026-11-17")
    assert "[DRAFT]" not in text(stage, "minutes", meeting="CR-2026-10-20")
    assert name(stage, "minutes", meeting="QA-2026-11-17") == "QA-2026-11-17 minutes draft"


def test_comments_of_the_drafters_never_reach_a_paper(stage: Stage) -> None:
    assert "drafters only" not in text(stage, "minutes", meeting="QA-2026-11-17")


def test_copy_with_the_restricted_part_is_sensitive_and_says_for_whom(stage: Stage) -> None:
    found = text(stage, "minutes", meeting="CR-2026-10-20", restricted=True)
    assert found.startswith("[OFFICIAL-SENSITIVE]")
    part_1, part_2 = found.split("--- page ---")
    assert WITHHELD not in part_1
    assert "- Designated Nurse (NHS North West London ICB)" in part_2


@pytest.mark.parametrize(
    ("kind", "asked", "sentence"),
    [
        ("tracker", {"group": "LD"}, "No actions are open."),
        ("tracker", {"group": "LD"}, "The group has not met yet."),
        ("board-report", {"group": "LD", "board": "HSCB"}, "No meeting falls in Q3 2026/27."),
        ("board-report", {"group": "LD", "board": "HSCB"}, "No action is overdue."),
        ("board-report", {"board": "SSP"}, "No priorities are recorded for 2026/27."),
        ("board-report", {"board": "HSAB"}, "No risk is open."),
    ],
)
def test_empty_desk_is_told_in_sentences(
    empty: Stage, kind: str, asked: dict[str, object], sentence: str
) -> None:
    found = text(empty, kind, **asked)
    assert sentence in found
    assert " | " not in found, "an empty table"


def test_meeting_not_held_yet_has_no_minutes(stage: Stage) -> None:
    found = text(stage, "minutes", meeting="QA-2027-01-19")
    assert "No minutes have been taken yet." in found
    assert "Attendance has not been marked." in found


def test_cancelled_meeting_says_so(stage: Stage) -> None:
    assert "This meeting is cancelled." in text(stage, "agenda", meeting="QA-2026-10-13")
    assert "there are no minutes" in text(stage, "minutes", meeting="QA-2026-10-13")


def test_file_names_say_what_and_when_and_which_copy(stage: Stage) -> None:
    assert name(stage, "tracker", group="QA") == "QA action tracker 2026-11-20"
    assert name(stage, "board-report", board="SSP") == "All groups report to SSP 2026-Q3"
    restricted = name(stage, "agenda", meeting="CR-2026-10-20", restricted=True)
    assert restricted == "CR-2026-10-20 agenda, with restricted part"


def test_unknown_kind_of_paper_is_refused_with_those_there_are(stage: Stage) -> None:
    with pytest.raises(
        Refusal,
        match="agenda, brief, minutes, tracker, meeting-actions, closed-actions, board-report",
    ):
        papers.paper("minute")


def test_headline_says_what_the_tables_count(stage: Stage) -> None:
    found = text(stage, "board-report", group="QA", board="HSAB")
    rows = [line for line in found.splitlines() if line.startswith(("Red |", "Amber |", "Green |"))]
    red, amber, green = (row.split(" | ")[1] for row in rows)
    assert f"{red} red, {amber} amber, {green} green" in found
    overdue = found.split("Overdue actions by agency\n")[1].split("\n\n")[0].splitlines()[1:]
    assert f"{len(overdue)} are overdue." in found
