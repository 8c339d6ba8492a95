"""What a board report looks like: its facts made into a document, section by section."""

from collections.abc import Iterable, Mapping, Sequence

from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Document,
    Heading,
    Item,
    KeyFacts,
    NumberedList,
    Paragraph,
    Role,
    Told,
    behind,
)
from safeguard_desk.papers import (
    action_figures,
    board_answers,
    board_audits,
    board_learning,
    board_reviews,
    board_signals,
)
from safeguard_desk.papers.board_headline import sentences
from safeguard_desk.papers.board_report import BoardReportFacts, MeetingResult
from safeguard_desk.papers.parts import (
    agency_chart,
    agency_table,
    created,
    due_of,
    lead,
    marking,
    rating_table,
    small,
    source_of,
    table,
)
from safeguard_desk.papers.wording import boards_of, clock, count, share
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import MeetingState, Side
from safeguard_desk.views.boards import RiskView, Statement

LISTED = 20
"""How many overdue actions of an agency are listed; all are counted."""
_SIDES = {
    Side.CHILDREN: "children's business and what concerns both sides",
    Side.ADULTS: "adults' business and what concerns both sides",
    Side.BOTH: "the business of both sides",
}
_AGENCIES = {
    Side.CHILDREN: " Agencies that work with adults only are reported to the adults' board.",
    Side.ADULTS: " Agencies that work with children only are reported to the children's board.",
    Side.BOTH: "",
}


def compose(facts: BoardReportFacts) -> Document:
    """Return the board report as a document."""
    who = facts.groups[0].name if facts.one_group else "Sub groups"
    quarter = facts.quarter
    return Document(
        title=f"{who}: report to the {facts.board.name}",
        subtitle=f"{quarter.label}: {write_date(quarter.start)} to {write_date(quarter.end)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=facts.restricted),
        header=f"{who} to {facts.board.code}, {quarter.label}",
        subject=f"Report of {who} to {facts.board.code} for {quarter.label}",
    )


def _blocks(facts: BoardReportFacts) -> Iterable[Block]:
    first, *others = sentences(facts)
    yield lead(first)
    yield BulletList(tuple(others))
    yield small(_scope(facts))
    yield from _escalations(facts)
    yield from _priorities(facts)
    yield from _actions(facts)
    yield from _six_months(facts)
    yield from _overdue(facts)
    yield from board_audits.blocks(facts.audits, facts.today)
    yield from board_learning.blocks(facts.learning, public=facts.public)
    yield from board_signals.blocks(facts.signals)
    yield from board_reviews.blocks(facts.reviews)
    yield Heading(1, "Decisions")
    yield from _said(facts.decisions, "No decisions were minuted in the quarter.")
    yield from _challenges(facts)
    yield Heading(1, "Good practice")
    yield from _said(facts.good_practice, "No good practice was minuted in the quarter.")
    yield from _risks(facts)
    yield from _meetings(facts)
    yield from _attendance(facts)
    yield from _next(facts)


def _scope(facts: BoardReportFacts) -> str:
    hidden = " What belongs to a restricted part is not in this copy." if facts.left_out else ""
    return (
        f"This report holds {_SIDES[facts.board.side]}. Meetings are those of the quarter;"
        f" actions and risks stand as on {write_date(facts.today)}.{hidden}"
    )


