"""A letter to a partner that is missing, worded by its template, as a file that is recorded."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.model import Document
from safeguard_desk.documents.writing import write
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import safe_name
from safeguard_desk.models import Person
from safeguard_desk.papers import letter
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.coverage import coverage, reasons
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.groups import head, partnership
from safeguard_desk.work.coverage import record_letter

REPLY = 10
"""Working days within which an answer is asked for."""
CODE = "missing_from_audits"
"""The template that it is worded by."""


@dataclass(frozen=True)
class Written:
    """A letter ready to go: to whom, about what, and as which document."""

    agency_id: str
    person_id: str | None
    address: str
    subject: str
    filename: str
    document: Document


def compose(reader: Reader, group_id: str, agency_id: str, year: int, *, sender: str) -> Written:
    """Return the letter to an agency, to its senior member where the directory names one.

    Refuses an agency that took part in everything it was asked for.
    """
    found = coverage(reader, group_id, year)
    line = found.line(agency_id)
    if line is None or not line.flag:
        raise Refusal(
            f"{line.name if line else 'This agency'} is missing from nothing.",
            "No letter was made.",
            "Choose an agency that is flagged.",
        )
    person = _senior(reader, agency_id)
    role = person[1] if person else "The chief officer"
    words = words_of(reader, CODE)
    values = {
        "partnership": partnership(reader),
        "group": head(reader, group_id).name,
        "recipient": role,
        "agency": line.name,
        "reason": reasons(found, line),
        "reply_by": write_day(add_working_days(reader.today, REPLY)),
        "sender": sender,
        "today": write_date(reader.today),
        "date": f"{year}/{(year + 1) % 100:02d}",
    }
    subject = fill(words.subject, values)
    made = letter.Letter(
        partnership(reader), role, line.name, subject, fill(words.body, values), reader.today
    )
    name = f"Letter to {line.short or line.name} {reader.today.isoformat()}"
    return Written(
        *(agency_id, person[0] if person else None, (person[2] if person else "") or role),
        *(subject, safe_name(name, ending=".docx"), letter.compose(made)),
    )


def carry_out(desk: Desk, group_id: str, agency_id: str, year: int, folder: Path) -> Path:
    """Write the letter into a folder and record it, as one step; return where it is."""
    with desk.read() as reader:
        made = compose(reader, group_id, agency_id, year, sender=desk.who)
    out = save(made, folder)
    desk.change("Write to a missing partner", partial(record, group_id=group_id, made=made))
    return out


def save(made: Written, folder: Path) -> Path:
    """Write the letter into a folder; return where it is."""
    out = folder / made.filename
    write(made.document, out)
    return out


def record(uow: UnitOfWork, *, group_id: str, made: Written) -> None:
    """Record the letter."""
    record_letter(
        *(uow, group_id, made.agency_id),
        person_id=made.person_id,
        address=made.address,
        subject=made.subject,
        filename=made.filename,
    )


def _senior(reader: Reader, agency_id: str) -> tuple[str, str, str] | None:
    """Return the agency's senior member, or whoever of it is in the directory, else None."""
    statement = (
        select(Person.id, Person.role, Person.email)
        .where(Person.agency_id == agency_id, Person.ended_on.is_(None))
        .order_by(Person.senior.desc(), Person.created_at, Person.id)
        .limit(1)
    )
    row = reader.one(statement)
    return None if row is None else (row[0], row[1], row[2])
