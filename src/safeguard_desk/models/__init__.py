"""What exists: the mapped classes, one module for each part of the domain."""

from safeguard_desk.models.actions import (
    Action,
    ActionEvidence,
    ActionOwner,
    ActionUpdate,
    DueDateChange,
)
from safeguard_desk.models.attachments import Blob, PaperText
from safeguard_desk.models.audits import (
    Audit,
    AuditAgency,
    AuditCase,
    AuditGrade,
    AuditQuestion,
    AuditReason,
    AuditReturn,
    AuditStage,
    AuditTool,
    ToolQuestion,
)
from safeguard_desk.models.base import KINDS, Base, Record
from safeguard_desk.models.boards import Board, Priority, Risk
from safeguard_desk.models.chasing import ActionSheet, Chase
from safeguard_desk.models.dispatch import AgencyReturn, Dispatch, LetterTemplate
from safeguard_desk.models.groups import (
    Duty,
    DutyExercise,
    Group,
    Membership,
    StandingItem,
    TermsOfReference,
)
from safeguard_desk.models.journal import JournalEntry, JournalGroup, JournalHead
from safeguard_desk.models.matters import Matter, MatterMove
from safeguard_desk.models.meetings import (
    AgendaItem,
    Attendance,
    Interest,
    Meeting,
    MinuteEntry,
    MinutesEvent,
    Paper,
)
from safeguard_desk.models.packs import Pack, PackPart, PaperMark, PaperVersion
from safeguard_desk.models.people import Agency, AgencyAlias, Person
from safeguard_desk.models.reviewing import DecisionBetween, MinutesVersion, Proposal
from safeguard_desk.models.scorecard import (
    Commentary,
    Indicator,
    IndicatorTarget,
    Measurement,
)
from safeguard_desk.models.settings import (
    Counter,
    Draft,
    Expansion,
    LearnedWord,
    NamedView,
    Setting,
)
from safeguard_desk.models.thread import (
    Finding,
    FindingAgency,
    LearningPoint,
    Link,
    Recommendation,
)
from safeguard_desk.models.year import Holiday

__all__ = [
    "KINDS",
    "Action",
    "ActionEvidence",
    "ActionOwner",
    "ActionSheet",
    "ActionUpdate",
    "Agency",
    "AgencyAlias",
    "AgencyReturn",
    "AgendaItem",
    "Attendance",
    "Audit",
    "AuditAgency",
    "AuditCase",
    "AuditGrade",
    "AuditQuestion",
    "AuditReason",
    "AuditReturn",
    "AuditStage",
    "AuditTool",
    "Base",
    "Blob",
    "Board",
    "Chase",
    "Commentary",
    "Counter",
    "DecisionBetween",
    "Dispatch",
    "Draft",
    "DueDateChange",
    "Duty",
    "DutyExercise",
    "Expansion",
    "Finding",
    "FindingAgency",
    "Group",
    "Holiday",
    "Indicator",
    "IndicatorTarget",
    "Interest",
    "JournalEntry",
    "JournalGroup",
    "JournalHead",
    "LearnedWord",
    "LearningPoint",
    "LetterTemplate",
    "Link",
    "Matter",
    "MatterMove",
    "Measurement",
    "Meeting",
    "Membership",
    "MinuteEntry",
    "MinutesEvent",
    "MinutesVersion",
    "NamedView",
    "Pack",
    "PackPart",
    "Paper",
    "PaperMark",
    "PaperText",
    "PaperVersion",
    "Person",
    "Priority",
    "Proposal",
    "Recommendation",
    "Record",
    "Risk",
    "Setting",
    "StandingItem",
    "TermsOfReference",
    "ToolQuestion",
]
