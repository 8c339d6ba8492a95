"""The structure of a tagged PDF: elements, what each owns on which page, and the way back.

ISO 32000-1, 14.7 and 14.8. An element may own marked content on several pages; the parent tree
leads from a page's marks, and from an annotation, back to the element.
"""

from safeguard_desk.documents.pdf_file import Name, PdfFile, Raw, Ref, Value

_STAYS_EMPTY = frozenset({"TD", "TH"})
"""A cell without content keeps its place, or the row would lose its shape."""


class Element:
    """A structure element: its type, its parent, what it holds in reading order.

    A kid is an element, (page, mark) for content, or (page, annotation) as a list for a link.
    """

    __slots__ = ("alternative", "attributes", "kids", "kind", "ref")

    def __init__(self, kind: str, parent: "Element | None" = None, attributes: str = "") -> None:
        """Make an element of a standard type, last in its parent; `attributes` are ready PDF."""
        self.kind = kind
        self.attributes = attributes
        self.alternative = ""
        self.kids: list[Element | tuple[int, int] | tuple[int, Ref, bool]] = []
        self.ref: Ref | None = None
        if parent is not None:
            parent.kids.append(self)

    def filled(self) -> bool:
        """Tell whether it, or one within, holds anything; empty elements are left out."""
        return self.kind in _STAYS_EMPTY or any(
            not isinstance(kid, Element) or kid.filled() for kid in self.kids
        )


class Tags:
    """The structure tree of one document."""

    def __init__(self) -> None:
        """Begin with the Document element."""
        self.document = Element("Document")
        self._marks: list[list[Element]] = []
        self._annotations: list[Element] = []

    def mark(self, owner: Element, page: int) -> int:
        """Give `owner` a new piece of content on `page` (from 0); return its number there."""
        while len(self._marks) <= page:
            self._marks.append([])
        number = len(self._marks[page])
        self._marks[page].append(owner)
        owner.kids.append((page, number))
        return number

    def own_annotation(self, owner: Element, page: int, annotation: Ref, pages: int) -> int:
        """Give `owner` an annotation; return its key in the parent tree (pages come first)."""
        owner.kids.append((page, annotation, True))
        self._annotations.append(owner)
        return pages + len(self._annotations) - 1

    def write(self, out: PdfFile, pages: list[Ref]) -> Ref:
        """Write the tree and the way back; return the root."""
        root = out.reserve()
        document = self._write_element(out, self.document, root, pages)
        numbers: list[Value] = []
        for page in range(len(pages)):
            owners = self._marks[page] if page < len(self._marks) else []
            numbers += [page, out.add([owner.ref for owner in owners])]
        for key, owner in enumerate(self._annotations, start=len(pages)):
            numbers += [key, owner.ref]
        out.put(
            root,
            {
                "Type": Name("StructTreeRoot"),
                "K": [document],
                "ParentTree": out.add({"Nums": numbers}),
                "ParentTreeNextKey": len(pages) + len(self._annotations),
            },
        )
        return root

    def _write_element(self, out: PdfFile, element: Element, parent: Ref, pages: list[Ref]) -> Ref:
        ref = element.ref = out.reserve()
        own_page: int | None = None
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                if kid.filled():
                    kids.append(f"{self._write_element(out, kid, ref, pages)} 0 R")
                continue
            if own_page is None:
                own_page = kid[0]
            page = "" if kid[0] == own_page else f"/Pg {pages[kid[0]]} 0 R"
            if len(kid) == 3:
                kids.append(f"<</Type/OBJR/Obj {kid[1]} 0 R{page}>>")
            else:
                kids.append(f"<</Type/MCR{page}/MCID {kid[1]}>>" if page else str(kid[1]))
        place = "" if own_page is None else f"/Pg {pages[own_page]} 0 R"
        held = f"/K[{' '.join(kids)}]" if kids else ""
        body = f"<</S/{element.kind}/P {parent} 0 R{place}{held}{element.attributes}"
        spoken = b"/Alt " + out.text(element.alternative) if element.alternative else b""
        out.put(ref, Raw(body.encode("ascii") + spoken + b">>"))
        return ref
