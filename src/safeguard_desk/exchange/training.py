"""Importing a booking system's export: courses, sessions, delegates, what became of bookings.

A row is taken as a whole or not at all. The same file again changes nothing, and what is known on
the desk is not undone by a file that knows less.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.training_rows import Rows, Taken, refused
from safeguard_desk.exchange.training_tables import Given, Sheet, read_sheet
from safeguard_desk.exchange.training_totals import TotalRows
from safeguard_desk.models import Agency, Group
from safeguard_desk.rules.booking_words import says_more
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.rules.terms_learning import BookingState
from safeguard_desk.views.evaluation import questions
from safeguard_desk.views.figure_scopes import agency_id
from safeguard_desk.work.evaluation_questions import settle
from safeguard_desk.work.taking_bookings import Became, Ledger
from safeguard_desk.work.taking_scores import Scores

Progress = Callable[[int, int], None]
_EACH = 50
_ALIKE = 0.6
"""How much alike the names of agencies are that are offered for one that is not known."""
_WORDS = {
    Became.CREATED: "New",
    Became.UPDATED: "Changed",
    Became.UNCHANGED: "Unchanged",
}


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


@dataclass(frozen=True)
class Wishes:
    """What is said about a file besides: its group, its time, and who its agencies are.

    agencies: an agency's id for words of the file, which it answers to from then on; None leaves
    them as words.
    """

    group: str | None = None
    sheet: str | None = None
    period: Period | None = None
    agencies: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class RowShown:
    """What becomes of a row: what it is of, in a word, and what is to be known of it."""

    row: int
    session: str
    who: str
    status: str
    what: str
    details: str


@dataclass(frozen=True)
class Unknown:
    """An organisation that no agency is known by: in how many rows, and who it may be."""

    words: str
    rows: int
    like: tuple[str, str] | None
    """Id and name of the agency whose name is most alike."""


@dataclass
class Shown:
    """What an import did, or would do: counts, rows, and the agencies to be told."""

    done: Imported = field(default_factory=Imported)
    rows: list[RowShown] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    agencies: tuple[tuple[str, str], ...] = ()
    """(id, name) of every agency, to choose from."""
    of_delegates: bool = True


def agencies_said(reader: Reader, pairs: Sequence[str]) -> dict[str, str | None]:
    """Return what "WORDS=AGENCY" pairs say; refuses an agency that is not known. Empty: words."""
    said: dict[str, str | None] = {}
    for pair in pairs:
        words, sign, name = pair.rpartition("=")
        if not (words.strip() and sign):
            raise Refusal(
                f"“{pair}” does not say who an organisation is.",
                "Nothing was imported.",
                "Write WORDS=AGENCY, as “Schools=Education”, or nothing behind it for words.",
            )
        said[words.strip()] = agency_id(reader, name) if name.strip() else None
    return said


def import_training(
    desk: Desk, source: Path, wishes: Wishes | None = None, *, dry_run: bool = False
) -> Imported:
    """Import an export of bookings, of sessions, or of totals by course."""
    if dry_run:
        return look(desk, source, wishes).done
    return bring_in(desk, source, wishes).result


def look(
    desk: Desk, source: Path, wishes: Wishes | None = None, progress: Progress | None = None
) -> Shown:
    """Return what an import would do, row by row; nothing is done."""
    shown = Shown()
    with suppress(_OnlyLooking):
        _run(desk, source, wishes or Wishes(), shown, progress, dry=True)
    return shown


def bring_in(
    desk: Desk, source: Path, wishes: Wishes | None = None, progress: Progress | None = None
) -> Done[Imported]:
    """Import a file as one step with a backup before it, and tell what it changed."""
    desk.back_up("before-import")
    return _run(desk, source, wishes or Wishes(), Shown(), progress, dry=False)


def _run(
    desk: Desk,
    source: Path,
    wishes: Wishes,
    shown: Shown,
    progress: Progress | None,
    *,
    dry: bool,
) -> Done[Imported]:
    with desk.read() as reader:
        asked = questions(reader)
        sheet = read_sheet(*(source, reader.today, asked), sheet=wishes.sheet, period=wishes.period)

    def run(uow: UnitOfWork) -> Imported:
        settle(uow)
        _Import(uow, sheet, wishes, shown).take(progress)
        if dry:
            raise _OnlyLooking
        return shown.done

    return desk.change(f"Import training {source.name}", run)


def _group(uow: UnitOfWork, code: str | None) -> str:
    of_code = select(Group).where(Group.code == (code or "").strip().upper())
    of_kind = select(Group).where(Group.kind == GroupKind.LEARNING, Group.ended_on.is_(None))
    found = uow.find(of_code if code else of_kind.order_by(Group.code))
    if found is None:
        raise Refusal(
            f"There is no group “{code}”." if code else "There is no learning group.",
            "Nothing was imported.",
            "See: list groups; name one with --group.",
        )
    return found.id


class _Import:
    """One run over the lines of a file."""

    def __init__(self, uow: UnitOfWork, sheet: Sheet, wishes: Wishes, shown: Shown) -> None:
        """Look at the lines as a whole: who is in it twice, which codes are of one session."""
        self.uow, self.sheet, self.shown, self.wishes = uow, sheet, shown, wishes
        self._agencies: dict[str, tuple[str | None, str]] = {}
        self._unknown: Counter[str] = Counter()
        codes = _session_codes(sheet)
        self.rows = Rows(Ledger(uow, _group(uow, wishes.group)), Scores(uow), codes)
        self.totals = TotalRows(self.rows)
        self.twice = _twice(sheet, codes)
        for heading in sheet.ignored:
            shown.done.notes.append(Noted(1, "Heading", heading, "nothing: it is not read"))
        shown.of_delegates = sheet.of_delegates

    def take(self, progress: Progress | None) -> None:
        """Take every line, and tell what became of each."""
        lines = self.sheet.lines
        taken: list[tuple[Given, Taken]] = []
        for place, given in enumerate(lines):
            if progress is not None and place % _EACH == 0:
                progress(place, len(lines))
            noted = len(self.shown.done.notes)
            try:
                one = self._take(given)
            except Refusal as refusal:
                del self.shown.done.notes[noted:]
                self._left_out(given, refusal.what)
                continue
            self._tell(given, one, noted)
            taken.append((given, one))
        self._over(taken)
        self._name_unknown()

    def _take(self, given: Given) -> Taken:
        if given.fault:
            raise refused(given.fault)
        if given.row in self.twice:
            raise refused(self.twice[given.row])
        if not self.sheet.of_delegates:
            return self.totals.take(given)
        return self.rows.delegate(given, *self._agency(given))

    def _agency(self, given: Given) -> tuple[str | None, str]:
        """Return the agency a line names: its id, or its words where nobody is known by them."""
        words = given.agency
        if not words:
            self._note(given, "Agency", "", "nobody's: no agency is named")
            return None, ""
        key = words.casefold()
        if key not in self._agencies:
            self._agencies[key] = self._find(words)
        known, name = self._agencies[key]
        if known is None:
            self._unknown[words] += 1
            self._note(given, "Agency", words, "words: no agency of the directory is called so")
            return None, words
        if name.casefold() != key and name:
            self._note(given, "Agency", words, name)
        return known, ""

    def _find(self, words: str) -> tuple[str | None, str]:
        said = {name.casefold(): known for name, known in self.wishes.agencies.items()}
        if words.casefold() in said:
            wanted = said[words.casefold()]
            if wanted is None:
                return None, ""
            agency = self.uow.get(Agency, wanted)
            agencies.also_known_as(self.uow, agency, words)
            return agency.id, agency.name
        found, other = agencies.find(self.uow, words)
        if found is None:
            return None, ""
        return found.id, found.name if other else ""

    def _note(self, given: Given, name: str, text: str, kept_as: str) -> None:
        self.shown.done.notes.append(Noted(given.row, name, text, kept_as))

    def _tell(self, given: Given, taken: Taken, noted: int) -> None:
        done = self.shown.done
        done.rows += 1
        setattr(done, taken.became.value, getattr(done, taken.became.value) + 1)
        for name, text, kept_as in (*given.notes, *taken.notes):
            self._note(given, name, text, kept_as)
        told = [_words(one) for one in done.notes[noted:]]
        details = "; ".join((*taken.details, *told))
        self._show(given, _WORDS[taken.became], details, taken.session)

    def _left_out(self, given: Given, why: str) -> None:
        self.shown.done.rows += 1
        self.shown.done.skipped.append(Skipped(given.row, why))
        self._show(given, "Left out", why, "")

    def _show(self, given: Given, what: str, details: str, session: str) -> None:
        state = "" if given.state is None else given.state.label
        named = session or " ".join(filter(None, (given.code, given.course)))
        self.shown.rows.append(RowShown(given.row, named, given.who, state, what, details))

    def _over(self, taken: list[tuple[Given, Taken]]) -> None:
        """Tell of everybody who came beyond the number of places; they are kept: they came."""
        shown = {one.row: place for place, one in enumerate(self.shown.rows)}
        for given, which in self.rows.over(taken):
            kept = f"{which}, more than there are places: it is kept as it was told"
            note = Noted(given.row, "Places", _state(given).label, kept)
            self.shown.done.notes.append(note)
            place = shown[given.row]
            row = self.shown.rows[place]
            told = "; ".join(filter(None, (row.details, _words(note))))
            self.shown.rows[place] = RowShown(**{**row.__dict__, "details": told})

    def _name_unknown(self) -> None:
        rows = self.uow.reader.rows(
            select(Agency.id, Agency.name).where(Agency.ended_on.is_(None)).order_by(Agency.name)
        )
        self.shown.agencies = tuple((str(one), str(name)) for one, name in rows)
        self.shown.unknown = [
            Unknown(words, count, _like(words, self.shown.agencies))
            for words, count in sorted(self._unknown.items())
        ]


def _words(noted: Noted) -> str:
    said = f" “{noted.text}”" if noted.text else ""
    return f"{noted.field}{said} kept as {noted.kept_as}"


def _like(words: str, known: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """Return the agency whose name is most alike; None where none is."""

    def alike(one: tuple[str, str]) -> float:
        return SequenceMatcher(None, words.casefold(), one[1].casefold()).ratio()

    best = max(known, key=alike, default=None)
    return best if best is not None and alike(best) >= _ALIKE else None


def _session_codes(sheet: Sheet) -> frozenset[str]:
    """Return the codes of one session each: one that stands with several days is the course's."""
    days: dict[str, set[object]] = {}
    for one in sheet.lines:
        if one.code and one.held_on is not None:
            days.setdefault(one.code.casefold(), set()).add((one.held_on, one.starts_at))
    named = {one.code.casefold() for one in sheet.lines if one.code}
    return frozenset(code for code in named if len(days.get(code, ())) <= 1)