def _escalations(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Escalations: what is asked of the board")
    if not facts.asked_here:
        yield Paragraph("Nothing was escalated to this board in the quarter.")
    for one in facts.asked_here:
        to = one.board or f"{facts.board.code} (no board was named)"
        yield Callout(
            CalloutKind.ESCALATION,
            one.text,
            details=(("Asked of", to), ("Minuted at", _where(one))),
        )
    yield from board_answers.answered(facts.answers)
    if facts.asked_elsewhere:
        yield Heading(2, "Asked of other boards, for information")
        yield BulletList(
            tuple(f"{one.board}: {one.text} ({_where(one)})" for one in facts.asked_elsewhere)
        )


def _where(one: Statement) -> str:
    return f"{one.meeting}, {one.number}"


def _priorities(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Priorities of the board")
    if not facts.priorities:
        year = facts.quarter.label.partition(" ")[2]
        yield Paragraph(f"No priorities are recorded for {year}.")
        return
    yield NumberedList(
        tuple(
            Item(
                one.priority.title,
                (
                    small(
                        "; ".join(
                            f"{item.meeting}, item {item.number}: {item.title}"
                            for item in one.considered
                        )
                        or "No item of the quarter's meetings is linked to it."
                    ),
                ),
            )
            for one in facts.priorities
        ),
        labels=tuple(f"{one.priority.number}." for one in facts.priorities),
    )


def _actions(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Actions")
    if not facts.counts.total:
        yield Paragraph("No actions are open for this board.")
        return
    today = write_date(facts.today)
    yield small(f"Counted on {count(facts.counts.total, 'open action')} as they stand on {today}.")
    yield rating_table(facts.counts, "By rating")
    yield agency_chart(facts.counts.agencies)
    yield agency_table(facts.counts.agencies, "By agency")
    yield Heading(2, "Over time, by age, and moved dates")
    yield from action_figures.blocks(facts.figures)


def _six_months(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(2, "Six-month rule")
    yield small(
        "Actions of audits and performance risks are to be completed within six months of their"
        " plan being agreed. Counted on actions with such a plan, cancelled ones left out."
    )
    rule = facts.six_months
    if not rule.open and not rule.done:
        yield Paragraph("No such action is open, and none was completed in the quarter.")
        return
    yield KeyFacts(
        (
            ("Open and past six months", share(rule.past, rule.open)),
            ("Open and due beyond six months", share(rule.beyond, rule.open)),
            ("Completed in the quarter, in time", share(rule.in_time, rule.done)),
        )
    )
    yield from action_figures.six_months(facts.figures)


def _overdue(facts: BoardReportFacts) -> Iterable[Block]:
    if facts.public:
        return
    yield Heading(2, "Overdue actions by agency")
    rows = tuple(
        (agency, a.ref, a.title, a.owner or "No owner", due_of(a), a.days_overdue, source_of(a))
        for agency, actions in facts.overdue
        for a in actions[:LISTED]
    )
    if not rows:
        yield Paragraph("No action is overdue.")
        return
    columns = (
        Column("Agency", 1.2),
        Column("Ref", role=Role.REF),
        Column("Action", 3),
        Column("Owner", 1.8),
        Column("Due", role=Role.DATE),
        Column("Days overdue", fixed=18, role=Role.NUMBER),
        Column("Source", fixed=33),
    )
    yield table(columns, rows, "Overdue", 1)
    every = sum(len(actions) for _, actions in facts.overdue)
    if every > len(rows):
        said = (
            f"Of {count(every, 'overdue action')}, up to {LISTED} of each agency are listed, the"
            " most urgent; the tracker has them all."
        )
        yield small(Told(said, behind(facts.counts.overdue)))


def _said(statements: Sequence[Statement], otherwise: str) -> Iterable[Block]:
    if not statements:
        yield Paragraph(otherwise)
        return
    yield BulletList(tuple(f"{one.text}{_ratified(one)} ({_where(one)})" for one in statements))


def _ratified(one: Statement) -> str:
    return " – subject to ratification" if one.subject_to_ratification else ""


def _challenges(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Challenges")
    if not facts.challenges:
        yield Paragraph("No challenge was minuted in the quarter.")
    for one in facts.challenges:
        yield Callout(
            CalloutKind.CHALLENGE,
            one.text,
            details=(
                ("From", one.by_agency or "The group"),
                ("To", one.about_agency or "Not named"),
                ("Response", one.response or "None recorded"),
                ("Minuted at", _where(one)),
            ),
        )
    yield from board_answers.logged(facts.answers)


def _risks(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Risks")
    if not facts.risks:
        yield Paragraph("No risk is open.")
        return
    columns = [Column("Ref", role=Role.REF), Column("Risk", 3), Column("Score", fixed=26)]
    columns += [Column("Controls", 2.5)]
    if not facts.public:
        columns += [Column("Owner", 1.5), Column("Review", role=Role.DATE)]
    rows = tuple(
        (risk.ref, risk.title, _score(risk, facts.moved), risk.controls or "None recorded")
        + ((risk.owner or "No owner", risk.review_on or "No date") if not facts.public else ())
        for risk in facts.risks
    )
    yield table(columns, rows, "Risks")
    yield small(
        "Score: likelihood (1 to 5) × impact (1 to 5), and how it moved in the quarter. Not scored:"
        " not yet judged."
    )


def _score(risk: RiskView, moved: Mapping[str, str]) -> str:
    if risk.score is None:
        return "Not scored"
    movement = moved.get(risk.ref, "")
    told = f", {movement}" if movement.startswith(("up", "down", "new")) else ""
    return f"{risk.score} ({risk.likelihood} × {risk.impact}){told}"


def _meetings(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Meetings and quoracy")
    if not facts.meetings:
        yield Paragraph(f"No meeting falls in {facts.quarter.label}.")
        return
    columns = (
        Column("Meeting", fixed=33),
        Column("Date", role=Role.DATE),
        Column("Quoracy", 3),
        Column("Minutes", fixed=36),
    )
    rows = tuple((one.meeting.ref, one.meeting.held_on, *_outcome(one)) for one in facts.meetings)
    yield table(columns, rows, "Meetings")


def _outcome(one: MeetingResult) -> tuple[str, str]:
    if one.meeting.state is MeetingState.CANCELLED:
        return "Cancelled", "–"
    if one.meeting.state is not MeetingState.HELD:
        return "Not held yet", "–"
    words = one.quoracy.words if one.quoracy is not None else "Attendance is not marked"
    return words, one.meeting.minutes_state.label


def _attendance(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Attendance by agency, least represented first")
    if not facts.attendance:
        yield Paragraph("No meeting was held, so there is no attendance to report.")
        return
    unmarked = any(one.unmarked for one in facts.attendance)
    titles = ("Meetings", "By member", "By deputy", "Apologies", "Absent")
    columns = (
        Column("Agency", 2.5),
        Column("Represented", fixed=24, role=Role.NUMBER),
        *(Column(title, role=Role.NUMBER) for title in titles),
        *((Column("Not marked", role=Role.NUMBER),) if unmarked else ()),
    )
    rows = tuple(
        (
            one.agency,
            share(one.represented, one.meetings),
            *(one.meetings, one.member, one.deputy, one.apologies, one.absent),
            *((one.unmarked,) if unmarked else ()),
        )
        for one in facts.attendance
    )
    yield table(columns, rows, "Attendance")
    yield small(
        f"Counted on {count(len(facts.held), 'meeting')} held in the quarter at which the agency"
        f" had a member; cancelled meetings are not counted.{_AGENCIES[facts.board.side]}"
    )


def _next(facts: BoardReportFacts) -> Iterable[Block]:
    yield Heading(1, "Next meetings")
    if not facts.next_meetings:
        yield Paragraph("No further meeting is planned yet.")
        return
    yield BulletList(
        tuple(
            f"{one.group}: {write_date(one.held_on)}, {clock(one.starts_at)}"
            + (f", {one.venue}" if one.venue else "")
            for one in facts.next_meetings
        )
    )
