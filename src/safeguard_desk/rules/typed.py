"""A typed line on its way to being understood: what was recognised is marked, the rest is text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from safeguard_desk.rules.known import Ambiguous, Known, Who, find_who, vocabulary, words_of
from safeguard_desk.rules.plain_text import plain
from safeguard_desk.rules.references import find_references
from safeguard_desk.rules.understood import Chip

_QUOTED, _MARK = "\x00", "\x01"
_QUOTES = re.compile(r'"[^"]*"|“[^”]*”')
_AT = re.compile(r"(?<![\w.])@(?=[^\W_])")
_TOKEN = re.compile(rf"[ \t,]*([^\s,;:/@{_QUOTED}{_MARK}]+)")
_MORE = re.compile(r"/@?(?=[^\W_])")
DASH = re.compile(r"\s+[-—]+\s+")
"""Parts a response, or evidence, from what it answers."""

_JOIN = rf"(?:[\s{_MARK},;.&/)]|\band\b)"
_TAIL = re.compile(rf"\(?{_MARK}{_JOIN}*$", re.IGNORECASE)
_HEAD = re.compile(rf"{_MARK}(?:{_JOIN}*{_MARK})?\s*(?:to\s+|[:,\u2014-]\s*)?", re.IGNORECASE)


class Mention(NamedTuple):
    """Someone named with @: whom, and where in the line."""

    who: Who
    span: tuple[int, int]

    @property
    def chip(self) -> Chip:
        """What is shown for it: an owner, or an agency."""
        if self.who.people or self.who.agency_id is None:
            return Chip("owner", self.who.words, self.span, self.who.people or None)
        return Chip("agency", self.who.words, self.span, self.who.agency_id)


class Typed:
    """A line and a copy of the same length in which quotations and marked parts are blotted out."""

    def __init__(self, line: str) -> None:
        """Take the line; what stands in double quotes is never looked at again."""
        self.raw = line
        self.work = _QUOTES.sub(lambda found: _QUOTED * len(found[0]), plain(line))
        self.doubts: list[str] = []
        self._dropped: set[int] = set()

    def mark(self, span: tuple[int, int]) -> None:
        """Blot out what was recognised: at the ends it leaves the text, elsewhere only its @."""
        start, end = span
        self.work = self.work[:start] + _MARK * (end - start) + self.work[end:]
        if self.raw[start] == "@":
            self._dropped.add(start)

    def mentions(self, known: Known, start: int) -> list[Mention]:
        """Find and mark everyone named with @; who is nobody stays in the text, with a doubt."""
        found: list[Mention] = []
        at = _AT.search(self.work, start)
        while at is not None:
            who, end = self._longest(at.end(), known, vocabulary(known))
            if isinstance(who, Who):
                found.append(Mention(who, (at.end() - at[0].count("@"), end)))
            else:
                self.doubts.append(doubt(self.raw[at.end() : end], who))
            at = _MORE.match(self.work, end) or _AT.search(self.work, end)
        for mention in found:
            self.mark(mention.span)
        return found

    def has_mention(self, start: int) -> bool:
        """Tell whether an @ stands before a word."""
        return _AT.search(self.work, start) is not None

    def _longest(
        self, start: int, known: Known, words: frozenset[str]
    ) -> tuple[Who | Ambiguous | None, int]:
        """Return whom the longest run of words after @ names, and where that ends."""
        ends = list(self._word_ends(start, words))
        for end in reversed(ends):
            who = find_who(self.work[start:end], known)
            if who is not None:
                return who, end
        return None, ends[0]

    def _word_ends(self, start: int, words: frozenset[str]) -> Iterator[int]:
        """Yield where each word ends that may belong to a name; the last may be half a word."""
        going_on = True
        while going_on and (token := _TOKEN.match(self.work, start)):
            said = words_of(token[1])
            if said:
                yield token.start(1) + max(1, len(token[1].rstrip(".!?)")))
            going_on, start = words.issuperset(said or ("",)), token.end()

    def references(self, known: Known, start: int) -> tuple[Chip, ...]:
        """Return the known actions spoken of from `start` on."""
        said = find_references(self.work[start:])
        ids = {action.ref: action.id for action in known.actions} if said else {}
        return tuple(
            Chip("ref", ref, (start + first, start + last), ids[ref])
            for ref, (first, last) in said
            if ref in ids
        )

    def find_word(self, word: str, start: int) -> re.Match[str] | None:
        """Return where a word such as a board's code stands, in any case of letters; @ too."""
        return re.compile(rf"(?<!\w)@?{re.escape(word)}(?!\w)", re.IGNORECASE).search(
            self.work, start
        )

    def text(
        self, start: int, end: int | None = None, *, head: bool = True, tail_from: int = 0
    ) -> str:
        """Return the text as typed, without what was marked at its beginning and its end.

        A mention in the middle keeps its words and loses its @. `head`: leave out a mention at the
        beginning; `tail_from`: a mention before that place belongs to the sentence.
        """
        work = self.work[:end]
        first = start + len(work[start:]) - len(work[start:].lstrip())
        led = _HEAD.match(work, first) if head else None
        first = led.end() if led else first
        tail = _TAIL.search(work, max(first, tail_from))
        last = tail.start() if tail else len(work)
        kept = "".join(self.raw[i] for i in range(first, last) if i not in self._dropped).strip()
        return kept.rstrip(" ,;\u2013\u2014-") if tail else kept


def quote(line: str, span: tuple[int, int]) -> str:
    """Return a line with a part of it in double quotes: it is kept as text and means nothing."""
    start, end = span
    part = line[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return f'{line[:start]}"{line[start:end]}"{line[end:]}' if start < end else line


def doubt(words: str, who: Ambiguous | None) -> str:
    """Return the doubt about a name that means several people, or nobody."""
    if who is None:
        return f"“{words}” is nobody known in this group; kept as text."
    return f"“{words}” could be {' or '.join(who.candidates)}; kept as text."
