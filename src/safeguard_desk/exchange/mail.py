"""Drafts of mails (.eml): the mail program opens them as mails to be sent, with what is attached.

The header X-Unsent is what Outlook goes by; new Outlook may only show such a file, so the words can
be copied too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from safeguard_desk.errors import Refusal

_ONE_LINE = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
_LONGEST = 100
"""Characters of a file's name, so that the path stays short enough for Windows."""


@dataclass(frozen=True)
class Attached:
    """A file that goes along: its name, its media type and what it holds."""

    filename: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Mail:
    """A mail to be sent: whom to, in words of the field (no names of people), and what it says."""

    to: tuple[tuple[str, str], ...]
    """(role, address) pairs."""
    subject: str
    body: str
    attached: tuple[Attached, ...] = ()
    bcc: tuple[tuple[str, str], ...] = ()
    sender: tuple[str, str] = ("", "")
    html: str = ""
    """The same words laid out, for mail programs that show it; the plain words go along."""


def draft(mail: Mail, now: datetime) -> bytes:
    """Return a mail as a draft file (.eml); refuses an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(now)
    for header, people in (("To", mail.to), ("Bcc", mail.bcc)):
        if people:
            message[header] = [_address(role, address) for role, address in people]
    if mail.sender[1]:
        message["From"] = _address(*mail.sender)
    message.set_content(mail.body.replace("\r\n", "\n"), charset="utf-8", cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for one in mail.attached:
        main, _, sub = one.media_type.partition("/")
        name = one_line(one.filename)
        if main == "text":
            words = one.data.decode("utf-8").replace("\r\n", "\n")
            message.add_attachment(words, subtype=_subtype(sub), filename=name, cte="base64")
        else:
            message.add_attachment(one.data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def _subtype(sub: str) -> str:
    """Return a subtype without its parameters, which the message gives itself."""
    return sub.partition(";")[0]


def _address(role: str, address: str) -> Address:
    address = one_line(address)
    if parseaddr(address)[1] != address or address.count("@") != 1 or address.startswith("@"):
        raise Refusal(
            f"“{address}” is no e-mail address ({role}).",
            "Nothing was written.",
            "Put it right in the Directory.",
        )
    try:
        return Address(display_name=one_line(role), addr_spec=address)
    except (ValueError, IndexError) as error:
        raise Refusal(
            f"“{address}” is no e-mail address ({role}).",
            "Nothing was written.",
            "Put it right in the Directory.",
        ) from error


def one_line(words: str) -> str:
    """Return words as one line: a line's end in a header would begin another header."""
    return " ".join(_ONE_LINE.sub(" ", words).split())


def as_text(mail: Mail) -> str:
    """Return a mail as text for the clipboard: whom to, subject, what goes along, and its words."""
    lines = [f"To: {'; '.join(address for _, address in mail.to)}"] if mail.to else []
    if mail.bcc:
        lines.append(f"Bcc: {'; '.join(address for _, address in mail.bcc)}")
    lines.append(f"Subject: {one_line(mail.subject)}")
    if mail.attached:
        lines.append(f"Attach: {'; '.join(one.filename for one in mail.attached)}")
    return "\n".join([*lines, "", mail.body])


def safe_name(words: str, taken: Sequence[str] = (), ending: str = ".eml") -> str:
    """Return a file name that every system takes, not one of those that are taken."""
    stem = " ".join(_NAME.sub(" ", words).split()).strip(" .")[:_LONGEST].strip(" .") or "mail"
    if stem.partition(".")[0].casefold() in _RESERVED:
        stem = f"{stem}_"
    held = {name.casefold() for name in taken}
    name, number = f"{stem}{ending}", 1
    while name.casefold() in held:
        number += 1
        name = f"{stem} {number}{ending}"
    return name
