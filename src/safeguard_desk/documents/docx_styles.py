"""The styles of Word files: people change the look in one place, tools find the parts."""

from typing import Any

from safeguard_desk.documents import theme
from safeguard_desk.documents.docx_xml import edges, element, put, shade
from safeguard_desk.documents.model import CalloutKind, Voice
from safeguard_desk.documents.theme import Style

FONT = "Calibri"
"""Carlito, in which the PDF is set, has the same widths; Word has Calibri at hand."""


def set_styles(file: Any, language: str) -> None:
    """Give a new document the theme's styles and its language."""
    from docx.enum.style import WD_STYLE_TYPE

    styles = file.styles
    _set_language(styles, language)
    _be_modern(file.settings.element)
    _dress(styles["Normal"], theme.VOICES[Voice.BODY])
    for level, style in enumerate(theme.HEADINGS, start=1):
        _dress(styles[f"Heading {level}"], style, keep=True)
    _dress(styles["Title"], theme.TITLE)
    _dress(styles["Subtitle"], theme.SUBTITLE)
    _dress(styles["Caption"], theme.CAPTION, keep=True)
    _dress(styles["Header"], theme.FURNITURE)
    _dress(styles["Footer"], theme.FURNITURE)
    _strip(styles["Title"].element, "pBdr")
    for name in ("spacing", "kern"):
        for titled in ("Title", "Subtitle"):
            _strip(styles[titled].element.get_or_add_rPr(), name)
    _strip(styles["Header"].element, "tabs")
    _strip(styles["Footer"].element, "tabs")
    for name, style in {
        "Organisation": theme.ORGANISATION,
        "Status": theme.STATUS,
        "Summary": theme.SUMMARY,
        "Lead": theme.VOICES[Voice.LEAD],
        "Small Print": theme.VOICES[Voice.SMALL],
        "List Text": theme.ITEM,
        "Cell": theme.CELL,
        "Cell Heading": theme.HEAD_CELL,
        "Fact": theme.FACT,
        "Fact Label": theme.FACT_LABEL,
        "Contents Line": theme.CONTENTS[1],
    }.items():
        _dress(_new(styles, name, WD_STYLE_TYPE.PARAGRAPH), style)
    for kind in CalloutKind:
        _callout(styles, kind, WD_STYLE_TYPE.PARAGRAPH)
    _mark(styles.add_style("Marking", WD_STYLE_TYPE.CHARACTER), theme.MARKING)
    _mark(styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER), Style(11, 14.5, theme.LINK))
    styles["Hyperlink"].font.underline = True
    styles["Hyperlink"].font.size = None


def callout_style(kind: CalloutKind) -> str:
    """Return the name of the style of a kind of callout."""
    return f"Callout {kind.label}"


def _strip(properties: Any, name: str) -> None:
    """Take out what the template's style brings along."""
    for part in list(properties.iter(_w(name))):
        part.getparent().remove(part)


def _new(styles: Any, name: str, kind: Any) -> Any:
    style = styles.add_style(name, kind)
    style.base_style = styles["Normal"]
    style.quick_style = True
    return style


def _callout(styles: Any, kind: CalloutKind, type_: Any) -> None:
    from docx.shared import Pt

    style = _new(styles, callout_style(kind), type_)
    _dress(style, theme.CALLOUT_TEXT)
    dress = theme.CALLOUTS[kind]
    properties = style.element.get_or_add_pPr()
    put(properties, edges("w:pBdr", {"left": (dress.bar, 24)}))
    shade(properties, dress.ground)
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(9)
    style.paragraph_format.keep_together = True


def _dress(style: Any, look: Style, *, keep: bool = False) -> None:
    from docx.shared import Pt

    _mark(style, look)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = Pt(look.leading)
    shape.keep_with_next = keep
    shape.widow_control = True


def _mark(style: Any, look: Style) -> None:
    from docx.shared import Pt, RGBColor

    font = style.font
    font.name, font.size = FONT, Pt(look.size)
    font.bold, font.italic = look.bold, look.italic
    font.color.rgb = RGBColor(*look.colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_w(key), None)
    for key in ("hAnsi", "cs", "eastAsia"):
        fonts.set(_w(key), FONT)


def _set_language(styles: Any, language: str) -> None:
    properties = styles.element.find(f".//{_w('rPrDefault')}/{_w('rPr')}")
    for old in properties.findall(_w("lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def _be_modern(settings: Any) -> None:
    """Be a file of today's Word, or it opens in compatibility mode and sets tables differently."""
    for setting in settings.iter(_w("compatSetting")):
        if setting.get(_w("name")) == "compatibilityMode":
            setting.set(_w("val"), "15")


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
