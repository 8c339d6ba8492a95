"""Keys: what SQLCipher itself would derive, and what a person can type from paper."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from safeguard_desk.desk import keys
from safeguard_desk.desk.engine import make_engine
from safeguard_desk.desk.keys import Key, check_passphrase, derive, from_recovery, key_for
from safeguard_desk.errors import Refusal

KEY = Key(bytes(range(32)), bytes(range(100, 116)))
PASSPHRASES = [
    "correct horse battery",
    "it's a \"quoted\" one''",
    "Übung café £ – €",
    "多言語の合言葉です本当に",
    "emoji 🔐 in the middle",
]


def made_by_passphrase(path: Path, passphrase: str) -> None:
    """Make a file as any SQLCipher tool would, by PRAGMA key and the passphrase."""
    connection = dbapi2.connect(str(path))
    quoted = passphrase.replace("'", "''")
    connection.execute(f"PRAGMA key = '{quoted}'")
    connection.execute("CREATE TABLE found AS SELECT 42 AS answer")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_a_file_made_by_passphrase_elsewhere_opens_with_the_derived_key(
    tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "a.desk"
    made_by_passphrase(path, passphrase)
    engine = make_engine(path, key_for(path, passphrase), read_only=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT answer FROM found").scalar() == 42
    engine.dispose()


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_a_desk_opens_by_its_passphrase_in_any_sqlcipher_tool(
    tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "a.desk"
    engine = make_engine(path, derive(passphrase, bytes(range(16))))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE found AS SELECT 42 AS answer")
    engine.dispose()
    tool = dbapi2.connect(str(path))
    quoted = passphrase.replace("'", "''")
    tool.execute(f"PRAGMA key = '{quoted}'")
    assert tool.execute("SELECT answer FROM found").fetchone() == (42,)
    tool.close()


def test_an_accent_is_the_same_however_the_keyboard_composes_it() -> None:
    assert derive("cafe\u0301 au lait", bytes(16)) == derive("caf\u00e9 au lait", bytes(16))


def test_the_salt_is_what_the_file_begins_with(tmp_path: Path) -> None:
    path = tmp_path / "a.desk"
    made_by_passphrase(path, "correct horse battery")
    assert keys.read_salt(path) == path.read_bytes()[:16]


def test_a_stray_half_of_a_character_is_a_wrong_passphrase_and_no_crash() -> None:
    assert len(derive("half \ud83d of one", bytes(16)).raw) == 32


def test_a_key_never_shows_itself() -> None:
    shown = repr(KEY) + str(KEY)
    assert KEY.raw.hex() not in shown
    assert KEY.salt.hex() not in shown
    assert repr(KEY.raw) not in shown


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", "needs a passphrase"),
        ("   ", "needs a passphrase"),
        ("short one", "9 characters"),
        ("aaaaaaaaaaaaaaaa", "fewer than 4"),
        (" correct horse battery", "begins or ends with a space"),
        ("correct horse\nbattery", "cannot be seen"),
        ("correct\0horse battery", "cannot be seen"),
        ("x'0123456789abcdef'", "begins with x'"),
    ],
)
def test_a_poor_passphrase_is_refused_with_what_is_wrong(passphrase: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        check_passphrase(passphrase)


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_words_in_a_row_are_accepted(passphrase: str) -> None:
    check_passphrase(passphrase)


def test_the_recovery_key_has_five_lines_of_groups() -> None:
    lines = keys.recovery_lines(KEY)
    assert len(lines) == keys.LINES
    for line in lines:
        assert [len(group) for group in line.split("-")] == [4, 4, 4, 4, 2]
        assert not set(line) & set("OILU")


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16))
def test_the_recovery_key_is_read_back(raw: bytes, salt: bytes) -> None:
    key = Key(raw, salt)
    assert from_recovery("\n".join(keys.recovery_lines(key))) == key


def test_the_recovery_key_is_read_as_people_type_it() -> None:
    lines = keys.recovery_lines(KEY)
    typed = "\n\n".join(line.lower().replace("-", "  ") for line in lines)
    assert from_recovery(typed.replace("0", "o").replace("1", "l")) == KEY
    assert from_recovery(" ".join(lines)) == KEY


@given(st.integers(0, 4), st.integers(0, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_sign_typed_wrong_is_named_by_its_line(line: int, place: int, sign: str) -> None:
    lines = [row.replace("-", "") for row in keys.recovery_lines(KEY)]
    if lines[line][place] == sign:
        return
    wrong = lines[line][:place] + sign + lines[line][place + 1 :]
    # Two check signs let one in a thousand through; that key then opens nothing.
    if keys._check(line + 1, wrong[:16]) == wrong[16:]:
        return
    lines[line] = wrong
    with pytest.raises(Refusal, match=f"Line {line + 1} "):
        from_recovery("\n".join(lines))


def test_two_lines_changed_about_are_found() -> None:
    lines = list(keys.recovery_lines(KEY))
    lines[1], lines[2] = lines[2], lines[1]
    with pytest.raises(Refusal, match="Line 2 "):
        from_recovery("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 were typed"),
        ("\n".join(keys.recovery_lines(KEY)[:4]), "4 were typed"),
        ("\n".join((*keys.recovery_lines(KEY), "0000")), "Line 6 "),
        ("correct horse battery", "Line 1 "),
    ],
)
def test_a_recovery_key_that_is_not_whole_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        from_recovery(text)


def test_derivation_is_what_sqlcipher_4_defines() -> None:
    expected = hashlib.pbkdf2_hmac("sha512", b"correct horse battery", KEY.salt, 256_000, 32)
    assert derive("correct horse battery", KEY.salt) == Key(expected, KEY.salt)
