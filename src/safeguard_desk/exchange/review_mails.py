"""Drafts of mails of case review: a summary asked for again, an answer to who sent a case.

A mail says the code name, and of the case only what was agreed to be said: it leaves the desk.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import case as when
from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import Mail, draft, safe_name
from safeguard_desk.models import Membership, Person
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.groups import partnership
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import AgencyView

REPLY = 3
"""Working days within which a late summary is asked for."""


@dataclass(frozen=True)
class ReviewMail:
    """A draft: the mail, the name of its file, and what the file holds."""

    mail: Mail
    filename: str
    data: bytes

    def write(self, folder: Path) -> Path:
        """Write the draft into a folder and return where it is."""
        save(self.data, folder / self.filename)
        return folder / self.filename


def chasing_line(case: Case) -> str:
    """Return who is late with a summary and by how much, most days first; empty for nobody."""
    late = [(one.days_late(case.today), one) for one in case.agencies]
    late = sorted((pair for pair in late if pair[0]), key=lambda pair: -pair[0])
    return "; ".join(_late(days, one) for days, one in late)


def _late(days: int, one: AgencyView) -> str:
    chased = ""
    if one.chased_on is not None:
        times = "once" if one.chases == 1 else f"{one.chases} times"
        chased = f", chased {times}, last on {write_date(one.chased_on)}"
    return f"{one.name}: {days} day{'' if days == 1 else 's'} late{chased}"


def readers(reader: Reader, agency_id: str | None, group_id: str) -> tuple[tuple[str, str], ...]:
    """Return who of an agency is written to: its members of the group, or else its senior member.

    Where it has neither with an address, everybody of it who has one.
    """
    here = or_(Membership.to_on.is_(None), Membership.to_on >= reader.today)
    member = (
        select(Membership.id)
        .where(Membership.person_id == Person.id, Membership.group_id == group_id, here)
        .correlate(Person.__table__)
        .exists()
    )
    rank = when((member, 0), (Person.senior, 1), else_=2)
    working = or_(Person.ended_on.is_(None), Person.ended_on >= reader.today)
    rows = reader.rows(
        select(rank, Person.role, Person.email)
        .where(Person.agency_id == agency_id, Person.email != "", working)
        .order_by(rank, Person.role)
    )
    return tuple((role, email) for place, role, email in rows if place == rows[0][0])


def chase(reader: Reader, case: Case, row: AgencyView, *, sender: str, now: datetime) -> ReviewMail:
    """Return a draft that asks an agency again for its summary; refuses one that is not awaited."""
    if row.asked_on is None or row.received_on is not None:
        raise Refusal(
            f"No summary of {row.name} is awaited.", "No mail was made.", "Choose another agency."
        )
    ref = case.head.ref
    by = write_day(add_working_days(reader.today, REPLY))
    late = row.due_on is not None and row.days_late(reader.today) > 0
    due = f", which was due on {write_date(row.due_on or reader.today)}" if late else ""
    body = (
        f"On {write_date(row.asked_on)} we asked {row.name} for its summary on {ref}{due}.\n\n"
        f"Please send it by {by}, or tell us what stands in its way. Use code names only.\n\n"
        f"{sender}\n{partnership(reader)}"
    )
    return _made(
        *(reader, row.agency_id, case, f"{ref}: summary of {row.name}", body, now), row.name
    )


def answer(reader: Reader, case: Case, *, sender: str, now: datetime) -> ReviewMail:
    """Return a draft that tells those who sent a case what came of it.

    Refuses a case that was not answered yet, and an answer that tells who somebody is.
    """
    head = case.head
    if not head.answer:
        raise Refusal(
            f"Those who sent {head.ref} have no answer yet.",
            "No mail was made.",
            "Say what came of it first.",
        )
    found = leaks(head.answer)
    if found:
        raise Refusal(
            f"“{found[0].text}” in the answer looks like {found[0].what}.",
            "No mail was made.",
            "Take it out first.",
        )
    body = (
        f"Thank you for sending us {head.ref} on {write_date(head.referred_on)}."
        f" This is what came of it.\n\n{head.answer}\n\n{sender}\n{partnership(reader)}"
    )
    subject = f"{head.ref}: what came of what you sent us"
    return _made(reader, head.agency_id, case, subject, body, now, head.agency or "its sender")


def _made(
    reader: Reader,
    agency_id: str | None,
    case: Case,
    subject: str,
    body: str,
    now: datetime,
    whom: str,
) -> ReviewMail:
    to = readers(reader, agency_id, case.head.group_id)
    greeting = ", ".join(role for role, _ in to) or whom
    mail = Mail(to=to, subject=subject, body=f"Dear {greeting}\n\n{body}\n")
    return ReviewMail(mail, safe_name(f"{subject} - {whom}"), draft(mail, now))
