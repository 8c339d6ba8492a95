"""Papers as the Papers step lists them, and the verbs it puts together."""

from dataclasses import dataclass
from pathlib import Path

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.exchange import paper_files
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import MeetingState, PaperState
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Column
from safeguard_desk.ui.papers.viewer import PaperFile
from safeguard_desk.views import meetings
from safeguard_desk.work import papers as verbs
from safeguard_desk.work import planning

_SIGNS = {
    PaperState.AWAITED: "○ Awaited",
    PaperState.RECEIVED: "✓ Received",
    PaperState.LATE: "! Late",
    PaperState.TABLED: "! Tabled",
}


@dataclass(frozen=True)
class PaperLine:
    """A paper as the table shows it."""

    id: str
    item_id: str | None
    item: str
    title: str
    state: PaperState
    came: str
    file: str
    sha256: str
    restricted: bool
    number: int = 1


COLUMNS = (
    Column("Item", lambda paper: paper.item, 20, "item", lambda paper: paper.item_id),
    Column("Paper", lambda paper: paper.title, 0, "title"),
    Column("State", lambda paper: _SIGNS[paper.state], 12),
    Column("Received", lambda paper: paper.came, 12),
    Column("File", lambda paper: paper.file, 20),
    Column(
        "Restricted",
        lambda paper: "Yes" if paper.restricted else "No",
        11,
        "restricted",
        ticked=lambda paper: paper.restricted,
    ),
)


def write_size(size: int) -> str:
    """Return a size for people: "240 kB"."""
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def file_of(paper: meetings.PaperView) -> PaperFile:
    """Return what the viewer needs to open a paper."""
    return PaperFile(paper.id, paper.title, paper.filename, paper.sha256)


def lines(picture: Picture, *, presenting: bool) -> list[PaperLine]:
    """Return the papers with their items' names, the restricted ones only to those who may see."""
    found = []
    for paper in picture.papers:
        item = picture.item(paper.item_id)
        hidden = paper.restricted or (item is not None and item.restricted)
        if presenting and hidden:
            continue
        file = f"{paper.filename}, {write_size(paper.size)}" if paper.sha256 else ""
        came = write_date(paper.received_on) if paper.received_on else ""
        name = f"{item.number} {item.title}" if item else "No item"
        found.append(
            PaperLine(
                *(paper.id, paper.item_id, name, paper.title, paper.state, came, file),
                *(paper.sha256, paper.restricted),
            )
        )
    return found


def attach_files(
    uow: UnitOfWork, *, meeting_id: str, item_id: str | None, paths: tuple[Path, ...]
) -> int:
    """Attach files as papers of an item; return how many."""
    for path in paths:
        verbs.attach(uow, meeting_id, path.stem, paper_files.read(path), item_id=item_id)
    return len(paths)


def call_for(uow: UnitOfWork, *, meeting_id: str, title: str, item_id: str | None) -> str:
    """Expect a paper and return its id."""
    return verbs.call_for(uow, meeting_id, title, item_id=item_id).id


def receive_file(uow: UnitOfWork, *, paper_id: str, path: Path) -> None:
    """Receive a file as the content of a paper that was awaited."""
    verbs.receive(uow, paper_id, paper_files.read(path))


def dispatch(uow: UnitOfWork, *, meeting_id: str) -> None:
    """Send the papers out; an agenda not yet settled is settled by it."""
    if meetings.head(uow.reader, meeting_id).state is MeetingState.PLANNED:
        planning.advance(uow, meeting_id, MeetingState.AGENDA_SET)
    planning.advance(uow, meeting_id, MeetingState.DISPATCHED)
