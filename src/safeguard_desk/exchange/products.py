"""Learning products on their way: checked, drafted as mails with the page attached, and chased."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.model import Document
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import Attached, Mail, draft, safe_name
from safeguard_desk.papers import product as paper
from safeguard_desk.papers.enclosures import PDF
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.rules.terms_learning import ProductState
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views import products as view
from safeguard_desk.views.agency_sheets import readers
from safeguard_desk.views.called import named
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.groups import partnership
from safeguard_desk.views.products import AgencyLine, ProductHead
from safeguard_desk.work import dispatching
from safeguard_desk.work import products as verbs

ANSWER = 20
"""Working days within which agencies say how they embedded a product."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outgoing:
    """A product's mail to one agency; without an address there is none."""

    agency_id: str
    agency: str
    address: str
    subject: str
    filename: str
    data: bytes


def too_long(desk: Desk, product_id: str) -> str:
    """Return by how much a product is longer than its pages; empty where it fits."""
    with desk.read() as reader:
        facts = paper.collect(reader, Request(about=("learning_products", product_id)))
    return fits(paper.compose(facts), facts.view.head.pages)


def fits(document: Document, pages: int) -> str:
    """Return by how much a product is longer than its pages; empty where it fits."""
    import pikepdf

    from safeguard_desk.documents import paper_text, pdf

    data = pdf.to_bytes(document)
    with pikepdf.open(BytesIO(data)) as made:
        number = len(made.pages)
    if number <= pages:
        return ""
    furniture = len(f"{document.header} {document.marking} {document.marking}".split()) + 4
    texts = list(paper_text.pages_of(data))[pages:]
    over = sum(max(1, len(text.split()) - furniture) for text in texts)
    want = "one page" if pages == 1 else f"{pages} pages"
    return f"It is longer than {want}: about {over} words run over, onto page {number}."


def approve(desk: Desk, product_id: str, by_id: str) -> Done[None]:
    """Approve a product; refuses one that is longer than its pages, and says by how much."""
    over = too_long(desk, product_id)
    if over:
        raise Refusal(over, "It stays a draft.", "Shorten it, or allow it two pages.")
    verb = partial(verbs.approve, product_id=product_id, by_id=by_id)
    return desk.change("Approve a learning product", verb)


def send(
    desk: Desk,
    product_id: str,
    agencies: Sequence[str],
    folder: Path,
    progress: Progress,
    *,
    answer_by: date | None = None,
) -> Done[list[Path]]:
    """Write the page and a mail for each agency into a folder, and record that they went.

    agencies: their ids; the list of the product where none is named.
    """
    from safeguard_desk.documents import pdf

    with desk.read() as reader:
        seen = view.product(reader, product_id)
        day = answer_by or add_working_days(reader.today, ANSWER)
        if seen.head.state not in {ProductState.APPROVED, ProductState.SENT} or seen.wrong:
            why = f"it holds {seen.wrong[0]}" if seen.wrong else "it is not approved"
            raise Refusal(
                f"{seen.head.ref} cannot go out: {why}.", "Nothing was sent.", "Mend that first."
            )
        wanted = list(agencies) or [one.id for one in seen.head.agencies]
        facts = paper.collect(reader, Request(about=("learning_products", product_id)))
        data = pdf.to_bytes(paper.compose(facts))
        filename = safe_name(f"{seen.head.ref} {seen.head.title}", (), ".pdf")
        page = (filename, data)
        made = _mails(reader, desk, seen.head, wanted, page, day, "learning_product", progress)
    save(data, folder / filename)
    files = [folder / filename]
    for one in made:
        if one.data:
            save(one.data, folder / one.filename)
            files.append(folder / one.filename)
    recording = partial(_record, made=made, head=seen.head, answer_by=day)
    done = desk.change(f"Send {seen.head.ref}", recording)
    return Done(files, done.changes)


def chase(desk: Desk, product_id: str, folder: Path, progress: Progress) -> Done[list[Path]]:
    """Write a mail for each agency whose answer is late, and record that they were reminded."""
    with desk.read() as reader:
        head = view.product(reader, product_id).head
        late = [one.id for one in head.late]
        if not late:
            raise Refusal(
                f"Nobody's answer on {head.ref} is late.", "No mail was made.", "Look again later."
            )
        day = add_working_days(reader.today, 5)
        made = _mails(reader, desk, head, late, None, day, "learning_product_chase", progress)
    files = []
    for one in made:
        if one.data:
            save(one.data, folder / one.filename)
            files.append(folder / one.filename)
    done = desk.change(f"Remind agencies of {head.ref}", partial(_dispatched, made=made, head=head))
    return Done(files, done.changes)


def _mails(
    reader: Reader,
    desk: Desk,
    head: ProductHead,
    wanted: Sequence[str],
    page: tuple[str, bytes] | None,
    answer_by: date,
    letter: str,
    progress: Progress,
) -> list[Outgoing]:
    known = readers(reader, head.group_id)
    words = words_of(reader, letter)
    taken: list[str] = []
    made = []
    for number, agency_id in enumerate(wanted):
        progress(number, len(wanted))
        role, email = known.get(agency_id, ("", ""))
        agency = named(reader, "agencies", agency_id)
        values = {
            "partnership": partnership(reader),
            "group": named(reader, "groups", head.group_id),
            "recipient": role or agency,
            "agency": agency,
            "attached": f"{head.kind.label.lower()} “{head.title}”",
            "reply_by": write_day(answer_by),
            "date": write_date(head.sent_on) if head.sent_on else "",
            "sender": desk.who,
            "today": write_date(reader.today),
        }
        subject = fill(words.subject, values)
        filename = safe_name(f"{head.ref} {agency}", taken)
        taken.append(filename)
        data = b""
        if email:
            attached = (Attached(page[0], PDF, page[1]),) if page else ()
            mail = Mail(((role, email),), subject, fill(words.body, values), attached)
            data = draft(mail, desk.clock())
        made.append(Outgoing(agency_id, agency, email, subject, filename, data))
    return made


def _record(
    uow: UnitOfWork, *, made: Sequence[Outgoing], head: ProductHead, answer_by: date
) -> None:
    verbs.send(uow, head.id, [one.agency_id for one in made], answer_by)
    _dispatched(uow, made=made, head=head)


def _dispatched(uow: UnitOfWork, *, made: Sequence[Outgoing], head: ProductHead) -> None:
    for one in made:
        sent = dispatching.Sent(one.address, None, one.agency_id, files=(one.filename,))
        kind = DispatchKind.LEARNING_PRODUCT
        dispatching.record(uow, kind, [sent], subject=one.subject, group_id=head.group_id)


def unaddressed(reader: Reader, head: ProductHead) -> list[AgencyLine]:
    """Return the agencies of a product's list to whom no mail can go."""
    known = readers(reader, head.group_id)
    return [one for one in head.agencies if not known.get(one.id, ("", ""))[1]]