def _twice(sheet: Sheet, codes: frozenset[str]) -> dict[int, str]:
    """Return why rows are left out whose delegate is in the session already.

    Of several the one counts that tells most of what happened; of equals the first.
    """
    if not sheet.of_delegates:
        return {}
    groups: dict[object, list[Given]] = {}
    for one in sheet.lines:
        if not one.fault:
            who = one.delegate.casefold() or one.email.casefold() or one.name.casefold()
            groups.setdefault((_which(one, codes), who), []).append(one)
    reasons: dict[int, str] = {}
    for several in groups.values():
        stands = several[0]
        for one in several[1:]:
            if says_more(_state(one), _state(stands)):
                stands = one
        reasons |= {one.row: _double(stands, one) for one in several if one is not stands}
    return reasons


def _state(given: Given) -> BookingState:
    return given.state or BookingState.BOOKED


def _double(stands: Given, leaves: Given) -> str:
    same = (stands.state, stands.agency.casefold()) == (leaves.state, leaves.agency.casefold())
    if same:
        return f"{leaves.who} is in this session already, in row {stands.row}"
    told = _state(stands).label.lower()
    return (
        f"{leaves.who} is in this session already: row {stands.row}"
        f" ({told}, {stands.agency or 'no agency'}) was taken"
    )


def _which(given: Given, codes: frozenset[str]) -> object:
    """Return which session a line is of, as far as the line itself says."""
    if given.code and given.code.casefold() in codes:
        return given.code.casefold()
    return (given.course.casefold(), given.held_on, given.starts_at)
