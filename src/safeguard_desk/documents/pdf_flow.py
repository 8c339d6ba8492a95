"""From strips to pages, in one pass: a strip is what no page may part.

A strip knows its height before a page exists. Strips that keep with their successor form a chain,
and a chain stands on one page if a page can hold it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from safeguard_desk.documents.pdf_page import Page

Progress = Callable[[int, int], None]
"""Called now and then with what is done and what there is in all."""

_STEP = 250


@dataclass(slots=True, kw_only=True)
class Strip(ABC):
    """A level band of a page. Heights and spaces are points.

    `before` and `after` are wishes for space: of two that meet the larger counts, none at the top
    of a page. `head` is drawn again where the strip is the first on a further page.
    """

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    head: "Head | None" = None

    @abstractmethod
    def draw(self, page: Page, top: float) -> None:
        """Draw the strip with its upper edge at `top`."""


@dataclass(slots=True, kw_only=True)
class Head(Strip):
    """A table's head: content where it is first drawn, decoration when repeated."""

    @abstractmethod
    def draw_again(self, page: Page, top: float) -> None:
        """Draw it without giving it to any element."""


@dataclass(slots=True, kw_only=True)
class Break(Strip):
    """Ends a page."""

    height: float = 0.0

    def draw(self, page: Page, top: float) -> None:
        """Draw nothing."""


@dataclass(slots=True)
class Flow:
    """Places strips on pages between `top` and `bottom`; `page_made` gives a fresh page."""

    page_made: Callable[[], Page]
    top: float
    bottom: float
    number: Callable[[Page, "Strip", float], None] | None = None
    """Numbers the line that a strip holds, in a copy for review."""

    def place(self, strips: Sequence[Strip], progress: Progress | None = None) -> None:
        """Place all strips in order."""
        page, y, gap = self.page_made(), self.top, 0.0
        drawn: set[int] = set()
        chain_end = -1
        for index, strip in enumerate(strips):
            if progress is not None and index % _STEP == 0:
                progress(index, len(strips))
            if isinstance(strip, Break):
                if y < self.top:
                    page, y, gap = self.page_made(), self.top, 0.0
                continue
            need = strip.height
            if index > chain_end:
                chain_end, need = self._chain(strips, index)
            space = max(gap, strip.before)
            if y < self.top and y - space - need < self.bottom:
                page, y = self.page_made(), self.top
                if strip.head is not None and id(strip.head) in drawn:
                    strip.head.draw_again(page, y)
                    y -= strip.head.height
            elif y < self.top:
                y -= space
            strip.draw(page, y)
            if self.number is not None:
                self.number(page, strip, y)
            if isinstance(strip, Head):
                drawn.add(id(strip))
            y -= strip.height
            gap = strip.after
        if progress is not None:
            progress(len(strips), len(strips))

    def _chain(self, strips: Sequence[Strip], start: int) -> tuple[int, float]:
        """Return the last strip that must stand with strip `start`, and the height they need.

        Of a chain that no page can hold only the beginning, a quarter of a page, is bound.
        """
        page = self.top - self.bottom
        end, need = start, strips[start].height
        bound: tuple[int, float] | None = None
        while strips[end].keep and end + 1 < len(strips):
            if bound is None and need >= page / 4:
                bound = end, need
            following = strips[end + 1]
            more = max(strips[end].after, following.before) + following.height
            if need + more > page:
                return bound or (end, need)
            need += more
            end += 1
        return end, need
