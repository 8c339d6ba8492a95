"""What `case` does in the workspace of a review: people, chronology, themes, impact, names."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import person_id
from safeguard_desk.cli.common import day, needed, new_passphrase, show, table
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.rules.terms import Term
    from safeguard_desk.views.review_case import Case

KEY = "SAFEGUARD_DESK_KEY_PASSPHRASE"
"""The variable with the passphrase of a case's key of names."""


def add_options(case: argparse.ArgumentParser) -> None:
    """Add what these verbs are told by."""
    case.add_argument("--role", help="role: lead, chair, member, author, adviser")
    case.add_argument("--person", metavar="INITIALS", help="role: somebody of the directory")
    case.add_argument("--family", help="contact: child, adult, parent, relative, advocate")
    case.add_argument("--outcome", help="contact: offered, met, written, declined, shared")
    case.add_argument("--name", help="name: a code name, as “Child A”; --words: who is meant")
    case.add_argument("--when", help="event: 14 jan 2025, about 14 jan 2025, mar 2025, 2024")
    case.add_argument("--weight", default="routine", help="event: routine, notable, key")
    case.add_argument("--part", help="remove: role, contact, name, event, note or check")
    case.add_argument("--number", type=int, metavar="N", help="remove: as `case` lists them")
    case.add_argument("--theme", metavar="TITLE", help="theme: a theme, new or known")
    case.add_argument("--finding", metavar="REF", help="theme: the finding it is taken from")
    case.add_argument("--seen", help="impact: seen, partly, not_yet")
    case.add_argument("--by", default="", metavar="ROLE", help="impact: who looked")
    case.add_argument("--recommendation", metavar="REF", help="impact: of one of them")
    case.add_argument("--next", metavar="DATE", help="impact: the next look")
    case.add_argument("--field", help="set: purpose, questions, analysis, cost_actual, ...")
    case.add_argument("--out", type=Path, metavar="FOLDER", help="chase, answer: a draft mail")
    case.add_argument("--names-file", type=Path, help="keep-names: lines as Child A = name; name")
    case.add_argument("--key-passphrase-file", type=Path, help="keep-names, check-names")
    case.add_argument("--old-key-file", type=Path, help="keep-names: the passphrase until now")


def term(kind: "type[Term]", code: str, what: str) -> Any:
    """Return a term by its code; refuse an unknown one, naming those there are."""
    wanted = code.strip().lower().replace("-", "_")
    found = next((one for one in kind if one.value == wanted), None)
    if found is None:
        raise Refusal(
            f"“{code}” is no {what}.",
            "Nothing was changed.",
            f"Known: {', '.join(one.value for one in kind)}.",
        )
    return found


def agency(uow: "UnitOfWork", name: str | None) -> str:
    """Return the id of an agency by its name; refuse one the directory does not have."""
    from safeguard_desk.exchange import agencies

    wanted = needed(name, "--agency NAME")
    found, _ = agencies.find(uow, wanted)
    if found is None:
        raise Refusal(
            f"The directory has no agency “{wanted}”.",
            "Nothing was changed.",
            "See: list agencies.",
        )
    return found.id


def _id(uow: "UnitOfWork", arguments: argparse.Namespace) -> str:
    from safeguard_desk.work import reviews

    return reviews.find(uow, arguments.ref).id


def _on(uow: "UnitOfWork", text: str | None, option: str) -> date | None:
    return day(text, option, uow.today) if text else None


