"""The terms of reports to the boards."""

from safeguard_desk.rules.terms import Term


class ReportState(Term):
    """The life of a report: worked on, issued with its figures, or taken back with a reason."""

    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    WITHDRAWN = "withdrawn", "Withdrawn"
