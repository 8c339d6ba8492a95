"""The report of an audit: what was asked and found, what follows, and whether practice changed."""

from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Marking
from safeguard_desk.views import audits
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.audit_picture import Picture, picture


@dataclass(frozen=True)
class AuditReportFacts:
    """What the report says; `left_out` tells that there is a restricted part.

    public: agencies' own figures and small numbers are left out.
    """

    organisation: str
    group: str
    marking: Marking
    copy: str
    public: bool
    restricted: bool
    left_out: bool
    picture: Picture


def _about(request: Request) -> str:
    if request.about is None or request.about[0] != "audits":
        raise Refusal(
            "This paper is made for an audit, and none was named.",
            "Nothing was made.",
            "Choose the audit first.",
        )
    return request.about[1]


def collect(reader: Reader, request: Request) -> AuditReportFacts:
    """Return what an audit's report says, without what the request may not show."""
    whole = picture(reader, _about(request))
    kept = whole if request.restricted else whole.without_restricted()
    group = group_views.head(reader, whole.head.group_id)
    return AuditReportFacts(
        organisation=group_views.partnership(reader),
        group=group.name,
        marking=group.marking,
        copy=request.copy,
        public=request.public,
        restricted=request.restricted and kept != whole.without_restricted(),
        left_out=kept != whole,
        picture=kept,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of an audit's report is called."""
    head = audits.head(reader, _about(request))
    title = "".join(sign if sign.isalnum() else " " for sign in head.title)
    return f"{head.ref} {' '.join(title.split())[:60].strip()}"