def _role(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.terms_review import Panel
    from safeguard_desk.work import review_work

    part = term(Panel, needed(arguments.role, "--role"), "part in a review")
    person = person_id(uow.reader, arguments.person) if arguments.person else None
    case = _id(uow, arguments)
    review_work.give_role(uow, case, part, person_id=person, words=arguments.words)


def _contact(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.terms_review import Family, Outcome
    from safeguard_desk.work import review_work

    whom = term(Family, needed(arguments.family, "--family"), "member of a family")
    outcome = term(Outcome, needed(arguments.outcome, "--outcome"), "outcome of a contact")
    review_work.note_contact(
        *(uow, _id(uow, arguments), whom, outcome, arguments.words),
        on=_on(uow, arguments.on, "--on"),
    )


def _name(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import review_work

    name = needed(arguments.name, "--name")
    review_work.name_in_case(uow, _id(uow, arguments), name, arguments.words)


def _event(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.exchange.chronology import read_when
    from safeguard_desk.rules.terms_review import Significance
    from safeguard_desk.work import review_work

    text = needed(arguments.when, "--when")
    when = read_when(text, uow.today)
    if when is None:
        raise Refusal(
            f"“{text}” is no day with a year in the past.",
            "Nothing was added.",
            "Type it as 14 jan 2025, about 14 jan 2025, mar 2025 or 2024.",
        )
    review_work.refuse_leaks(arguments.words)
    review_work.add_event(
        *(uow, _id(uow, arguments), when[0], arguments.words),
        exact=when[1],
        agency_id=agency(uow, arguments.agency) if arguments.agency else None,
        significance=term(Significance, arguments.weight, "weight"),
        typed=text,
    )


_PARTS = {
    "role": ("roles", "review_roles"),
    "contact": ("contacts", "family_contacts"),
    "name": ("names", "case_names"),
    "event": ("events", "chronology_events"),
    "note": ("notes", "theme_notes"),
    "check": ("impact", "impact_checks"),
}


def _remove(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.views import review_case
    from safeguard_desk.work import review_edits, review_impact, review_themes

    part = needed(arguments.part, "--part").strip().lower()
    if part not in _PARTS:
        known = ", ".join(_PARTS)
        raise Refusal(f"“{part}” is no part of a case.", "Nothing was changed.", f"Known: {known}.")
    name, kind = _PARTS[part]
    rows = getattr(review_case.case(uow.reader, _id(uow, arguments)), name)
    number = arguments.number or 0
    if not 1 <= number <= len(rows):
        raise Refusal(
            f"There is no {part} {number} on {arguments.ref}.",
            "Nothing was changed.",
            f"It has {len(rows)}; see them with: case FILE {arguments.ref}.",
        )
    record = rows[number - 1].id
    if part == "note":
        review_themes.take_back(uow, record)
    elif part == "check":
        review_impact.take_back(uow, record)
    else:
        review_edits.remove_part(uow, kind, record)


def _theme(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import review_themes

    theme = needed(arguments.theme, "--theme TITLE")
    finding = _made(uow, "findings", arguments.finding) if arguments.finding else None
    case = _id(uow, arguments)
    review_themes.note(uow, case, theme, arguments.words, finding_id=finding)


def _made(uow: "UnitOfWork", kind: str, ref: str) -> str:
    from sqlalchemy import func, select

    from safeguard_desk.models import KINDS

    model: Any = KINDS[kind]
    wanted = select(model).where(func.upper(model.ref) == ref.strip().upper())
    found: Any = uow.find(wanted)
    if found is None:
        raise Refusal(f"There is no “{ref}”.", "Nothing was changed.", f"See: list {kind}.")
    return str(found.id)


def _impact(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.terms_review import ImpactSeen
    from safeguard_desk.work import review_impact

    of = arguments.recommendation
    review_impact.check(
        *(uow, _id(uow, arguments)),
        term(ImpactSeen, needed(arguments.seen, "--seen"), "answer on impact"),
        arguments.words,
        by=arguments.by,
        recommendation_id=_made(uow, "recommendations", of) if of else None,
        on=_on(uow, arguments.on, "--on"),
        next_on=_on(uow, arguments.next, "--next"),
    )


def _set(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.models import Review
    from safeguard_desk.work import reviews

    name = needed(arguments.field, "--field").strip().lower().replace("-", "_")
    case = reviews.find(uow, arguments.ref)
    kind = Review.__table__.c[name].type.python_type if name in Review.__table__.c else None
    if kind not in {str, int, date} or name.endswith("_id") or name in {"id", "version", "ref"}:
        raise Refusal(
            f"“{name}” is not set like that.",
            "Nothing was changed.",
            "Such are: purpose, questions, period_from, analysis, plan_agreed_on, cost_actual.",
        )
    value: Any = arguments.words
    if kind is date:
        value = _on(uow, arguments.words, "--words")
    elif kind is int:
        if not arguments.words.strip().isdecimal():
            raise Refusal(f"“{arguments.words}” is no number.", "Nothing was changed.")
        value = int(arguments.words)
    reviews.edit(uow, case.id, name, getattr(case, name), value)


def _chase(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import review_edits, reviews

    row = reviews.involve(uow, _id(uow, arguments), agency(uow, arguments.agency))
    review_edits.chase_summary(uow, row.id)


def _keep_names(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.real_names import read_names
    from safeguard_desk.work import case_keys

    if arguments.names_file is None:
        needed(None, "--names-file FILE")
    try:
        text = arguments.names_file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise Refusal(
            f"{arguments.names_file} could not be read.",
            "The key stays as it was.",
            "Name a text file in UTF-8, and delete it afterwards.",
        ) from error
    passphrase = new_passphrase(arguments, arguments.key_passphrase_file, KEY)
    before = arguments.old_key_file
    old = new_passphrase(arguments, before, "") if before is not None else None
    case_keys.keep(uow, _id(uow, arguments), read_names(text), passphrase, before=old)


def _forget_names(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import case_keys

    case_keys.forget(uow, _id(uow, arguments))


VERBS: dict[str, Any] = {
    "role": _role,
    "contact": _contact,
    "name": _name,
    "event": _event,
    "remove": _remove,
    "theme": _theme,
    "impact": _impact,
    "set": _set,
    "chase": _chase,
    "keep-names": _keep_names,
    "forget-names": _forget_names,
}
"""The verbs that change a case."""


def check_names(desk: "Desk", arguments: argparse.Namespace) -> int:
    """Print where a case names somebody; 1 where it does."""
    from safeguard_desk.views import case_key, reviews

    passphrase = _key_passphrase(arguments)
    with desk.read() as reader:
        found = case_key.find(reader, reviews.find_id(reader, arguments.ref), passphrase)
    rows = [{"place": one.place, "code": one.code, "word": one.word} for one in found]
    if arguments.json:
        show(rows)
    elif rows:
        table(["Where", "Instead of", "What stands there"], [list(row.values()) for row in rows])
    else:
        print("Nobody is named in any text of this case.")
    return 1 if rows else 0


def _key_passphrase(arguments: argparse.Namespace) -> str:
    import os

    # A key that is there is opened: a prompt asks for it once.
    given = arguments.key_passphrase_file is not None or KEY in os.environ
    if given:
        return new_passphrase(arguments, arguments.key_passphrase_file, KEY)
    import getpass
    import sys

    if not sys.stdin.isatty():
        raise Refusal(
            "There is no passphrase for the key of names.",
            "Nothing was opened.",
            f"Give --key-passphrase-file, or set {KEY}.",
        )
    return getpass.getpass("Passphrase of the key: ")


def write_mail(desk: "Desk", arguments: argparse.Namespace) -> None:
    """Write the draft of a chase or an answer to a folder, where one is named."""
    from safeguard_desk.exchange import review_mails
    from safeguard_desk.views import review_case, reviews

    folder = arguments.out
    if folder is None or arguments.verb not in {"chase", "answer"}:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with desk.read() as reader:
        seen = review_case.case(reader, reviews.find_id(reader, arguments.ref))
        told: dict[str, Any] = {"sender": desk.who, "now": desk.clock()}
        if arguments.verb == "answer":
            mail = review_mails.answer(reader, seen, **told)
        else:
            wanted = arguments.agency.strip().casefold()
            row = next(
                (one for one in seen.agencies if one.name.casefold() == wanted),
                max(seen.agencies, key=lambda one: (one.chased_on or date.min, one.chases)),
            )
            mail = review_mails.chase(reader, seen, row, **told)
    print(mail.write(folder))


def parts(seen: "Case") -> dict[str, Any]:
    """Return the parts of a case in the order by which `remove` counts them."""
    from safeguard_desk.exchange.review_mails import chasing_line
    from safeguard_desk.registers.declare import plain

    def rows(found: Any, *names: str) -> list[dict[str, Any]]:
        return [
            {"number": number, **{name: plain(getattr(one, name)) for name in names}}
            for number, one in enumerate(found, 1)
        ]

    return {
        "panel": rows(seen.roles, "role", "who"),
        "summaries": rows(seen.agencies, "name", "asked_on", "due_on", "received_on", "chased_on"),
        "late": chasing_line(seen),
        "family": rows(seen.contacts, "on", "with_whom", "outcome"),
        "names": rows(seen.names, "name", "meaning"),
        "chronology": rows(seen.events, "on", "exact", "agency", "words", "significance"),
        "gaps_and_clashes": list(seen.gaps_and_clashes),
        "themes": rows(seen.notes, "theme", "kind", "text", "finding"),
        "impact": rows(seen.impact, "checked_on", "recommendation", "seen", "evidence", "next_on"),
        "key_of_names": seen.has_key,
    }
