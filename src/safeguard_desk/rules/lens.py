"""The lens of the window: everything, or one board's business and what concerns both."""

from safeguard_desk.rules.terms import Side

_TURNS = (Side.BOTH, Side.CHILDREN, Side.ADULTS)
WORDS = {
    Side.BOTH: "Both sides",
    Side.CHILDREN: "Children",
    Side.ADULTS: "Adults",
}
"""What the lens is called; with both nothing is left out."""


def seen(lens: Side) -> frozenset[Side]:
    """Return the sides seen through a lens; joint work of both boards is seen through each."""
    return frozenset(Side) if lens is Side.BOTH else frozenset({lens, Side.BOTH})


def turned(lens: Side) -> Side:
    """Return the next lens: both, children, adults, and round again."""
    return _TURNS[(_TURNS.index(lens) + 1) % len(_TURNS)]


def mark(lens: Side) -> str:
    """Return what is said while the lens narrows; empty while it does not."""
    if lens is Side.BOTH:
        return ""
    one, other = (
        (Side.CHILDREN, Side.ADULTS) if lens is Side.CHILDREN else (Side.ADULTS, Side.CHILDREN)
    )
    return (
        f"Lens: only {WORDS[one].lower()} and what concerns both is shown; what concerns"
        f" {WORDS[other].lower()} alone is not. Papers are not narrowed. F12 turns the lens."
    )
