"""A phrase planted in every restricted text leaves the desk in nothing that is for others."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select
from tests.end_to_end.planting import PHRASE, plant
from tests.fixtures import demonstration
from tests.making import KEY
from tests.papers.flat import flat

from safeguard_desk import papers
from safeguard_desk.desk.backup import back_up
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.model import Document
from safeguard_desk.documents.writing import write
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Agency,
    Audit,
    Board,
    Finding,
    Group,
    Inspection,
    Matter,
    Meeting,
    Person,
    Recommendation,
    Review,
)
from safeguard_desk.papers.request import Request

_SEARCHED = tuple(PHRASE.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
NAMED_ONLY = {kind for kind, one in papers.PAPERS.items() if "review" in one.needs}
"""Papers on one case, which are for named people whatever is asked for."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A demonstration desk with the phrase in every restricted text."""
    folder = tmp_path_factory.mktemp("planted")
    made = demonstration.opened(demonstration.made(folder / "Harrow.desk"))
    counts = made.change("Plant", plant).result
    assert {"reviews", "review_clocks", "chronology_events", "impact_checks"} <= counts.keys()
    assert {"findings", "recommendations", "learning_points", "actions"} <= counts.keys()
    assert {"risks", "agenda_items", "minute_entries", "theme_notes", "papers"} <= counts.keys()
    yield made
    made.close()


def _requests(desk: Desk, kind: str) -> Iterator[Request]:
    """Yield what a paper can be asked for without its restricted part."""
    paper = papers.PAPERS[kind]
    with desk.read() as reader:

        def ids(model: Any, want: str) -> list[str | None]:
            known = want in paper.needs | paper.takes
            found = list(reader.scalars(select(model.id).order_by(model.id))) if known else []
            return [*found, *([] if want in paper.needs else [None])]

        abouts: list[tuple[str, str] | None] = [None]
        for want, name, model in (
            ("matter", "matters", Matter),
            ("audit", "audits", Audit),
            ("inspection", "inspections", Inspection),
            ("record", "findings", Finding),
            ("record", "actions", Action),
            ("record", "recommendations", Recommendation),
        ):
            if want in paper.needs:
                abouts += [(name, one) for one in ids(model, want)[:40] if one]
        meetings = ids(Meeting, "meeting")
        groups, boards = ids(Group, "group"), ids(Board, "board")
        agencies, owners = ids(Agency, "agency")[:4], ids(Person, "owner")[:4]
    for meeting in meetings:
        for group in groups:
            for board in boards:
                for about in abouts:
                    yield Request(meeting, group, board, about=about)
    for agency in agencies:
        if agency:
            yield Request(agency_id=agency)
    for owner in owners:
        if owner:
            yield Request(owner_id=owner)


def _made(desk: Desk, kind: str, request: Request) -> Document | None:
    with desk.read() as reader:
        try:
            return papers.make(kind, reader, request)
        except Refusal:
            return None


KINDS = [kind for kind in papers.PAPERS if kind not in NAMED_ONLY]


@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_for_others_holds_it(desk: Desk, kind: str, tmp_path: Path) -> None:
    written = 0
    for request in _requests(desk, kind):
        for public in (False, True):
            asked = Request(**{**vars(request), "public": public})
            document = _made(desk, kind, asked)
            if document is None:
                continue
            assert PHRASE not in flat(document), (kind, asked)
            assert PHRASE not in repr(document), (kind, asked)
            if written < 2:
                written += 1
                for suffix in papers.PAPERS[kind].formats:
                    path = tmp_path / f"{written}.{suffix}"
                    write(document, path)
                    _search(path)


def _search(path: Path) -> None:
    """Fail where the phrase stands in a file, packed or as text of a PDF."""
    data = path.read_bytes()
    _bare(path.name, data)
    if path.suffix == ".pdf":
        read = pypdfium2.PdfDocument(data)
        text = " ".join(page.get_textpage().get_text_range() for page in read)
        assert PHRASE not in re.sub(r"\s+", " ", text), path.name
        assert PHRASE not in str(read.get_metadata_dict())
    elif zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                _bare(f"{path.name}/{name}", packed.read(name))


def _bare(name: str, data: bytes) -> None:
    assert not any(one in data for one in _SEARCHED), name


@pytest.mark.parametrize("kind", sorted(NAMED_ONLY))
def test_papers_on_a_case_have_no_public_copy(desk: Desk, kind: str) -> None:
    with desk.read() as reader:
        for review in reader.scalars(select(Review.id)):
            with pytest.raises(Refusal, match="no public copy"):
                papers.make(kind, reader, Request(about=("reviews", review), public=True))


