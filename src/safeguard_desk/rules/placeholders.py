"""Words with {placeholders} that letters and mails are made from."""

import re
from collections.abc import Iterable, Mapping

from safeguard_desk.errors import Refusal

KNOWN: Mapping[str, str] = {
    "partnership": "the partnership's name",
    "group": "the group's name",
    "meeting": "the meeting's reference",
    "date": "the day of the meeting",
    "time": "when the meeting begins",
    "place": "where it meets, with the link",
    "papers_by": "the day by which papers are wanted",
    "reply_by": "the day by which an answer is wanted",
    "recipient": "the role of whom it goes to",
    "agency": "the agency of whom it goes to",
    "actions": "the actions it speaks of, one a line",
    "decision": "the decision it speaks of",
    "attached": "what is attached, one a line",
    "course": "the course it speaks of",
    "reason": "why it is written",
    "charge": "the charge for a place that was not used",
    "sender": "who writes it",
    "today": "the day on which it is written",
}
"""Every placeholder with what it stands for."""
_MARK = re.compile(r"\{([^{}\n]*)\}")


def used(text: str) -> tuple[str, ...]:
    """Return the placeholders that a text uses, each once, in order."""
    return tuple(dict.fromkeys(found.strip().lower() for found in _MARK.findall(text)))


def refuse_unknown(text: str) -> None:
    """Refuse a placeholder that stands for nothing, naming those there are."""
    unknown = [name for name in used(text) if name not in KNOWN]
    if unknown:
        raise Refusal(
            f"“{{{unknown[0]}}}” is no placeholder.",
            "The words stay as they were.",
            f"Known are: {_listed(KNOWN)}.",
        )


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in; a value may hold anything, braces too.

    Refuses an unknown placeholder, and one that nothing is known for here.
    """
    refuse_unknown(text)
    missing = [name for name in used(text) if name not in values]
    if missing:
        raise Refusal(
            f"Nothing is known here for “{{{missing[0]}}}”.",
            "Nothing was written.",
            f"Take it out of the template; here can be used: {_listed(values)}.",
        )
    return _MARK.sub(lambda found: values[found[1].strip().lower()], text)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
