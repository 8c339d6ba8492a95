"""How the program looks: two sets of colours, following the system, each readable on each ground.

Contrast is at least 4.5:1 for every pair of text and ground named here; a test works it out.
"""

from string import Template
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from safeguard_desk import resources


class Colours(NamedTuple):
    """The colours of a theme by their use."""

    ground: str
    base: str
    stripe: str
    raised: str
    hover: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    tint: str
    on_tint: str
    head: str
    on_head: str
    head_quiet: str
    head_hover: str
    head_line: str
    head_mark: str
    bad: str
    notice: str
    said: str
    toast: str
    on_toast: str
    toast_link: str
    blue: str
    green: str
    amber: str
    red: str


LIGHT = Colours(
    ground="#f3f5f7",
    base="#ffffff",
    stripe="#f8fafb",
    raised="#ffffff",
    hover="#e6edf1",
    line="#d9e0e6",
    edge="#a9b5c0",
    text="#17212b",
    quiet="#52606d",
    accent="#0b5a78",
    accent_hover="#084860",
    on_accent="#ffffff",
    link="#0b5a78",
    tint="#d5e8f0",
    on_tint="#0a3648",
    head="#123c4f",
    on_head="#ffffff",
    head_quiet="#c4d5de",
    head_hover="#1d4f66",
    head_line="#3f7088",
    head_mark="#8fd0ea",
    bad="#a4201a",
    notice="#fdf1f0",
    said="#eaf4f8",
    toast="#17212b",
    on_toast="#ffffff",
    toast_link="#9fd8ef",
    blue="#1b4fa8",
    green="#1a6b3c",
    amber="#8a4b00",
    red="#b01c16",
)
DARK = Colours(
    ground="#181d23",
    base="#1f252c",
    stripe="#232a32",
    raised="#2a323b",
    hover="#2f3943",
    line="#36414c",
    edge="#5a6978",
    text="#e8edf2",
    quiet="#a9b6c2",
    accent="#5fb3d3",
    accent_hover="#83c8e2",
    on_accent="#0b1d26",
    link="#7cc6e3",
    tint="#234656",
    on_tint="#e6f5fb",
    head="#10222c",
    on_head="#f2f7fa",
    head_quiet="#a9bfca",
    head_hover="#1c3643",
    head_line="#3a5968",
    head_mark="#6cc0df",
    bad="#ff9d94",
    notice="#38211f",
    said="#1c323d",
    toast="#e8edf2",
    on_toast="#17212b",
    toast_link="#0b5a78",
    blue="#8fb8ff",
    green="#76d39c",
    amber="#f2b45c",
    red="#ff9a90",
)


STYLE = "fusion"
"""Qt's style that our sheet is drawn over. The program asks for it when it starts: asking for it
afterwards, or for the style's name, makes all of Qt's enumerations of styles."""
STYLED = "styled"
"""The property of a program that has that style already."""


def is_dark() -> bool:
    """Say whether the system asks for a dark window."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours(palette: QPalette) -> Colours:
    """Return the colours that a widget with this palette is shown in."""
    # Not by its ground: the style sheet makes that of some widgets transparent, and theirs too.
    return DARK if palette.color(QPalette.ColorRole.Mid) == QColor(DARK.line) else LIGHT


def apply(app: QApplication, *, dark: bool, points: float = 0) -> None:
    """Give the whole program its look; `points` is the size of its text, 0 for the system's."""
    chosen = DARK if dark else LIGHT
    if not app.property(STYLED):
        app.setStyle(STYLE)
        app.setProperty(STYLED, True)
    if colours(app.palette()) is not chosen or app.styleSheet() == "":
        app.setPalette(_palette(chosen))
    font = app.font()
    if points > 0 and font.pointSizeF() != points:
        font.setPointSizeF(points)
        app.setFont(font)
    pictures = {
        name: resources.file(f"icons/{name}-{'dark' if dark else 'light'}.svg").as_posix()
        for name in ("up", "down", "check")
    }
    sheet = Template(resources.file("theme/window.qss").read_text(encoding="utf-8"))
    words = sheet.substitute(chosen._asdict(), **pictures)
    if app.styleSheet() != words:  # every widget is dressed anew by it, which takes a moment
        app.setStyleSheet(words)


def _palette(chosen: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, chosen.ground),
        (role.WindowText, chosen.text),
        (role.Base, chosen.base),
        (role.AlternateBase, chosen.stripe),
        (role.Text, chosen.text),
        (role.Button, chosen.raised),
        (role.ButtonText, chosen.text),
        (role.PlaceholderText, chosen.quiet),
        (role.Highlight, chosen.accent),
        (role.HighlightedText, chosen.on_accent),
        (role.ToolTipBase, chosen.raised),
        (role.ToolTipText, chosen.text),
        (role.Link, chosen.link),
        (role.Mid, chosen.line),
    ):
        palette.setColor(which, QColor(name))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.quiet))
    return palette


_SYSTEM: list[float] = []


def system_points() -> float:
    """Return the size of the system's text, as it was before any setting of ours."""
    if not _SYSTEM:
        _SYSTEM.append(QApplication.font().pointSizeF())
    return _SYSTEM[0]


def wear(app: QApplication, wanted: str, points: float, factor: float = 1.0) -> None:
    """Dress the program as somebody has set it: "system", "light" or "dark", and a text size."""
    dark = is_dark() if wanted == "system" else wanted == "dark"
    apply(app, dark=dark, points=(points or system_points()) * factor)
