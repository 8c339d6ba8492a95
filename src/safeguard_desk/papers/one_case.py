"""What papers on one case share: which case, for whom, and that it tells nobody who somebody is."""

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import count
from safeguard_desk.views import reviews
from safeguard_desk.views.review_case import Case, case


def about(request: Request) -> str:
    """Return the id of the case that is asked for; refuses a request that names none."""
    if request.about is None or request.about[0] != "reviews":
        raise Refusal(
            "This paper is made for a case, and none was named.",
            "Nothing was made.",
            "Choose the case first.",
        )
    return request.about[1]


def ref(reader: Reader, request: Request) -> str:
    """Return the code name of the case that is asked for."""
    return reviews.head(reader, about(request)).ref


def for_named_people(reader: Reader, request: Request, what: str) -> Case:
    """Return the case; refuses a public copy, and texts that tell who somebody is."""
    seen = case(reader, about(request))
    if request.public:
        raise Refusal(
            f"A case's {what} is for named people only; there is no public copy.",
            "Nothing was made.",
            "Ask for it without that.",
        )
    refuse_leaks(seen)
    return seen


def refuse_leaks(seen: Case) -> None:
    """Refuse a paper on a case while its texts hold what tells who somebody is."""
    if seen.leaks:
        place, leak = seen.leaks[0]
        raise Refusal(
            f"“{leak.text}” ({place}) looks like {leak.what}.",
            "Nothing was made.",
            f"Take it out first; {count(len(seen.leaks), 'place')} of {seen.head.ref} to look at.",
        )
