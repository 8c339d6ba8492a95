"""Reports to the boards: which papers can be one, how one is asked for, and what it says now."""

import json
from typing import Any

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Document
from safeguard_desk.documents.numbers import Line, lines
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import PAPERS, Paper, Request, file_name, make, paper
from safeguard_desk.papers.commented import with_commentary
from safeguard_desk.rules.leaks import Leak, leaks
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.rules.working_days import Quarter, financial_year
from safeguard_desk.views import behind, reports
from safeguard_desk.views.reports import Frozen, ReportHead

_PERIODS = frozenset({"quarter", "year"})


def kinds() -> list[Paper]:
    """Return the papers that can be a report, for a period; those made for one board come first."""
    found = [
        paper
        for paper in PAPERS.values()
        if (paper.needs | paper.takes) & _PERIODS and paper.needs <= _PERIODS | {"board", "group"}
    ]
    return sorted(found, key=lambda paper: "board" not in paper.needs)


def request_of(head: ReportHead) -> Request:
    """Return how the paper of a report is asked for."""
    quarter = "-Q" in head.period
    return Request(
        board_id=head.board_id,
        group_id=head.group_id,
        quarter=Quarter.parse(head.period) if quarter else None,
        year=None if quarter or not head.period else int(head.period),
        public=head.public,
        restricted=head.restricted,
    )


def bare(reader: Reader, head: ReportHead) -> Document:
    """Return what a report says of the records as they stand now, without commentary."""
    return make(head.kind, reader, request_of(head))


def document(reader: Reader, head: ReportHead) -> Document:
    """Return a report as it would be issued now: with its commentary in place."""
    return with_commentary(bare(reader, head), reports.words(reader, head.id))


def named(reader: Reader, head: ReportHead) -> str:
    """Return a file name without its ending."""
    return f"{head.ref} {file_name(head.kind, reader, request_of(head))}"


def told(made: Document) -> list[tuple[str, Leak]]:
    """Return what in a document looks as if it told who somebody is, and under which heading."""
    return [
        (line.section or "the beginning", leak)
        for line in lines(made)
        for leak in leaks(line.value)
    ]


def refuse_told(made: Document) -> None:
    """Refuse a document that looks as if it told who somebody is; it names the first place."""
    if found := told(made):
        place, leak = found[0]
        raise Refusal(
            f"“{leak.text}” (under {place}) looks like {leak.what}.",
            "Nothing was issued.",
            f"Take it out first; there are {len(found)} such places.",
        )


def freeze(reader: Reader, made: Document) -> bytes:
    """Return the figures of a document with the records behind them, to be kept as JSON."""
    kept = [
        [*line.key, line.value, [list(key) for key in behind.keys(reader, line.behind)]]
        for line in lines(made)
    ]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def thawed(frozen: Frozen) -> tuple[Line, ...]:
    """Return the figures of an issued report as they were kept."""
    return tuple(
        Line(section, part, row, column, value, tuple((kind, key) for kind, key in keys))
        for section, part, row, column, value, keys in json.loads(frozen.figures)
    )


def figures(reader: Reader, head: ReportHead) -> tuple[Line, ...]:
    """Return the figures of a report: as they stand now for a draft, as kept for an issued one."""
    if head.state is ReportState.DRAFT:
        return lines(document(reader, head))
    return thawed(reports.frozen(reader, head.id))


def proposed(
    reader: Reader,
    kind: str,
    period: str,
    *,
    board_id: str | None = None,
    group_id: str | None = None,
    public: bool = False,
    restricted: bool = False,
) -> dict[str, Any]:
    """Return what a report is begun with (work/reports.begin), its title taken from the paper.

    No period: this quarter or year. Refuses a paper that is no report, one that lacks what it
    needs, and a period that is none.
    """
    wanted = paper(kind)
    if wanted not in kinds():
        raise Refusal(
            f"{wanted.title} is no report of a period.",
            "Nothing was begun.",
            f"Reports are: {', '.join(one.kind for one in kinds())}.",
        )
    asked = wanted.needs | wanted.takes
    for need, given in (("board", board_id), ("group", group_id)):
        if need in wanted.needs and given is None:
            raise Refusal(
                f"{wanted.title} is made for a {need}, and none is named.",
                "Nothing was begun.",
                f"Name the {need}.",
            )
    code = _period(reader, period, quarterly="quarter" in asked)
    head = ReportHead(
        *("", "", "", wanted.kind, board_id if "board" in asked else None),
        *(group_id if "group" in asked else None, code, public, restricted),
        *(ReportState.DRAFT, reader.today, None, ""),
    )
    made = bare(reader, head)
    return {
        "kind": head.kind,
        "title": f"{made.title}, {made.subtitle.partition(':')[0]}",
        "period": code,
        "board_id": head.board_id,
        "group_id": head.group_id,
        "public": public,
        "restricted": restricted,
    }


def _period(reader: Reader, words: str, *, quarterly: bool) -> str:
    if quarterly:
        return (Quarter.parse(words) if words.strip() else Quarter.of(reader.today)).code
    if not words.strip():
        return str(financial_year(reader.today))
    if not words.strip().isdecimal():
        raise Refusal(f"“{words}” is no financial year.", "Nothing was begun.", "Write it as 2026.")
    return words.strip()
