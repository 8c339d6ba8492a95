"""What stands on every agenda: the order of DOMAIN 2, and each kind of group's own business."""

from typing import NamedTuple

from safeguard_desk.rules.terms import GroupKind, ItemKind, Purpose


class Standing(NamedTuple):
    """A standing item: its code (what the program knows it by), title, purpose and minutes."""

    code: str
    title: str
    purpose: Purpose
    minutes: int
    presenter: str
    kind: ItemKind = ItemKind.STANDING


_INFORMATION, _DISCUSSION = Purpose.INFORMATION, Purpose.DISCUSSION
_DECISION, _ASSURANCE = Purpose.DECISION, Purpose.ASSURANCE

OPENING = (
    Standing("welcome", "Welcome, introductions and apologies", _INFORMATION, 5, "Co-chair"),
    Standing("interests", "Declarations of interest", _INFORMATION, 2, "Co-chair"),
    Standing(
        "minutes", "Minutes of the last meeting and matters arising", _DECISION, 8, "Co-chair"
    ),
    Standing("tracker", "Action tracker", _ASSURANCE, 15, "Business Manager"),
)
CLOSING = (
    Standing("boards", "Items to and from the boards", _DISCUSSION, 10, "Business Manager"),
    Standing("risks", "Risks", _DISCUSSION, 5, "Co-chair"),
    Standing("aob", "Any other business", _DISCUSSION, 5, "All"),
    Standing("messages", "Key messages for agencies", _DECISION, 3, "Co-chair"),
    Standing("dates", "Dates of next meetings", _INFORMATION, 2, "Business Manager"),
)


def _business(code: str, title: str, purpose: Purpose, minutes: int) -> Standing:
    return Standing(code, title, purpose, minutes, "", ItemKind.BUSINESS)


BUSINESS: dict[GroupKind, tuple[Standing, ...]] = {
    GroupKind.QUALITY: (
        _business("audits", "Multi-agency audits", _ASSURANCE, 25),
        _business("scorecard", "Scorecard", _ASSURANCE, 15),
        _business("inspections", "Single agency inspections and audits", _ASSURANCE, 10),
        _business("challenge", "Challenge", _DISCUSSION, 10),
    ),
    GroupKind.LEARNING: (
        _business("needs", "Learning needs", _DISCUSSION, 15),
        _business("programme", "Training programme", _ASSURANCE, 15),
        _business("evaluation", "Evaluation and impact of training", _ASSURANCE, 15),
        _business("learning", "Learning from reviews", _DISCUSSION, 15),
    ),
    GroupKind.REVIEW: (
        _business("referrals", "New referrals", _DECISION, 20),
        _business("reviews", "Reviews under way", _ASSURANCE, 20),
        _business("recommendations", "Recommendations", _ASSURANCE, 10),
        _business("learning", "Learning to share", _DECISION, 10),
        _business("child_deaths", "Child death overview findings", _INFORMATION, 5),
    ),
    GroupKind.BOARD: (
        _business("priorities", "Progress on the board's priorities", _ASSURANCE, 20),
        _business("groups", "Reports of the sub groups", _ASSURANCE, 30),
        _business("decisions", "Decisions asked of the board", _DECISION, 20),
    ),
    GroupKind.THEMATIC: (_business("theme", "The group's subject", _DISCUSSION, 60),),
}


def standing_agenda(kind: GroupKind) -> tuple[Standing, ...]:
    """Return the standing items of a kind of group in their order (DOMAIN 2)."""
    return (*OPENING, *BUSINESS[kind], *CLOSING)
