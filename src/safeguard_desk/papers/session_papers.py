"""Papers of a training session: the sheet to sign in on, the list of delegates, certificates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    KeyFacts,
    Orientation,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Voice,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Booking, Course
from safeguard_desk.papers.parts import created, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.views import groups
from safeguard_desk.views.training_sessions import DelegateLine, SessionView, session_view

_SPARE = 4
"""Empty lines of a sign-in sheet, for those who come without a booking."""
_ROOM = "\n\n"
"""Lines that give a signature its room."""


@dataclass(frozen=True)
class Facts:
    """A session with its delegates, and what its course teaches."""

    organisation: str
    marking: Marking
    today: date
    view: SessionView
    outcomes: tuple[str, ...]
    agencies: Mapping[str, str]
    """The full names of the delegates' agencies, by booking."""


def collect(reader: Reader, request: Request) -> Facts:
    """Return the session that is asked for."""
    view = session_view(reader, asked(request.about[1] if request.about else None, "session"))
    told = reader.scalar(select(Course.outcomes).where(Course.id == view.head.course_id))
    lines = str(told or "").splitlines()
    return Facts(
        boards_of(groups.partnership(reader)),
        Marking.OFFICIAL,
        reader.today,
        view,
        tuple(one.strip(" -•*") for one in lines if one.strip(" -•*")),
        dict(reader.rows(_agencies(view.head.id))),
    )


def _agencies(session_id: str) -> Select[str, str]:
    b = Booking
    named = select(b.id, Agency.name).join(Agency, Agency.id == b.agency_id)
    return named.where(b.session_id == session_id)


def _name(reader: Reader, request: Request, what: str) -> str:
    view = session_view(reader, asked(request.about[1] if request.about else None, "session"))
    return f"{view.head.ref} {what}"


def sign_in_name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD-S-0001 sign-in sheet"."""
    return _name(reader, request, "sign-in sheet")


def delegates_name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD-S-0001 delegates"."""
    return _name(reader, request, "delegates")


def certificates_name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD-S-0001 certificates"."""
    return _name(reader, request, "certificates")


def _document(facts: Facts, title: str, blocks: Sequence[Block], **more: object) -> Document:
    head = facts.view.head
    values: dict[str, object] = {
        "subtitle": f"{head.course}, {write_day(head.held_on)}",
        "created": created(facts.today),
        "organisation": facts.organisation,
        "marking": marking(facts.marking, restricted=False),
        "subject": f"{title} of {head.ref}",
        **more,
    }
    return Document(title=title, blocks=tuple(blocks), **values)  # type: ignore[arg-type]


def _facts(facts: Facts) -> KeyFacts:
    view = facts.view
    trainers = "; ".join(
        f"{one.name} ({one.agency})" if one.agency else one.name for one in view.trainers
    )
    pairs = [
        ("Session", view.head.ref),
        ("Date", write_day(view.head.held_on)),
        ("Time", view.head.times or "–"),
        ("Place", view.head.place),
        ("Trainers", trainers or "–"),
        ("Places", f"{view.head.taken} of {view.head.capacity} taken"),
    ]
    return KeyFacts(tuple(pairs))


def sign_in(facts: Facts) -> Document:
    """Return the sheet that delegates sign when they come, with lines for whoever comes besides."""
    placed = [one for one in facts.view.delegates if one.state.holds_place]
    columns = [
        Column("No.", fixed=10, role=Role.NUMBER),
        Column("Name", 2),
        Column("Agency", 2),
        Column("Role", 1.6),
        Column("Signature", 2.4),
    ]
    rows = [
        (number, f"{one.name or one.code}{_ROOM}", _agency(facts, one), one.role, "")
        for number, one in enumerate(placed, 1)
    ]
    rows += [(len(placed) + n, _ROOM, "", "", "") for n in range(1, _SPARE + 1)]
    words = small(
        "The number is that of the evaluation form. Names and signatures are kept to show who was"
        " trained, and no longer than bookings are."
    )
    return _document(
        facts, "Sign-in sheet", [_facts(facts), table(columns, rows, "Delegates"), words]
    )


