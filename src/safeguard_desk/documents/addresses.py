"""Addresses of the web and of mail found in text: whoever reads one can follow it."""

import re
from dataclasses import replace

from safeguard_desk.documents.model import Run, Text, runs

_ADDRESS = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<site>(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'])",
    re.IGNORECASE,
)


def linked(text: Text) -> Text:
    """Return `text` with a link on each address in it; links that are there are kept."""
    if isinstance(text, str) and "@" not in text and "://" not in text and "www." not in text:
        return text
    return tuple(part for run in runs(text) for part in ([run] if run.link else _parts(run)))


def _parts(run: Run) -> list[Run]:
    parts: list[Run] = []
    end = 0
    for found in _ADDRESS.finditer(run.text):
        shown = found.group()
        target = f"mailto:{shown}" if found["mail"] else shown
        target = f"https://{target}" if target.lower().startswith("www.") else target
        parts += [
            replace(run, text=run.text[end : found.start()]),
            replace(run, text=shown, link=target),
        ]
        end = found.end()
    return [*parts, replace(run, text=run.text[end:])]
