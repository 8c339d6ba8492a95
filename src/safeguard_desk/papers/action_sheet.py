"""An action sheet: what one owner or agency has undertaken at a meeting, and how to answer."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Column, Document, Heading, NumberedList, Paragraph, Role
from safeguard_desk.papers.parts import created, lead, marking, table
from safeguard_desk.papers.wording import count
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.views import groups
from safeguard_desk.views import meetings as view
from safeguard_desk.views.dispatch import ActionLine, Recipient, actions_of
from safeguard_desk.views.meetings import MeetingHead


@dataclass(frozen=True)
class Facts:
    """One reader's actions from a meeting."""

    organisation: str
    today: date
    head: MeetingHead
    role: str
    agency: str
    actions: tuple[ActionLine, ...]
    reply_by: date
    restricted: bool


def collect(reader: Reader, meeting_id: str, recipient: Recipient, reply_by: date) -> Facts:
    """Return what a reader has undertaken at a meeting, or their agency where nobody is named."""
    return Facts(
        groups.partnership(reader),
        reader.today,
        view.head(reader, meeting_id),
        recipient.role,
        recipient.agency,
        tuple(actions_of(reader, meeting_id, recipient)),
        reply_by,
        recipient.named,
    )


def compose(facts: Facts) -> Document:
    """Return the sheet."""
    head = facts.head
    columns = (
        Column("Ref", role=Role.REF),
        Column("What is asked", 5),
        Column("Due", 2),
        Column("Where it was raised", 2),
    )
    rows = [(line.ref, line.title, line.due, line.raised_at) for line in facts.actions]
    agency = f", {facts.agency}" if facts.agency else ""
    return Document(
        title="Action sheet",
        subtitle=f"{facts.role}{agency}",
        blocks=(
            lead(
                f"{count(len(rows), 'action')} from the {head.group_name} of"
                f" {write_day(head.held_on)}."
            ),
            table(columns, rows, "Actions", 1),
            Heading(1, "How to answer"),
            Paragraph(f"By {write_date(facts.reply_by)}, for each action:"),
            NumberedList(
                (
                    "what has been done so far;",
                    "when it is done, what shows it: a document, a figure, a sample of cases;",
                    "if the date cannot be kept, which one can, and why.",
                )
            ),
        ),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(head.marking, restricted=facts.restricted),
        subject=f"Actions from {head.ref}",
    )
