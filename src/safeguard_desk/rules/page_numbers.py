"""The numbers stamped on a pack's pages, and how a pack made again keeps them.

In a meeting people say "page 34": whoever has notes on the first pack must find the same page under
the same number in the second. So a paper that grew takes letters (37a, 37b), one that shrank leaves
numbers unused, a new paper takes letters after the one before it, and a number that once belonged
to a paper is given to no other. Only what was moved to another place is numbered anew.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_LABEL = re.compile(r"(\d+)([a-z]*)")
_RANGE = re.compile(r"(\d+)-(\d+)")
Label = tuple[int, str]
"""A number and its letters: 37b is (37, "b"). They sort as pages do."""


@dataclass(frozen=True)
class Wanted:
    """A part of a pack to be numbered: who it is, from one pack to the next, and its pages."""

    key: str
    pages: int


def write(label: Label) -> str:
    """Return a label as it is stamped: "37b"."""
    return f"{label[0]}{label[1]}"


def read(text: str) -> Label:
    """Return a stamped label; raises ValueError for what is none."""
    found = _LABEL.fullmatch(text)
    if found is None:
        raise ValueError(f"not a page number of a pack: {text!r}")
    return int(found[1]), found[2]


def in_short(labels: Sequence[str]) -> str:
    """Return labels as they are kept and shown: "34-37, 37a, 37b"."""
    stretches: list[list[str]] = []
    for label in labels:
        last = stretches[-1][-1] if stretches else ""
        if label.isdecimal() and last.isdecimal() and int(label) == int(last) + 1:
            stretches[-1].append(label)
        else:
            stretches.append([label])
    return ", ".join(one[0] if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in stretches)


def in_full(short: str) -> tuple[str, ...]:
    """Return the labels that `in_short` wrote."""
    labels: list[str] = []
    for part in filter(None, short.split(", ")):
        found = _RANGE.fullmatch(part)
        if found is None:
            labels.append(write(read(part)))
        else:
            labels += map(str, range(int(found[1]), int(found[2]) + 1))
    return tuple(labels)


def number(
    wanted: Sequence[Wanted], earlier: Sequence[Mapping[str, tuple[str, ...]]] = ()
) -> list[tuple[str, ...]]:
    """Return each part's labels, rising through the pack.

    earlier: the labels of every part of each pack issued before, oldest first. Without any, pages
    count from 1.
    """
    owners = {read(one): key for pack in earlier for key, kept in pack.items() for one in kept}
    first = {key: read(kept[0]) for key, kept in earlier[-1].items() if kept} if earlier else {}
    held = [first.get(part.key) if part.pages else None for part in wanted]
    anchors = _in_order(held, [part.pages for part in wanted])
    found: list[tuple[str, ...]] = []
    last: Label = (0, "")
    for place, part in enumerate(wanted):
        bound = next((one for one in anchors[place + 1 :] if one is not None), None)
        anchor = anchors[place]
        labels: list[Label] = []
        if anchor is not None and anchor > last:
            labels.append(anchor)
        elif anchor is None and part.pages:
            # Behind everything that was ever given out before the next part that keeps its place.
            others = (one for one, key in owners.items() if key != part.key)
            last = max([last, *(one for one in others if bound is None or one < bound)])
        while len(labels) < part.pages:
            labels.append(_next(labels[-1] if labels else last, bound, owners, part.key))
        last = labels[-1] if labels else last
        found.append(tuple(map(write, labels)))
    return found


def _next(before: Label, bound: Label | None, owners: Mapping[Label, str], key: str) -> Label:
    """Return the label after another: the next number if it is free, else a letter.

    Where no label is left between two, the later part has to give way: it starts behind this one.
    """

    def free(label: Label) -> bool:
        return owners.get(label, key) == key and (bound is None or label < bound)

    letters = before[1]
    counted: list[Label] = [] if letters and bound is not None else [(before[0] + 1, "")]
    if letters:
        counted.append((before[0], _after(letters)))
    for label in filter(free, counted):
        return label
    label = lettered = (before[0], letters + "a")
    while owners.get(label, key) != key and (bound is None or label < bound):
        label = (label[0], _after(label[1]))
    return label if bound is None or label < bound else lettered


def _after(letters: str) -> str:
    """Return the letters that follow, so that they sort behind: a, b ... z, za, zb ..."""
    if letters.endswith("z"):
        return letters + "a"
    return letters[:-1] + chr(ord(letters[-1]) + 1)


def _in_order(anchors: Sequence[Label | None], pages: Sequence[int]) -> list[Label | None]:
    """Leave the anchors that rise, with as many pages as possible; the others were moved."""
    best: dict[int, tuple[int, int | None]] = {}
    for place, anchor in enumerate(anchors):
        if anchor is None:
            continue
        before = [p for p in best if (anchors[p] or (0, "")) < anchor]
        prior = max(before, key=lambda p: best[p][0], default=None)
        best[place] = pages[place] + (best[prior][0] if prior is not None else 0), prior
    kept: set[int] = set()
    step = max(best, key=lambda p: best[p][0], default=None)
    while step is not None:
        kept.add(step)
        step = best[step][1]
    return [anchor if place in kept else None for place, anchor in enumerate(anchors)]


def unused(labels: Iterable[str]) -> list[str]:
    """Return the whole numbers that are missing among labels, each stretch in short."""
    numbers = sorted({read(label)[0] for label in labels})
    gaps = []
    for one, other in zip([0, *numbers], numbers, strict=False):
        if other > one + 1:
            gaps.append(in_short([str(n) for n in range(one + 1, other)]))
    return gaps
