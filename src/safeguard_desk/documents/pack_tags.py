"""The tags of several files as one tree (ISO 32000-1, 14.7): a part for each file.

Keys of the way back are counted on, names of roles and classes that mean different things in two
files are told apart, and so are elements' ids. A file whose tree cannot be read goes in untagged.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

_DEEPEST = 100


class TagsJoined:
    """The tree in the making."""

    def __init__(self, out: "Pdf") -> None:
        """Begin with an empty Document."""
        from pikepdf import Array, Dictionary, Name

        self._out = out
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._next = 0
        self._ways: list[Any] = []
        self._roles: dict[str, Any] = {}
        self._classes: dict[str, Any] = {}
        self._ids: dict[bytes, Any] = {}
        self._spaces: list[Any] = []
        self._part: Any = None
        self._files = 0
        self._title = ""
        self._way: dict[int, Any] = {}

    def prepare(self, source: "Pdf", title: str) -> bool:
        """Count a file's keys on before its pages are copied; tell whether it is tagged."""
        import pikepdf

        self._files += 1
        self._title = title
        self._part = None
        self._way = {}
        tree = source.Root.get("/StructTreeRoot")
        tagged = isinstance(tree, pikepdf.Dictionary) and "/K" in tree
        if tagged:
            try:
                self._way = dict(_entries(tree.get("/ParentTree"), 0))
                self._tell_apart(source, tree)
            except (pikepdf.PdfError, AttributeError, TypeError, ValueError, RecursionError):
                tagged = False
        keys = {key: self._next + place for place, key in enumerate(self._way)} if tagged else {}
        for holder, name in _holders(source):
            old = _key(holder, name)
            key = None if old is None else keys.get(old)
            if key is None:
                del holder[name]
            else:
                holder[name] = key
        return tagged

    def _tell_apart(self, source: "Pdf", tree: Any) -> None:
        """Rename roles and classes that another file uses otherwise, and ids that it has too."""
        roles = _renamed(tree.get("/RoleMap"), self._roles, self._files)
        classes = _renamed(tree.get("/ClassMap"), self._classes, self._files)
        has_ids = "/IDTree" in tree
        form = "/AcroForm" in source.Root
        if not (roles or classes or has_ids or form):
            return
        for element in _elements(tree):
            kind = str(element.get("/S", ""))
            if kind in roles:
                element.S = _name(roles[kind])
            if classes and "/C" in element:
                _rename_classes(element, classes)
            if has_ids:
                self._own_ids(element)
            if form:
                _drop_fields(element)

    def _own_ids(self, element: Any) -> None:
        from pikepdf import Array, Dictionary, String

        prefix = f"{self._files}-".encode()
        if "/ID" in element:
            element.ID = String(prefix + bytes(element.ID))
        held = element.get("/A")
        for attributes in held if isinstance(held, Array) else [held]:
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                attributes.Headers = Array(
                    [String(prefix + bytes(one)) for one in attributes.Headers]
                )

    def take(self, source: "Pdf") -> None:
        """Copy a file's tree; its pages are in the pack already."""
        from pikepdf import Array, Dictionary

        tree = source.Root.StructTreeRoot
        part = self._new_part(str(source.Root.get("/Lang", "")))
        held = tree.K
        for kid in held if isinstance(held, Array) else [held]:
            if isinstance(kid, Dictionary) and kid.is_indirect:
                copied = self._out.copy_foreign(kid)
                copied.P = part
                part.K.append(copied)
        self._lead_back([self._copied(value) for value in self._way.values()])
        for names, own in (("/RoleMap", self._roles), ("/ClassMap", self._classes)):
            for name, value in tree.get(names, Dictionary()).items():
                own.setdefault(name, self._copied(value))
        if "/IDTree" in tree:
            for element in _elements(part):
                if "/ID" in element:
                    self._ids[bytes(element.ID)] = element
        for space in tree.get("/Namespaces", ()):
            self._spaces.append(self._copied(space))

    def _copied(self, value: Any) -> Any:
        """Return an object of a file as one of the pack's."""
        from pikepdf import Array, Object

        if not isinstance(value, Object):
            return value
        if value.is_indirect:
            return self._out.copy_foreign(value)
        if isinstance(value, Array):
            return Array([self._copied(one) for one in value])
        return value

    def _new_part(self, language: str = "") -> Any:
        from pikepdf import Array, Dictionary, Name, String

        part = Dictionary(Type=Name.StructElem, S=Name.Part, P=self._document, K=Array())
        if self._title:
            part.T = String(self._title)
        if language:
            part.Lang = String(language)
        self._part = self._out.make_indirect(part)
        self._document.K.append(self._part)
        return self._part

    def own_link(self, annotation: Any, page: Any) -> None:
        """Give a link its place in the tree: first in the part its page belongs to."""
        from pikepdf import Array, Dictionary, Name

        part = self._part if self._part is not None else self._new_part()
        link = self._out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Link, P=part, Pg=page)
        )
        link.Alt = annotation.Contents
        link.K = Array([Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)])
        part.K.insert(0, link)
        annotation.StructParent = self._next
        self._lead_back([link])

    def _lead_back(self, values: list[Any]) -> None:
        """Add the next keys of the way back."""
        from pikepdf import Array, Dictionary

        if not values:
            return
        pairs = [one for pair in enumerate(values, self._next) for one in pair]
        limits = Array([self._next, self._next + len(values) - 1])
        node = Dictionary(Nums=Array(pairs), Limits=limits)
        self._ways.append(self._out.make_indirect(node))
        self._next += len(values)

    def finish(self) -> None:
        """Hang the tree into the pack."""
        from pikepdf import Array, Dictionary, String

        root = self._root
        root.K = Array([self._document])
        root.ParentTree = self._out.make_indirect(Dictionary(Kids=Array(self._ways)))
        root.ParentTreeNextKey = self._next
        for name, held in (("/RoleMap", self._roles), ("/ClassMap", self._classes)):
            if held:
                root[name] = Dictionary(held)
        if self._ids:
            names = [one for key in sorted(self._ids) for one in (String(key), self._ids[key])]
            root.IDTree = self._out.make_indirect(Dictionary(Names=Array(names)))
        if self._spaces:
            root.Namespaces = Array(self._spaces)
        self._out.Root.StructTreeRoot = root
        self._out.Root.MarkInfo = Dictionary(Marked=True)


