"""Evidence of actions: revisions that stay, and two judgements by two people."""

from datetime import date

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, ActionEvidence
from safeguard_desk.rules.terms import EvidenceKind
from safeguard_desk.views.evidence import Revision, held
from safeguard_desk.work import actions, evidence
from safeguard_desk.work.papers import Content

PROOF = Content("audit.pdf", "application/pdf", b"%PDF-1.7 forty cases", "forty cases")
DONE, IMPACT = EvidenceKind.DONE, EvidenceKind.IMPACT


def seen(harrow: Harrow, action: str, by: date | None = None) -> list[Revision]:
    with harrow.desk.read() as reader:
        return held(reader, action, by=by)


def test_what_was_held_on_a_day_can_be_told_after_it_was_added_to(harrow: Harrow) -> None:
    action = harrow.raise_action()
    harrow.do(evidence.add, action, DONE, "Draft toolkit")
    harrow.clock.pass_by(days=20)
    harrow.do(evidence.add, action, DONE, "Toolkit as published", content=PROOF)
    assert [r.words for r in seen(harrow, action)] == ["Toolkit as published", "Draft toolkit"]
    (then,) = seen(harrow, action, by=date(2026, 12, 1))
    assert (then.number, then.words, then.sha256) == (1, "Draft toolkit", "")
    now = seen(harrow, action)[0]
    assert (now.number, now.filename, now.size) == (2, "audit.pdf", len(PROOF.data))
    assert harrow.get(Action, action).evidence == "Toolkit as published"
    assert harrow.desk.check().faults == ()


def test_completing_keeps_the_proof_and_who_said_so(harrow: Harrow) -> None:
    action = harrow.raise_action()
    harrow.do(actions.complete, action, "Sent to all schools")
    found = harrow.get(Action, action)
    assert found.completed_by == found.owner_words
    assert [(r.kind, r.words, r.by) for r in seen(harrow, action)] == [
        (DONE, "Sent to all schools", found.owner_words)
    ]


def test_a_file_alone_completes_an_action(harrow: Harrow) -> None:
    action = harrow.raise_action()
    harrow.do(actions.complete, action, "", content=PROOF)
    assert harrow.get(Action, action).evidence == "audit.pdf"


def test_that_it_made_a_difference_is_judged_by_somebody_else(harrow: Harrow) -> None:
    action = harrow.raise_action()
    with pytest.raises(Refusal, match="“Open”"):
        harrow.do(evidence.judge, action, "Fewer repeat plans")
    harrow.do(actions.complete, action, "Sent", by="Designated Nurse")
    with pytest.raises(Refusal, match="somebody else"):
        harrow.do(evidence.judge, action, "Fewer repeat plans", by="designated nurse")
    harrow.clock.pass_by(days=60)
    harrow.do(evidence.judge, action, "Fewer repeat plans", by="Audit Lead")
    found = harrow.get(Action, action)
    assert (found.impact_by, found.completed_by) == ("Audit Lead", "Designated Nurse")
    assert found.impact_on is not None
    assert found.completed_on is not None
    assert found.impact_on > found.completed_on
    assert found.impact_evidence == "Fewer repeat plans"


def test_reopening_takes_the_judgements_back_and_keeps_the_proof(harrow: Harrow) -> None:
    action = harrow.raise_action()
    harrow.do(actions.complete, action, "Sent")
    harrow.do(evidence.judge, action, "Fewer", by="Audit Lead")
    harrow.do(actions.reopen, action, "The old form is still in use")
    found = harrow.get(Action, action)
    assert (found.impact_on, found.impact_by, found.completed_by) == (None, "", "")
    assert len(seen(harrow, action)) == 2


def test_empty_evidence_and_programs_are_refused_and_nothing_is_added(harrow: Harrow) -> None:
    action = harrow.raise_action()
    for content in (None, Content("proof.pdf", "application/pdf", b"MZ\x90\x00 program")):
        with pytest.raises(Refusal):
            harrow.do(evidence.add, action, DONE, "  ", content=content)
    assert harrow.all(ActionEvidence) == []
    assert harrow.get(Action, action).evidence == ""


def test_undo_takes_a_revision_back(harrow: Harrow) -> None:
    action = harrow.raise_action()
    harrow.do(evidence.add, action, DONE, "One")
    harrow.do(evidence.add, action, DONE, "Two")
    harrow.desk.undo()
    assert [r.words for r in seen(harrow, action)] == ["One"]
    assert harrow.get(Action, action).evidence == "One"
