"""Reading returns of an audit from a table: whose, on which case, and which grades."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.audit_forms import STAMP_SHEET
from safeguard_desk.exchange.lines import workbook_lines
from safeguard_desk.exchange.tables import Row, Table, content_of, plain_heading, read_table
from safeguard_desk.rules.audit_forms import EDITION, Stamp, read_stamp
from safeguard_desk.rules.case_codes import case_code
from safeguard_desk.rules.grades import read_grade, says_not_known
from safeguard_desk.rules.terms_quality import Grade

KNOWN = {
    "Case": ("Case number", "Case no", "Case no.", "Case ref", "Case code", "Case ID"),
    "Agency": ("Organisation", "Partner", "Partner agency", "Service"),
    "Comment": ("Comments", "Notes", "Commentary"),
    "Evidence": ("Where recorded", "Evidence seen"),
}
_QUESTION = re.compile(r"\s*(?:q|question)\s*\.?\s*([0-9]{1,2})\b\s*[.:)–-]?\s*(.*)", re.I | re.S)
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Asked:
    """A column that grades a question: its number (0 where it has none), and its words."""

    heading: str
    number: int
    text: str

    @property
    def name(self) -> str:
        """How it is called in a message."""
        return f"Q{self.number}" if self.number else self.text


@dataclass(frozen=True)
class Given:
    """A row as it was read: what it grades by its columns, and what is wrong with it."""

    row: int
    case: str
    agency: str
    grades: dict[str, Grade] = field(default_factory=dict)
    comment: str = ""
    evidence: str = ""
    not_known: bool = False
    blank: tuple[str, ...] = ()
    fault: str = ""

    @property
    def empty(self) -> bool:
        """True where nothing was filled in."""
        said = self.grades or self.comment or self.evidence or self.not_known
        return not said and not self.fault


@dataclass(frozen=True)
class Sheet:
    """A table of returns: its stamp if it is a form of ours, its questions and its rows."""

    stamp: Stamp | None
    asked: tuple[Asked, ...]
    rows: tuple[Given, ...]
    ignored: tuple[str, ...]
    """Headings that say nothing here."""


def read_sheet(source: Path, sheet: str | None = None) -> Sheet:
    """Read a table of returns; refuses what has no case, no agency or no question."""
    table = read_table(source, KNOWN, sheet=sheet)
    missing = [heading for heading in ("Case", "Agency") if not table.has(heading)]
    asked = tuple(_asked(table))
    if not asked:
        missing.append("a question (as “Q1 Voice of the child”)")
    if missing:
        raise Refusal(
            f"{source.name} has no column for {' and '.join(missing)};"
            f" it has: {', '.join(h[:40] for h in table.headings[:12] if h)}.",
            "Nothing was imported.",
            "A table of returns has a row for each case and agency: Case, Agency, Q1, Q2, ...,"
            " Comment.",
        )
    taken = {one.heading for one in asked}
    known = {plain_heading(heading) for heading in KNOWN}
    ignored = tuple(
        heading
        for heading, name in zip(table.headings, table.names, strict=True)
        if heading and heading not in taken and name not in known
    )
    rows = tuple(_given(row, asked) for row in table.rows)
    return Sheet(_stamp(source), asked, rows, ignored)


def _asked(table: Table) -> Sequence[Asked]:
    found: list[Asked] = []
    for heading in table.headings:
        match = _QUESTION.fullmatch(heading)
        if match is None:
            continue
        number, text = int(match[1]), " ".join(match[2].split())
        if any(one.number == number for one in found):
            raise Refusal(
                f"Two columns are headed Q{number}.",
                "Nothing was imported.",
                "Let every question have a column of its own.",
            )
        found.append(Asked(heading, number, text))
    return found


def _stamp(source: Path) -> Stamp | None:
    """Return the stamp of a form of ours; refuses one of another edition."""
    data = content_of(source)
    if not data.startswith(_ZIP):
        return None
    try:
        lines = workbook_lines(source.name, data, STAMP_SHEET)
    except Refusal:
        return None  # no such sheet: somebody else's workbook
    stamp = read_stamp(lines[0][1][0]) if lines else None
    if stamp is not None and stamp.edition != EDITION:
        raise Refusal(
            f"{source.name} is a form of another edition of this program.",
            "Nothing was imported.",
            "Make the forms anew and send it again.",
        )
    return stamp


def _given(row: Row, asked: Sequence[Asked]) -> Given:
    grades: dict[str, Grade] = {}
    blank, faults, unknown = [], [], 0
    for one in asked:
        words = row.get(one.heading)
        grade = read_grade(words)
        if grade is not None:
            grades[one.heading] = grade
        elif not words.strip():
            blank.append(one.name)
        elif says_not_known(words):
            unknown += 1
        else:
            faults.append(f"{one.name}: “{words[:40]}” is no grade")
    if unknown and grades:
        faults.append("the case is said to be not known, and grades are given")
    if row.surplus:
        faults.append(f"“{row.surplus[0][:40]}” stands to the right of the last heading")
    case, agency = row.get("Case"), row.get("Agency")
    code = ""
    try:
        code = case_code(case)
    except Refusal as refusal:
        faults.insert(0, refusal.what.rstrip(".") if case.strip() else "no case is named")
    if not agency.strip():
        faults.insert(0, "no agency is named")
    return Given(
        *(row.number, code, " ".join(agency.split()), grades, row.get("Comment")),
        evidence=row.get("Evidence"),
        not_known=bool(unknown) and not grades,
        blank=tuple(blank),
        fault="; ".join(faults),
    )
