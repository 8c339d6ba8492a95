"""How values are shown to people: dates, numbers and marks as they are read in a document."""

from datetime import date, datetime

from safeguard_desk.documents.model import Cell, Paragraph, RatingMark, Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def show_date(value: date) -> str:
    """Return a date as people read it, "14 Jan 2027", with the time if it has one."""
    shown = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{shown} {value:%H:%M}" if isinstance(value, datetime) else shown


def show_number(value: float) -> str:
    """Return a number with commas for thousands and no needless decimals."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def cell_text(cell: Cell) -> Text:
    """Return what is read in a cell, dates and numbers as people write them."""
    text: Text
    match cell:
        case None:
            text = ""
        case RatingMark():
            text = cell.word
        case Paragraph():
            text = cell.text
        case date():
            text = show_date(cell)
        case int() | float():
            text = show_number(cell)
        case _:
            text = cell
    return text
