"""Certificates of attendance, a file for each delegate, and the record that they were made."""

from functools import partial
from pathlib import Path

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.writing import write
from safeguard_desk.exchange.mail import safe_name
from safeguard_desk.papers import session_papers
from safeguard_desk.papers.request import Request
from safeguard_desk.work.telling_delegates import certified


def carry_out(desk: Desk, session_id: str, folder: Path) -> list[Path]:
    """Write a certificate for each who attended, and record it; return the files."""
    with desk.read() as reader:
        facts = session_papers.collect(reader, Request(about=("training_sessions", session_id)))
    people = session_papers.attended(facts)
    taken: list[str] = []
    for one in people:
        words = f"{facts.view.head.ref} certificate - {one.called}"
        taken.append(safe_name(words, taken, ".pdf"))
        write(session_papers.certificate(facts, one), folder / taken[-1])
    desk.change(
        f"Make certificates of {facts.view.head.ref}",
        partial(certified, bookings=[one.id for one in people]),
    )
    return [folder / name for name in taken]
