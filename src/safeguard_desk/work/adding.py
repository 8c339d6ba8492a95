"""An action from one typed line, outside a meeting: "review the toolkit @DN by 14 jan"."""

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action
from safeguard_desk.rules.capture_actions import read_action
from safeguard_desk.rules.terms import ActionSource
from safeguard_desk.rules.typed import Typed
from safeguard_desk.rules.understood import ActionLine
from safeguard_desk.views.known import known_in_group
from safeguard_desk.work.actions import NewAction, raise_action


def read_line(uow: UnitOfWork, group_id: str, line: str) -> NewAction:
    """Read an action from a line: who after @, the due date at its end, the rest as its words.

    What stands in double quotes is kept to the letter. Refuses a line without words.
    """
    read = read_action(Typed(line), 0, known_in_group(uow.reader, group_id))
    if not isinstance(read, ActionLine):
        raise Refusal("An action needs words.", "The line stays here.", "Say what is to be done.")
    return NewAction(
        title=read.text,
        owners=read.owners,
        owner_words=read.owner_words,
        agency_id=read.agency_id,
        due_on=read.due,
        due_words=read.due_words,
        source=ActionSource.OTHER,
    )


def add_action(uow: UnitOfWork, group_id: str, line: str) -> Action:
    """Raise an action from a line, as `read_line` understands it."""
    return raise_action(uow, group_id, read_line(uow, group_id, line))
