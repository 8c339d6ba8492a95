"""What is looked at before a copy for everybody is written: that it tells of nobody."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Document
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting
from safeguard_desk.rules.leaks import Leak, leaks

ANONYMOUS = frozenset({"review-log", "review-progress", "review-year", "publication-record"})
"""Papers that are anonymous in every copy without the restricted part, public or not."""


def refuse_leaks(reader: Reader, document: Document) -> None:
    """Refuse a copy in which something looks as if it told who somebody is, by its kind and place.

    Where meetings are held is no secret: venues may hold a postcode or an address.
    """
    found = [(place, leak) for place, words in _texts(document) for leak in leaks(words)]
    if not found:
        return
    venues = " ".join(reader.scalars(select(Meeting.venue).distinct()))
    kept = [(place, leak) for place, leak in found if leak.text not in venues]
    if kept:
        raise _refusal(kept)


def _refusal(found: list[tuple[str, Leak]]) -> Refusal:
    place, leak = found[0]
    more = f" There are {len(found) - 1} more places." if len(found) > 1 else ""
    return Refusal(
        f"“{leak.text}” looks like {leak.what}, and this copy may be read by everybody.",
        "Nothing was made.",
        f"Take it out where it was typed: “{place}”.{more}",
    )


def _texts(thing: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of a document with its beginning, by which it is found again."""
    if isinstance(thing, str):
        if thing.strip():
            yield (f"{thing[:60]}…" if len(thing) > 60 else thing), thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from _texts(one)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name))
