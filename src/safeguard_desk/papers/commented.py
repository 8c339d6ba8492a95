"""A paper with the coordinator's commentary in place: under the heading that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from safeguard_desk.documents.model import Block, Callout, CalloutKind, Document, Heading, plain

LABEL = "Commentary"


def with_commentary(document: Document, words: Mapping[str, str]) -> Document:
    """Return a document with commentary under its headings of the first level.

    words: by heading; the empty one is for what stands before the first. What is said under a
    heading that is no longer there comes at the end under its name: nothing that was typed is lost.
    """
    said = {heading: text.strip() for heading, text in words.items() if text.strip()}
    return replace(document, blocks=tuple(_blocks(document, said))) if said else document


def _blocks(document: Document, said: dict[str, str]) -> Iterator[Block]:
    if opening := said.pop("", ""):
        yield _callout(opening)
    for block in document.blocks:
        yield block
        if (
            isinstance(block, Heading)
            and block.level == 1
            and (text := said.pop(plain(block.text), ""))
        ):
            yield _callout(text)
    for heading, text in said.items():
        yield Heading(1, heading)
        yield _callout(text)


def _callout(text: str) -> Callout:
    return Callout(CalloutKind.KEY_MESSAGE, text, label=LABEL)
