"""What a paper leaves behind before its pages go into a pack: all that could act by itself.

Scripts, forms, attachments, sounds, programs to start and files to open stay in the paper that was
attached. Filled fields become part of their page, links within the paper and to the web are kept.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

_ACTING = frozenset(
    f"/{kind}" for kind in ("Widget", "FileAttachment", "Sound", "Movie", "Screen", "RichMedia")
) | {"/3D", "/TrapNet"}
"""Annotations that do something or carry a file."""
_DEEPEST = 50
"""Names below names: a damaged tree may lead round in a circle."""


@dataclass(frozen=True)
class InnerLink:
    """A link of a paper to one of its own pages, to be set again in the pack."""

    annotation: Any
    page: int
    how: tuple[Any, ...]


def clean(source: "Pdf") -> None:
    """Take out of an open paper what may not go into a pack; the file it came from stays."""
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
        source.flatten_annotations("print")
    for page in source.pages:
        for key in ("/AA", "/AF", "/B"):
            if key in page.obj:
                del page.obj[key]
        if "/Annots" in page.obj:
            _clean_annotations(source, page.obj)


def _clean_annotations(source: "Pdf", page: Any) -> None:
    from pikepdf import Array, Dictionary

    held = page.Annots
    kept = Array()
    for annotation in held if isinstance(held, Array) else ():
        if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") in _ACTING:
            continue
        if not annotation.is_indirect:
            annotation = source.make_indirect(annotation)  # noqa: PLW2901
        for key in ("/AA", "/FS", "/AF"):
            if key in annotation:
                del annotation[key]
        if "/A" in annotation and not _harmless(annotation.A):
            del annotation["/A"]
        kept.append(annotation)
    if len(kept):
        page.Annots = kept
    else:
        del page["/Annots"]


def _harmless(action: Any) -> bool:
    from pikepdf import Dictionary

    if not isinstance(action, Dictionary):
        return False
    if "/Next" in action:
        del action["/Next"]
    if action.get("/S") == "/URI":
        # An address may itself be a script.
        address = str(action.get("/URI", "")).strip().lower()
        return address.startswith(("http://", "https://", "mailto:", "tel:", "part:"))
    return bool(action.get("/S") == "/GoTo")


def inner_links(source: "Pdf") -> list[InnerLink]:
    """Take the links between a paper's own pages off it, and return them.

    A page that is copied must not point to one that is not there yet: the pointer would be lost.
    """
    from pikepdf import Array, Dictionary

    places: dict[Any, int] | None = None
    found = []
    for page in source.pages:
        for annotation in page.obj.get("/Annots", ()):
            action = annotation.get("/A")
            goes = isinstance(action, Dictionary) and action.get("/S") == "/GoTo"
            target = action.get("/D") if goes else annotation.get("/Dest")
            if target is None:
                continue
            del annotation["/A" if goes else "/Dest"]
            if places is None:
                places = {one.obj.objgen: place for place, one in enumerate(source.pages)}
            target = _resolved(source, target)
            if isinstance(target, Array) and len(target):
                first = target[0]
                place = places.get(first.objgen) if isinstance(first, Dictionary) else None
                if place is not None:
                    found.append(InnerLink(annotation, place, tuple(target)[1:]))
    return found


def _resolved(source: "Pdf", target: Any) -> Any:
    """Return a destination as an array: by its name, in the old way or the new."""
    from pikepdf import Array, Dictionary, Name

    if isinstance(target, Array):
        return target
    if isinstance(target, Name):
        found = source.Root.get("/Dests", Dictionary()).get(str(target))
    else:
        names = source.Root.get("/Names", Dictionary()).get("/Dests")
        found = None if names is None else _named(names, bytes(target), 0)
    return found.get("/D") if isinstance(found, Dictionary) else found


def _named(node: Any, name: bytes, depth: int) -> Any:
    pairs = node.get("/Names", ())
    for place in range(0, len(pairs) - 1, 2):
        if bytes(pairs[place]) == name:
            return pairs[place + 1]
    for kid in node.get("/Kids", ()) if depth < _DEEPEST else ():
        limits = kid.get("/Limits")
        if limits is None or bytes(limits[0]) <= name <= bytes(limits[1]):
            found = _named(kid, name, depth + 1)
            if found is not None:
                return found
    return None
