"""Reads a tagged PDF as a screen reader does: elements, and the text each owns."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf


@dataclass
class Spoken:
    """An element with what it holds, in reading order."""

    kind: str
    parts: list["Spoken | str"] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    alternative: str = ""
    links: int = 0

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, *kinds: str) -> list["Spoken"]:
        """Every element of these kinds below it, in order."""
        found = []
        for part in self.parts:
            if isinstance(part, Spoken):
                found += [part] if part.kind in kinds else []
                found += part.all(*kinds)
        return found


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF from its bytes."""
    return pikepdf.open(BytesIO(data))


def spoken(pdf: pikepdf.Pdf) -> Spoken:
    """Return the Document element."""
    pages = {page.objgen: _texts(page) for page in pdf.pages}
    root = pdf.Root.StructTreeRoot.K
    return _element(root[0] if isinstance(root, pikepdf.Array) else root, pages)


def _element(node: Any, pages: dict[Any, dict[int, str]]) -> Spoken:
    made = Spoken(str(node.S)[1:], alternative=str(node.get("/Alt", "")))
    if "/A" in node:
        made.attributes = {str(key)[1:]: value for key, value in node.A.items()}
    for kid in node.get("/K", ()):
        if not isinstance(kid, pikepdf.Dictionary):
            made.parts.append(pages[node.Pg.objgen][int(kid)])
        elif kid.get("/Type") == "/MCR":
            page = kid.get("/Pg", node.get("/Pg"))
            made.parts.append(pages[page.objgen][int(kid.MCID)])
        elif kid.get("/Type") == "/OBJR":
            made.links += 1
        else:
            made.parts.append(_element(kid, pages))
    return made


def _texts(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each piece of marked content of a page."""
    maps = {name: _letters(font) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = {}
    mark, letters = -1, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            mark = int(operands[1].get("/MCID", -1))
            texts.setdefault(mark, "")
        elif name == "EMC":
            mark = -1
        elif name == "Tf":
            letters = maps[str(operands[0])]
        elif name == "Tj":
            code = bytes(operands[0]).hex().upper()
            shown = "".join(letters[code[at : at + 4]] for at in range(0, len(code), 4))
            texts[mark] = texts.get(mark, "") + shown
    return texts


def _letters(font: Any) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    return {code: bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}


def artifacts(page: pikepdf.Page) -> list[tuple[str, str]]:
    """Return kind and text of each artifact of a page."""
    maps = {name: _letters(font) for name, font in page.Resources.Font.items()}
    found: list[tuple[str, str]] = []
    inside, letters = False, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC" and str(operands[0]) == "/Artifact":
            inside = True
            kind = operands[1].get("/Subtype", operands[1].Type)
            found.append((str(kind)[1:], ""))
        elif name == "EMC":
            inside = False
        elif name == "Tf":
            letters = maps[str(operands[0])]
        elif name == "Tj" and inside:
            code = bytes(operands[0]).hex().upper()
            shown = "".join(letters[code[at : at + 4]] for at in range(0, len(code), 4))
            found[-1] = (found[-1][0], found[-1][1] + shown)
    return found
