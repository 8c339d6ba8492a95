"""Files put one behind the other in a new one, each with its tags, links and layers."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from safeguard_desk.documents.model import PART_LINK
from safeguard_desk.documents.pack_clean import InnerLink, clean, inner_links
from safeguard_desk.documents.pack_stamp import Box
from safeguard_desk.documents.pack_tags import TagsJoined

if TYPE_CHECKING:
    from pikepdf import Pdf


class Joiner:
    """Adds files to a new one; `finish` writes what belongs to them all."""

    def __init__(self, out: "Pdf") -> None:
        """Begin with nothing."""
        self._out = out
        self.pages: list[Any] = []
        self._tags = TagsJoined(out)
        self._layers: list[Any] = []
        self._hidden: list[Any] = []
        self.accessible = True
        """Whether every file so far says of itself that it follows PDF/UA-1."""

    def add(self, data: bytes, title: str) -> int:
        """Add a file's pages at the end; return how many they are."""
        import pikepdf

        source = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        clean(source)
        links = inner_links(source)
        first = len(self.pages)
        tagged = self._tags.prepare(source, title)
        self._out.pages.extend(source.pages)
        self.pages += [page.obj for page in self._out.pages[first:]]
        if tagged:
            self._tags.take(source)
        for link in links:
            self._set(link, first)
        self._take_layers(source)
        self.accessible = self.accessible and tagged and _declares(source)
        return len(self.pages) - first

    def _set(self, link: InnerLink, first: int) -> None:
        from pikepdf import Array

        # The copy that is on the page already is what copying it again gives.
        annotation = self._out.copy_foreign(link.annotation)
        annotation.Dest = Array([self.pages[first + link.page], *link.how])

    def _take_layers(self, source: "Pdf") -> None:
        """Keep hidden what a paper hides: layers that are switched off stay so."""
        from pikepdf import Array, Dictionary

        held = source.Root.get("/OCProperties")
        if not isinstance(held, Dictionary) or not isinstance(held.get("/OCGs"), Array):
            return
        usual = held.get("/D", Dictionary())
        on = {layer.objgen for layer in usual.get("/ON", ())}
        off = {layer.objgen for layer in usual.get("/OFF", ())}
        for layer in held.OCGs:
            if not layer.is_indirect:
                continue
            copied = self._out.copy_foreign(layer)
            self._layers.append(copied)
            dark = usual.get("/BaseState") == "/OFF" and layer.objgen not in on
            if dark or layer.objgen in off:
                self._hidden.append(copied)

    def link_back(self, page: int, place: Box) -> None:
        """Lead from the stamp of a page to the contents."""
        self._link(page, place, 0, "Back to the contents")

    def _link(self, page: int, place: Box, target: int, words: str) -> None:
        from pikepdf import Array, Dictionary, Name, String

        annotation = self._out.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(edge, 2) for edge in place]),
                Border=Array([0, 0, 0]),
                F=4,
                P=self.pages[page],
                Dest=Array([self.pages[target], Name.XYZ, None, None, None]),
                Contents=String(words),
            )
        )
        self.pages[page].Tabs = Name.S
        held = self.pages[page].get("/Annots")
        self.pages[page].Annots = Array([*(held if held is not None else ()), annotation])
        self._tags.own_link(annotation, self.pages[page])

    def point_links(self, contents: int, firsts: Sequence[int], words: Sequence[str]) -> None:
        """Let the links of the contents, the first pages, lead to the parts they name."""
        from pikepdf import Array, Name, String

        for page in self.pages[:contents]:
            for annotation in page.get("/Annots", ()):
                address = str(annotation.get("/A", {}).get("/URI", ""))
                if address.startswith(PART_LINK):
                    number = int(address.removeprefix(PART_LINK))
                    del annotation["/A"]
                    annotation.Dest = Array([self.pages[firsts[number]], Name.Fit])
                    annotation.Contents = String(words[number])

    def finish(self) -> None:
        """Write the tree of tags, and the layers."""
        from pikepdf import Array, Dictionary

        self._tags.finish()
        if self._layers:
            usual = Dictionary(OFF=Array(self._hidden), Order=Array())
            self._out.Root.OCProperties = Dictionary(OCGs=Array(self._layers), D=usual)


def _declares(source: "Pdf") -> bool:
    """Tell whether a file declares PDF/UA-1 (ISO 14289-1, 5)."""
    from pikepdf import PdfError, Stream

    held = source.Root.get("/Metadata")
    try:
        return isinstance(held, Stream) and b"pdfuaid:part" in held.read_bytes()
    except PdfError:
        return False
