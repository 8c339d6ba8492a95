"""The command that shows evaluation, writes its forms, and asks for later ones: evaluation."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    needed,
    opened,
    show,
    table,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.rules.terms_learning import Asked
    from safeguard_desk.views.kirkpatrick import CourseView

_STAGES = ("before", "end", "later")


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    shown = with_file(
        add(
            parsers,
            "evaluation",
            _run,
            "what is known of a course's effect; its forms; who is asked after three months",
            "evaluation Harrow.desk show LD-C-0001; evaluation Harrow.desk forms LD-S-0004"
            " --stage end --to out; evaluation Harrow.desk due; evaluation Harrow.desk ask"
            " --to out",
        )
    )
    shown.add_argument("verb", choices=tuple(_VERBS))
    shown.add_argument("ref", metavar="REF", nargs="?", help="show: a course; forms: a session")
    shown.add_argument("--from", dest="first", metavar="DATE", help="show: sessions from this day")
    shown.add_argument("--to-day", dest="last", metavar="DATE", help="show: sessions to this day")
    shown.add_argument("--stage", choices=_STAGES, default="end", help="forms: when it is asked")
    shown.add_argument("--to", type=Path, metavar="FOLDER", help="forms, ask: where they go")
    shown.add_argument("--each", action="store_true", help="forms: a workbook for each delegate")
    shown.add_argument("--copies", type=int, metavar="N", help="forms: so many on paper")
    shown.add_argument("--course", metavar="REF", help="due, ask: of one course")
    with_json(shown)


def _run(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=arguments.verb == "ask") as desk:
        return _VERBS[arguments.verb](desk, arguments)


def _show(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.papers.course_evaluation import headline
    from safeguard_desk.views.kirkpatrick import course_view, find_course

    first = day(arguments.first, "--from") if arguments.first else None
    last = day(arguments.last, "--to-day") if arguments.last else None
    with desk.read() as reader:
        course = find_course(reader, needed(arguments.ref, "REF"))
        view = course_view(reader, course, starts_on=first, ends_on=last)
    if arguments.json:
        show(_plain(view))
        return 0
    print(view.head.name)
    print(headline(view))
    for level in view.levels:
        print(f"\n{level.level.label}")
        for words in level.known:
            print(f"  {words}")
        for words in level.unknown:
            print(f"  ? {words}")
    return 0


def _plain(view: "CourseView") -> dict[str, Any]:
    return {
        "course": view.head.ref,
        "levels": {
            one.level.value: {"known": list(one.known), "not_known": list(one.unknown)}
            for one in view.levels
        },
        "scores": [
            {
                "question": one.question.code,
                "asked": one.asked.value,
                "delegates": one.sought,
                "answered": one.answered,
                "mean": None if one.mean is None else round(one.mean, 2),
                "counts": list(one.counts),
            }
            for one in view.evaluated.scores
        ],
        "changes": [
            {
                "question": one.question.code,
                "first": one.first.value,
                "second": one.second.value,
                "pairs": one.change.n,
                "mean": round(one.change.mean, 2),
                "low": _rounded(one.change.low),
                "high": _rounded(one.change.high),
            }
            for one in view.evaluated.changes
        ],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)


def _folder(arguments: argparse.Namespace) -> Path:
    if arguments.to is None:
        raise Refusal("--to is missing.", "Nothing was written.", "Add --to FOLDER.")
    folder: Path = arguments.to
    if not folder.is_dir():
        raise Refusal(f"{folder} is no folder.", "Nothing was written.", "Make it first.")
    return folder


def _stage(arguments: argparse.Namespace) -> "Asked":
    from safeguard_desk.rules.terms_learning import Asked

    return Asked(arguments.stage)


def _forms(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange import evaluation_forms, evaluation_papers
    from safeguard_desk.views.evaluation_session import find_session

    folder, asked = _folder(arguments), _stage(arguments)
    with desk.read() as reader:
        session = find_session(reader, needed(arguments.ref, "REF"))
        made = evaluation_forms.write(reader, session, asked, folder, each=arguments.each)
        if not arguments.each:
            made.append(evaluation_papers.write(reader, session, asked, folder, arguments.copies))
    if arguments.json:
        show([str(one) for one in made])
    else:
        for one in made:
            print(one)
    return 0


def _course(desk: "Desk", arguments: argparse.Namespace) -> str | None:
    from safeguard_desk.views.kirkpatrick import find_course

    if not arguments.course:
        return None
    with desk.read() as reader:
        return find_course(reader, arguments.course)


def _due(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.evaluation_due import count, due

    course = _course(desk, arguments)
    with desk.read() as reader:
        lines = due(reader, course_id=course)
    told: list[dict[str, Any]] = [
        {
            "session": one.session,
            "course": one.course,
            "delegate": one.code,
            "stands": one.state.value,
            "due": one.due_on.isoformat(),
            "requests": one.requests,
        }
        for one in lines
    ]
    if arguments.json:
        show(told)
        return 0
    headings = ["Session", "Course", "Delegate", "Stands", "Due", "Requests"]
    table(headings, [[str(value) for value in one.values()] for one in told])
    print(count(lines).words)
    return 0


def _ask(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.evaluation_requests import carry_out
    from safeguard_desk.views.evaluation_due import due

    folder, course = _folder(arguments), _course(desk, arguments)
    with desk.read() as reader:
        lines = [one for one in due(reader, course_id=course) if one.wanted]
    made = carry_out(desk, lines, folder)
    if arguments.json:
        show([str(folder / one.filename) for one in made])
    else:
        print(f"{len(made)} mails are in {folder}; {len(lines) - len(made)} have no address.")
    return 0


_VERBS: "dict[str, Callable[[Desk, argparse.Namespace], int]]" = {
    "show": _show,
    "forms": _forms,
    "due": _due,
    "ask": _ask,
}