def _agency(facts: Facts, one: DelegateLine) -> str:
    return facts.agencies.get(one.id, one.agency)


def delegates(facts: Facts) -> Document:
    """Return the list of delegates with what became of each, and the waiting list in its order."""
    view = facts.view
    columns = [
        Column("No.", fixed=10, role=Role.NUMBER),
        Column("Code", role=Role.REF),
        Column("Name", 1.6),
        Column("Agency", 2),
        Column("Role", 1.6),
        Column("Status", 1.4),
        Column("Booked on", role=Role.DATE),
    ]
    blocks: list[Block] = [_facts(facts), Heading(1, "Delegates")]
    if view.delegates:
        rows = [_line(number, one) for number, one in enumerate(view.delegates, 1)]
        blocks.append(table(columns, rows, "Delegates"))
    else:
        blocks.append(Paragraph("Nobody is booked yet."))
    if view.waiting:
        blocks.append(Heading(1, "Waiting list"))
        rows = [_line(number, one) for number, one in enumerate(view.waiting, 1)]
        blocks.append(table(columns, rows, "Waiting list"))
    return _document(facts, "Delegates", blocks, orientation=Orientation.LANDSCAPE)


def _line(number: int, one: DelegateLine) -> Row:
    return Row((number, one.code, one.name, one.agency, one.role, one.state.label, one.booked_on))


def attended(facts: Facts) -> list[DelegateLine]:
    """Return whom a certificate is for: those who attended in full; refuses when there is none."""
    found = [one for one in facts.view.delegates if one.state is BookingState.ATTENDED]
    if facts.view.head.state is not SessionState.DELIVERED or not found:
        raise Refusal(
            f"Nobody is marked as having attended {facts.view.head.ref}.",
            "No certificate was made.",
            "Mark the attendance first: a certificate is for those who were there in full.",
        )
    return found


def certificates(facts: Facts) -> Document:
    """Return the certificates of a session in one file, behind a list of whom they are for."""
    people = attended(facts)
    blocks: list[Block] = [
        Paragraph(f"{count(len(people), 'certificate')}, one on each page that follows."),
        BulletList(tuple(f"{one.called}, {_agency(facts, one)}".rstrip(", ") for one in people)),
    ]
    for one in people:
        blocks += [PageBreak(), Heading(1, "Certificate of attendance"), *_certificate(facts, one)]
    return _document(facts, "Certificates", blocks)


def certificate(facts: Facts, one: DelegateLine) -> Document:
    """Return one delegate's certificate as a file of its own."""
    return _document(
        facts, "Certificate of attendance", list(_certificate(facts, one)), subtitle=""
    )


def _certificate(facts: Facts, one: DelegateLine) -> Iterator[Block]:
    head = facts.view.head
    yield Paragraph("This is to certify that")
    yield Paragraph(one.name or f"the delegate {one.code}", Voice.LEAD)
    known = ", ".join(part for part in (one.role, _agency(facts, one)) if part)
    if known:
        yield Paragraph(known)
    yield Paragraph("attended the multi-agency training")
    yield Paragraph(head.course, Voice.LEAD)
    hours = f"{head.length_minutes / 60:g}"
    pairs = [("On", write_date(head.held_on)), ("Length", f"{hours} hours")]
    pairs.append(("Held", head.place))
    trainers = "; ".join(one.name for one in facts.view.trainers)
    if trainers:
        pairs.append(("Given by", trainers))
    yield KeyFacts(tuple(pairs))
    if facts.outcomes:
        yield Paragraph("What it teaches:")
        yield BulletList(facts.outcomes)
    yield Paragraph(f"Issued by the {facts.organisation} on {write_date(facts.today)}.")
    yield Paragraph("Signed:  ______________________________")
    yield small(f"{head.ref}, delegate {one.code}.")
