"""Trackers as people have them: every row accounted for, nothing lost, nothing doubled."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from sqlalchemy import select
from tests.fixtures.harrow import FILES, MEMBERS

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.actions import import_actions, plan_import, read_tracker
from safeguard_desk.exchange.members import import_members
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.trackers.planning import Choice, What, Wishes
from safeguard_desk.models import Action, ActionOwner, ActionUpdate, DueDateChange, Person
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.tracker_words import Part
from safeguard_desk.work import actions

QA, CR, LD = "tracker_qa_sub_group.xlsx", "tracker_case_review.csv", "minutes_with_actions_ld.docx"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows as a CSV file."""

    def write(
        *rows: tuple[str, ...], encoding: str = "utf-8", separator: str = ",", name: str = "t.csv"
    ) -> Path:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


def held(desk: Desk, *names: str, **equal: object) -> list[tuple[object, ...]]:
    columns = [getattr(Action, name) for name in names]
    with desk.read() as reader:
        return [
            tuple(row)
            for row in reader.rows(select(*columns).filter_by(**equal).order_by(Action.ref))
        ]


def said(desk: Desk, ref: str) -> list[str]:
    statement = (
        select(ActionUpdate.text)
        .join(Action, Action.id == ActionUpdate.action_id)
        .where(Action.ref == ref)
        .order_by(ActionUpdate.id)
    )
    with desk.read() as reader:
        return list(reader.scalars(statement))


def adds_up(done: Imported) -> bool:
    return done.rows == done.created + done.updated + done.unchanged + len(done.skipped)


def test_the_quality_trackers_rows_all_arrive_and_the_totals_are_left_out(desk: Desk) -> None:
    done = import_actions(desk, FILES / QA, group="QA")
    assert (done.rows, done.created, done.updated, done.unchanged) == (15, 14, 0, 0)
    assert [(s.row, s.reason) for s in done.skipped] == [
        (18, "a line of totals: “Total actions 12”")
    ]
    assert held(desk, "status", "closed_on", ref="QA-0134") == [
        (ActionStatus.CLOSED, date(2026, 9, 15))
    ]
    assert held(desk, "due_on", "due_words", ref="QA-0133") == [(None, "ASAP")]
    assert held(desk, "due_on", "raised_on", ref="QA-0139") == [
        (date(2026, 11, 30), date(2026, 9, 15))
    ]
    assert held(desk, "closed_on", "status", ref="QA-0098") == [
        (date(2026, 3, 17), ActionStatus.CLOSED)
    ]
    notes = {(note.row, note.field): note.kept_as for note in done.notes}
    assert notes[13, "Agency"] == "text"
    assert said(desk, "QA-0139") == ["Agency: All\nRating in the tracker: Green"]


def test_a_date_that_replaced_another_counts_as_a_slip(desk: Desk) -> None:
    import_actions(desk, FILES / QA, group="QA")
    assert held(desk, "due_on", "slips", ref="QA-0136") == [(date(2026, 9, 1), 1)]
    with desk.read() as reader:
        moves = reader.rows(select(DueDateChange.before_on, DueDateChange.after_on))
        assert [tuple(move) for move in moves] == [(date(2026, 7, 31), date(2026, 9, 1))]


def test_a_row_without_a_reference_gets_a_number_above_all_that_came(desk: Desk) -> None:
    import_actions(desk, FILES / QA, group="QA")
    assert held(desk, "ref", title="Add self-neglect to the scorecard as a new indicator") == [
        ("QA-0142",)
    ]


@pytest.mark.parametrize(("name", "group"), [(QA, "QA"), (CR, "CR"), (LD, "LD")])
def test_a_second_import_of_the_same_file_changes_nothing(
    desk: Desk, name: str, group: str
) -> None:
    import_members(desk, MEMBERS)
    first = import_actions(desk, FILES / name, group=group)
    step = desk.undo_title
    second = import_actions(desk, FILES / name, group=group)
    assert second.created == second.updated == 0
    assert second.unchanged == first.created
    assert adds_up(first)
    assert adds_up(second)
    assert desk.undo_title == step
    assert desk.check().faults == ()


