"""The sheets that agencies fill in: what goes out, what was sent, and what a filled one says."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    ActionEvidence,
    ActionSheet,
    ActionUpdate,
    Agency,
    Group,
    Membership,
    Person,
)
from safeguard_desk.rules.agency_sheets import STATUSES, Filled, read_status
from safeguard_desk.rules.dates import explain, read_date, write_date
from safeguard_desk.rules.terms import ActionStatus, EvidenceKind
from safeguard_desk.rules.three_way import Verdict, compare
from safeguard_desk.views.actions import is_restricted

AWAITED = tuple(status for status in ActionStatus if status.is_awaited)
FIELDS = ("status", "due", "update", "evidence")
TITLES = {"status": "Status", "due": "Due", "update": "Update", "evidence": "Evidence"}


@dataclass(frozen=True)
class SheetAction:
    """An action as an agency's sheet shows it."""

    id: str
    ref: str
    title: str
    owner: str
    raised_at: str
    last: str
    status: ActionStatus
    due_on: date | None
    due_words: str


@dataclass(frozen=True)
class AgencyLine:
    """An agency with open actions: how many, when its sheet went out and came back, and to whom."""

    id: str
    agency: str
    actions: int
    sent_on: date | None
    received_on: date | None
    role: str
    email: str


@dataclass(frozen=True)
class SheetHead:
    """A sheet that was sent, with the fields of each action as they stood, by reference."""

    id: str
    agency_id: str
    agency: str
    sent_on: date
    sha256: str
    body: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Proposal:
    """One field that came back: as it was sent, as it stands, as it came; and what that means.

    value is what is to be set; problem says why it cannot be, where it cannot.
    """

    row: int
    action_id: str
    ref: str
    title: str
    field: str
    sent: str
    now: str
    returned: str
    verdict: Verdict
    value: Any
    problem: str = ""

    @property
    def id(self) -> str:
        """Return what the proposal is known by within its sheet."""
        return f"{self.row} {self.field}"

    @property
    def asks(self) -> bool:
        """Say whether there is something to decide."""
        return not self.problem and self.verdict in {Verdict.THEIRS, Verdict.CONFLICT}


def agencies(reader: Reader, group_id: str | None) -> list[AgencyLine]:
    """Return the agencies with actions that are awaited, the most first."""
    statement = (
        select(Agency.id, Agency.name, func.count())
        .join(Action, Action.agency_id == Agency.id)
        .where(Action.status.in_(AWAITED), ~is_restricted())
        .group_by(Agency.id, Agency.name)
        .order_by(func.count().desc(), Agency.name)
    )
    if group_id is not None:
        statement = statement.where(Action.group_id == group_id)
    last = _last_sheets(reader, group_id)
    people = readers(reader, group_id)
    found = []
    for agency_id, name, number in reader.rows(statement):
        sent, received = last.get(agency_id, (None, None))
        role, email = people.get(agency_id, ("", ""))
        found.append(AgencyLine(agency_id, name, number, sent, received, role, email))
    return found


def _last_sheets(
    reader: Reader, group_id: str | None
) -> dict[str, tuple[date | None, date | None]]:
    s = ActionSheet
    statement = (
        select(s.agency_id, s.sent_on, s.received_on)
        .where(s.group_id.is_(group_id))
        .order_by(s.sent_on, s.created_at, s.id)
    )
    return {row[0]: (row[1], row[2]) for row in reader.rows(statement)}


def readers(reader: Reader, group_id: str | None) -> dict[str, tuple[str, str]]:
    """Return whom each agency's sheet goes to: its member of the group, else its senior member."""
    p = Person
    current = p.ended_on.is_(None), p.email != "", p.agency_id.is_not(None)
    seniors = select(p.agency_id, p.role, p.email).where(*current, p.senior).order_by(p.role)
    found: dict[str, tuple[str, str]] = {}
    for agency_id, role, email in reader.rows(seniors):
        found.setdefault(agency_id or "", (role, email))
    m = Membership
    members = (
        select(p.agency_id, p.role, p.email)
        .join(m, m.person_id == p.id)
        .where(*current, m.to_on.is_(None))
        .order_by(p.role.desc())
    )
    if group_id is not None:
        members = members.where(m.group_id == group_id)
    found.update(
        {agency_id or "": (role, email) for agency_id, role, email in reader.rows(members)}
    )
    return found


def sheet_actions(reader: Reader, agency_id: str, group_id: str | None) -> list[SheetAction]:
    """Return the actions of an agency that its sheet shows; restricted ones never."""
    a, u = Action, ActionUpdate
    statement = (
        select(
            *(a.id, a.ref, a.title, a.owner_words, a.raised_at, a.status),
            *(a.due_on, a.due_words),
        )
        .join(Group, Group.id == a.group_id)
        .where(a.agency_id == agency_id, a.status.in_(AWAITED), ~is_restricted())
        .order_by(func.coalesce(a.due_on, date.max), a.ref)
    )
    if group_id is not None:
        statement = statement.where(a.group_id == group_id)
    rows = reader.rows(statement)
    ids = [row[0] for row in rows]
    said = select(u.action_id, u.on, u.text).where(u.action_id.in_(ids)).order_by(u.on, u.id)
    last = {key: f"{write_date(on)}: {text}" for key, on, text in reader.rows(said)}
    return [SheetAction(*row[:5], last.get(row[0], ""), *row[5:]) for row in rows]


