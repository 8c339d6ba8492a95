"""Another passphrase: a copy is made under it, verified, and put in the desk's place at once.

The file in use is never rewritten in place, so that whatever breaks off, the old passphrase opens
the desk as it was.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safeguard_desk.desk import backup, files
from safeguard_desk.desk.backup import Backup
from safeguard_desk.desk.copies import copy_pages, leaving_nothing, raw, size, verify_copy
from safeguard_desk.desk.keys import Key, check_passphrase, derive
from safeguard_desk.errors import Refusal


@dataclass(frozen=True)
class Rekeyed:
    """The new key, and the backups that open with the old passphrase only."""

    key: Key
    old_backups: tuple[Backup, ...]


def rekey(path: Path, key: Key, passphrase: str, now: datetime) -> Rekeyed:
    """Change the passphrase of a desk that this program has closed but still holds the lock of.

    A backup under the old one is made first. Recovery sheets printed before open the old backups
    only. now: local time without a zone.
    """
    check_passphrase(passphrase)
    new = derive(passphrase, secrets.token_bytes(16))
    backup.back_up(path, key, now, "before-rekey")
    old_backups = tuple(backup.list_backups(path))
    half = files.beside(path, ".rekey")
    with leaving_nothing(half, "The passphrase was not changed."):
        files.need_space(path.parent, size(path))
        _empty_wal(path, key)
        counted = copy_pages(path, key, half)
        with raw(half, key, read_only=False) as connection:
            connection.execute(f'PRAGMA rekey = "{new.literal}"')
        verify_copy(half, new, counted)
        for ending in ("-wal", "-shm"):
            files.beside(path, ending).unlink(missing_ok=True)
        files.move(half, path)
    return Rekeyed(new, old_backups)


def _empty_wal(path: Path, key: Key) -> None:
    """Bring all of the WAL into the file: it is written under the old key and will be removed."""
    with raw(path, key, read_only=False) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise Refusal(
            "The passphrase was not changed: the desk is open elsewhere.",
            "The old passphrase opens it.",
            "Close it everywhere and do it again.",
        )
