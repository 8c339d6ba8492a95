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
LETTERS = {ChasedTo.OWNER: "chase", ChasedTo.SENIOR: "chase_senior"}
"""The letters that chases are worded by."""
_TABLE = "\x00"
_CELL = 'style="border-bottom:1px solid #999;padding:4px 10px 4px 0;text-align:left"'


@dataclass(frozen=True)
class ChaseMail:
    """A mail ready to go: the chases in it, its subject, and the draft as a file."""

    lines: tuple[ToChase, ...]
    mail: Mail
    filename: str
    data: bytes


def key(line: ToChase, *, agencies: bool = False) -> tuple[str, str, ChasedTo] | None:
    """Return what two chases have in common that go in one mail; None for one that goes in none.

    Somebody may own an action and be the senior member for another: these are two mails. One mail
    for each agency goes to all its owners; what is restricted stays in its owner's own mail.
    """
    if line.missing or line.person_id is None or line.to is ChasedTo.BOARD:
        return None
    shared = agencies and not line.restricted and line.agency_id is not None
    return (line.agency_id or "") if shared else line.person_id, line.group_id, line.to


def by_reader(lines: Sequence[ToChase], *, agencies: bool = False) -> list[tuple[ToChase, ...]]:
    """Return the chases that can go by mail, those of one reader (or agency) and group together."""
    found: dict[tuple[str, str, ChasedTo], list[ToChase]] = {}
    for line in lines:
        if (wanted := key(line, agencies=agencies)) is not None:
            found.setdefault(wanted, []).append(line)
    return [tuple(some) for some in found.values()]


def compose(
    reader: Reader,
    lines: Sequence[ToChase],
    *,
    sender: str,
    now: datetime,
    agencies: bool = False,
) -> list[ChaseMail]:
    """Return a mail for each reader, or each agency, of some chases.

    Refuses when none of them can go by mail.
    """
    readers = by_reader(lines, agencies=agencies)
    if not readers:
        raise Refusal(
            "None of these can be chased by mail.",
            "Nothing was written.",
            "What is missing stands beside each: an owner, an address, a senior member.",
        )
    taken: list[str] = []
    mails = []
    for some in readers:
        words = words_of(reader, LETTERS[some[0].to])
        mail = _mail(reader, some, (words.subject, words.body), sender)
        name = safe_name(f"{mail.subject} - {_together(mail.to)}", taken)
        taken.append(name)
        mails.append(ChaseMail(some, mail, name, draft(mail, now)))
    return mails


def _mail(reader: Reader, lines: tuple[ToChase, ...], words: tuple[str, str], sender: str) -> Mail:
    first = lines[0]
    number = f"{len(lines)} action{'' if len(lines) == 1 else 's'}"
    to = tuple({line.person_id: (line.role, line.email) for line in lines}.values())
    values = {
        "partnership": partnership(reader),
        "group": first.group,
        "recipient": _together(to),
        "agency": first.agency or "your agency",
        "reply_by": write_day(add_working_days(reader.today, REPLY)),
        "sender": sender,
        "today": write_date(reader.today),
        "reason": first.to.label,
    }
    subject = fill(words[0], {**values, "actions": number})
    text = fill(words[1], {**values, "actions": "\n".join(line.words for line in lines)})
    marked = fill(words[1], {**values, "actions": _TABLE})
    return Mail(to=to, subject=subject, body=text, html=_html(marked, lines))


def _together(to: Sequence[tuple[str, str]]) -> str:
    """Return the roles of a mail's readers as they are spoken to."""
    *others, last = (role for role, _ in to)
    return f"{', '.join(others)} and {last}" if others else last


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
    owners = len({line.owner for line in lines}) > 1 or lines[0].to is ChasedTo.SENIOR
    titles = ("Reference", "What is asked", *(("Owner",) if owners else ()), "Due", "Days late")
    head = "".join(f'<th scope="col" {_CELL}>{title}</th>' for title in titles)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td {_CELL}>{escape(cell)}</td>"
            for cell in (
                *(line.ref, line.told, *((line.owner,) if owners else ()), line.due),
                str(line.days_late) if line.days_late else "",
            )
        )
        + "</tr>"
        for line in lines
    )
    return f'<table style="border-collapse:collapse"><tr>{head}</tr>{rows}</table>'


def make(desk: Desk, lines: Sequence[ToChase], *, agencies: bool = False) -> list[ChaseMail]:
    """Make the mails of some chases, as the desk stands now."""
    with desk.read() as reader:
        return compose(reader, lines, sender=desk.who, now=desk.clock(), agencies=agencies)


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
        for some in by_reader(mail.lines):
            chasing.record_mail(uow, some, subject=mail.mail.subject, filename=mail.filename)
    return sum(len(mail.lines) for mail in mails)


def carry_out(
    desk: Desk, lines: Sequence[ToChase], folder: Path, *, agencies: bool = False
) -> list[ChaseMail]:
    """Make mails, write them to a folder and record them, as one step."""
    mails = make(desk, lines, agencies=agencies)
    write(mails, folder)
    desk.change(title(mails), partial(record, mails=mails))
    return mails


def title(mails: Sequence[ChaseMail]) -> str:
    """Return what recording the mails is called."""
    number = sum(len(mail.lines) for mail in mails)
    return f"Chase {number} action{'' if number == 1 else 's'}"
