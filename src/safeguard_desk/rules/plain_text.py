"""Typed and pasted text made plain: one kind of space, hyphen and apostrophe."""

_SPACES = "\u00a0\u2009\u202f\x00\x01"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212"
_APOSTROPHES = "\u2018\u2019"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_APOSTROPHES, "'"),
    }
)


def plain(text: str) -> str:
    """Return a text with typographic marks made plain; every character stays at its place."""
    return text.translate(_PLAIN)
