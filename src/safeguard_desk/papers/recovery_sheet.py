"""The recovery sheet: one page with the key that opens a desk when its passphrase is lost."""

from collections.abc import Sequence
from datetime import date

from safeguard_desk.documents.model import (
    Block,
    Callout,
    CalloutKind,
    Document,
    Heading,
    KeyFacts,
    NumberedList,
    Paragraph,
)
from safeguard_desk.papers.parts import created, lead
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking


def compose(desk_name: str, recovery_lines: Sequence[str], made_on: date) -> Document:
    """Return the sheet of a desk; `recovery_lines` is its key, in groups that are easy to type."""
    return Document(
        title="Recovery sheet",
        subtitle=f"for the desk {desk_name}, made on {write_date(made_on)}",
        blocks=_blocks(desk_name, recovery_lines, made_on),
        created=created(made_on),
        marking=Marking.OFFICIAL_SENSITIVE.label,
        subject=f"Recovery sheet of {desk_name}",
    )


def _blocks(name: str, lines: Sequence[str], made_on: date) -> tuple[Block, ...]:
    return (
        lead("Whoever holds this sheet and the file can read everything in it."),
        Paragraph(
            "The desk is encrypted. Its passphrase opens it; if the passphrase is lost, only this"
            " key does. Nobody else keeps a copy, and nobody can make another without opening the"
            " desk."
        ),
        Heading(1, "The key"),
        *(lead(f"Line {number}:   {line}") for number, line in enumerate(lines, 1)),
        Heading(1, "How to use it"),
        NumberedList(
            (
                "Open the program and choose the desk.",
                "Instead of the passphrase choose “Use the recovery key”.",
                "Type the lines above in their order. Spaces, hyphens and small letters do not"
                " matter.",
                "Set a new passphrase, and print a new sheet: this one is then out of date.",
            )
        ),
        Heading(1, "Where to keep it"),
        Paragraph(
            "On paper, in a sealed envelope, in a safe that two named people of the business unit"
            " can open. Not with the laptop, not as a photograph, not in an e-mail and not on a"
            " shared drive. Delete the file once it is printed."
        ),
        Callout(
            CalloutKind.NOTE,
            "When somebody who could open the safe leaves, or the envelope was opened, change the"
            " passphrase and print a new sheet.",
        ),
        KeyFacts((("Desk", name), ("Made on", made_on), ("Kept by", "_" * 32))),
    )
