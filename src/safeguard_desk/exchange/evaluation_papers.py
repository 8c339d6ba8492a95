"""Evaluation forms on paper, written as a file."""

from pathlib import Path

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents import pdf
from safeguard_desk.exchange.mail import safe_name
from safeguard_desk.papers import evaluation_form
from safeguard_desk.rules.terms_learning import Asked


def write(
    reader: Reader, session_id: str, asked: Asked, folder: Path, copies: int | None = None
) -> Path:
    """Write a session's paper forms of a stage into a folder, numbered, a page each."""
    facts = evaluation_form.collect(reader, session_id, asked, copies)
    name = safe_name(f"{facts.session.ref} {asked.label.lower()} paper forms", (), ".pdf")
    pdf.write(evaluation_form.compose(facts), folder / name)
    return folder / name
