"""The report of an audit, read as text: what it says, and what it leaves out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fixtures.demonstration import copied
from tests.papers.flat import flat

from safeguard_desk import papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.model import ChartKind, Document, Figure
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AuditReturn, Finding, Group
from safeguard_desk.papers.request import Request
from safeguard_desk.views import audits
from safeguard_desk.work import audit_findings, audit_returns
from safeguard_desk.work.audits import find


@pytest.fixture(scope="module")
def desk(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demonstration desk, only read here."""
    found = copied(demo_file, tmp_path_factory.mktemp("report"))
    yield found
    found.close()


def report(desk: Desk, ref: str, *, public: bool = False, restricted: bool = False) -> Document:
    with desk.read() as reader:
        about = "audits", audits.find_id(reader, ref)
        return papers.make(
            "audit-report", reader, Request(about=about, public=public, restricted=restricted)
        )


def test_the_report_gives_every_share_with_its_counts_and_the_interval_of_its_change(
    desk: Desk,
) -> None:
    found = flat(report(desk, "QA-A-0002"))
    assert "Of the answers to five questions, 333 of 508 (66%) were good or better." in found
    assert "It repeats QA-A-0001 and asks the same questions." in found
    assert "Q2 Risk assessed and reviewed | 28 of 92 (30%) | 79 of 105 (75%)" in found
    assert "+45 points (95% interval +31 to +56) | better" in found
    assert "Weighted kappa is 0.91." in found
    assert "Practice has partly changed." in found


def test_each_question_has_a_stacked_bar_of_its_grades(desk: Desk) -> None:
    figures = [one for one in report(desk, "QA-A-0001").blocks if isinstance(one, Figure)]
    chart = figures[0].chart
    assert chart.kind is ChartKind.SHARES
    assert [one.name for one in chart.series] == [
        "Outstanding", "Good", "Requires improvement", "Inadequate",
    ]  # fmt: skip
    assert len(chart.categories) == 5


def test_the_report_tells_findings_recommendations_and_the_six_months(desk: Desk) -> None:
    found = flat(report(desk, "QA-A-0001"))
    assert "its six months end on" in found
    assert "Neglect tools are filled in once and not again" in found
    assert "Evidence: Q2: fewer than half" in found
    assert "to The partnership: Review every neglect tool" in found
    assert "Probation Service | Missing" in found
    assert "Repeated by QA-A-0002." in found


def test_an_indicator_that_is_evidence_is_drawn_with_the_line_broken_at_the_plan(
    desk: Desk,
) -> None:
    figures = [one for one in report(desk, "QA-A-0001").blocks if isinstance(one, Figure)]
    chart = figures[-1].chart
    assert chart.kind is ChartKind.RUN
    before, since = chart.series
    assert before.name.startswith("Before the plan of ")
    both = zip(before.values, since.values, strict=True)
    assert all((one is None) is not (other is None) for one, other in both)


def test_an_audit_without_returns_says_what_is_still_to_come(desk: Desk) -> None:
    found = flat(report(desk, "QA-A-0004"))
    assert "no returns have come in yet" in found
    assert "No findings are recorded yet." in found
    assert "No actions are raised yet." in found


def test_a_public_copy_names_no_agencys_figures_and_no_small_numbers(desk: Desk) -> None:
    found = flat(report(desk, "QA-A-0001", public=True))
    assert "By agency" not in found
    assert "Moderation" not in found
    assert "As self-graded" not in found
    assert "Where fewer than five cases would show, no figure is given." in found


def test_few_cases_are_shown_as_counts_and_never_as_shares(demo_desk: Desk) -> None:
    def only_a_few(uow: UnitOfWork) -> None:
        audit = find(uow, "QA-A-0003")
        held = uow.all(select(AuditReturn).where(AuditReturn.audit_id == audit.id))
        for one in held[3:]:
            audit_returns.remove_return(uow, one.id)

    demo_desk.change("Few", only_a_few)
    document = report(demo_desk, "QA-A-0003")
    (chart,) = (one.chart for one in document.blocks if isinstance(one, Figure))
    assert chart.kind is ChartKind.BARS
    assert "%" not in flat(document).split("What the grades show")[1].split("By agency")[0]


def test_what_is_restricted_is_left_out_and_said_so(demo_desk: Desk) -> None:
    def restrict(uow: UnitOfWork) -> None:
        audit = find(uow, "QA-A-0003")
        made = audit_findings.add(uow, audit.id, "A finding for named people only")
        uow.get(Finding, made.id).restricted = True

    demo_desk.change("Restrict", restrict)
    ordinary = flat(report(demo_desk, "QA-A-0003"))
    assert "A finding for named people only" not in ordinary
    assert "What belongs to the restricted part is left out of this copy." in ordinary
    whole = flat(report(demo_desk, "QA-A-0003", restricted=True))
    assert "A finding for named people only" in whole
    assert report(demo_desk, "QA-A-0003", restricted=True).marking == "OFFICIAL-SENSITIVE"


def programme(desk: Desk, *, restricted: bool = False, public: bool = False) -> str:
    with desk.read() as reader:
        group = reader.scalar(select(Group.id).where(Group.code == "QA"))
        asked = Request(group_id=group, restricted=restricted, public=public)
        return flat(papers.make("audit-programme", reader, asked))


def test_the_programme_gives_every_audit_its_reasons_and_days(desk: Desk) -> None:
    found = programme(desk)
    assert "Programme of audits 2026/27" in found
    assert "Four audits this year; one is behind the timetable." in found
    assert "QA-A-0003 | Self-neglect and hoarding | Finding of a case review: Themes" in found
    assert "Making Safeguarding Personal: Priority of HSAB in 2026/27 without an audit." in found


def test_a_programme_for_everybody_leaves_findings_of_case_reviews_out(desk: Desk) -> None:
    assert "Missed appointments were recorded" not in programme(desk)
    assert "Missed appointments were recorded" in programme(desk, restricted=True)
    assert "What calls for an audit" not in programme(desk, public=True)


def test_a_report_needs_its_audit(desk: Desk) -> None:
    with desk.read() as reader, pytest.raises(Refusal, match="made for an audit"):
        papers.make("audit-report", reader, Request())
