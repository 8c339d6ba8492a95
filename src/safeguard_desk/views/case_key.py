"""The sealed key of a case's names, opened for one use: to find where a text tells who is meant.

What is read stays with the caller; nothing here keeps or writes it.
"""

from collections.abc import Iterable

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.sealed import unseal
from safeguard_desk.errors import Refusal
from safeguard_desk.models import CaseKey
from safeguard_desk.rules.real_names import Named, Names, named, read_names
from safeguard_desk.views import review_case


def has_key(reader: Reader, review_id: str) -> bool:
    """Tell whether a case has a key of names."""
    return reader.scalar(select(CaseKey.id).where(CaseKey.review_id == review_id)) is not None


def names(reader: Reader, review_id: str, passphrase: str) -> Names:
    """Return the names behind the code names; refuses another passphrase, and a case without."""
    sealed = reader.scalar(select(CaseKey.sealed).where(CaseKey.review_id == review_id))
    if sealed is None:
        raise Refusal(
            "No key of names is kept for this case.",
            "Nothing was looked for.",
            "Take one down first, under a passphrase of its own.",
        )
    return read_names(unseal(sealed, passphrase))


def find(
    reader: Reader, review_id: str, passphrase: str, more: Iterable[tuple[str, str]] = ()
) -> list[Named]:
    """Return where the texts of a case, and `more` of them (place, words), name somebody."""
    known = names(reader, review_id, passphrase)
    return named((*review_case.case(reader, review_id).texts, *more), known)


def refuse_named(
    reader: Reader, review_id: str, passphrase: str, more: Iterable[tuple[str, str]] = ()
) -> None:
    """Refuse where somebody is named, by code name and place and never by the name itself."""
    found = find(reader, review_id, passphrase, more)
    if found:
        places = dict.fromkeys(f"{one.code} in “{one.place}”" for one in found)
        told = "; ".join([*places][:6]) + (" …" if len(places) > 6 else "")
        raise Refusal(
            f"Somebody is named: {told}.",
            "Nothing was exported.",
            "Put the code name there; the key of the case shows each place.",
        )
