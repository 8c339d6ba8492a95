"""The one kind of failure that people are shown: a refusal, with what to do about it."""


class Refusal(Exception):
    """The world or the user made this impossible; nothing was half done.

    what: what happened, a whole sentence. kept: what is safe. todo: what to do next.
    """

    def __init__(self, what: str, kept: str = "", todo: str = "") -> None:
        """Take the three sentences; `kept` and `todo` may be empty."""
        super().__init__(what, kept, todo)
        self.what = what
        self.kept = kept
        self.todo = todo

    def __str__(self) -> str:
        """Return the sentences as one paragraph."""
        return " ".join(part for part in (self.what, self.kept, self.todo) if part)


class Lacking(Refusal):
    """Refused because words are missing that can be given: a reason, evidence, the meeting."""