def sheet(reader: Reader, key: str) -> SheetHead:
    """Return the sheet of a key; refuses a key that this desk has not given."""
    s = ActionSheet
    row = reader.one(
        select(s.id, s.agency_id, Agency.name, s.sent_on, s.sha256, s.body)
        .join(Agency, Agency.id == s.agency_id)
        .where(s.key == key)
    )
    if row is None:
        raise Refusal(
            "This sheet was not sent from this desk.",
            "Nothing of it was taken in.",
            "Read it where it was sent from, or send the agency a new one.",
        )
    sheet_id, agency_id, agency, sent_on, sha256, body = row
    return SheetHead(sheet_id, agency_id, agency, sent_on, sha256, json.loads(body))


def proposals(reader: Reader, head: SheetHead, lines: Sequence[Filled]) -> list[Proposal]:
    """Return what a filled sheet says, field by field, against what changed here meanwhile."""
    double = {ref for ref, number in Counter(one.ref for one in lines).items() if number > 1}
    found: list[Proposal] = []
    for line in lines:
        sent = head.body.get(line.ref)
        if sent is None or line.ref in double:
            why = "It stands twice in the sheet" if sent else "It was not on the sheet as sent"
            found.append(_wrong(line, why))
            continue
        found += _of_line(reader, head, line, sent)
    missing = [ref for ref in head.body if ref not in {line.ref for line in lines}]
    found += [_lost(ref) for ref in missing]
    return found


def _wrong(line: Filled, why: str) -> Proposal:
    words = " | ".join(filter(None, (line.status, line.due, line.update, line.evidence)))
    return Proposal(line.row, "", line.ref, "", "row", "", "", words, Verdict.SAME, None, f"{why}.")


def _lost(ref: str) -> Proposal:
    why = "Its line is gone from the sheet; nothing is changed."
    return Proposal(0, "", ref, "", "row", "", "", "", Verdict.SAME, None, why)


def _of_line(reader: Reader, head: SheetHead, line: Filled, sent: dict[str, Any]) -> list[Proposal]:
    a = Action
    statement = select(a.id, a.title, a.status, a.due_on, a.evidence)
    row = reader.one(statement.where(a.id == sent["id"]))
    if row is None:
        return [_wrong(line, "The action is no longer there")]
    action_id, title, status, due_on, evidence = row
    about = (line.row, action_id, line.ref, title)
    found = [
        _status(about, line, ActionStatus(sent["status"]), status, evidence),
        _due(about, line, sent["due"], due_on, reader.today),
    ]
    u, e = ActionUpdate, ActionEvidence
    said = select(u.id).where(
        u.action_id == action_id, u.text == line.update, u.by_words == head.agency
    )
    shown = select(e.id).where(
        *(e.action_id == action_id, e.words == line.evidence, e.kind == EvidenceKind.DONE)
    )
    for field, words, held in (("update", line.update, said), ("evidence", line.evidence, shown)):
        if words:
            verdict = Verdict.THEIRS if reader.one(held) is None else Verdict.AGREED
            found.append(Proposal(*about, field, "", "", words, verdict, words))
    return [one for one in found if one.problem or one.verdict is not Verdict.SAME]


def _status(
    about: tuple[int, str, str, str],
    line: Filled,
    sent: ActionStatus,
    now: ActionStatus,
    evidence: str,
) -> Proposal:
    back = read_status(line.status) if line.status else sent
    shown = (sent.label, now.label, line.status)
    if back is None or back not in {*STATUSES, sent, now}:
        known = ", ".join(one.label for one in STATUSES)
        why = f"“{line.status}” is none of {known}."
        return Proposal(*about, "status", *shown, Verdict.SAME, None, why)
    verdict = compare(sent, back, now)
    problem = ""
    if verdict in {Verdict.THEIRS, Verdict.CONFLICT}:
        if back is ActionStatus.COMPLETED and not (line.evidence or evidence):
            problem = "Completed needs evidence, and its cell is empty."
        elif back is ActionStatus.ON_HOLD and not line.update:
            problem = "On hold needs a reason, and the update is empty."
    return Proposal(*about, "status", *shown, verdict, back, problem)


def _due(
    about: tuple[int, str, str, str], line: Filled, sent: str | None, now: date | None, today: date
) -> Proposal:
    was = date.fromisoformat(sent) if sent else None
    shown = (_day(was), _day(now), line.due)
    back = read_date(line.due, today) if line.due else None
    if line.due and back is None:
        why = f"No date: {explain(line.due, today)}"
        return Proposal(*about, "due", *shown, Verdict.SAME, None, why)
    if back is None:  # an agency cannot take a date away: an emptied cell asks for nothing
        return Proposal(*about, "due", *shown, Verdict.SAME, None)
    return Proposal(*about, "due", *shown, compare(was, back, now), back)


def _day(day: date | None) -> str:
    return write_date(day) if day else ""
