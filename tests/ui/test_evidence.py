"""The evidence of an action in the window: added to, never overwritten, told as of a day."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hand import Hand

from safeguard_desk.models import Action, ActionEvidence
from safeguard_desk.rules.terms import EvidenceKind
from safeguard_desk.ui.register.detail import Detail
from safeguard_desk.ui.register.evidence_pane import EvidencePane
from safeguard_desk.work import actions


def opened(hand: Hand) -> tuple[Detail, EvidencePane, str]:
    panel = hand.section("actions")
    group = hand.tab("QA").tab.group_id or ""
    new = actions.NewAction("Publish the toolkit", owner_words="Designated Nurse")
    hand.do(lambda uow: actions.raise_action(uow, group, new).id)
    identity = str(hand.held(Action, "id", title="Publish the toolkit")[0])
    panel.reveal(identity)
    hand.settle()
    assert panel.detail is not None
    assert panel.detail.evidence is not None
    titles = [panel.detail.tabs.tabText(n) for n in range(panel.detail.tabs.count())]
    panel.detail.tabs.setCurrentIndex(titles.index("Evidence"))
    hand.settle()
    return panel.detail, panel.detail.evidence, identity


def test_what_is_typed_becomes_a_revision_and_the_earlier_one_stays(hand: Hand) -> None:
    _, pane, identity = opened(hand)
    assert "No evidence is held yet" in pane.said.toPlainText()
    for words in ("Draft", "As published"):
        hand.press(words, pane.line)
        hand.press(Qt.Key.Key_Return, pane.line)
    assert sorted(hand.held(ActionEvidence, "words", action_id=identity)) == [
        "As published",
        "Draft",
    ]
    told = pane.said.toPlainText()
    assert told.index("As published") < told.index("Draft")
    assert hand.held(Action, "evidence", id=identity) == ["As published"]
    hand.window.undo()
    hand.settle()
    assert hand.held(ActionEvidence, "words", action_id=identity) == ["Draft"]


def test_a_file_is_kept_by_its_sha256(hand: Hand, tmp_path: Path) -> None:
    _, pane, identity = opened(hand)
    path = tmp_path / "audit.txt"
    path.write_text("forty cases")
    pane.attach_file(path)
    hand.settle()
    assert hand.held(ActionEvidence, "filename", action_id=identity) == ["audit.txt"]
    assert "SHA-256" in pane.said.toPlainText()
    assert hand.desk.check().faults == ()


def test_what_was_held_on_an_earlier_day_is_shown(hand: Hand) -> None:
    _, pane, _ = opened(hand)
    hand.press("Draft", pane.line)
    hand.press(Qt.Key.Key_Return, pane.line)
    hand.press("1 oct 2026", pane.held_on.line if hasattr(pane.held_on, "line") else pane.held_on)
    QTest.keyClick(
        pane.held_on.line if hasattr(pane.held_on, "line") else pane.held_on, Qt.Key.Key_Return
    )
    hand.settle()
    assert "Nothing was held on 1 Oct 2026." in pane.said.toPlainText()


def test_a_difference_is_judged_only_of_what_is_done(hand: Hand) -> None:
    detail, pane, identity = opened(hand)
    pane.kind.setCurrentIndex(pane.kind.findData(EvidenceKind.IMPACT))
    hand.press("Fewer repeat plans", pane.line)
    hand.press(Qt.Key.Key_Return, pane.line)
    assert "Complete it first" in detail.notice.words.text()
    assert pane.line.text() == "Fewer repeat plans"
    hand.do(lambda uow: actions.complete(uow, identity, "Sent"))
    hand.press(Qt.Key.Key_Return, pane.line)
    assert hand.held(Action, "impact_by", id=identity) == ["Business Manager"]
