"""What stands beside a meeting's agenda while it is planned: proposals, parked matters, groups."""

from dataclasses import dataclass, replace

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.terms import MatterState
from safeguard_desk.views import choices
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.building import proposals
from safeguard_desk.views.choices import Choice
from safeguard_desk.views.matters import MatterView, matters
from safeguard_desk.views.meetings import ItemView, MeetingHead


@dataclass(frozen=True)
class Beside:
    """What is proposed and parked, which matters recur, and to whom one may be handed."""

    proposals: tuple[Proposal, ...] = ()
    parked: tuple[MatterView, ...] = ()
    recurring: frozenset[str] = frozenset()
    bodies: tuple[Choice, ...] = ()

    def shown(self, *, presenting: bool) -> "Beside":
        """Return what may be seen while the screen is shared or not."""
        if not presenting:
            return self
        return replace(
            self,
            proposals=tuple(one for one in self.proposals if not (one.restricted or one.private)),
            parked=tuple(one for one in self.parked if not one.private),
        )


def beside(reader: Reader, *, head: MeetingHead, items: tuple[ItemView, ...]) -> Beside:
    """Read what stands beside a meeting's agenda."""
    known = matters(reader, head.group_id)
    here = {item.matter_id for item in items}
    return Beside(
        proposals=tuple(proposals(reader, head.id)),
        parked=tuple(one for one in known if one.state is MatterState.PARKED),
        recurring=frozenset(one.id for one in known if one.recurs and one.id in here),
        bodies=tuple(one for one in choices.bodies(reader) if one[0] != head.group_id),
    )
