"""Readable for everybody: contrast, names for screen readers, and no word cut at any text size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from tests.ui.hand import Hand

from safeguard_desk.ui import theme
from safeguard_desk.ui.jobs import Worker
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.shell.unlock import UnlockWindow
from safeguard_desk.ui.theme import DARK, LIGHT, Colours

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GROUNDS = ("ground", "base", "stripe")
PAIRS = [
    *((text, ground) for text in ("text", "quiet", "link", "bad") for ground in GROUNDS),
    *((rating, ground) for rating in ("blue", "green", "amber", "red") for ground in GROUNDS[1:]),
    ("text", "raised"), ("text", "hover"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("on_tint", "tint"), ("on_head", "head"), ("head_quiet", "head"), ("on_head", "head_hover"),
    ("text", "notice"), ("text", "said"), ("on_toast", "toast"), ("toast_link", "toast"),
]  # fmt: skip
FEWEST_PIXELS = 2


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_is_readable_on_its_ground(colours: Colours, text: str, ground: str) -> None:
    named = colours._asdict()
    assert contrast(named[text], named[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_what_has_the_focus_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.accent, colours.ground) >= 3
    assert contrast(colours.accent, colours.base) >= 3


def places(hand: Hand) -> Iterator[tuple[str, QWidget]]:
    """Show one screen after the other."""
    for page in list(hand.window.pages):
        for known in page.tab.pages:
            hand.tab(page.tab.code).show_page(known.code)
            hand.settle()
            yield f"{page.tab.title}, {known.title}", hand.window
        for register in page.tab.registers:
            panel = hand.section(register.code, page.tab.code)
            yield f"{page.tab.title}, {register.title}", hand.window
            panel.begin_new()
            hand.settle()
            yield f"{page.tab.title}, new {register.one}", hand.window
            panel.adding.end_form()
            hand.settle()
    hand.window.show_settings()
    hand.settle()
    yield "settings", hand.window
    hand.window.show_keys()
    hand.settle()
    yield "keys", hand.window
    hand.window.go_back()


def seen(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    return ""


CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar)


def nameless(widgets: list[QWidget]) -> list[str]:
    """Return the controls that a screen reader could not name."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in widgets
        if isinstance(widget, CONTROLS)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not name_of(widget)
        and not widget.objectName().startswith("qt_")
    ]


def cut(widgets: list[QWidget]) -> list[str]:
    """Return words of buttons, labels and tabs that have less room than they need."""
    found = []
    for widget in widgets:
        if isinstance(widget, QAbstractButton | QLabel) and widget.text():
            wraps = isinstance(widget, QLabel) and widget.wordWrap()
            need = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
            if not wraps and need > widget.width() + FEWEST_PIXELS:
                found.append(f"{widget.text()!r}: {need} in {widget.width()}")
            if widget.height() + FEWEST_PIXELS < widget.fontMetrics().height():
                found.append(f"{widget.text()!r}: too low")
        if isinstance(widget, QLineEdit):
            room = widget.height() + FEWEST_PIXELS
            if room < widget.fontMetrics().height():
                found.append(f"{widget.accessibleName()}: too low")
    return found


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_every_control_has_a_name_and_no_word_is_cut_at_this_text_size(
    hand: Hand, qapp: QApplication, factor: float
) -> None:
    theme.apply(qapp, dark=False, points=theme.system_points() * factor)
    try:
        if factor > 1:
            hand.window.resize(1920, 1080)
        hand.settle()
        for place, window in places(hand):
            widgets = seen(window)
            assert nameless(widgets) == [], place
            assert cut(widgets) == [], place
    finally:
        theme.apply(qapp, dark=False, points=theme.system_points())


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_unlock_window_names_its_controls_and_cuts_no_word(
    qapp: QApplication, factor: float
) -> None:
    theme.apply(qapp, dark=False, points=theme.system_points() * factor)
    worker = Worker()
    window = UnlockWindow(Preferences(recent=("/home/me/Harrow.desk",)))
    window.use(worker)
    try:
        window.show()
        qapp.processEvents()
        assert nameless(seen(window)) == []
        assert cut(seen(window)) == []
        window.show_new()
        qapp.processEvents()
        assert nameless(seen(window)) == []
        assert cut(seen(window)) == []
    finally:
        window.hide()
        window.deleteLater()
        worker.close()
        theme.apply(qapp, dark=False, points=theme.system_points())


def test_headings_and_colours_of_the_sheet_are_all_known(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True)
    assert "$" not in qapp.styleSheet()
    theme.apply(qapp, dark=False)
    assert theme.colours(qapp.palette()) is LIGHT