def test_one_import_is_one_undo(desk: Desk) -> None:
    import_actions(desk, FILES / QA, group="QA")
    assert desk.undo_title == f"Import actions from {QA}"
    desk.undo()
    assert held(desk, "ref") == []
    desk.redo()
    assert len(held(desk, "ref")) == 14


def test_a_dry_run_tells_the_same_and_does_nothing(desk: Desk) -> None:
    dry = import_actions(desk, FILES / QA, group="QA", dry_run=True)
    assert held(desk, "ref") == []
    assert import_actions(desk, FILES / QA, group="QA").plain() == dry.plain()


def test_shares_and_windows_letters_of_the_case_review_tracker_are_understood(desk: Desk) -> None:
    import_actions(desk, FILES / CR, group="CR")
    rows = held(desk, "title", "status", "source_ref", "evidence")
    assert [row[1:3] for row in rows] == [
        (ActionStatus.OPEN, "1"),
        (ActionStatus.COMPLETED, "2"),
        (ActionStatus.OPEN, "3"),
    ]
    assert "‘was not brought’" in str(rows[0][0])
    assert rows[1][3] == "Appointed"
    assert said(desk, "CR-0001") == ["LNWUH policy revised – audit in Q4", "% complete: 60%"]


def test_actions_are_found_in_the_tables_of_minutes(desk: Desk) -> None:
    import_members(desk, MEMBERS)
    done = import_actions(desk, FILES / LD, group="LD")
    assert done.created == 3
    assert held(desk, "due_on", "due_words", ref="LD-0002") == [
        (date(2026, 11, 24), "before next course (24/11)")
    ]
    assert held(desk, "due_on", "due_words", ref="LD-0003") == [(None, "Jan meeting")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found(
    desk: Desk, write: Write, encoding: str, separator: str
) -> None:
    path = write(
        ("Owner", "Agreed action", "By when"),
        ("Café lead", "Invite the carers’ café – all wards", "31/12/2026"),
        encoding=encoding,
        separator=separator,
    )
    assert import_actions(desk, path, group="QA").created == 1
    assert held(desk, "title", "owner_words", "due_on") == [
        ("Invite the carers’ café – all wards", "Café lead", date(2026, 12, 31))
    ]


def test_owners_of_the_directory_are_met_by_role_and_initials_and_the_rest_stay_words(
    desk: Desk, write: Write
) -> None:
    import_members(desk, MEMBERS)
    with desk.read() as reader:
        people = list(
            reader.rows(select(Person.initials, Person.role).where(Person.initials != ""))
        )
    one, two = people[0], people[1]
    path = write(
        ("Action", "Lead", "Due"),
        ("First", one[0], ""),
        ("Second", f"{one[1]}; {two[1]}", ""),
        ("Third", f"{one[1]}; the new trainee", ""),
    )
    done = import_actions(desk, path, group="QA")
    assert [row[0] for row in held(desk, "owner_words")] == [
        one[1],
        f"{one[1]}; {two[1]}",
        f"{one[1]}; the new trainee",
    ]
    with desk.read() as reader:
        assert len(list(reader.scalars(select(ActionOwner.id)))) == 1
    assert [(note.row, note.field) for note in done.notes] == [(4, "Lead")]


def test_an_older_tracker_does_not_reopen_what_the_group_has_closed(
    desk: Desk, write: Write
) -> None:
    import_actions(desk, FILES / QA, group="QA")
    path = write(
        ("Ref", "Action", "Status"),
        ("QA-0134", "Housing to confirm nominated lead for multi-agency audits", "Open"),
    )
    done = import_actions(desk, path, group="QA")
    assert (done.updated, done.unchanged) == (0, 1)
    assert held(desk, "status", ref="QA-0134") == [(ActionStatus.CLOSED,)]


def test_a_match_is_updated_skipped_or_stops_as_the_user_chooses(desk: Desk, write: Write) -> None:
    import_actions(desk, FILES / QA, group="QA")
    path = write(("Ref", "Action", "Deadline"), ("qa 131", "Circulate the revised tool", "1/8/26"))
    skipped = import_actions(desk, path, group="QA", wishes=Wishes(on_match=Choice.SKIP))
    assert skipped.skipped[0].reason == "it is QA-0131, known by its reference"
    with pytest.raises(Refusal, match="it meets QA-0131, which would change"):
        import_actions(desk, path, group="QA", wishes=Wishes(on_match=Choice.STOP))
    assert held(desk, "due_on", ref="QA-0131") == [(date(2026, 6, 30),)]
    assert import_actions(desk, path, group="QA").updated == 1
    assert held(desk, "title", "due_on", ref="QA-0131") == [
        ("Circulate the revised tool", date(2026, 8, 1))
    ]


def test_what_only_reads_alike_is_shown_and_not_assumed(desk: Desk, write: Write) -> None:
    import_actions(desk, FILES / QA, group="QA")
    alike = "Provide the re-referral figures broken down by each ward"
    path = write(("Action", "Due"), (alike, "1/12/26"))
    with desk.read() as reader:
        tracker = read_tracker(reader, path)
        group = str(held(desk, "group_id", ref="QA-0133")[0][0])
        (planned,) = plan_import(reader, tracker, Wishes(group_id=group))
    assert planned.what is What.CREATE
    assert planned.similar.startswith("QA-0133 (")
    chosen = Wishes(on_similar=Choice.UPDATE)
    assert import_actions(desk, path, group="QA", wishes=chosen).updated == 1
    assert held(desk, "title", "due_on", ref="QA-0133") == [(alike, date(2026, 12, 1))]


def test_two_rows_of_the_same_words_are_two_actions_and_stay_two(desk: Desk, write: Write) -> None:
    row = ("Send the data", "Police", "1/12/26")
    path = write(("Action", "Agency", "Due"), row, row)
    assert import_actions(desk, path, group="QA").created == 2
    again = import_actions(desk, path, group="QA")
    assert (again.created, again.unchanged) == (0, 2)


def test_a_reference_used_twice_is_given_once_and_told(desk: Desk, write: Write) -> None:
    path = write(("Ref", "Action"), ("QA-0007", "First"), ("QA-0007", "Second"), ("", "Third"))
    done = import_actions(desk, path, group="QA")
    assert [row[0] for row in held(desk, "ref")] == ["QA-0007", "QA-0008", "QA-0009"]
    assert done.notes[0].kept_as == "text: it is used twice, a new one is given"


def test_a_row_that_names_an_action_meets_it_whatever_stands_above(
    desk: Desk, write: Write
) -> None:
    path = write(("Ref", "Action"), ("", "Same"), ("", "Same"), ("QA-0012", "Same"))
    import_actions(desk, path, group="QA")
    assert [row[0] for row in held(desk, "ref")] == ["QA-0012", "QA-0013", "QA-0014"]
    again = import_actions(desk, path, group="QA")
    assert (again.created, again.unchanged) == (0, 3)


def test_merged_cells_make_one_action_of_their_lines(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Ref", "Action", "Owner", "Update"),
        ("QA-0050", "Share the learning", "Police", "Sent to officers"),
        (None, None, "Probation", "Shared at team meeting"),
        ("QA-0051", "Next", "Housing", None),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    done = import_actions(desk, path, group="QA")
    assert (done.rows, done.created, done.updated) == (3, 2, 1)
    assert said(desk, "QA-0050") == [
        "Sent to officers",
        "Owner: Probation",
        "Shared at team meeting",
    ]
    again = import_actions(desk, path, group="QA")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_a_fill_without_a_word_is_told_as_the_trackers_rating(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Action", "Owner", "RAG"))
    sheet.append(("Share the learning", "Police", None))
    sheet["C2"].fill = PatternFill("solid", fgColor="FFC000")
    path = tmp_path / "filled.xlsx"
    book.save(path)
    import_actions(desk, path, group="QA")
    assert said(desk, "QA-0001") == ["Rating in the tracker: Amber"]


def test_headings_repeated_on_each_page_and_sections_are_left_out_with_the_reason(
    desk: Desk, write: Write
) -> None:
    head = ("Ref", "Action", "Owner", "Due")
    path = write(
        head,
        ("1", "First", "A", ""),
        head,
        ("", "", "Carried from 2025", ""),
        ("2", "Two", "B", ""),
    )
    done = import_actions(desk, path, group="QA")
    assert (done.rows, done.created) == (4, 2)
    assert [s.reason for s in done.skipped] == [
        "the headings again",
        "no action is written in it: “Carried from 2025”",
    ]


def test_columns_nobody_knows_are_kept_as_text(desk: Desk, write: Write) -> None:
    path = write(("Action", "Due", "Ward", "Priority"), ("Visit", "1/12/26", "Wealdstone", "High"))
    import_actions(desk, path, group="QA")
    assert said(desk, "QA-0001") == ["Ward: Wealdstone\nPriority: High"]


def test_what_a_user_says_of_a_heading_is_remembered(desk: Desk, write: Write) -> None:
    path = write(("Action", "Due", "Champion"), ("Visit", "1/12/26", "Head of Housing"))
    mapped = {"Champion": Part.OWNER}
    import_actions(desk, path, group="QA", mapped=mapped)
    assert held(desk, "owner_words") == [("Head of Housing",)]
    other = write(
        ("Champion", "Action", "Due"), ("Director", "Visit again", "2/12/26"), name="other.csv"
    )
    import_actions(desk, other, group="QA")
    assert held(desk, "owner_words", title="Visit again") == [("Director",)]


def test_dates_written_month_first_are_read_so_where_one_proves_it(
    desk: Desk, write: Write
) -> None:
    path = write(("Action", "Due"), ("One", "07/25/2026"), ("Two", "03/04/2026"))
    done = import_actions(desk, path, group="QA")
    assert [row[0] for row in held(desk, "due_on")] == [date(2026, 7, 25), date(2026, 3, 4)]
    assert {note.kept_as for note in done.notes} == {"25 Jul 2026", "4 Mar 2026"}


def test_a_tracker_that_names_groups_brings_each_action_to_its_own(
    desk: Desk, write: Write
) -> None:
    path = write(
        ("Group", "Action", "Due"),
        ("QA", "One", ""),
        ("Case Review", "Two", ""),
        ("XX", "Three", ""),
    )
    done = import_actions(desk, path)
    assert [row[0] for row in held(desk, "ref")] == ["CR-0001", "QA-0001"]
    assert done.skipped[0].reason == "there is no group “XX”"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Name,Telephone\nA,1\n", "no line of headings"),
        (b"PK\x03\x04 not a zip", "damaged or protected"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old kind, or a protected one"),
        (b'Action,Due\n"never closed,1/1/26\n', "quotation marks"),
    ],
)
def test_what_is_no_tracker_is_refused_with_what_to_do(
    desk: Desk, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=words) as refused:
        import_actions(desk, path, group="QA")
    assert refused.value.todo
    assert held(desk, "ref") == []


def test_a_sheet_can_be_chosen_and_one_that_is_not_there_is_refused(desk: Desk) -> None:
    assert import_actions(desk, FILES / QA, group="QA", sheet="closed 2025-26").created == 2
    with pytest.raises(Refusal, match="Live actions, Closed 2025-26"):
        import_actions(desk, FILES / QA, group="QA", sheet="Archive")


WORDS = st.text("abcdefgh xyz", min_size=4, max_size=30).map(str.strip).filter(lambda w: len(w) > 3)
CELLS = {
    "Ref": st.sampled_from(["", "QA-0012", "QA-13", "7", "A/14"]),
    "Action agreed": WORDS.map(lambda words: f"Do {words}"),
    "By whom": st.sampled_from(["", "Police", "DN", "Nurse; Doctor", "all"]),
    "Organisation": st.sampled_from(["", "Met Police", "All", "CNWL / LNWUH"]),
    "Target date": st.sampled_from(["", "ASAP", "1/2/27", "Nov-26", "2026-12-01", "soon (1/3/27)"]),
    "Status": st.sampled_from(["", "Open", "Done", "Closed 1/2/26", "who knows", "Terminé"]),
    "Comments": st.sampled_from(["", "Under way", "Sent; chased"]),
    "Ward": st.sampled_from(["", "Pinner"]),
}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_however_a_tracker_is_laid_out_each_row_is_accounted_for_and_no_word_is_lost(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.making import bare_desk

    from safeguard_desk.work import setting_up

    folder = tmp_path_factory.mktemp("laid-out")
    order = data.draw(st.permutations(list(CELLS)))
    rows = data.draw(
        st.lists(st.tuples(*(CELLS[heading] for heading in order)), min_size=1, max_size=5)
    )
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=data.draw(st.sampled_from(",;\t"))).writerows(
        [("Tracker of the group",), tuple(order), *rows]
    )
    path = folder / "t.csv"
    path.write_bytes(text.getvalue().encode(data.draw(st.sampled_from(["utf-8", "utf-16"]))))
    desk = bare_desk(folder / "Harrow.desk")
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    done = import_actions(desk, path, group="QA")
    assert adds_up(done)
    assert (done.rows, done.created) == (len(rows), len(rows))
    with desk.read() as reader:
        kept = " ".join(
            str(value)
            for model in (Action, ActionUpdate)
            for row in reader.rows(select(*model.__table__.c))
            for value in row
        )
    for row in rows:
        cells = dict(zip(order, row, strict=True))
        for heading in ("Action agreed", "By whom", "Comments", "Ward"):
            assert " ".join(cells[heading].split()) in kept
        for words in ("ASAP", "soon (1/3/27)", "who knows", "A/14"):
            assert words not in row or words in kept
    again = import_actions(desk, path, group="QA")
    assert (again.created, again.updated) == (0, 0)
    assert desk.check().faults == ()
    desk.close()


def test_an_import_leaves_actions_as_the_verbs_would(desk: Desk) -> None:
    import_actions(desk, FILES / QA, group="QA")
    (row,) = held(desk, "id", ref="QA-0132")
    desk.change("Complete", lambda uow: actions.complete(uow, str(row[0]), "Data received"))
    assert held(desk, "status", ref="QA-0132") == [(ActionStatus.COMPLETED,)]


def test_a_tracker_in_another_language_and_encoding_is_read_whole(desk: Desk, write: Write) -> None:
    path = write(
        ("Maßnahme", "Verantwortlich", "Frist", "Stand"),
        ("Toolkit überarbeiten", "DN", "31. Januar 2027", "In Bearbeitung"),
        ("Schulung planen", "NHS NWL ICB", "KW 50", "Erledigt"),
        ("Summe", "", "", "2"),
        encoding="utf-16",
        separator=";",
    )
    import_members(desk, MEMBERS, group="QA")
    done = import_actions(desk, path, group="QA")
    assert (done.rows, done.created, len(done.skipped)) == (3, 2, 1)
    assert adds_up(done)
    assert [(note.field, note.text) for note in done.notes] == [("Frist", "KW 50")]
    assert held(desk, "title", "due_on", "status") == [
        ("Toolkit überarbeiten", date(2027, 1, 31), ActionStatus.OPEN),
        ("Schulung planen", None, ActionStatus.COMPLETED),
    ]


def test_a_status_in_the_column_of_ratings_is_a_status(desk: Desk, write: Write) -> None:
    path = write(
        ("Ref", "Action", "Lead", "RAG"),
        ("1", "Write to schools", "DN", "Complete - 3/11/26"),
        ("2", "Write to GPs", "DN", "Amber"),
        ("3", "Write to banks", "DN", "purple"),
    )
    import_members(desk, MEMBERS, group="QA")
    done = import_actions(desk, path, group="QA")
    assert held(desk, "status", "completed_on", source_ref="1") == [
        (ActionStatus.COMPLETED, date(2026, 11, 3))
    ]
    assert held(desk, "status", source_ref="2") == [(ActionStatus.OPEN,)]
    assert {(note.text, note.kept_as) for note in done.notes} >= {
        ("Complete - 3/11/26", "status: Completed on 3 Nov 2026"),
        ("purple", "text"),
    }