def test_packs_for_others_leave_it_out(desk: Desk, tmp_path: Path) -> None:
    from safeguard_desk.documents.pack import AsPdf
    from safeguard_desk.papers.pack import Order, make

    with desk.read() as reader:
        meetings = list(reader.scalars(select(Meeting.id).order_by(Meeting.held_on)))
    for meeting in meetings[-6:]:
        with desk.read() as reader:
            made = make(reader, Order(meeting), lambda name, data: AsPdf())
        path = tmp_path / f"{meeting}.pdf"
        path.write_bytes(made.data)
        _search(path)
        assert PHRASE not in repr((made.name, made.parts, made.changed))


def test_calendars_hold_none_of_it(desk: Desk) -> None:
    from safeguard_desk.exchange import calendar

    with desk.read() as reader:
        for group in [None, *reader.scalars(select(Group.id))]:
            try:
                data = calendar.of_group(reader, group, desk.clock())
            except Refusal:
                continue
            _bare("calendar", data.replace(b"\r\n ", b""))


def test_agency_sheets_and_chases_hold_none_of_it(desk: Desk) -> None:
    from email import message_from_bytes, policy

    from safeguard_desk.exchange import agency_sheets, chasing
    from safeguard_desk.views.chasing import to_chase

    found = agency_sheets.make(desk, None, (), lambda done, of: None)
    with desk.read() as reader:
        lines = to_chase(reader)
    mails = [one.data for one in chasing.make(desk, lines)]
    for one in found:
        with zipfile.ZipFile(BytesIO(one.data)) as packed:
            for name in packed.namelist():
                _bare(f"{one.filename}/{name}", packed.read(name))
        mails += [one.mail[1]] if one.mail else []
    assert mails
    for data in mails:
        mail = message_from_bytes(data, policy=policy.default)
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                assert PHRASE not in re.sub(r"\s+", " ", part.get_content())


def test_mails_about_meetings_hold_none_of_it(desk: Desk) -> None:
    from safeguard_desk.exchange import sending
    from safeguard_desk.models import LetterTemplate
    from safeguard_desk.rules.terms import DispatchKind
    from safeguard_desk.views import dispatch

    with desk.read() as reader:
        words = [
            (one, two)
            for one, two in reader.rows(select(LetterTemplate.subject, LetterTemplate.body))
        ]
        latest = select(Meeting.id).order_by(Meeting.held_on.desc()).limit(8)
        for meeting in list(reader.scalars(latest)):
            everybody = dispatch.circulation(reader, meeting)[:3]
            if not any(one.email for one in everybody):
                continue
            for kind in DispatchKind:
                try:
                    made = sending.compose(
                        *(reader, meeting, kind, words[0], everybody, {}),
                        sender="BM",
                        now=desk.clock(),
                    )
                except Refusal:
                    continue
                assert all(PHRASE not in repr(one.mail.body) for one in made)


def test_search_for_others_finds_none_of_it(desk: Desk) -> None:
    from safeguard_desk.views.found import look_for

    with desk.read() as reader:
        assert look_for(reader, PHRASE)
        assert look_for(reader, PHRASE, careful=True) == ()


def test_threads_seen_by_others_draw_none_of_it(desk: Desk) -> None:
    from safeguard_desk.views.thread import thread

    with desk.read() as reader:
        for kind, model in (("findings", Finding), ("actions", Action)):
            for one in reader.scalars(select(model.id)):
                shown = thread(reader, kind, one).shown(hidden=False)
                assert PHRASE not in repr(shown)


def test_the_file_its_backups_and_temporary_files_are_not_open_text(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    back_up(desk.path, KEY, datetime(2026, 11, 20, 9), "planted")
    seen: list[str] = []

    def look(uow: UnitOfWork) -> None:
        """Look at every file while a change is under way, its journal on the disk."""
        for case in uow.all(select(Review)):
            case.happened = f"{PHRASE} again"
        uow.flush()
        for folder in (desk.path.parent, tmp_path):
            for path in folder.rglob("*"):
                if path.is_file():
                    seen.append(path.name)
                    _bare(path.name, path.read_bytes())

    desk.change("Plant again", look)
    assert any(name.endswith(("-wal", "-journal")) for name in seen), seen
    assert any("planted" in name for name in seen), seen
