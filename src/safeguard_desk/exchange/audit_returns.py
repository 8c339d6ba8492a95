"""Importing returns of an audit: forms that came back, or any table of cases and grades."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.audit_tables import Asked, Given, Sheet, read_sheet
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.models import Agency, Audit, AuditCase, AuditQuestion, Group
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.work import audit_content, audits, people
from safeguard_desk.work.audit_returns import Book, Returned, Taken

_NOT_THEMES = re.compile(r"\b(multi|agency|audits?|returns?|forms?|sample|final|v[0-9]+)\b", re.I)


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


@dataclass
class _Import:
    """One run: what it works on, and what it did."""

    uow: UnitOfWork
    done: Imported
    audit: Audit
    made: bool
    """The import made the audit, so that its cases and agencies come from the file."""
    columns: dict[str, str] = field(default_factory=dict)
    """Ids of questions by the file's headings."""
    cases: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, Agency | None] = field(default_factory=dict)
    seen: dict[tuple[str, str], Given] = field(default_factory=dict)

    def note(self, row: int, name: str, text: str, kept_as: str) -> None:
        """Tell of something that was taken in a way to know of."""
        self.done.notes.append(Noted(row, name, text, kept_as))


def import_returns(
    desk: Desk,
    source: Path,
    *,
    audit: str | None = None,
    group: str | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Import a table of returns, or a form; the same again changes nothing.

    audit: its reference. Without one it is the form's own, or the open audit that asks these
    questions of these cases; where there is none, an audit is made from the table. A row is taken
    as a whole or not at all. One import is one step of undo, with a backup before it.
    """
    table = read_sheet(source, sheet)
    done = Imported()

    def run(uow: UnitOfWork) -> Imported:
        work = _begin(uow, done, table, source, audit, group)
        _take_all(work, table)
        if work.made and not done.created:
            done.notes.clear()  # nothing of the table can be used: no audit is made of it
            raise _OnlyLooking
        if work.made:
            audits.move_to(uow, work.audit.id, AuditState.RETURNS)
        if dry_run:
            raise _OnlyLooking
        return done

    if not dry_run:
        desk.back_up("before-import")
    try:
        return desk.change(f"Import audit returns from {source.name}", run).result
    except _OnlyLooking:
        return done


@dataclass
class Read:
    """What became of several files: each is read by itself, and all are one step."""

    words: str = "No file was read."
    refused: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_files(
    desk: Desk,
    ref: str,
    sources: Sequence[Path],
    tell: Callable[[int, int], None] | None = None,
) -> Done[Read]:
    """Read several files that came back for an audit; one that is refused is named."""
    read, total = Read(), Imported()
    tables: list[tuple[Path, Sheet]] = []
    for number, source in enumerate(sources):
        if tell is not None:
            tell(number, len(sources))
        try:
            tables.append((source, read_sheet(source)))
        except Refusal as refusal:
            read.refused.append(f"{source.name}: {refusal.what}")
    desk.back_up("before-import")

    def run(uow: UnitOfWork) -> Read:
        for source, table in tables:
            done = Imported()
            try:
                _take_all(_begin(uow, done, table, source, ref, None), table)
            except Refusal as refusal:
                read.refused.append(f"{source.name}: {refusal.what}")
                continue
            total.rows += done.rows
            total.created += done.created
            total.updated += done.updated
            total.unchanged += done.unchanged
            total.skipped += done.skipped
            place = f"{source.name}, row"
            read.skipped += [f"{place} {one.row}: {one.reason}" for one in done.skipped]
            read.notes += [
                f"{place} {one.row}: {' '.join(filter(None, (one.field, one.text)))}"
                f" kept as {one.kept_as}"
                for one in done.notes
            ]
        if len(read.refused) < len(sources):
            read.words = total.words()
        return read

    return desk.change("Read audit returns", run)


def _take_all(work: _Import, table: Sheet) -> None:
    book = Book(work.uow, work.audit.id)
    for given in table.rows:
        work.done.rows += 1
        try:
            _take(work, book, given)
        except Refusal as refusal:
            work.done.skipped.append(Skipped(given.row, refusal.what))


def _begin(
    uow: UnitOfWork,
    done: Imported,
    table: Sheet,
    source: Path,
    ref: str | None,
    group: str | None,
) -> _Import:
    wanted = ref or (table.stamp.audit if table.stamp else None)
    if ref and table.stamp and table.stamp.audit.upper() != ref.strip().upper():
        raise Refusal(
            f"{source.name} is a form of {table.stamp.audit}, not of {ref.strip()}.",
            "Nothing was imported.",
            "Leave out the reference, or choose the right file.",
        )
    found = audits.find(uow, wanted) if wanted else _matching(uow, table)
    audit = found or _make(uow, table, source, group)
    audits.open_audit(uow, audit.id)
    work = _Import(uow, done, audit, made=found is None)
    if work.made:
        kept = f"{audit.ref}, made from this table with its questions, cases and agencies"
        work.note(1, "Audit", audit.title, kept)
    for heading in table.ignored:
        work.note(1, "Heading", heading, "nothing: it says nothing of a case")
    _columns(work, table)
    _codes(work, table)
    _invite(work, table)
    return work


def _matching(uow: UnitOfWork, table: Sheet) -> Audit | None:
    """Return the open audit that asks these questions of some of these cases; refuse several."""
    codes = {given.case for given in table.rows if given.case}
    found = []
    for audit in uow.all(select(Audit).order_by(Audit.ref)):
        if not audit.state.is_open:
            continue
        asked = audit_content.questions(uow, audit.id)
        held = {case.code for case in audit_content.cases(uow, audit.id)}
        if all(_meant(one, asked) for one in table.asked) and (not held or held & codes):
            found.append(audit)
    if len(found) > 1:
        raise Refusal(
            f"These returns may be of {' or '.join(one.ref for one in found)}.",
            "Nothing was imported.",
            "Name the audit with --audit.",
        )
    return found[0] if found else None


def _meant(asked: Asked, questions: list[AuditQuestion]) -> AuditQuestion | None:
    """Return the question of an audit that a column grades: by its words, else by its number."""
    if asked.text:
        return next((one for one in questions if _plain(one.text) == _plain(asked.text)), None)
    return next((one for one in questions if one.position == asked.number), None)


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _make(uow: UnitOfWork, table: Sheet, source: Path, group: str | None) -> Audit:
    """Make the audit that a table is of; its theme is what the file is called."""
    of_code = select(Group).where(Group.code == (group or "").strip().upper())
    of_kind = select(Group).where(Group.kind == GroupKind.QUALITY, Group.ended_on.is_(None))
    owner = uow.find(of_code if group else of_kind.order_by(Group.code))
    if owner is None:
        raise Refusal(
            f"There is no group “{group}”." if group else "There is no quality assurance group.",
            "Nothing was imported.",
            "See: list groups; name one with --group.",
        )
    words = " ".join(_NOT_THEMES.sub(" ", re.sub(r"[_\W]+", " ", source.stem)).split())
    title = words[:1].upper() + words[1:] or "Audit of returns"
    audit = audits.plan_audit(uow, owner.id, title)
    audit.scope = f"Taken over from the returns in {source.name}"
    for asked in table.asked:
        audit_content.add_question(uow, audit.id, asked.text or asked.name)
    uow.flush()
    return audit


def _columns(work: _Import, table: Sheet) -> None:
    """Let each column mean a question; an audit without questions takes them from the table."""
    uow, audit = work.uow, work.audit
    questions = audit_content.questions(uow, audit.id)
    if not questions:
        for asked in table.asked:
            audit_content.add_question(uow, audit.id, asked.text or asked.name)
        uow.flush()
        questions = audit_content.questions(uow, audit.id)
        work.note(1, "Questions", str(len(questions)), f"questions of {audit.ref}")
    for asked in table.asked:
        meant = _meant(asked, questions)
        if meant is None:
            raise Refusal(
                f"{audit.ref} does not ask “{asked.text or asked.name}”.",
                "Nothing was imported.",
                f"Its questions are: {'; '.join(one.text for one in questions)}.",
            )
        work.columns[asked.heading] = meant.id
    if len(set(work.columns.values())) < len(work.columns):
        raise Refusal(
            "Two columns grade the same question.",
            "Nothing was imported.",
            "Let every question have a column of its own.",
        )


def _codes(work: _Import, table: Sheet) -> None:
    """Read the audit's cases; an audit without any takes them from the table."""
    uow, audit = work.uow, work.audit
    held = audit_content.cases(uow, audit.id)
    if not held:
        codes = sorted({given.case for given in table.rows if given.case and not given.fault})
        for position, code in enumerate(codes, 1):
            uow.add(AuditCase(audit_id=audit.id, position=position, code=code))
        uow.flush()
        held = audit_content.cases(uow, audit.id)
        if not work.made and held:
            work.note(1, "Cases", str(len(held)), f"cases of {audit.ref}, which had none")
    work.cases = {case.code: case.id for case in held}


def _take(work: _Import, book: Book, given: Given) -> None:
    """Take one row; refuses what cannot be used before anything of it is changed."""
    if given.fault:
        raise Refusal(f"{given.fault[:1].upper()}{given.fault[1:]}.")
    if given.empty:
        raise Refusal("Nothing is graded and nothing is said.")
    case_id = work.cases.get(given.case)
    if case_id is None:
        raise Refusal(f"{work.audit.ref} has no case {given.case}.")
    agency = _agency(work, given)
    if agency is None:
        raise Refusal(f"The directory has no agency “{given.agency}”.")
    earlier = work.seen.get((case_id, agency.id))
    if earlier is not None:
        same = _said(earlier) == _said(given)
        told = "the same return as" if same else "another return of the same case and agency as"
        raise Refusal(f"{told[:1].upper()}{told[1:]} row {earlier.row}, which was taken.")
    taken = book.take(
        Returned(
            *(case_id, agency.id),
            {work.columns[heading]: grade for heading, grade in given.grades.items()},
            *(given.comment, given.evidence),
            not_known=given.not_known,
        )
    )
    work.seen[case_id, agency.id] = given
    if given.blank and not given.not_known:
        work.note(given.row, ", ".join(given.blank), "", "not graded")
    name = {Taken.CREATED: "created", Taken.UPDATED: "updated", Taken.UNCHANGED: "unchanged"}[taken]
    setattr(work.done, name, getattr(work.done, name) + 1)


def _said(given: Given) -> tuple[object, ...]:
    return given.grades, given.comment, given.evidence, given.not_known


def _agency(work: _Import, given: Given) -> Agency | None:
    """Return the agency that a row names, by any name it is known by; None for an unknown one."""
    name = given.agency.casefold()
    if name not in work.agencies:
        found, other_name = agencies.find(work.uow, given.agency)
        if found is None and work.made:
            partner = agencies.partner(given.agency)
            found = people.add_agency(work.uow, given.agency, partner=partner)
            work.uow.flush()
            work.note(given.row, "Agency", given.agency, "new agency")
        elif found is not None and other_name:
            agencies.also_known_as(work.uow, found, given.agency)
            work.note(given.row, "Agency", given.agency, f"{found.name}, by another name")
        work.agencies[name] = found
    return work.agencies[name]


def _invite(work: _Import, table: Sheet) -> None:
    """Let agencies that were not invited take part: their work is done, and coverage counts it."""
    there = {one.agency_id for one in audit_content.agencies(work.uow, work.audit.id)}
    for given in table.rows:
        if given.fault or given.empty or given.case not in work.cases:
            continue
        agency = _agency(work, given)
        if agency is None or agency.id in there:
            continue
        audit_content.invite(work.uow, work.audit.id, [agency.id])
        there.add(agency.id)
        if not work.made:
            kept = f"taking part in {work.audit.ref}: it was not invited"
            work.note(given.row, "Agency", given.agency, kept)
    work.uow.flush()
