"""Coverage: who took part in the audits and data sets of a year, and what is done about gaps."""

from datetime import date
from pathlib import Path

import pytest
from tests.fixtures.audited import agencies, fill, ready
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import coverage as letters
from safeguard_desk.models import Agency, AuditAgency, Board, Dispatch, Link, Matter
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.coverage import is_absent, stands
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.views.coverage import Coverage, Mark, coverage
from safeguard_desk.work import audit_content
from safeguard_desk.work import coverage as verbs
from safeguard_desk.work.scorecard import NewIndicator, add_indicator

DAY = date(2026, 11, 23)
YEAR = 2026


@pytest.mark.parametrize(
    ("part", "came", "due", "stood"),
    [
        (Part.INVITED, False, date(2026, 11, 23), Part.INVITED),
        (Part.INVITED, False, date(2026, 11, 22), Part.MISSING),
        (Part.INVITED, True, date(2026, 11, 22), Part.TOOK_PART),
        (Part.INVITED, False, None, Part.INVITED),
        (Part.MISSING, False, None, Part.MISSING),
        (Part.MISSING, True, None, Part.TOOK_PART),
        (Part.DECLINED, True, date(2026, 1, 1), Part.DECLINED),
    ],
)
def test_what_is_overdue_is_missing_and_what_came_took_part(
    part: Part, came: bool, due: date | None, stood: Part
) -> None:
    assert stands(part, came=came, due_on=due, today=DAY) is stood


def test_a_partner_that_took_part_nowhere_is_absent_unless_one_is_still_waited_for() -> None:
    assert is_absent([])
    assert is_absent([None, Part.MISSING, Part.DECLINED])
    assert not is_absent([Part.MISSING, Part.INVITED])
    assert not is_absent([Part.MISSING, Part.TOOK_PART])


def seen(harrow: Harrow) -> Coverage:
    with harrow.desk.read() as reader:
        return coverage(reader, harrow.group(), YEAR)


def test_the_matrix_says_who_took_part_declined_is_missing_or_was_never_asked(
    harrow: Harrow,
) -> None:
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    late, never = agencies(harrow, 5)[3:5]
    harrow.do(audit_content.invite, audit_id, [late])
    held = harrow.all(AuditAgency, audit_id=audit_id, agency_id=late)[0]
    found = seen(harrow)
    assert [one.code for one in found.sources] == ["QA-A-0001"]
    took = found.line(agencies(harrow)[0])
    assert took is not None
    assert (took.marks, took.flag) == ((Mark(Part.TOOK_PART),), "")
    waited = found.line(late)
    assert waited is not None
    assert waited.marks == (Mark(Part.MISSING, "due 10 Jun 2026"),)
    left = found.line(never)
    assert left is not None
    assert (left.marks, left.flag) == ((None,), "Asked for nothing")
    assert left in found.not_asked(found.sources[0])
    harrow.do(audit_content.decline, held.id, "Holds no such cases")
    declined = seen(harrow).line(late)
    assert declined is not None
    assert declined.flag == "Missing from all"
    assert [one.words for one in declined.marks if one] == ["Declined: Holds no such cases"]


def test_an_indicator_without_figures_is_a_gap_of_the_agency_that_gives_it(
    harrow: Harrow,
) -> None:
    ready(harrow)
    giver = agencies(harrow, 6)[5]
    new = NewIndicator(title="Contacts", side=Side.CHILDREN, agency_id=giver)
    group = harrow.group()
    harrow.do(lambda uow: add_indicator(uow, group, new).id)
    line = seen(harrow).line(giver)
    assert line is not None
    assert line.marks[1] == Mark(Part.MISSING, "figures of 0 of 1 indicators")
    assert line.flag == "Missing from all"


def test_a_missing_partner_comes_before_a_board_once_until_it_has_answered(
    harrow: Harrow,
) -> None:
    ready(harrow)
    agency, group = agencies(harrow, 5)[4], harrow.group()
    board = harrow.all(Board, code="HSAB")[0].id
    with pytest.raises(Refusal, match="decision asked for"):
        harrow.do(verbs.escalate, group, agency, board, "  ")
    made = harrow.do(lambda uow: verbs.escalate(uow, group, agency, board, "write to it").id)
    assert harrow.get(Matter, made).title.endswith(
        "takes no part in quality assurance: write to it"
    )
    assert [one.from_id for one in harrow.all(Link, to_id=made)] == [agency]
    with pytest.raises(Refusal, match="already"):
        harrow.do(verbs.escalate, group, agency, board, "again")
    assert harrow.desk.check().faults == ()
    harrow.desk.undo()
    assert not harrow.all(Link, to_id=made)


def test_a_letter_says_what_is_missing_and_is_recorded(harrow: Harrow, tmp_path: Path) -> None:
    audit_id = ready(harrow)
    agency = agencies(harrow)[0]
    held = harrow.all(AuditAgency, audit_id=audit_id, agency_id=agency)[0]
    harrow.do(audit_content.mark_missing, held.id)
    out = letters.carry_out(harrow.desk, harrow.group(), agency, YEAR, tmp_path)
    import docx

    words = "\n".join(part.text for part in docx.Document(str(out)).paragraphs)
    assert "Neglect (missing" in words
    assert harrow.get(Agency, agency).name in words
    sent = harrow.all(Dispatch)
    assert [(one.agency_id, one.files) for one in sent] == [(agency, out.name)]


def test_no_letter_goes_to_a_partner_that_misses_nothing(harrow: Harrow, tmp_path: Path) -> None:
    fill(harrow, ready(harrow))
    with pytest.raises(Refusal, match="missing from nothing"):
        letters.carry_out(harrow.desk, harrow.group(), agencies(harrow)[0], YEAR, tmp_path)
    assert list(tmp_path.glob("*.docx")) == []


def test_the_paper_names_the_partners_that_took_part_in_nothing(harrow: Harrow) -> None:
    fill(harrow, ready(harrow))
    with harrow.desk.read() as reader:
        document = make("coverage", reader, Request(group_id=harrow.group(), year=YEAR))
    told = str(document.blocks)
    assert "in nothing:" in told
    assert "QA-A-0001" in told
