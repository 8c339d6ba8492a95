"""What was said on an action, how its date moved, and that papers stay free of writers."""

import ast
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.papers.stage import Stage

from safeguard_desk import papers
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action
from safeguard_desk.views import actions as view
from safeguard_desk.views import boards, groups
from safeguard_desk.work import actions


def action_id(stage: Stage, ref: str) -> str:
    with stage.desk.read() as reader:
        return str(reader.scalar(select(Action.id).where(Action.ref == ref)))


def test_updates_are_told_newest_first_with_who_gave_them(stage: Stage) -> None:
    action = action_id(stage, "QA-0003")
    for day, words in ((date(2026, 9, 1), "Draft sent."), (date(2026, 10, 1), "Comments in.")):

        def say(uow: object, day: date = day, words: str = words) -> None:
            actions.update(uow, action, words, on=day)  # type: ignore[arg-type]

        stage.do(say)
    with stage.desk.read() as reader:
        found = view.updates(reader, action)
    stage.desk.undo()
    stage.desk.undo()
    assert [(one.on, one.text, one.by) for one in found] == [
        (date(2026, 10, 1), "Comments in.", "tester"),
        (date(2026, 9, 1), "Draft sent.", "tester"),
    ]


def test_moved_due_date_keeps_both_dates_and_the_reason(stage: Stage) -> None:
    with stage.desk.read() as reader:
        (moved,) = view.due_changes(reader, action_id(stage, "QA-0138"))
    assert moved.before_on == date(2027, 1, 15)
    assert moved.after_on == date(2027, 2, 26)
    assert moved.reason == "Practices answer by the end of January."
    assert moved.later


def test_chairs_of_a_group_are_those_of_the_day(stage: Stage) -> None:
    with stage.desk.read() as reader:
        chairs = groups.co_chairs(reader, stage.groups["QA"], date(2026, 11, 20))
    assert {chair.role for chair in chairs} == {"Designated Nurse", "Head of Safeguarding Adults"}


@pytest.mark.parametrize("look", [groups.head, boards.board])
def test_what_is_no_longer_there_is_refused(stage: Stage, look: object) -> None:
    with stage.desk.read() as reader, pytest.raises(Refusal, match="no longer there"):
        look(reader, "0" * 32)  # type: ignore[operator]


MADE_OF_FILES = {"pack.py", "enclosures.py", "brief.py"}
"""A pack and what a mail carries are made of files; a brief is measured against its page."""


def test_papers_know_the_model_of_a_document_and_no_writer() -> None:
    folder = Path(papers.__file__).parent
    imported = {
        node.module
        for path in folder.glob("*.py")
        if path.name not in MADE_OF_FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    documents = {name for name in imported if name.startswith("safeguard_desk.documents")}
    # Numbers reads a document; no writer is behind it.
    assert documents == {"safeguard_desk.documents.model", "safeguard_desk.documents.numbers"}
    assert not {name for name in imported if name.startswith(("reportlab", "docx", "openpyxl"))}
