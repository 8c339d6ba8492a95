"""Tracked changes of a paragraph, each as the text it would give if it alone were accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_desk.exchange.returned_file import ReturnedParagraph, Span


@dataclass(frozen=True)
class Change:
    """One change by one person: the whole text before it and after it."""

    author: str
    on: date | None
    before: str
    after: str


def text_of(paragraphs: Sequence[ReturnedParagraph]) -> tuple[str, str]:
    """Return the text of paragraphs that were one: all changes refused, all accepted."""
    spans = _joined(paragraphs)
    return _text(spans, "in"), _text(spans, "out")


def _text(spans: Sequence[Span], without: str) -> str:
    return "".join(span.text for span in spans if span.state != without)


def _joined(paragraphs: Sequence[ReturnedParagraph]) -> list[Span]:
    """Return the spans of paragraphs that were one, but for those that are new text by themselves.

    Where a paragraph was parted in two, the break is a span that was put in.
    """
    spans: list[Span] = []
    for place, one in enumerate(paragraphs):
        if place and _is_new(one):
            continue
        if spans and place and one.spans:
            who = next((s for s in (*one.spans, *spans) if s.state == "in"), Span("", "in"))
            spans.append(Span("\n", "in", who.author, who.on))
        spans += one.spans
    return spans


def _is_new(paragraph: ReturnedParagraph) -> bool:
    """Tell whether all text of a paragraph was put in."""
    return not paragraph.before.strip() and bool(paragraph.after.strip())


def additions(paragraphs: Sequence[ReturnedParagraph]) -> list[Change]:
    """Return the paragraphs put in behind the first, each as new text."""
    return [
        Change(span.author, span.on, "", one.after.strip())
        for one in paragraphs[1:]
        if _is_new(one)
        for span in [next(s for s in one.spans if s.state == "in" and s.text.strip())]
    ]


def changes(paragraphs: Sequence[ReturnedParagraph]) -> list[Change]:
    """Return each tracked change of the text: neighbouring stretches of one person are one."""
    spans = _joined(paragraphs)
    before = _text(spans, "in").strip()
    found = []
    for first, last in _clusters(spans):
        mine = range(first, last + 1)
        after = "".join(
            span.text
            for place, span in enumerate(spans)
            if span.state != ("out" if place in mine else "in")
        ).strip()
        if after.split() != before.split() or after.count("\n") != before.count("\n"):
            found.append(Change(spans[first].author, spans[first].on, before, after))
    return found


def _clusters(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the first and last place of each change; a space between two of one person is none."""
    found: list[tuple[int, int]] = []
    for place, span in enumerate(spans):
        if span.state == "same":
            continue
        if found:
            first, last = found[-1]
            between = spans[last + 1 : place]
            same = spans[first].author == span.author
            if same and all(not one.text.strip() and one.state == "same" for one in between):
                found[-1] = (first, place)
                continue
        found.append((place, place))
    return found
