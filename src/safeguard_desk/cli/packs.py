"""The pack of a meeting from the command line: the one paper that is more than a document."""

import argparse
from typing import TYPE_CHECKING

from safeguard_desk.cli.common import note, opened, place_for
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.papers.pack import Order

KIND = "pack"
LISTED: dict[str, object] = {
    "kind": KIND,
    "title": "Pack",
    "needs": ["meeting"],
    "takes": [],
    "formats": ["pdf"],
}


def write(arguments: argparse.Namespace) -> int:
    """Write the pack of a meeting; names what was left out, and records it where that was asked."""
    if arguments.out.suffix.lower() != ".pdf":
        raise Refusal("A pack is a PDF.", "Nothing was made.", "Let the name end in .pdf.")
    if arguments.meeting is None:
        raise Refusal("A pack is made for a meeting.", "Nothing was made.", "Add --meeting.")
    place_for(arguments.out)
    from functools import partial

    from safeguard_desk.documents.saving import save
    from safeguard_desk.exchange.office import as_pdf
    from safeguard_desk.papers import pack
    from safeguard_desk.work import packs

    with opened(arguments, writing=arguments.issue) as desk:
        with desk.read() as reader:
            made = pack.make(reader, _order(reader, arguments), as_pdf)
        if arguments.issue:
            issue = partial(
                packs.issue,
                meeting_id=made.order.meeting_id,
                edition=made.order.edition,
                parts=made.parts,
                number=made.number,
                pages=made.pages,
                person_id=made.order.person_id,
            )
            desk.change(f"Issue pack {made.number}", issue)
        save(made.data, arguments.out)
    for line in made.left_out:
        note(f"Left out: {line}.")
    print(arguments.out)
    return 0


def _order(reader: "Reader", arguments: argparse.Namespace) -> "Order":
    from safeguard_desk.papers.pack import Order
    from safeguard_desk.rules.terms import PackEdition
    from safeguard_desk.views.meetings import meeting_id, seats

    meeting = meeting_id(reader, arguments.meeting)
    usual = "full" if arguments.restricted else "open"
    edition = PackEdition(arguments.edition or ("member" if arguments.person else usual))
    if edition is not PackEdition.MEMBER:
        return Order(meeting, edition)
    wanted = (arguments.person or "").strip().casefold()
    found = [one for one in seats(reader, meeting) if one.initials.casefold() == wanted]
    if len(found) != 1 or not wanted:
        raise Refusal(
            f"Nobody at this meeting is known by the initials “{arguments.person or ''}” alone.",
            "Nothing was made.",
            "Give --person with the initials that the members' list has.",
        )
    return Order(meeting, edition, found[0].person_id)
