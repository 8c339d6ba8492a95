"""Mails that ask for the later form: to the delegate, with the line manager, and the form in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import evaluation_forms
from safeguard_desk.exchange.mail import Attached, Mail, draft, safe_name
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.rules.terms_learning import Asked
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.evaluation_due import Due
from safeguard_desk.views.evaluation_session import SessionView, session_view
from safeguard_desk.views.groups import partnership
from safeguard_desk.work import dispatching, evaluation_requests

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPLY = 10
"""Working days within which a form is asked back."""
FIRST, AGAIN = "later_form", "later_form_again"
"""The letters that requests and reminders are worded by."""


@dataclass(frozen=True)
class Request:
    """A mail ready to go."""

    line: Due
    mail: Mail
    filename: str
    data: bytes


def compose(reader: Reader, lines: Sequence[Due], *, sender: str, now: datetime) -> list[Request]:
    """Return a mail for each delegate with an address; refuses when there is none."""
    writable = [one for one in lines if one.can_write]
    if not writable:
        raise Refusal(
            "None of these can be asked by mail.",
            "Nothing was written.",
            "Give the delegates' e-mail addresses, or their line managers', first.",
        )
    views: dict[str, SessionView] = {}
    taken: list[str] = []
    made = []
    for line in writable:
        view = views.setdefault(line.session_id, session_view(reader, line.session_id))
        mail = _mail(reader, line, view, sender)
        name = safe_name(f"{line.session} three months on - {line.code}", taken)
        taken.append(name)
        made.append(Request(line, mail, name, draft(mail, now)))
    return made


def _mail(reader: Reader, line: Due, view: SessionView, sender: str) -> Mail:
    delegate = next(one for one in view.delegates if one.id == line.id)
    attached = evaluation_forms.form(view, Asked.LATER, delegate)
    words = words_of(reader, AGAIN if line.requests else FIRST)
    values = {
        "partnership": partnership(reader),
        "recipient": line.name or line.role or "colleague",
        "agency": line.agency or "your agency",
        "course": line.course,
        "date": write_date(line.held_on),
        "reply_by": write_day(add_working_days(reader.today, REPLY)),
        "sender": sender,
        "today": write_date(reader.today),
        "attached": attached.filename,
        "reason": line.state.label,
    }
    who = line.name or line.code
    to = [(who, line.email)] if line.email else []
    if line.manager_email:
        to.append((f"Line manager of {who}", line.manager_email))
    return Mail(
        to=tuple(to),
        subject=fill(words.subject, values),
        body=fill(words.body, values),
        attached=(Attached(attached.filename, XLSX, attached.data),),
    )


def make(desk: Desk, lines: Sequence[Due]) -> list[Request]:
    """Make the mails of some delegates, as the desk stands now."""
    with desk.read() as reader:
        return compose(reader, lines, sender=desk.who, now=desk.clock())


def write(made: Sequence[Request], folder: Path) -> None:
    """Write the drafts into a folder."""
    for one in made:
        save(one.data, folder / one.filename)


def record(uow: UnitOfWork, *, made: Sequence[Request]) -> int:
    """Record that the mails went out and that their delegates were asked; return how many."""
    for one in made:
        addresses = "; ".join(address for _, address in one.mail.to)
        sent = dispatching.Sent(addresses, files=(one.filename,))
        dispatching.record(uow, DispatchKind.LETTER, [sent], subject=one.mail.subject)
    return evaluation_requests.record(uow, [one.line.id for one in made])


def carry_out(desk: Desk, lines: Sequence[Due], folder: Path) -> list[Request]:
    """Make mails, write them to a folder and record them, as one step."""
    made = make(desk, lines)
    write(made, folder)
    desk.change(title(made), partial(record, made=made))
    return made


def title(made: Sequence[Request]) -> str:
    """Return what recording the mails is called."""
    return f"Ask for {len(made)} later form{'' if len(made) == 1 else 's'}"
