"""What exists: the mapped classes, one module for each part of the domain."""

from safeguard_desk.models.actions import Action, ActionOwner, ActionUpdate, DueDateChange
from safeguard_desk.models.attachments import Blob
from safeguard_desk.models.base import KINDS, Base, Record
from safeguard_desk.models.boards import Board, Priority, Risk
from safeguard_desk.models.groups import Group, Membership, StandingItem
from safeguard_desk.models.journal import JournalEntry, JournalGroup, JournalHead
from safeguard_desk.models.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MinuteEntry,
    MinutesEvent,
    Paper,
)
from safeguard_desk.models.people import Agency, AgencyAlias, Person
from safeguard_desk.models.settings import Counter, Draft, Setting

__all__ = [
    "KINDS",
    "Action",
    "ActionOwner",
    "ActionUpdate",
    "Agency",
    "AgencyAlias",
    "AgendaItem",
    "Attendance",
    "Base",
    "Blob",
    "Board",
    "Counter",
    "Draft",
    "DueDateChange",
    "Group",
    "JournalEntry",
    "JournalGroup",
    "JournalHead",
    "Meeting",
    "Membership",
    "MinuteEntry",
    "MinutesEvent",
    "Paper",
    "Person",
    "Priority",
    "Record",
    "Risk",
    "Setting",
    "StandingItem",
]
