"""What the law asks a board's annual report to say, heading by heading."""

from dataclasses import dataclass

from safeguard_desk.rules.terms import Side

CARE_ACT = "Care Act 2014, Schedule 2, paragraph 4(1)"
WORKING_TOGETHER = "Working Together to Safeguard Children 2023, chapter 2: yearly report"


@dataclass(frozen=True)
class Requirement:
    """Something that an annual report has to contain, in short, and where that is written.

    code: what evidence is gathered under; several requirements may draw on the same.
    """

    code: str
    heading: str
    asks: str
    source: str


ADULTS: tuple[Requirement, ...] = (
    Requirement(
        *("objective", "What the board did to achieve its objective"),
        "what the board has done during the year to achieve its objective",
        f"{CARE_ACT}(a)",
    ),
    Requirement(
        *("strategy", "What the board did to carry out its strategy"),
        "what it has done during the year to implement its strategic plan",
        f"{CARE_ACT}(b)",
    ),
    Requirement(
        *("members", "What each member did to carry out the strategy"),
        "what each member has done during the year to implement the strategy",
        f"{CARE_ACT}(c)",
    ),
    Requirement(
        *("concluded", "Findings of safeguarding adults reviews concluded in the year"),
        "the findings of the reviews arranged under section 44 which have concluded in the year,"
        " whether or not they began in it",
        f"{CARE_ACT}(d)",
    ),
    Requirement(
        *("ongoing", "Safeguarding adults reviews that go on"),
        "the reviews arranged under section 44 which are ongoing at the end of the year, whether"
        " or not they began in it",
        f"{CARE_ACT}(e)",
    ),
    Requirement(
        *("implemented", "What was done about the findings of reviews"),
        "what it has done during the year to implement the findings of reviews",
        f"{CARE_ACT}(f)",
    ),
    Requirement(
        *("rejected", "Findings that are not implemented, and why"),
        "where it decides during the year not to implement a finding of a review, the reasons for"
        " its decision",
        f"{CARE_ACT}(g)",
    ),
)
CHILDREN: tuple[Requirement, ...] = (
    Requirement(
        *("members", "What each partner contributed"),
        "the contribution of each partner and relevant agency to the arrangements",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("effective", "Evidence of impact and how effective the arrangements are"),
        "how effective the arrangements were in practice, with evidence of the impact of the work"
        " on outcomes for children and families",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("scrutiny", "Independent scrutiny and challenge"),
        "what independent scrutiny found, and what came of it",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("concluded", "Learning from serious incidents and reviews"),
        "an analysis of learning from serious incidents, and from child safeguarding practice"
        " reviews",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("ongoing", "Reviews that go on"),
        "child safeguarding practice reviews that were under way in the year",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("implemented", "What was done about the recommendations of local and national reviews"),
        "actions taken to implement the recommendations of local and national reviews, including"
        " any resulting improvements",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("strategy", "Progress on the agreed priorities"),
        "an analysis of progress on the agreed priorities",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("little", "Where there has been little or no evidence of progress"),
        "areas where there has been little or no evidence of progress on agreed priorities",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("decisions", "Decisions and actions of the partners"),
        "a record of decisions and actions taken by the partners in the year",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("voice", "Feedback from children and families"),
        "the ways in which partners have sought and used feedback from children and families to"
        " inform their work",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("data", "Data, information sharing and assurance"),
        "how information and data were shared and used to know how children are safeguarded",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("training", "Training: commissioned, delivered, and its impact"),
        "what multi-agency training was commissioned and delivered, and how it was monitored for"
        " impact",
        WORKING_TOGETHER,
    ),
    Requirement(
        *("costs", "What the arrangements cost"),
        "a breakdown of the costs of reviews and of the activities of the arrangements",
        WORKING_TOGETHER,
    ),
)


def required(side: Side) -> tuple[Requirement, ...]:
    """Return what a board of a side reports on; a joint board reports on all of it, once."""
    if side is Side.ADULTS:
        return ADULTS
    if side is Side.CHILDREN:
        return CHILDREN
    known = {one.code for one in CHILDREN}
    return (*CHILDREN, *(one for one in ADULTS if one.code not in known))