def _name(text: str) -> Any:
    from pikepdf import Name

    return Name(text)


def _entries(node: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree."""
    if node is None or depth > _DEEPEST:
        return
    numbers = node.get("/Nums", ())
    for place in range(0, len(numbers) - 1, 2):
        yield int(numbers[place]), numbers[place + 1]
    for kid in node.get("/Kids", ()):
        yield from _entries(kid, depth + 1)


def _key(holder: Any, name: str) -> int | None:
    try:
        return int(holder[name])
    except (TypeError, ValueError):
        return None


def _holders(source: "Pdf") -> Iterator[tuple[Any, str]]:
    """Yield what has a key of the way back: pages, annotations, pictures and forms on them."""
    from pikepdf import Dictionary

    seen: set[Any] = set()
    for page in source.pages:
        own = page.obj
        if "/StructParents" in own:
            yield own, "/StructParents"
        for annotation in own.get("/Annots", ()):
            if isinstance(annotation, Dictionary) and "/StructParent" in annotation:
                yield annotation, "/StructParent"
        yield from _in_resources(own.get("/Resources"), seen, 0)


def _in_resources(resources: Any, seen: set[Any], depth: int) -> Iterator[tuple[Any, str]]:
    from pikepdf import Dictionary, Stream

    if not isinstance(resources, Dictionary) or depth > _DEEPEST:
        return
    if resources.is_indirect:
        if resources.objgen in seen:
            return
        seen.add(resources.objgen)
    held = resources.get("/XObject")
    for drawn in held.values() if isinstance(held, Dictionary) else ():
        if not isinstance(drawn, Stream) or drawn.objgen in seen:
            continue
        seen.add(drawn.objgen)
        for name in ("/StructParent", "/StructParents"):
            if name in drawn:
                yield drawn, name
        yield from _in_resources(drawn.get("/Resources"), seen, depth + 1)


def _elements(tree: Any) -> Iterator[Any]:
    """Yield every element below a node, once."""
    from pikepdf import Array, Dictionary

    seen: set[Any] = set()
    waiting = [tree.get("/K")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(node)
        elif isinstance(node, Dictionary) and "/S" in node:
            if node.is_indirect:
                if node.objgen in seen:
                    continue
                seen.add(node.objgen)
            yield node
            waiting.append(node.get("/K"))


def _renamed(held: Any, known: dict[str, Any], files: int) -> dict[str, str]:
    """Rename what is defined here otherwise than in an earlier file; return old and new names."""
    from pikepdf import Dictionary

    if not isinstance(held, Dictionary):
        return {}
    clashes = [key for key, value in held.items() if key in known and not _same(known[key], value)]
    names = {key: f"{key}-{files}" for key in clashes}
    for key, new in names.items():
        held[new] = held[key]
        del held[key]
    return names


def _same(one: Any, other: Any) -> bool:
    from pikepdf import Object

    if isinstance(one, Object) and isinstance(other, Object):
        return bool(one.unparse(resolved=True) == other.unparse(resolved=True))
    return bool(one == other)


def _rename_classes(element: Any, names: dict[str, str]) -> None:
    from pikepdf import Array, Name

    held = element.C
    if isinstance(held, Array):
        element.C = Array(
            [_name(names[str(o)]) if isinstance(o, Name) and str(o) in names else o for o in held]
        )
    elif str(held) in names:
        element.C = _name(names[str(held)])


def _drop_fields(element: Any) -> None:
    """Take out of an element the fields of a form: they are part of their page by now."""
    from pikepdf import Array, Dictionary

    held = element.get("/K")
    kids = list(held) if isinstance(held, Array) else [held]
    left = [kid for kid in kids if not (isinstance(kid, Dictionary) and _is_field(kid))]
    if len(left) < len(kids):
        element.K = Array(left)


def _is_field(kid: Any) -> bool:
    obj = kid.get("/Obj") if kid.get("/Type") == "/OBJR" else None
    return obj is not None and obj.get("/Subtype") == "/Widget"
