"""The command that plans audits and takes them through their stages: audit."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id
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
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.models import Audit
    from safeguard_desk.rules.practice import Compared
    from safeguard_desk.views.audit_grades import Tally
    from safeguard_desk.views.audit_picture import Picture

Printed = dict[str, Any] | list[dict[str, Any]]
"""What a subcommand tells: one object, or a list of them."""


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    audit = with_file(
        add(
            parsers,
            "audit",
            _audit,
            "plan an audit, send its forms out, show its grades, agree its plan, repeat it",
            'audit Harrow.desk plan --group QA --title "Neglect" --cases N01-N24 --invite all',
        )
    )
    audit.add_argument("verb", choices=tuple(_VERBS))
    audit.add_argument("ref", metavar="REF", nargs="?", help="the audit, as QA-A-0001")
    audit.add_argument("--group", metavar="CODE", help="plan, suggest: whose audit it is")
    audit.add_argument("--title", help="plan: the theme")
    audit.add_argument("--side", choices=("children", "adults", "both"), default="both")
    audit.add_argument("--start", metavar="DATE", help="plan, repeat: when it begins")
    audit.add_argument("--scope", help="plan: what is looked at")
    audit.add_argument("--tool", metavar="NAME", help="plan: a tool of the library")
    audit.add_argument("--cases", metavar="CODES", help="plan: code numbers, as N01-N24")
    audit.add_argument(
        "--invite", action="append", default=[], metavar="AGENCY", help="plan: or “all”"
    )
    audit.add_argument("--to", metavar="FOLDER", type=Path, help="forms: where they go")
    audit.add_argument("--stage", help="stage: the code of the stage, as returns or closed")
    audit.add_argument("--on", metavar="DATE", help="stage, agree, verdict: the day")
    audit.add_argument("--verdict", choices=("changed", "partly", "not_changed", "too_early"))
    audit.add_argument("--basis", choices=("re_audit", "indicator", "both"), default="re_audit")
    audit.add_argument("--words", default="", help="verdict, cancel: the reasons")
    audit.add_argument("--same-cases", action="store_true", help="repeat: the same cases")
    with_json(audit)


def _audit(arguments: argparse.Namespace) -> int:
    verb = _VERBS[arguments.verb]
    reading = arguments.verb in {"show", "suggest", "forms"}
    with opened(arguments, writing=not reading) as desk:
        told = verb(desk, arguments)
    if arguments.json:
        show(told)
        return 0
    if isinstance(told, list):
        headings = list(told[0]) if told else ["reason"]
        table(headings, [[str(value) for value in one.values()] for one in told])
        return 0
    for name, value in told.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            print(f"{name}:")
            table(list(value[0]), [[_said(cell) for cell in one.values()] for one in value])
        else:
            print(f"{name}: {_said(value)}")
    return 0


def _said(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def _ref(arguments: argparse.Namespace) -> str:
    return needed(arguments.ref, "REF")


def _do(
    desk: "Desk",
    arguments: argparse.Namespace,
    title: str,
    act: "Callable[[UnitOfWork, Audit], None]",
) -> Printed:
    from safeguard_desk.work import audits

    def work(uow: "UnitOfWork") -> tuple[str, str]:
        audit = audits.find(uow, _ref(arguments))
        act(uow, audit)
        return audit.ref, audit.state.value

    ref, status = desk.change(title, work).result
    return {"ref": ref, "status": status}


def _plan(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.rules.terms import Side
    from safeguard_desk.work import audits

    with desk.read() as reader:
        group = group_id(reader, needed(arguments.group, "--group CODE"))
        start = day(arguments.start, "--start", reader.today) if arguments.start else None

    def work(uow: "UnitOfWork") -> dict[str, Any]:
        title = needed(arguments.title, "--title")
        audit = audits.plan_audit(uow, group or "", title, side=Side(arguments.side), start=start)
        audit.scope = (arguments.scope or "").strip()
        _furnish(uow, audit.id, arguments)
        return {"ref": audit.ref, "status": audit.state.value}

    return desk.change("Plan an audit", work).result


def _furnish(uow: "UnitOfWork", audit_id: str, arguments: argparse.Namespace) -> None:
    from safeguard_desk.exchange import agencies
    from safeguard_desk.views import audits as views
    from safeguard_desk.work import audit_content

    if arguments.tool:
        wanted = arguments.tool.strip().casefold()
        known = [one for one in views.tools(uow.reader) if one.latest]
        tool = next((one for one in known if one.name.casefold() == wanted), None)
        if tool is None:
            raise Refusal(
                f"The library has no tool “{arguments.tool}”.",
                "Nothing was planned.",
                f"It has: {', '.join(one.name for one in known) or 'none yet'}.",
            )
        audit_content.choose_tool(uow, audit_id, tool.id)
    if arguments.cases:
        audit_content.add_cases(uow, audit_id, arguments.cases)
    for name in arguments.invite:
        if name.strip().casefold() == "all":
            audit_content.invite_side(uow, audit_id)
            continue
        agency, _ = agencies.find(uow, name)
        if agency is None:
            raise Refusal(
                f"The directory has no agency “{name}”.",
                "Nothing was planned.",
                "See: list agencies.",
            )
        audit_content.invite(uow, audit_id, [agency.id])


def _forms(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.exchange.audit_forms import make_forms
    from safeguard_desk.views import audits

    folder = arguments.to
    if folder is None:
        raise Refusal("--to is missing.", "No form was made.", "Name the folder with --to.")
    with desk.read() as reader:
        audit_id = audits.find_id(reader, _ref(arguments))
    made = make_forms(desk, audit_id, folder)
    return {"files": [str(path) for path in made.files]}


def _stage(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.rules.audit_stages import STAGES
    from safeguard_desk.work import audits

    wanted = needed(arguments.stage, "--stage").strip().lower().replace("-", "_")
    stage = next((one for one in STAGES if one.value == wanted), None)
    if stage is None:
        raise Refusal(
            f"There is no stage “{arguments.stage}”.",
            "Nothing was changed.",
            f"The stages are: {', '.join(one.value for one in STAGES)}.",
        )
    return _do(
        desk,
        arguments,
        f"Move an audit to {stage.label.lower()}",
        lambda uow, audit: audits.move_to(uow, audit.id, stage, on=_on(uow, arguments)),
    )


def _on(uow: "UnitOfWork", arguments: argparse.Namespace) -> Any:
    return day(arguments.on, "--on", uow.today) if arguments.on else None


def _agree(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.work import audit_impact

    def act(uow: "UnitOfWork", audit: "Audit") -> None:
        audit_impact.agree_plan(uow, audit.id, _on(uow, arguments))

    return _do(desk, arguments, "Agree the action plan", act)


def _cancel(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.work import audits

    return _do(
        desk,
        arguments,
        "Cancel an audit",
        lambda uow, audit: audits.cancel(uow, audit.id, arguments.words),
    )


def _verdict(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.rules.terms_quality import Basis, Practice
    from safeguard_desk.work import audit_impact

    verdict = Practice(needed(arguments.verdict, "--verdict"))

    def act(uow: "UnitOfWork", audit: "Audit") -> None:
        audit_impact.give_verdict(
            *(uow, audit.id, verdict, Basis(arguments.basis), arguments.words),
            on=_on(uow, arguments),
        )

    return _do(desk, arguments, "Give a verdict on practice", act)


def _repeat(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.work import audit_impact, audits

    def work(uow: "UnitOfWork") -> dict[str, Any]:
        first = audits.find(uow, _ref(arguments))
        start = day(arguments.start, "--start", uow.today) if arguments.start else None
        again = audit_impact.plan_re_audit(
            uow, first.id, start=start, same_cases=arguments.same_cases
        )
        return {"ref": again.ref, "status": again.state.value, "re_audit_of": first.ref}

    return desk.change("Plan a re-audit", work).result


def _suggest(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.views.audit_programme import suggestions

    with desk.read() as reader:
        group = group_id(reader, arguments.group) if arguments.group else None
        found = suggestions(reader, group)
    return [
        {"why": one.why.value, "theme": one.title, "reason": one.reason, "side": one.side.value}
        for one in found
        if not one.restricted
    ]


def _show(desk: "Desk", arguments: argparse.Namespace) -> Printed:
    from safeguard_desk.views import audits
    from safeguard_desk.views.audit_picture import picture

    with desk.read() as reader:
        found = picture(reader, audits.find_id(reader, _ref(arguments)))
    return _told(found.without_restricted())


def _told(seen: "Picture") -> dict[str, Any]:
    head, held = seen.head, seen.grades
    view = held.audit
    return {
        "ref": head.ref,
        "title": head.title,
        "status": head.state.value,
        "why": [one.text for one in view.reasons],
        "cases": len(view.cases),
        "agencies": len(view.agencies),
        "returns": view.received,
        "expected": view.expected,
        "missing": len(held.missing()),
        "grades": held.total,
        "moderated": held.moderated,
        "kappa": _rounded(held.overall.kappa),
        "plan_agreed_on": _iso(head.plan_agreed_on),
        "six_months_end": _iso(seen.limit),
        "actions": [one.ref for one in seen.plan],
        "findings": [one.ref for one in seen.findings],
        "re_audit_due_on": _iso(head.re_audit_due_on),
        "verdict": head.verdict.value if head.verdict else None,
        "questions": [_question(one) for one in held.tallies],
        "compared": [
            _compared(one) for one in (seen.comparison.questions if seen.comparison else ())
        ],
    }


def _question(one: "Tally") -> dict[str, Any]:
    from safeguard_desk.rules.terms_quality import Grade

    return {
        "question": one.question.heading,
        **{grade.value: one.counts.get(grade, 0) for grade in Grade},
        "good_or_better": one.share.part,
        "of": one.share.whole,
        "self_good_or_better": one.own.part,
        "pairs": one.agreement.pairs,
        "kappa": _rounded(one.agreement.kappa),
    }


def _compared(one: "Compared") -> dict[str, Any]:
    return {
        "question": one.question,
        "before": one.before.part,
        "before_of": one.before.whole,
        "after": one.after.part,
        "after_of": one.after.whole,
        "difference": _rounded(one.change.difference if one.change else None),
        "low": _rounded(one.change.low if one.change else None),
        "high": _rounded(one.change.high if one.change else None),
        "says": one.says,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None


_VERBS: "dict[str, Callable[[Desk, argparse.Namespace], Printed]]" = {
    "plan": _plan,
    "suggest": _suggest,
    "show": _show,
    "forms": _forms,
    "stage": _stage,
    "agree": _agree,
    "verdict": _verdict,
    "repeat": _repeat,
    "cancel": _cancel,
}
"""What can be done, in the order in which it comes."""
