"""What the two tables of a year's returns say: an agency, and each level of its return."""

from dataclasses import dataclass

from safeguard_desk.rules.terms_learning import CourseLevel
from safeguard_desk.rules.training_returns import MEANINGS, Said
from safeguard_desk.ui.meeting.rows import Column, Style
from safeguard_desk.views.training_returns import ReturnLine


@dataclass(frozen=True)
class LevelRow:
    """A level of the chosen return; what was not told is None."""

    id: str
    level: CourseLevel
    now: Said | None
    before: Said | None


def _name(row: ReturnLine) -> str:
    return row.name


def _full(row: ReturnLine) -> str:
    return row.agency


def _stands(row: ReturnLine) -> str:
    return f"! {row.stands}" if row.late else row.stands


def _all(row: ReturnLine) -> str:
    return row.all.words if row.levels else ""


def _moved(row: ReturnLine) -> str:
    return "" if row.moved is None else f"{round(row.moved):+d}".replace("+0", "0")


def _moved_tip(row: ReturnLine) -> str:
    if row.moved is None:
        return "No level was told of in both years"
    before, now = row.same
    return f"Points since last year on the same levels: {before.words}, now {now.words}"


AGENCIES = (
    Column("Agency", _name, tip=_full),
    Column("Return", _stands, 26),
    Column("Trained, all levels", _all, 17),
    Column("Change", _moved, 6, right=True, tip=_moved_tip),
)


def agency_style(row: ReturnLine) -> Style:
    """Make what is late bold."""
    return Style(bold=row.late)


def agency_spoken(row: ReturnLine) -> str:
    """Say an agency with its return."""
    moved = f", {_moved(row)} points since last year" if row.moved is not None else ""
    return f"{row.agency}, {row.stands}. {_all(row) or 'nothing told'}{moved}"


def _level(row: LevelRow) -> str:
    return row.level.label


def _meaning(row: LevelRow) -> str:
    return MEANINGS[row.level]


def _staff(row: LevelRow) -> str:
    return f"{row.now.staff:,}" if row.now else ""


def _trained(row: LevelRow) -> str:
    return f"{row.now.trained:,}" if row.now else ""


def _share(row: LevelRow) -> str:
    value = row.now.share.value if row.now else None
    return "" if value is None else f"{100 * value:.0f}%"


def _before(row: LevelRow) -> str:
    return row.before.share.words if row.before else "not told"


def _words(row: LevelRow) -> str:
    return row.now.words if row.now else ""


LEVELS = (
    Column("Level", _level, 11, tip=_meaning),
    Column("Staff", _staff, 6, name="staff", right=True),
    Column("Trained", _trained, 7, name="trained", right=True),
    Column("Share", _share, 5, right=True),
    Column("Last year", _before, 15),
    Column("What the agency says", _words, name="words"),
)


def level_spoken(row: LevelRow) -> str:
    """Say a level with its numbers."""
    said = f"{_trained(row)} trained of {_staff(row)}" if row.now else "not told"
    return f"{row.level.label}: {said}; last year {_before(row)}. {_words(row)}"
