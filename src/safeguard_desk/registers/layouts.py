"""How somebody has a list laid out: columns and widths, order, filters, grouping; and named views.

A layout is kept as JSON. What it says of a column or filter that is gone by now is passed over, so
that a view named years ago still opens.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from safeguard_desk.registers.declare import Column, Register
from safeguard_desk.registers.paging import Only, Query


@dataclass(frozen=True)
class Layout:
    """The columns shown, in their order; widths in pixels where set by hand; and what is listed."""

    columns: tuple[str, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    order: str = ""
    descending: bool = False
    filters: tuple[str, ...] = ()
    words: str = ""
    grouped: str = ""
    only: tuple[Only, ...] = ()

    def query(self, register: Register, group_id: str | None) -> Query:
        """Return the query that the layout stands for, in a group."""
        return Query(
            group_id=group_id,
            words=self.words,
            filters=frozenset(self.filters),
            order=self.order,
            descending=self.descending,
            grouped=self.grouped,
            only=self.only,
        )


def usual(register: Register) -> Layout:
    """Return how a list is laid out before anybody has changed it."""
    return Layout(
        columns=tuple(column.code for column in register.columns if not column.hidden),
        filters=(register.open_filter,) if register.open_filter else (),
    )


def columns_of(register: Register, layout: Layout) -> tuple[Column, ...]:
    """Return the columns that a layout shows; those that the list is known by never go."""
    known = {column.code: column for column in register.columns}
    shown = [known[code] for code in dict.fromkeys(layout.columns) if code in known]
    main = [column for column in register.columns if column.grow and column not in shown]
    return tuple(shown + main)


def write(layout: Layout) -> str:
    """Return a layout as JSON."""
    return json.dumps(asdict(layout), ensure_ascii=False)


def read(register: Register, body: str) -> Layout:
    """Return a layout from JSON; what cannot be read or is not known counts as not set."""
    try:
        held: Any = json.loads(body)
    except ValueError:
        return usual(register)
    if not isinstance(held, dict):
        return usual(register)
    columns = {column.code: column for column in register.columns}
    filters = {one.code for one in register.filters}
    ordered, grouped = held.get("order"), held.get("grouped")
    shown = tuple(code for code in _texts(held.get("columns")) if code in columns)
    return Layout(
        columns=shown or usual(register).columns,
        widths=_widths(held.get("widths"), columns),
        order=ordered if ordered in columns else "",
        descending=held.get("descending") is True,
        filters=tuple(code for code in _texts(held.get("filters")) if code in filters),
        words=held["words"] if isinstance(held.get("words"), str) else "",
        grouped=grouped if grouped in columns and columns[grouped].groups else "",
        only=_only(held.get("only"), columns),
    )


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _only(value: Any, columns: dict[str, Column]) -> tuple[Only, ...]:
    kept = []
    for one in value if isinstance(value, list) else []:
        if not isinstance(one, list) or len(one) != len(Only._fields) or one[0] not in columns:
            continue
        if isinstance(one[1], str | int | float | None) and isinstance(one[2], str):
            kept.append(Only(one[0], one[1], one[2]))
    return tuple(kept)


def _widths(value: Any, columns: dict[str, Column]) -> tuple[tuple[str, int], ...]:
    pairs = value if isinstance(value, list) else []
    return tuple(
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list)
        and len(pair) == 2
        and pair[0] in columns
        and type(pair[1]) is int
        and 0 < pair[1] < 5000
    )
