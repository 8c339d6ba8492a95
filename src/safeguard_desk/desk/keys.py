"""The key of a desk: derived from the passphrase once, or typed from a recovery sheet."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from safeguard_desk.errors import Refusal

ROUNDS = 256_000
"""Rounds of PBKDF2-HMAC-SHA512: SQLCipher 4's own, so that its tools open a desk by passphrase."""
SHORTEST = 10
"""Characters a passphrase needs."""
FEWEST = 4
"""Different characters it needs."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit."""
_MISREAD = str.maketrans("OIL", "011")
_GROUP, _LINE = 4, 16
_TYPED = _LINE + 2
LINES = 5
"""Lines of a recovery key: 48 bytes in fives of bits, sixteen signs a line."""


@dataclass(frozen=True)
class Key:
    """A desk's raw key (32 bytes) and salt (16 bytes); together they open it."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it without deriving anything."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short, too simple, or that would not open everywhere."""
    fault = _fault(passphrase)
    if fault:
        raise Refusal(
            fault,
            "Nothing was made.",
            "Three or four words in a row are easy to keep in mind and hard to guess.",
        )


def _fault(passphrase: str) -> str:
    if not passphrase.strip():
        return "A desk needs a passphrase."
    if passphrase != passphrase.strip():
        return "The passphrase begins or ends with a space, which nobody sees on paper."
    if not passphrase.isprintable():
        return "The passphrase has a sign in it that cannot be seen, such as a tab or a line's end."
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST:
        return f"The passphrase has {len(passphrase)} characters; it needs at least {SHORTEST}."
    # SQLCipher's tools would take x'...' for a raw key.
    if len(set(passphrase)) < FEWEST or passphrase[:2].lower() == "x'":
        return f"The passphrase begins with x' or has fewer than {FEWEST} different characters."
    return ""


def derive(passphrase: str, salt: bytes) -> Key:
    """Return the key of a passphrase; takes about 0.2 s by design.

    The passphrase is taken in Unicode's composed form (NFC), as keyboards give it, so that an
    accent typed on another system is the same accent.
    """
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", secret, salt, ROUNDS, 32), salt)


def read_salt(path: Path) -> bytes:
    """Return the salt of a file: its first 16 bytes, the only ones that are not encrypted."""
    with path.open("rb") as file:
        return file.read(16)


def key_for(path: Path, passphrase: str) -> Key:
    """Return the key of a passphrase for a file."""
    return derive(passphrase, read_salt(path))


def recovery_lines(key: Key) -> tuple[str, ...]:
    """Return the key as lines for paper: four groups of four signs, and two to check the line."""
    signs = _encode(key.raw + key.salt)
    parts = [signs[start : start + _LINE] for start in range(0, len(signs), _LINE)]
    return tuple(_line(number, part) for number, part in enumerate(parts, 1))


def _encode(data: bytes) -> str:
    padded = data + bytes(-len(data) % 5)
    value, count = int.from_bytes(padded, "big"), len(padded) * 8 // 5
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(count)))


def _line(number: int, part: str) -> str:
    groups = [part[start : start + _GROUP] for start in range(0, len(part), _GROUP)]
    return "-".join((*groups, _check(number, part)))


def _check(number: int, part: str) -> str:
    digest = hashlib.sha256(f"{number}:{part}".encode()).digest()
    return _ALPHABET[digest[0] & 31] + _ALPHABET[digest[1] & 31]


def from_recovery(text: str) -> Key:
    """Read a key back from its lines; refuses a line that was typed wrong, naming it.

    Small letters, other spacing, and O, I, L for 0, 1, 1 are taken as they were meant; so are all
    lines run into one.
    """
    lines = [line for line in map(_signs, text.splitlines()) if line]
    if len(lines) == 1:
        lines = [lines[0][start : start + _TYPED] for start in range(0, len(lines[0]), _TYPED)]
    signs = ""
    for number, line in enumerate(lines, 1):
        part, check = line[:-2], line[-2:]
        if number > LINES or len(line) != _TYPED or _check(number, part) != check:
            raise Refusal(
                f"Line {number} of the recovery key is not as it is on the sheet.",
                "Nothing was opened.",
                "Compare it with the sheet, sign by sign.",
            )
        signs += part
    if len(lines) != LINES:
        raise Refusal(
            f"The recovery key has {LINES} lines; {len(lines)} were typed.",
            "Nothing was opened.",
            "Type them all, one under the other.",
        )
    value = 0
    for sign in signs:
        value = value << 5 | _ALPHABET.index(sign)
    data = value.to_bytes(len(signs) * 5 // 8, "big")
    return Key(data[:32], data[32:48])


def _signs(line: str) -> str:
    kept = line.upper().translate(_MISREAD)
    return "".join(sign for sign in kept if sign in _ALPHABET)
