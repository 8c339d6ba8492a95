"""The papers of training sessions and of training's reach, as kinds."""

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Document
from safeguard_desk.papers import reach, session_papers
from safeguard_desk.papers.request import FORMATS, Paper, Request

_SESSION = frozenset({"session"})
_READ = ("pdf", "docx")


def _reach(reader: Reader, request: Request) -> Document:
    return reach.compose(reach.collect(reader, request))


def _sign_in(reader: Reader, request: Request) -> Document:
    return session_papers.sign_in(session_papers.collect(reader, request))


def _delegates(reader: Reader, request: Request) -> Document:
    return session_papers.delegates(session_papers.collect(reader, request))


def _certificates(reader: Reader, request: Request) -> Document:
    return session_papers.certificates(session_papers.collect(reader, request))


SESSIONS = (
    Paper(
        *("training-reach", "Whom training reached", frozenset(), FORMATS, _reach, reach.name),
        frozenset({"quarter", "period", "year", "board"}),
    ),
    Paper(
        *("sign-in", "Sign-in sheet", _SESSION, _READ, _sign_in, session_papers.sign_in_name),
    ),
    Paper(
        *("delegates", "Delegates of a session", _SESSION, FORMATS, _delegates),
        session_papers.delegates_name,
    ),
    Paper(
        *("certificates", "Certificates of attendance", _SESSION, _READ, _certificates),
        session_papers.certificates_name,
    ),
)
"""In the order in which menus show them."""
