"""Drafts of mails that chase: one for each reader, with their actions as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import Mail, draft, safe_name
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import ChasedTo
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.chasing import ToChase, to_chase
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.groups import partnership
from safeguard_desk.work import chasing

REPLY = 5
"""Working days within which an answer is asked for."""
_TABLE = "\x00"
_CELL = 'style="border-bottom:1px solid #999;padding:4px 10px 4px 0;text-align:left"'


@dataclass(frozen=True)
class ChaseMail:
    """A mail ready to go: the chases in it, its subject, and the draft as a file."""

    lines: tuple[ToChase, ...]
    mail: Mail
    filename: str
    data: bytes


def by_reader(lines: Sequence[ToChase]) -> list[tuple[ToChase, ...]]:
    """Return the chases that can go by mail, those of one reader and group together.

    Somebody may own an action and be the senior member for another: these are two mails.
    """
    found: dict[tuple[str, str, ChasedTo], list[ToChase]] = {}
    for line in lines:
        if line.missing or line.person_id is None or line.to is ChasedTo.BOARD:
            continue
        found.setdefault((line.person_id, line.group_id, line.to), []).append(line)
    return [tuple(some) for some in found.values()]


def compose(
    reader: Reader, lines: Sequence[ToChase], *, sender: str, now: datetime
) -> list[ChaseMail]:
    """Return a mail for each reader of some chases; refuses when none of them can go by mail."""
    readers = by_reader(lines)
    if not readers:
        raise Refusal(
            "None of these can be chased by mail.",
            "Nothing was written.",
            "What is missing stands beside each: an owner, an address, a senior member.",
        )
    words = words_of(reader, "chase")
    taken: list[str] = []
    mails = []
    for some in readers:
        mail = _mail(reader, some, (words.subject, words.body), sender)
        name = safe_name(f"{mail.subject} - {some[0].role}", taken)
        taken.append(name)
        mails.append(ChaseMail(some, mail, name, draft(mail, now)))
    return mails


def _mail(reader: Reader, lines: tuple[ToChase, ...], words: tuple[str, str], sender: str) -> Mail:
    first = lines[0]
    values = {
        "partnership": partnership(reader),
        "group": first.group,
        "recipient": first.role,
        "agency": first.agency or "your agency",
        "reply_by": write_day(add_working_days(reader.today, REPLY)),
        "sender": sender,
        "today": write_date(reader.today),
        "reason": first.to.label,
    }
    subject = fill(words[0], {**values, "actions": f"{len(lines)} actions"})
    text = fill(words[1], {**values, "actions": "\n".join(line.words for line in lines)})
    marked = fill(words[1], {**values, "actions": _TABLE})
    return Mail(
        to=((first.role, first.email),), subject=subject, body=text, html=_html(marked, lines)
    )


def _html(text: str, lines: Sequence[ToChase]) -> str:
    """Return a mail's words as HTML, the actions in a table where they are spoken of."""
    paragraphs = []
    for part in text.split("\n\n"):
        if _TABLE in part:
            before, _, after = part.partition(_TABLE)
            paragraphs += [_paragraph(before), _table(lines), _paragraph(after)]
        else:
            paragraphs.append(_paragraph(part))
    return f"<html><body>{''.join(paragraphs)}</body></html>"


def _paragraph(words: str) -> str:
    inside = escape(words.strip()).replace("\n", "<br>")
    return f"<p>{inside}</p>" if inside else ""


def _table(lines: Sequence[ToChase]) -> str:
    titles = ("Reference", "What is asked", "Due", "Days late")
    head = "".join(f'<th scope="col" {_CELL}>{title}</th>' for title in titles)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td {_CELL}>{escape(cell)}</td>"
            for cell in (
                *(line.ref, line.title, write_date(line.due_on)),
                str(line.days_late) if line.days_late else "",
            )
        )
        + "</tr>"
        for line in lines
    )
    return f'<table style="border-collapse:collapse"><tr>{head}</tr>{rows}</table>'


def write(mails: Sequence[ChaseMail], folder: Path) -> None:
    """Write the drafts into a folder."""
    for one in mails:
        save(one.data, folder / one.filename)


def record(uow: UnitOfWork, *, mails: Sequence[ChaseMail]) -> int:
    """Record that the mails went out, and the chase of each action in them; return how many.

    Refuses where one of them is no longer due: somebody has chased, moved or completed it.
    """
    due = {one.id: one for one in to_chase(uow.reader)}
    for mail in mails:
        gone = [line.ref for line in mail.lines if due.get(line.id) != line]
        if gone:
            raise Refusal(
                f"{', '.join(gone)} changed since the mails were made.",
                "Nothing was recorded.",
                "Make the mails again; those in the folder are replaced.",
            )
    for mail in mails:
        chasing.record_mail(uow, mail.lines, subject=mail.mail.subject, filename=mail.filename)
    return sum(len(mail.lines) for mail in mails)


def carry_out(desk: Desk, lines: Sequence[ToChase], folder: Path) -> list[ChaseMail]:
    """Make mails, write them to a folder and record them, as one step."""
    with desk.read() as reader:
        mails = compose(reader, lines, sender=desk.who, now=desk.clock())
    write(mails, folder)
    desk.change(title(mails), partial(record, mails=mails))
    return mails


def title(mails: Sequence[ChaseMail]) -> str:
    """Return what recording the mails is called."""
    number = sum(len(mail.lines) for mail in mails)
    return f"Chase {number} action{'' if number == 1 else 's'}"
