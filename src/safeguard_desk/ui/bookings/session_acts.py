"""What can be made of a session: mails to its delegates, its papers, charges, tables out and in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from safeguard_desk.exchange import certificates, session_mails, training_export
from safeguard_desk.exchange.session_mails import Batch
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.bookings.charges import ChargesPanel

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.ui.jobs import Progress
    from safeguard_desk.ui.training.sessions import SessionsPage


def write_mails(page: "SessionsPage", folder: Path, *, charges: bool = False) -> None:
    """Write what delegates are to be told into a folder, or the letters on places not used."""
    if page.session is None:
        return
    desk, session = page.jobs.desk, page.session.head.id
    work = partial(_make, desk, session, charges)
    page.jobs.compute(
        "Writing mails", work, then=partial(_made, page, folder), refused=page.refused.emit
    )


def _make(desk: "Desk", session: str, charges: bool, _: "Progress") -> Batch:
    return session_mails.make(desk, session, charges=charges)


def _made(page: "SessionsPage", folder: Path, batch: Batch) -> None:
    unreached = ", ".join(one.code for one in batch.unreached)
    without = f" Without an address: {unreached}." if unreached else ""
    if not batch.made:
        page.said.emit(f"Nobody of {batch.ref} could be written to.{without}")
        return
    session_mails.write(batch, folder)
    words = f"{len(batch.made)} mails are in {folder}; they are recorded as sent.{without}"
    page.jobs.change(
        session_mails.title(batch),
        partial(session_mails.record, batch=batch),
        then=partial(_say, page, words),
        refused=page.refused.emit,
    )


def _say(page: "SessionsPage", words: str, _: object) -> None:
    page.said.emit(words)


def _in_folder(page: "SessionsPage", title: str, do: Callable[[Path], None]) -> None:
    chosen = QFileDialog.getExistingDirectory(page, title)
    if chosen:
        do(Path(chosen))


def mails(page: "SessionsPage") -> None:
    """Ask for a folder, and write what delegates are to be told."""
    _in_folder(page, "Folder for the mails", partial(write_mails, page))


def letters(page: "SessionsPage") -> None:
    """Ask for a folder, and write the letters on places that were not used."""
    _in_folder(page, "Folder for the letters", partial(write_mails, page, charges=True))


def write_certificates(page: "SessionsPage", folder: Path) -> None:
    """Write a certificate for each who attended."""
    if page.session is not None:
        work = partial(_certify, page.jobs.desk, page.session.head.id, folder)
        page.jobs.compute(
            "Making certificates",
            work,
            then=partial(_certified, page, folder),
            refused=page.refused.emit,
        )


def _certify(desk: "Desk", session: str, folder: Path, _: "Progress") -> int:
    return len(certificates.carry_out(desk, session, folder))


def _certified(page: "SessionsPage", folder: Path, count: int) -> None:
    page.said.emit(f"{count} certificates are in {folder}.")


def each_certificate(page: "SessionsPage") -> None:
    """Ask for a folder, and write the certificates."""
    _in_folder(page, "Folder for the certificates", partial(write_certificates, page))


def paper(kind: str, title: str, page: "SessionsPage") -> None:
    """Show a paper of the session over its page."""
    if page.session is not None:
        head = page.session.head
        request = Request(about=("training_sessions", head.id))
        page.show_paper(f"{head.ref}: {title}", kind, request)


def charges(page: "SessionsPage") -> None:
    """Show the charges of the session."""
    if page.session is None:
        return
    head = page.session.head
    panel = ChargesPanel(page.jobs, head.id, head.words, page)
    panel.left.connect(page.put_away)
    panel.refused.connect(page.refused)
    page.show_panel(panel)
    panel.table.setFocus()


def export(what: str, page: "SessionsPage") -> None:
    """Ask where to, and write sessions or attendance as a table."""
    chosen, _ = QFileDialog.getSaveFileName(page, "Export", f"{what}.csv", "Tables (*.csv)")
    if chosen:
        write_table(page, what, Path(chosen))


def write_table(page: "SessionsPage", what: str, path: Path) -> None:
    """Write sessions or attendance of the group as a table."""
    path = path if path.suffix.lower() == ".csv" else path.with_name(f"{path.name}.csv")
    work = partial(_write_table, page.jobs.desk, path, what, page.tab.group_id)
    page.jobs.compute(
        f"Writing {path.name}",
        work,
        then=partial(_say, page, f"{path} can be imported again with nothing changed."),
        refused=page.refused.emit,
    )


def _write_table(desk: "Desk", path: Path, what: str, group_id: str | None, _: "Progress") -> None:
    with desk.read() as reader:
        training_export.write(reader, path, what=what, group_id=group_id)


def bring_in(page: "SessionsPage") -> None:
    """Lead to the page that imports bookings."""
    page.list_wanted.emit(page.tab.group_id, "training-import", "")
