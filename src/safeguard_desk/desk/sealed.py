"""Words sealed under a passphrase of their own: a small encrypted file of SQLCipher, in base 64.

The desk's own cipher is used once more, so that there is one to trust. The words are never on the
disk: pages are encrypted before they are written, and nothing else is.
"""

import base64
import binascii
import secrets
import tempfile
from pathlib import Path

from safeguard_desk.desk.engine import make_engine
from safeguard_desk.desk.keys import check_passphrase, derive, key_for
from safeguard_desk.errors import Refusal

_SALT = 16


def seal(words: str, passphrase: str) -> str:
    """Return words as nobody can read them without the passphrase; refuses a poor one."""
    check_passphrase(passphrase)
    with tempfile.TemporaryDirectory(prefix="sealed-") as folder:
        path = Path(folder) / "sealed"
        engine = make_engine(path, derive(passphrase, secrets.token_bytes(_SALT)))
        try:
            with engine.execution_options(writes=True).begin() as connection:
                connection.exec_driver_sql("CREATE TABLE sealed (words TEXT NOT NULL)")
                connection.exec_driver_sql("INSERT INTO sealed VALUES (?)", (words,))
        finally:
            engine.dispose()
        return base64.b64encode(path.read_bytes()).decode("ascii")


def unseal(sealed: str, passphrase: str) -> str:
    """Return the words again; refuses another passphrase, and what was damaged."""
    try:
        data = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refusal() from error
    with tempfile.TemporaryDirectory(prefix="sealed-") as folder:
        path = Path(folder) / "sealed"
        path.write_bytes(data)
        try:
            engine = make_engine(path, key_for(path, passphrase))
            try:
                with engine.connect() as connection:
                    read = connection.exec_driver_sql("SELECT words FROM sealed").scalar_one()
            finally:
                engine.dispose()
        except Exception as error:
            raise _refusal() from error
    return str(read)


def _refusal() -> Refusal:
    return Refusal(
        "This passphrase does not open the key of names.",
        "Nothing was opened.",
        "It is not the desk's own passphrase. Where it is lost, the key is made anew.",
    )
