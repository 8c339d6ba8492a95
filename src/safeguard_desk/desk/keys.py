"""The key of a desk: derived from the passphrase once, as SQLCipher 4 itself would derive it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS = 256_000
"""Rounds of PBKDF2-HMAC-SHA512: SQLCipher 4's own default."""


@dataclass(frozen=True)
class Key:
    """A desk's raw key and salt; together they open it, so neither is ever shown."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)


def derive(passphrase: str, salt: bytes) -> Key:
    """Return the key of a passphrase; takes about 0.2 s by design."""
    raw = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32)
    return Key(raw, salt)


def read_salt(path: Path) -> bytes:
    """Return the salt, the first 16 bytes of the file."""
    with path.open("rb") as file:
        return file.read(16)
