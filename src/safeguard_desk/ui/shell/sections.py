"""What each tab shows: a tab for home, for every group by its kind, for boards and directory."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeguard_desk.desk.reading import Reader
from safeguard_desk.registers import REGISTERS
from safeguard_desk.registers.declare import EVERY_GROUP, Place, Register
from safeguard_desk.registers.meetings import MEETINGS
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.ui.shell import made
from safeguard_desk.views.groups import groups
from safeguard_desk.views.reorganising import ended_groups

if TYPE_CHECKING:
    from safeguard_desk.ui.shell.page import Page


@dataclass(frozen=True)
class PageKind:
    """A designed page: its code, its title in the list of sections, and the tabs that show it.

    `page` gives its class and imports it only then: a page nobody looks at costs no start-up time.
    """

    code: str
    title: str
    shown_in: frozenset[GroupKind | Place]
    page: Callable[[], "type[Page]"]
    kinds: frozenset[str] = frozenset()
    """Kinds of record that are looked at here: Page.open_record is given their ids."""


Section = Register | PageKind
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("today", "calendar")),
    (
        "Meetings",
        (
            "meetings",
            "forward",
            "matters",
            "decisions",
            "papers",
            "reports",
            "attendance",
            "sent",
            "letters",
        ),
    ),
    ("Actions", ("actions", "figures", "chasing", "sheets", "import")),
    (
        "Assurance",
        (
            *("programme", "audits", "tools", "scorecard", "indicators", "inspections"),
            *("coverage", "rounds", "assessments"),
        ),
    ),
    (
        "Learning",
        (
            *("needs", "training-year", "courses", "sessions", "evaluation", "reach"),
            *("training-import", "products", "single-agency"),
        ),
    ),
    ("Reviews", ("cases", "reviews", "themes", "review-tools", "cdop", "child-deaths")),
    ("Golden thread", ("broken", "findings", "recommendations", "learning-points")),
    ("Boards", ("boards", "priorities", "priorities-map", "escalations", "challenges", "guidance")),
    ("Group", ("members", "duties", "risks", "risk-map", "groups", "reorganise")),
)
"""What stands together in the list of sections, by code, and under which heading."""
_HEADED = 10
"""Sections from which the list has headings."""


@dataclass(frozen=True)
class Tab:
    """A tab: its key, title, group (None for home, boards and directory), registers and pages."""

    code: str
    title: str
    group_id: str | None
    kind: GroupKind | Place
    registers: tuple[Register, ...]
    pages: tuple[PageKind, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[Section, ...]], ...]:
        """Return what the list of sections shows, in its order, under headings.

        What PARTS does not name comes last. A short list needs no headings.
        """
        everything: tuple[Section, ...] = (*self.registers, *self.pages)
        known = {section.code: section for section in everything}
        placed = [
            (heading, tuple(known.pop(code) for code in codes if code in known))
            for heading, codes in PARTS
        ]
        parts = [*placed, ("More", tuple(known.values()))]
        if sum(len(sections) for _, sections in parts) < _HEADED:
            parts = [("", tuple(one for _, sections in parts for one in sections))]
        return tuple((heading, sections) for heading, sections in parts if sections)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return what the list of sections shows, in its order."""
        return tuple(section for _, sections in self.parts for section in sections)

    @property
    def restricted(self) -> bool:
        """Say whether the whole tab is put out of sight while the screen is shared."""
        return self.kind is GroupKind.REVIEW


MEETINGS_CODE = MEETINGS.code
"""The register whose records open in a place of their own."""


def registers_of(kind: GroupKind | Place) -> tuple[Register, ...]:
    """Return the registers that a kind of tab shows; a list of all groups names each one's."""
    shown = (known for known in REGISTERS if kind in known.shown_in)
    return tuple(_naming_groups(known) if isinstance(kind, Place) else known for known in shown)


def _naming_groups(register: Register) -> Register:
    columns = (replace(one, hidden=one.hidden and one.code != "group") for one in register.columns)
    return replace(register, columns=tuple(columns))


_REVIEW = frozenset({GroupKind.REVIEW})
_QUALITY = frozenset({GroupKind.QUALITY})


_LEARNING = frozenset({GroupKind.LEARNING})

