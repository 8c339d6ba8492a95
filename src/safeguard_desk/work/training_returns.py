"""Agencies' yearly returns on their own training: asked for, taken in, challenged, answered."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Group, TrainingReturn, TrainingReturnLine
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import CourseLevel, ReturnState
from safeguard_desk.rules.training_returns import Form, Said, Stamp, fault, year_words
from safeguard_desk.work.audits import words_for
from safeguard_desk.work.references import next_reference

_KEPT = "Nothing of it was taken in."


def request(
    uow: UnitOfWork, group_id: str, year: int, agencies: Sequence[str], due_on: date
) -> list[TrainingReturn]:
    """Ask agencies for their return of a financial year by a day; return what is new.

    Whoever was asked already is left as is. Refuses nobody, and a day that is past.
    """
    if not agencies or due_on < uow.today:
        raise Refusal(
            "A request needs agencies and a day to come by which they answer.",
            "Nobody was asked.",
            "Choose who is asked, and a later day.",
        )
    uow.flush()
    t = TrainingReturn
    asked = {one.agency_id for one in uow.all(select(t).where(t.year == year))}
    group = uow.get(Group, group_id)
    made = [
        uow.add(
            TrainingReturn(
                ref=next_reference(uow, f"{group.code}-TR"),
                agency_id=uow.get(Agency, agency_id).id,
                group_id=group.id,
                year=year,
                requested_on=uow.today,
                due_on=due_on,
            )
        )
        for agency_id in dict.fromkeys(agencies)
        if agency_id not in asked
    ]
    uow.flush()
    return made


def number_forms(uow: UnitOfWork, return_ids: Iterable[str]) -> dict[str, int]:
    """Give each return's next form its number; return the numbers by the return's id."""
    numbers = {}
    for return_id in return_ids:
        found = uow.get(TrainingReturn, return_id)
        found.form_number += 1
        numbers[return_id] = found.form_number
    return numbers


def take_form(uow: UnitOfWork, stamp: Stamp, form: Form) -> tuple[int, int, int]:
    """Take a filled form in; return how many lines are new, changed, and as they were.

    The form that was read last changes nothing when it is read again. Refuses one that is older
    than what was read: by its number, or because another filling of it was read after it.
    """
    found = uow.get(TrainingReturn, stamp.return_id)
    if stamp.number < found.read_number:
        raise _older(found, stamp)
    read = found.read_forms.split()
    told = f"{stamp.number}:{form.fingerprint}"
    if read and read[-1] == told:
        return 0, 0, len(form.levels) + bool(form.quality)
    if told in read:
        raise _older(found, stamp)
    counts = _take(uow, found, form)
    found.read_number = stamp.number
    found.read_forms = "\n".join([*read, told])
    return counts


def _older(found: TrainingReturn, stamp: Stamp) -> Refusal:
    day = write_date(found.received_on) if found.received_on else "before"
    return Refusal(
        f"This form of {stamp.agency} is older than the one that was read on {day}.",
        _KEPT,
        "Read the newer file; or type its numbers if they are right after all.",
    )


def take(uow: UnitOfWork, return_id: str, form: Form) -> tuple[int, int, int]:
    """Take down what an agency told on paper or by phone; the last word stands."""
    return _take(uow, uow.get(TrainingReturn, return_id), form)


def _take(uow: UnitOfWork, found: TrainingReturn, form: Form) -> tuple[int, int, int]:
    wrong = [
        f"{level.label}: {words}"
        for level, said in form.levels.items()
        if (words := fault(said.staff, said.trained))
    ]
    if wrong:
        raise Refusal(f"{'; '.join(wrong)}.", _KEPT, "Ask the agency, and mend these lines.")
    if not form.levels and not form.quality.strip():
        raise Refusal("The return says nothing.", _KEPT, "Give the numbers of a level at least.")
    held = {one.level: one for one in lines_of(uow, found.id)}
    new = changed = same = 0
    for level, said in form.levels.items():
        before = held.get(level)
        if before is None:
            _add(uow, found, level, said)
            new += 1
        elif (before.staff, before.trained, before.words) == (
            *(said.staff, said.trained, said.words.strip()),
        ):
            same += 1
        else:
            before.staff, before.trained = said.staff, said.trained
            before.words = said.words.strip()
            changed += 1
    quality = form.quality.strip()
    if quality and quality == found.quality:
        same += 1
    elif quality:
        new, changed = (new, changed + 1) if found.quality else (new + 1, changed)
        found.quality = quality
    if new or changed or found.received_on is None:
        found.received_on = uow.today
    if found.state is ReturnState.REQUESTED:
        found.state = ReturnState.RECEIVED
    uow.flush()
    return new, changed, same


def _add(uow: UnitOfWork, found: TrainingReturn, level: CourseLevel, said: Said) -> None:
    uow.add(
        TrainingReturnLine(
            return_id=found.id,
            level=level,
            staff=said.staff,
            trained=said.trained,
            words=said.words.strip(),
        )
    )


def lines_of(uow: UnitOfWork, return_id: str) -> list[TrainingReturnLine]:
    """Return the lines of a return."""
    uow.flush()
    line = TrainingReturnLine
    return list(uow.all(select(line).where(line.return_id == return_id)))


def challenge(uow: UnitOfWork, return_id: str, words: str, on: date | None = None) -> None:
    """Take down what the group asks of an agency; a missing return can be challenged too.

    Another challenge opens it again: the answer to the one before is kept in the journal.
    """
    found = uow.get(TrainingReturn, return_id)
    found.challenge = words_for(words, "A challenge needs words", "Say what the group asks.")
    found.challenged_on = on or uow.today
    found.response, found.responded_on = "", None
    found.state = ReturnState.CHALLENGED


def respond(uow: UnitOfWork, return_id: str, words: str, on: date | None = None) -> None:
    """Take down what an agency answered; refuses an answer to nothing, or before it was asked."""
    found = uow.get(TrainingReturn, return_id)
    day = on or uow.today
    if found.challenged_on is None or day < found.challenged_on:
        raise Refusal(
            f"{found.ref} was not challenged yet.",
            "Nothing was changed.",
            "Take down the challenge first, with its day.",
        )
    found.response = words_for(words, "An answer needs words", "Say what the agency answered.")
    found.responded_on = day
    found.state = ReturnState.ANSWERED


def withdraw(uow: UnitOfWork, return_id: str) -> None:
    """Take a request back that has not been answered; refuses one that has."""
    found = uow.get(TrainingReturn, return_id)
    if found.received_on is not None or found.challenged_on is not None:
        raise Refusal(
            f"{found.ref} for {year_words(found.year)} has been answered or challenged.",
            "It stays.",
            "Only a request without an answer can be taken back.",
        )
    uow.delete(found)
