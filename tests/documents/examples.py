"""Documents that between them use every block, at the sizes where layouts break."""

from datetime import UTC, date, datetime

from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnGroup,
    Contents,
    Document,
    Emphasis,
    Figure,
    Heading,
    Item,
    KeepTogether,
    KeyFacts,
    Line,
    NumberedList,
    Orientation,
    PageBreak,
    Paragraph,
    RatingMark,
    Role,
    Row,
    Run,
    Series,
    Table,
    Tone,
    Voice,
)

CREATED = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
RATINGS = (
    RatingMark(Tone.BLUE, "Blue"),
    RatingMark(Tone.GREEN, "Green"),
    RatingMark(Tone.AMBER, "Amber"),
    RatingMark(Tone.RED, "Red"),
)
LONG = (
    "The group asked that evidence of impact, and not only of completion, be kept with each "
    "action, so that the boards may answer whether practice changed. "
)


def document(*blocks: Block, title: str = "Minutes of the Quality Assurance Sub Group") -> Document:
    """Return a plain document of these blocks."""
    return Document(title, blocks, CREATED)


def minutes() -> Document:
    """Return minutes as a group has them: a draft, marked, with contents."""
    procedures = Run(
        "the partnership's pages of policies, procedures and practice guidance for every agency",
        link="https://www.example.org/policies-and-procedures/thresholds?year=2026",
    )
    return Document(
        "Minutes of the Quality Assurance Sub Group",
        (
            KeyFacts(
                (
                    ("Date", date(2026, 11, 17)),
                    ("Venue", "Committee Room 3 and online"),
                    ("Quoracy", LONG),
                    ("Rating", RATINGS[2]),
                )
            ),
            Contents(),
            Heading(1, "1. Welcome, introductions and apologies"),
            Paragraph(
                (
                    "The revised document is now at ",
                    procedures,
                    ", as ",
                    Run("adopted", bold=True),
                    ".",
                )
            ),
            Paragraph("Ratified at the next meeting.", Voice.LEAD),
            Heading(1, "2. Action tracker"),
            NumberedList(
                (
                    LONG,
                    Item(
                        "Two actions were slipped.",
                        (BulletList(("QA-0131, to March", "QA-0137, the post is empty")),),
                    ),
                    "The police agreed.",
                ),
                prefix="2.",
            ),
            *(
                Callout(kind, LONG, reference=f"2.{4 + at}", details=(("Due", date(2027, 1, 14)),))
                for at, kind in enumerate(CalloutKind)
            ),
            Heading(3, "Actions by rating"),
            tracker_table(14),
            PageBreak(),
            KeepTogether((Heading(1, "3. Key messages"), BulletList(("Use the toolkit.",)))),
            Table((Column("Ref"),), (), caption="Escalations", empty="Nothing was escalated."),
            Paragraph("Taken by the business unit.", Voice.SMALL),
        ),
        CREATED,
        organisation="Harrow Safeguarding Children Board",
        subtitle="17 November 2026",
        summary="Eleven actions closed, two slipped.",
        marking="OFFICIAL-SENSITIVE",
        footer="Harrow Strategic Safeguarding Partnership",
        watermark="DRAFT",
        author="Business Unit",
        subject="Minutes of 17 November 2026",
        keywords=("minutes", "QA"),
    )


def tracker_table(rows: int) -> Table:
    """Return a tracker of so many actions, a total at its end, some cells empty."""
    return Table(
        (
            Column("Ref", role=Role.REF),
            Column("Action", weight=2),
            Column("Owner"),
            Column("Due", role=Role.DATE),
            Column("Rating", role=Role.RATING),
            Column("Days late", role=Role.NUMBER),
        ),
        (
            *(
                (
                    f"QA-{number:04}",
                    LONG if number % 7 == 3 else "Write to agencies",
                    "" if number % 5 == 4 else "Designated Nurse",
                    date(2027, 1 + number % 12, 1 + number % 28),
                    RATINGS[number % 4],
                    number if number % 4 == 3 else None,
                )
                for number in range(rows)
            ),
            Row(("", "All", "", None, None, 63), Emphasis.STRONG),
        ),
        caption="Open actions",
        row_header=0,
    )


def tracker(rows: int) -> Document:
    """Return a landscape tracker that runs over many pages."""
    return Document(
        "Action tracker",
        (tracker_table(rows),),
        CREATED,
        marking="OFFICIAL",
        orientation=Orientation.LANDSCAPE,
    )


def turned(number: int) -> str:
    """Return the long sentence begun at another word: lines that repeat look like footers."""
    words = LONG.split()
    at = number % len(words)
    return " ".join([str(number), *words[at:], *words[:at]])


def long_things() -> Document:
    """Return what runs over pages: a list, a callout, a row higher than half a page."""
    steps = tuple(turned(number) for number in range(60))
    rows: tuple[tuple[Cell, ...], ...] = (
        ("QA-0001", LONG * 60, "ICB"),
        ("QA-0002", LONG, Run("Police", italic=True)),
        *((f"QA-{number:04}", "Write to unit@example.org", "ICB") for number in range(3, 9)),
    )
    groups = (ColumnGroup("", 1), ColumnGroup("Said and done", 2))
    columns = (Column("Ref", role=Role.REF), Column("Said"), Column("By", fixed=30))
    return document(
        Heading(1, "Steps"),
        NumberedList(steps, start=3),
        Callout(CalloutKind.RISK, " ".join(turned(number) for number in range(40))),
        Table(columns, rows, groups=groups, caption="What was said", row_header=0),
        Heading(1, "Odd letters"),
        Paragraph(
            ("Zażółć → ✓ \uf0b7 \ue123 non\u2011breaking\u00a0space\u200b, ", Run("✔", bold=True))
        ),
        Paragraph("An-address-without-any-space-" * 12),
    )


def all_charts() -> tuple[Chart, ...]:
    """Return a chart of each kind."""
    agencies = ("NHS North West London ICB", "Metropolitan Police", "Housing")
    grades = (Series("Good", (8, 9, 5)), Series("Requires improvement", (4, 3, 8)))
    months = tuple(f"{name} 26" for name in ("Apr", "May", "Jun", "Jul", "Aug", "Sep"))
    return (
        Chart(
            ChartKind.BARS,
            "Actions by agency and rating",
            agencies,
            (Series("Green", (6, 3, 2), Tone.GREEN), Series("Red", (3, 0, 1), Tone.RED)),
        ),
        Chart(ChartKind.SHARES, "Grades by question", ("Voice", "Threshold", "Recording"), grades),
        Chart(
            ChartKind.COLUMNS,
            "Attendance",
            ("Q1", "Q2", "Q3"),
            (Series("Booked", (120, 98, 140)), Series("Attended", (96, None, 119))),
            lines=(Line("Target", 110),),
        ),
        Chart(
            ChartKind.RUN,
            "Conferences within 15 working days",
            months,
            (Series("Harrow", (82, 85, None, 88, 91, 91)),),
            unit=" %",
            lines=(Line("Target", 85),),
        ),
        Chart(ChartKind.HEAT, "Coverage", agencies, grades),
    )


def charts() -> Document:
    """Return a document with a chart of each kind."""
    return document(Heading(1, "Figures"), *(Figure(chart) for chart in all_charts()))


EXAMPLES = {
    "minutes": minutes,
    "a tracker over many pages": lambda: tracker(160),
    "lists, callouts and rows over pages": long_things,
    "charts": charts,
    "nothing but a title": document,
}
