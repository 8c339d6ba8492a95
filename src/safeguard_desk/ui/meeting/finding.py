"""Where words stand in a meeting: in titles of the agenda, in minutes, in actions they raised."""

from dataclasses import dataclass

from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.views.meetings import EntryView


@dataclass(frozen=True)
class Hit:
    """A place where the words stand. `spans` are within an entry's text, where they stand there."""

    item_id: str
    entry_id: str | None
    told: str
    spans: tuple[tuple[int, int], ...] = ()


def hits(picture: Picture, words: str, *, presenting: bool) -> tuple[Hit, ...]:
    """Return every place in the order of the agenda; restricted ones not while presenting."""
    wanted = " ".join(words.split()).casefold()
    if not wanted:
        return ()
    found: list[Hit] = []
    for item in picture.items:
        if presenting and item.restricted:
            continue
        if wanted in item.title.casefold():
            found.append(Hit(item.id, None, f"item {item.number}, title"))
        for entry in picture.of_item(item.id):
            if presenting and entry.restricted:
                continue
            spans = _spans(entry.text, wanted)
            if spans or wanted in _beside(entry).casefold():
                told = f"{entry.number} {entry.kind.label.lower()}"
                found.append(Hit(item.id, entry.id, told, spans))
    return tuple(found)


def _spans(text: str, wanted: str) -> tuple[tuple[int, int], ...]:
    lowered = text.casefold()
    if len(lowered) != len(text):  # a letter that folds to two: places would not fit
        lowered = text.lower()
    spans, start = [], lowered.find(wanted)
    while start >= 0:
        spans.append((start, start + len(wanted)))
        start = lowered.find(wanted, start + len(wanted))
    return tuple(spans)


def _beside(entry: EntryView) -> str:
    """Return what else of an entry is read: its response, and the action it raised."""
    action = entry.action
    told = (action.ref, action.title, action.owner, action.agency) if action is not None else ()
    return "\n".join((entry.response, entry.risk_ref, *told))
