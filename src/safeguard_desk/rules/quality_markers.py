"""What a good review has: markers to check one by one, and consistency a desk checks by itself.

After the SAR Quality Markers (SCIE and RiPfA, 2022) and the national Panel's guidance on rapid
reviews, in words of our own: setting up, running, report, what comes of it.
"""

from dataclasses import dataclass

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import Side


@dataclass(frozen=True)
class MarkerOf:
    """A quality marker: its short name, what is asked, and for which side it stands."""

    code: str
    part: str
    text: str
    side: Side = Side.BOTH


MARKERS = (
    MarkerOf("referral", "Setting up", "The referral says why learning is expected"),
    MarkerOf("decision", "Setting up", "The decision is made in time, by the law's own tests"),
    MarkerOf(
        "informing", "Setting up", "The person and the family were told, and how to take part"
    ),
    MarkerOf("proportion", "Setting up", "The way of reviewing is proportionate to the learning"),
    MarkerOf("scope", "Setting up", "Terms of reference ask questions and do not presume answers"),
    MarkerOf("parallel", "Running", "Proceedings that run beside it are known and worked with"),
    MarkerOf("voice", "Running", "The child's or adult's own experience is at the centre"),
    MarkerOf("practitioners", "Running", "Practitioners took part and felt safe to speak"),
    MarkerOf("race", "Running", "Race, culture and other protected characteristics are considered"),
    MarkerOf("information", "Running", "Each agency's information is complete enough"),
    MarkerOf("analysis", "Report", "It explains why things happened and not only what happened"),
    MarkerOf("practice", "Report", "It shows good practice as well as what must improve"),
    MarkerOf("anonymous", "Report", "Nobody can be known from it; code names are consistent"),
    MarkerOf("clear", "Report", "It is short, clear and ready for publication"),
    MarkerOf("few", "What comes of it", "Recommendations are few, owned, and can be checked"),
    MarkerOf("earlier", "What comes of it", "Earlier reviews with the same theme were looked at"),
    MarkerOf("publication", "What comes of it", "Publication, or why not, is decided with reasons"),
    MarkerOf("impact", "What comes of it", "How change in practice will be seen is agreed"),
    MarkerOf(
        "panel-safety",
        "Setting up",
        "Children still at risk were made safe at once",
        Side.CHILDREN,
    ),
    MarkerOf(
        "panel-national",
        "What comes of it",
        "The rapid review says whether a national review is called for",
        Side.CHILDREN,
    ),
)


def markers(side: Side) -> tuple[MarkerOf, ...]:
    """Return the markers of a side, part by part."""
    order = ("Setting up", "Running", "Report", "What comes of it")
    fitting = [one for one in MARKERS if one.side is Side.BOTH or side in {one.side, Side.BOTH}]
    return tuple(sorted(fitting, key=lambda one: order.index(one.part)))


def marker(code: str) -> MarkerOf:
    """Return a marker by its short name; refuse an unknown one."""
    found = next((one for one in MARKERS if one.code == code.strip().lower()), None)
    if found is None:
        raise Refusal(
            f"There is no quality marker “{code}”.",
            "Nothing was changed.",
            f"Known: {', '.join(one.code for one in MARKERS)}.",
        )
    return found
