"""The standing agenda of each kind of group (DOMAIN 2)."""

import pytest

from safeguard_desk.rules.standing import standing_agenda
from safeguard_desk.rules.terms import GroupKind


@pytest.mark.parametrize("kind", list(GroupKind))
def test_every_agenda_opens_with_the_welcome_and_closes_with_the_next_dates(
    kind: GroupKind,
) -> None:
    codes = [item.code for item in standing_agenda(kind)]
    assert codes[:4] == ["welcome", "interests", "minutes", "tracker"]
    assert codes[-5:] == ["boards", "risks", "aob", "messages", "dates"]
    assert len(codes) == len(set(codes))
