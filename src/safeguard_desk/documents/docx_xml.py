"""The parts of Word's own language that python-docx has no words for."""

from typing import Any

from safeguard_desk.documents.theme import Colour


def hex_of(colour: Colour) -> str:
    """Return a colour as Word writes it."""
    return "{:02X}{:02X}{:02X}".format(*colour)


def raw(thing: Any) -> Any:
    """Return the XML element behind a paragraph, a run, a table, a row or a cell."""
    return thing._element  # noqa: SLF001  python-docx has no public name for it


def element(tag: str, **attributes: str) -> Any:
    """Return a new element; an attribute's name is put into Word's namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def parsed(markup: str) -> Any:
    """Return the element that `markup` is, with Word's usual prefixes known."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    end = min(place for place in (markup.find(">"), markup.find(" ")) if place > 0)
    return parse_xml(f"{markup[:end]} {nsdecls('w', 'r')}{markup[end:]}")


def field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """Add a field, such as PAGE, with what is shown until Word works it out."""
    for part in ("begin", instruction, "separate", shown, "end"):
        run = paragraph.add_run()
        if part in ("begin", "separate", "end"):
            raw(run).append(element("w:fldChar", fldCharType=part))
        elif part == instruction:
            code = element("w:instrText")
            code.text = f" {instruction} "
            code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            raw(run).append(code)
        else:
            run.text = shown


_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("tcW", "gridSpan", "vMerge", "pBdr", "tcBorders", "shd"),
)
"""The order in which Word wants the properties that stand before all others."""


def put(properties: Any, child: Any) -> None:
    """Add a property of a paragraph or a cell where Word's schema wants it."""
    names = [_w(name) for name in _ORDER]
    earlier = set(names[: names.index(child.tag) + 1])
    place = sum(1 for each in properties if each.tag in earlier)
    properties.insert(place, child)


def shade(properties: Any, colour: Colour) -> None:
    """Give the ground of a cell or a paragraph a colour."""
    put(properties, element("w:shd", val="clear", color="auto", fill=hex_of(colour)))


def edges(name: str, sides: dict[str, tuple[Colour, int]]) -> Any:
    """Return borders (w:tcBorders, w:pBdr): a colour and a thickness in eighths of a point."""
    borders = element(name)
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            colour, thick = sides[side]
            borders.append(
                element(f"w:{side}", val="single", sz=str(thick), space="4", color=hex_of(colour))
            )
    return borders


def link(paragraph: Any, address: str) -> Any:
    """Add an outside link to a paragraph and return the element that its runs go into."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("w:hyperlink")
    made.set(qn("r:id"), target)
    raw(paragraph).append(made)
    return made


def bookmark(paragraph: Any, number: int) -> None:
    """Make a paragraph a place that the contents can point to."""
    start = element("w:bookmarkStart", id=str(number), name=place_name(number))
    raw(paragraph).insert(1 if raw(paragraph).pPr is not None else 0, start)
    raw(paragraph).append(element("w:bookmarkEnd", id=str(number)))


def place_name(number: int) -> str:
    """Return the name of the bookmark of heading `number`."""
    return f"_Toc{100_000 + number}"


_WATERMARK = """<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="Watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" fillcolor="#eceef0"
 stroked="f" style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:150pt;
rotation:315;z-index:-251658240;mso-position-horizontal:center;
mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin"><v:textpath style="font-family:&quot;Calibri&quot;;
font-size:1pt;font-weight:bold"/></v:shape></w:pict>"""


def watermark(paragraph: Any, word: str) -> None:
    """Put a word across each page, as Word itself does: a shape in the header."""
    from docx.oxml import parse_xml

    picture = parse_xml(_WATERMARK.replace("\n", " "))
    for path in picture.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if path.get("style"):
            path.set("string", word)
    raw(paragraph.add_run()).append(picture)


def numbering(document: Any, *, text: str, start: int, bullet: bool) -> int:
    """Add a list of its own to the document and return its number: no list runs on into the next.

    text: what stands before an item ("%1.", "3.%1", "•"); three levels, each further in.
    """
    root = document.part.numbering_part.element
    taken = [int(one.get(_w("abstractNumId"))) for one in root.findall(_w("abstractNum"))]
    own = max(taken, default=0) + 1
    abstract = element("w:abstractNum", abstractNumId=str(own))
    abstract.append(element("w:multiLevelType", val="hybridMultilevel"))
    for depth in range(3):
        level = element("w:lvl", ilvl=str(depth))
        level.append(element("w:start", val=str(start)))
        level.append(element("w:numFmt", val="bullet" if bullet else "decimal"))
        level.append(element("w:lvlText", val=text.replace("%1", f"%{depth + 1}")))
        level.append(element("w:lvlJc", val="left"))
        properties = element("w:pPr")
        properties.append(element("w:ind", left=str(454 * (depth + 1)), hanging="454"))
        level.append(properties)
        abstract.append(level)
    first = root.find(_w("num"))
    if first is None:
        root.append(abstract)
    else:
        first.addprevious(abstract)
    number = max((int(one.get(_w("numId"))) for one in root.findall(_w("num"))), default=0) + 1
    instance = element("w:num", numId=str(number))
    instance.append(element("w:abstractNumId", val=str(own)))
    override = element("w:lvlOverride", ilvl="0")
    override.append(element("w:startOverride", val=str(start)))
    instance.append(override)
    root.append(instance)
    return number


def docpr_tag() -> str:
    """Return the name of the element that describes a picture."""
    from docx.oxml.ns import qn

    return str(qn("wp:docPr"))


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
