"""Drafts of mails: what Outlook opens to be sent, safe against what names and words may hold."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import Attached, Mail, as_text, draft, safe_name

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
PDF = Attached("Pack – 1.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")


def read(mail: Mail) -> EmailMessage:
    message: Any = message_from_bytes(draft(mail, NOW), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def mail(**fields: Any) -> Mail:
    given = {"to": (("Designated Nurse", "dn@example.org"),), "subject": "Papers", "body": "Hello"}
    return Mail(**(given | fields))


def test_a_draft_opens_unsent_with_its_words_and_what_is_attached() -> None:
    found = read(
        mail(subject="Papers: Qualität, 17 Nov", body="Dear “Nurse”\n\n£5", attached=(PDF,))
    )
    assert found["X-Unsent"] == "1"
    assert found["Subject"] == "Papers: Qualität, 17 Nov"
    assert str(found["To"]) == "Designated Nurse <dn@example.org>"
    body = found.get_body()
    assert body is not None
    assert body.get_content().strip().replace("\r\n", "\n") == "Dear “Nurse”\n\n£5"
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == "Pack – 1.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == PDF.data


def test_a_calendar_entry_goes_along_as_text() -> None:
    entry = Attached("QA.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\n")
    (attached,) = read(mail(attached=(entry,))).iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_content().startswith("BEGIN:VCALENDAR")


def test_a_line_end_in_a_subject_or_a_role_begins_no_header() -> None:
    found = read(mail(subject="Papers\r\nBcc: thief@example.org", to=(("Nurse\nX: y", "a@b.org"),)))
    assert found["Bcc"] is None
    assert found["X"] is None
    assert found["Subject"] == "Papers Bcc: thief@example.org"


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c", "a@b, c@d", "a b@c.org", "@c.org"])
def test_what_is_no_address_is_refused_with_the_role(address: str) -> None:
    with pytest.raises(Refusal, match="Designated Nurse"):
        draft(mail(to=(("Designated Nurse", address),)), NOW)


def test_blind_copies_and_a_sender_are_written() -> None:
    found = read(mail(bcc=(("Lay Member", "lm@example.org"),), sender=("BM", "bm@example.org")))
    assert (str(found["Bcc"]), str(found["From"])) == (
        "Lay Member <lm@example.org>",
        "BM <bm@example.org>",
    )


def test_the_text_for_the_clipboard_says_whom_to_and_what_to_attach() -> None:
    assert as_text(mail(attached=(PDF,))) == (
        "To: dn@example.org\nSubject: Papers\nAttach: Pack – 1.pdf\n\nHello"
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Papers: QA / LD?", "Papers QA LD.eml"),
        ("con", "con_.eml"),
        ("..", "mail.eml"),
        ("a" * 300, "a" * 100 + ".eml"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(words: str, name: str) -> None:
    assert safe_name(words) == name


def test_two_of_one_name_are_told_apart() -> None:
    assert safe_name("Papers", ["papers.eml"]) == "Papers 2.eml"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_words_break_a_mail(subject: str, body: str) -> None:
    words = body.encode("utf-8", "ignore").decode()
    found = read(mail(subject=subject.encode("utf-8", "ignore").decode(), body=words))
    assert found["X-Unsent"] == "1"
    assert found["Bcc"] is None
