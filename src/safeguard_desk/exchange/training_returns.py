"""Training returns out and in: forms with a mail each, and those that came back, as one step."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.agency_sheets import XLSX
from safeguard_desk.exchange.mail import Attached, Mail, draft, safe_name
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.training_forms import read_form, write_form
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.rules.training_returns import Form, Stamp, year_words
from safeguard_desk.views import training_returns as view
from safeguard_desk.views.agency_sheets import readers
from safeguard_desk.views.called import named
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.groups import partnership
from safeguard_desk.views.training_returns import ReturnLine
from safeguard_desk.work import dispatching
from safeguard_desk.work import training_returns as verbs

_KEPT = "Nothing of it was taken in."
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outgoing:
    """A form ready to go: the return it is of, the workbook, and its mail where it has one."""

    line: ReturnLine
    filename: str
    data: bytes
    address: str
    subject: str
    mail: tuple[str, bytes] | None


def send(
    desk: Desk,
    group_id: str,
    year: int,
    folder: Path,
    progress: Progress,
    *,
    wanted: Sequence[str] = (),
) -> Done[list[Path]]:
    """Write the forms of a year that are still to come, a mail with each, and record them as sent.

    wanted: the ids of the returns, where not all. Agencies without an address get a form only.
    """
    with desk.read() as reader:
        lines = [
            one
            for one in view.year_view(reader, year, group_id).lines
            if (one.id in wanted if wanted else one.owed)
        ]
        if not lines:
            raise Refusal(
                f"No agency owes a return for {year_words(year)}.",
                "No form was made.",
                "Ask agencies first, or choose the ones that are to get a form again.",
            )
        made = [_one(reader, desk, group_id, year, lines, place, progress)
                for place in range(len(lines))]  # fmt: skip
    for one in made:
        save(one.data, folder / one.filename)
        if one.mail is not None:
            save(one.mail[1], folder / one.mail[0])
    files = [folder / one.filename for one in made]
    files += [folder / one.mail[0] for one in made if one.mail is not None]

    def record(uow: UnitOfWork) -> list[Path]:
        verbs.number_forms(uow, [one.line.id for one in made])
        for one in made:
            sent = dispatching.Sent(one.address, None, one.line.agency_id, files=(one.filename,))
            kind = DispatchKind.TRAINING_RETURN
            dispatching.record(uow, kind, [sent], subject=one.subject, group_id=group_id)
        return files

    return desk.change(f"Send training returns for {year_words(year)}", record)


def _one(
    reader: Reader,
    desk: Desk,
    group_id: str,
    year: int,
    lines: Sequence[ReturnLine],
    place: int,
    progress: Progress,
) -> Outgoing:
    progress(place, len(lines))
    line = lines[place]
    role, email = readers(reader, group_id).get(line.agency_id, ("", ""))
    # Two agencies of one short name keep apart by the return's own reference.
    filename = safe_name(f"{line.ref} {line.name} training {year}", (), ".xlsx")
    values = {
        "partnership": partnership(reader),
        "group": named(reader, "groups", group_id),
        "recipient": role or line.agency,
        "agency": line.agency,
        "date": year_words(year),
        "reply_by": write_day(line.due_on) if line.due_on else "",
        "sender": desk.who,
        "today": write_date(reader.today),
        "attached": filename,
        "reason": line.challenge,
    }
    words = words_of(reader, "training_return")
    data = write_form(line, year, line.forms + 1)
    subject = fill(words.subject, values)
    mail = None
    if email:
        letter = Mail(
            to=((role, email),),
            subject=subject,
            body=fill(words.body, values),
            attached=(Attached(filename, XLSX, data),),
        )
        mail = (f"{Path(filename).stem}.eml", draft(letter, desk.clock()))
    return Outgoing(line, filename, data, email, subject, mail)


def read_back(reader: Reader, source: Path, year: int | None) -> tuple[Stamp, Form, int]:
    """Return a form that is one of this desk's; refuses a foreign one, and one of another year.

    year: the one that is meant; the newest that was asked for where none is named.
    """
    stamp, form, lines = read_form(source)
    try:
        line = view.one(reader, stamp.return_id)
    except Refusal:
        raise Refusal(
            f"{source.name} is a form of another desk, or its request was taken back.",
            _KEPT,
            "Ask the agency for the form that this desk sent.",
        ) from None
    meant = year if year is not None else view.newest_year(reader)
    if stamp.year != meant:
        raise Refusal(
            f"{source.name} is {line.agency}'s form for {year_words(stamp.year)}, not for"
            f" {year_words(meant)}.",
            _KEPT,
            f"Choose the year {year_words(stamp.year)} first if that is meant.",
        )
    return stamp, form, lines


def import_return(
    desk: Desk, source: Path, *, year: int | None = None, dry_run: bool = False
) -> Imported:
    """Take a form that came back in, whole or not at all; the same again changes nothing."""
    with desk.read() as reader:
        stamp, form, lines = read_back(reader, source, year)
    done = Imported(rows=lines)
    if dry_run:
        done.created, done.updated, done.unchanged = _would(desk, stamp, form)
        return done
    title = f"Take the training return of {stamp.agency} in"
    counts = desk.change(title, partial(verbs.take_form, stamp=stamp, form=form)).result
    done.created, done.updated, done.unchanged = counts
    return done


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


def _would(desk: Desk, stamp: Stamp, form: Form) -> tuple[int, int, int]:
    """Return what taking a form in would do, and do nothing."""
    counts: list[tuple[int, int, int]] = []

    def trial(uow: UnitOfWork) -> None:
        counts.append(verbs.take_form(uow, stamp, form))
        raise _OnlyLooking

    with suppress(_OnlyLooking):
        desk.change("Try a training return", trial)
    return counts[0]


def import_returns(
    desk: Desk, sources: Sequence[Path], year: int, progress: Progress | None = None
) -> Done[tuple[str, ...]]:
    """Take several forms in as one step; return a line for each, those refused with why."""
    told: list[str] = []
    read: list[tuple[str, Stamp, Form]] = []
    for number, source in enumerate(sources):
        if progress is not None:
            progress(number, len(sources))
        try:
            with desk.read() as reader:
                stamp, form, _ = read_back(reader, source, year)
            read.append((source.name, stamp, form))
        except Refusal as refusal:
            told.append(f"! {refusal.what}" if source.name in refusal.what
                        else f"! {source.name}: {refusal.what}")  # fmt: skip

    def run(uow: UnitOfWork) -> tuple[str, ...]:
        for name, stamp, form in read:
            try:
                new, changed, same = verbs.take_form(uow, stamp, form)
            except Refusal as refusal:
                told.append(f"! {name}: {refusal.what}")
                continue
            told.append(f"{name}: {new} new, {changed} changed, {same} as they were.")
        return tuple(told)

    return desk.change("Take training returns in", run)
