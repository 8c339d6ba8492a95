"""Where a desk lies: on this computer, on a network drive, or in a folder that is synchronised.

Only the first is safe to work in: a network drive does not give WAL its shared memory, and a
synchronised folder copies a file while it is half written, or brings back an older one.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from safeguard_desk.errors import Refusal


class Kind(Enum):
    """Where a file lies."""

    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"


@dataclass(frozen=True)
class Place:
    """Where a file lies, and by whose doing."""

    kind: Kind
    name: str = ""

    @property
    def safe(self) -> bool:
        """True where a desk can be worked in without worry."""
        return self.kind is Kind.LOCAL

    @property
    def words(self) -> str:
        """What it means, in plain words; empty for a local place."""
        if self.kind is Kind.NETWORK:
            return (
                f"This desk lies on a network drive ({self.name}). If the connection breaks while"
                " something is written, or two people open it, the file can be damaged."
                " Work on a copy on this computer and bring it back when you are done."
            )
        if self.kind is Kind.CLOUD:
            return (
                f"This desk lies in a folder that {self.name} synchronises. It may be copied while"
                " it is half written, or an older copy may come back over yours."
                " Work on a copy in a local folder, and keep only backups here."
            )
        return ""


_NETWORK = frozenset(
    "nfs nfs4 cifs smb smbfs smb3 sshfs fuse.sshfs ncpfs afs 9p davfs fuse.davfs2 ceph"
    " fuse.glusterfs webdav afpfs drvfs fuse.gvfsd-fuse".split()
)
_CLOUD_FOLDERS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud drive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
    ("box", "Box"),
    ("sharepoint", "SharePoint"),
    ("sync", "Sync"),
)
_ONLY_WHOLE = frozenset({"box", "sync"})
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MARKERS = ((".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".owncloudsync.log", "ownCloud"))
_REMOTE_DRIVE = 4
"""What GetDriveTypeW answers for a mapped drive."""


def where(
    path: Path,
    *,
    environment: Mapping[str, str] = os.environ,
    mounts: Callable[[], list[tuple[str, str]]] | None = None,
    drive_type: Callable[[str], int] | None = None,
) -> Place:
    """Return where a file lies, or would lie. Facts about the computer may be given by tests."""
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith("\\\\?\\"):
        share = [part for part in text.replace("\\", "/").split("/") if part][:2]
        return Place(Kind.NETWORK, "/".join(share))
    resolved = path.absolute().resolve()
    cloud = _cloud(resolved, environment)
    if cloud:
        return Place(Kind.CLOUD, cloud)
    drive = path.drive or (text[:2] if text[1:2] == ":" else "")
    if drive and (drive_type or _windows_drive_type)(drive + "\\") == _REMOTE_DRIVE:
        return Place(Kind.NETWORK, drive)
    kind = _mount(resolved, (mounts or _mounts)())
    return Place(Kind.NETWORK, kind) if kind in _NETWORK else Place(Kind.LOCAL)


def _cloud(path: PurePath, environment: Mapping[str, str]) -> str:
    for variable in _CLOUD_VARIABLES:
        root = environment.get(variable)
        if root and path.is_relative_to(Path(root).absolute().resolve()):
            return "OneDrive"
    for part in path.parts[:-1]:
        folder = part.casefold()
        for beginning, name in _CLOUD_FOLDERS:
            if folder == beginning or (
                beginning not in _ONLY_WHOLE and folder.startswith(beginning)
            ):
                return name
    for parent in path.parents:
        for marker, name in _MARKERS:
            if Path(parent, marker).exists():
                return name
    return ""


def _mounts() -> list[tuple[str, str]]:
    """Return (mount point, kind of file system) of this computer; empty where it cannot be told."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(), after.split()
        if len(fields) > 4 and kinds:  # noqa: PLR2004 - the fifth field is the mount point
            found.append((fields[4].replace("\\040", " "), kinds[0]))
    return found


def _mount(path: PurePath, mounts: list[tuple[str, str]]) -> str:
    """Return the kind of file system of the deepest mount that holds a path."""
    holding = [(len(point), kind) for point, kind in mounts if path.is_relative_to(point)]
    return max(holding, default=(0, ""))[1]


def _windows_drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def copy_locally(path: Path, folder: Path) -> Path:
    """Copy a closed desk to a local folder and return the copy; refuses to write over another."""
    target = folder / path.name
    if target.exists():
        raise Refusal(
            f"There is a desk {target.name} in {folder} already.",
            "Nothing was copied.",
            "Open that one, or rename it first.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".copying")
    try:
        shutil.copyfile(path, half)
        if half.stat().st_size != path.stat().st_size:
            raise OSError("the copy is not complete")
        half.replace(target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Refusal(
            f"The desk could not be copied: {error.strerror or error}.",
            "The desk itself was not touched.",
            "Look at the space in the folder and at the connection, and try again.",
        ) from error
    return target