PAGES: tuple[PageKind, ...] = (
    PageKind("today", "Today", frozenset({Place.HOME}), made.today),
    PageKind("calendar", "Calendar", frozenset({Place.HOME}), made.calendar),
    PageKind("figures", "Figures", EVERY_GROUP | {Place.BOARDS}, made.figures),
    PageKind("programme", "Programme", _QUALITY, made.programme),
    PageKind("audits", "Audits", _QUALITY, made.audits, frozenset({"audits"})),
    PageKind("tools", "Audit tools", _QUALITY, made.tools),
    PageKind(
        "scorecard",
        "Scorecard",
        frozenset({GroupKind.QUALITY}),
        made.scorecard,
        frozenset({"indicators"}),
    ),
    PageKind("cases", "Cases", _REVIEW, made.cases, frozenset({"reviews"})),
    PageKind("themes", "Themes", _REVIEW, made.themes, frozenset({"review_themes"})),
    PageKind("review-tools", "Review tools", _REVIEW, made.review_tools),
    PageKind("cdop", "CDOP findings", _REVIEW, made.cdop, frozenset({"child_death_findings"})),
    PageKind("coverage", "Coverage", _QUALITY, made.coverage),
    PageKind(
        *("rounds", "Self-assessment", _QUALITY, made.assessments),
        frozenset({"assessment_rounds"}),
    ),
    PageKind("needs", "Needs", _LEARNING, made.needs, frozenset({"learning_needs"})),
    PageKind("training-year", "Programme", _LEARNING, made.training_year),
    PageKind("courses", "Courses", _LEARNING, made.courses, frozenset({"courses"})),
    PageKind("sessions", "Sessions", _LEARNING, made.sessions, frozenset({"training_sessions"})),
    PageKind(
        *("evaluation", "Evaluation", _LEARNING, made.evaluation),
        frozenset({"evaluation_forms"}),
    ),
    PageKind("reach", "Reach", _LEARNING, made.reach),
    PageKind("training-import", "Import bookings", _LEARNING, made.import_bookings),
    PageKind(
        *("products", "Learning products", _LEARNING, made.products),
        frozenset({"learning_products"}),
    ),
    PageKind(
        *("single-agency", "Agency training", _LEARNING, made.training_returns),
        frozenset({"training_returns"}),
    ),
    PageKind("attendance", "Attendance", EVERY_GROUP, made.attendance),
    PageKind("duties", "Terms and duties", EVERY_GROUP, made.duties),
    PageKind("chasing", "Chasing", EVERY_GROUP | {Place.BOARDS}, made.chasing),
    PageKind("sheets", "Agency sheets", EVERY_GROUP | {Place.BOARDS}, made.sheets),
    PageKind("broken", "Broken threads", EVERY_GROUP | {Place.BOARDS}, made.broken),
    PageKind("accountability", "Accountability", frozenset({Place.DIRECTORY}), made.accountability),
    PageKind("priorities-map", "Priorities map", frozenset({Place.BOARDS}), made.priorities_map),
    PageKind("risk-map", "Risk map", EVERY_GROUP | {Place.BOARDS}, made.risk_map),
    PageKind("reorganise", "Reorganise", frozenset({Place.BOARDS}), made.reorganise),
    PageKind("import", "Import", EVERY_GROUP | {Place.BOARDS}, made.imports),
    PageKind("forward", "Forward plan", EVERY_GROUP | {Place.BOARDS}, made.forward),
    PageKind(
        *("reports", "Reports", EVERY_GROUP | {Place.BOARDS}, made.reports),
        frozenset({"reports"}),
    ),
    PageKind("papers", "Papers", EVERY_GROUP | {Place.BOARDS}, made.papers),
)
"""Every designed page besides the meeting's workspace, in the order in which sections show them."""


def pages_of(kind: GroupKind | Place) -> tuple[PageKind, ...]:
    """Return the designed pages that a kind of tab shows."""
    return tuple(known for known in PAGES if kind in known.shown_in)


def tabs(reader: Reader, ended: Collection[str] = ()) -> tuple[Tab, ...]:
    """Return the tabs of the desk as it is now; one without anything to show is left out.

    ended: the ids of groups that have ended and are shown all the same, after those that go on.
    """
    home, *shared = (
        Tab(
            *(place.value, place.value.capitalize(), None, place),
            registers=registers_of(place),
            pages=pages_of(place),
        )
        for place in Place
    )
    own = (
        Tab(
            *(group.code, group.name, group.id, group.kind),
            registers=registers_of(group.kind),
            pages=pages_of(group.kind),
        )
        for group in groups(reader)
    )
    old = tuple(
        Tab(
            *(one.code, f"{one.name} (ended)", one.id, one.kind),
            registers=registers_of(one.kind),
            pages=pages_of(one.kind),
        )
        for one in ended_groups(reader)
        if one.id in ended
    )
    return tuple(tab for tab in (home, *own, *old, *shared) if tab.sections)
