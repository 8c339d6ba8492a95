"""Runs of the model as Word's runs."""

from typing import Any

from safeguard_desk.documents.addresses import linked
from safeguard_desk.documents.docx_xml import link, raw
from safeguard_desk.documents.fonts import clean
from safeguard_desk.documents.model import Text, runs


def add_text(paragraph: Any, text: Text) -> None:
    """Add text to a paragraph, its dress and its links kept."""
    for run in runs(linked(text)):
        made = paragraph.add_run(clean(run.text))
        if run.bold:
            made.bold = True
        if run.italic:
            made.italic = True
        if run.link:
            made.style = "Hyperlink"
            link(paragraph, run.link).append(raw(made))
