"""What came back, against what was sent and what stands now."""

from typing import Any

from safeguard_desk.rules.terms import Term


class Verdict(Term):
    """What happened to a value since it was sent out."""

    SAME = "same", "Unchanged"
    THEIRS = "theirs", "Changed by the agency"
    OURS = "ours", "Changed here meanwhile"
    AGREED = "agreed", "Changed alike"
    CONFLICT = "conflict", "! Changed differently"


def compare(sent: Any, returned: Any, now: Any) -> Verdict:
    """Return what happened to a value: sent as `sent`, back as `returned`, `now` it stands here."""
    if returned == now:
        return Verdict.SAME if now == sent else Verdict.AGREED
    if returned == sent:
        return Verdict.OURS
    return Verdict.THEIRS if now == sent else Verdict.CONFLICT
