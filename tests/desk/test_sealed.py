"""Words sealed under a passphrase of their own."""

import base64
import tempfile
from pathlib import Path

import pytest

from safeguard_desk.desk.sealed import seal, unseal
from safeguard_desk.errors import Refusal

SECRET = "Child A = Jordan Examplename"
OWN = "seven quiet lanterns"


def test_words_come_back_with_their_passphrase_only() -> None:
    sealed = seal(SECRET, OWN)
    assert unseal(sealed, OWN) == SECRET
    for other in ("seven quiet lantern", ""):
        with pytest.raises(Refusal, match="does not open"):
            unseal(sealed, other)


def test_the_same_words_are_never_sealed_alike_and_cannot_be_read() -> None:
    first, second = seal(SECRET, OWN), seal(SECRET, OWN)
    assert first != second
    assert b"Examplename" not in base64.b64decode(first)
    assert b"SQLite" not in base64.b64decode(first)


@pytest.mark.parametrize("place", [0, 17, 2000, 5000])
def test_what_was_altered_is_refused(place: int) -> None:
    data = bytearray(base64.b64decode(seal(SECRET, OWN)))
    data[place] ^= 1
    with pytest.raises(Refusal):
        unseal(base64.b64encode(bytes(data)).decode(), OWN)


def test_a_poor_passphrase_and_no_sealed_words_are_refused() -> None:
    with pytest.raises(Refusal, match="at least"):
        seal(SECRET, "short")
    with pytest.raises(Refusal):
        unseal("not base 64", OWN)
    with pytest.raises(Refusal):
        unseal("", OWN)


def test_nothing_readable_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    unseal(seal(SECRET, OWN), OWN)
    assert list(tmp_path.rglob("*")) == []
