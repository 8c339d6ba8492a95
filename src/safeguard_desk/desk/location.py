"""Where a desk lies: on this computer, on a network drive, or in a folder that is synchronised.

Only the first is safe to work in: a network drive does not give WAL its shared memory, and a
synchronised folder copies a file while it is half written, or brings back an older one.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from safeguard_desk import paths
from safeguard_desk.desk import files
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


@dataclass(frozen=True)
class Computer:
    """What is asked of a computer to tell where a file lies."""

    environment: Mapping[str, str]
    mounts: Callable[[], Sequence[tuple[str, str]]]
    """(mount point, kind of file system) of all that is mounted."""
    drive_type: Callable[[str], int]
    """What Windows says of a drive's root, such as Z:\\."""
    synchronised: Callable[[], Sequence[tuple[str, str]]]
    """(folder, by whom) as the registry knows them: OneDrive, and SharePoint by its library."""


_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb3", "sshfs", "ncpfs", "afs", "9p", "davfs"}
_NETWORK |= {"ceph", "lustre", "glusterfs", "gpfs", "webdav", "afpfs", "drvfs", "ftp", "acfs"}
# Folders that a virtual machine is lent by its host give no shared memory either.
_NETWORK |= {"vboxsf", "vmhgfs", "prl_fs"}
_LOCAL_FUSE = {"ntfs", "ntfs-3g", "exfat", "encfs", "gocryptfs", "securefs", "cryfs", "veracrypt"}
_CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box": "Box",
    "box sync": "Box",
    "sharepoint": "SharePoint",
}
_NAMED_AFTER = re.compile(r"(onedrive|dropbox|sharepoint|googledrive)\s*[-(].*")
"""A folder named after the service and whose it is: "OneDrive - Harrow Council"."""
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".sync_exclude.lst": "Nextcloud",
}
_REMOTE_DRIVE = 4
"""What GetDriveTypeW answers for a mapped drive."""
_PROVIDERS = r"Software\SyncEngines\Providers\OneDrive"


def where(path: Path, computer: Computer | None = None) -> Place:
    """Return where a file lies, or would lie, links followed."""
    asked = computer or this_computer()
    written, resolved = Path(os.path.abspath(path)), path.resolve()
    share = _share(str(path)) or _share(str(resolved))
    if share:
        return Place(Kind.NETWORK, share)
    cloud = _cloud(written, asked) or _cloud(resolved, asked)
    if cloud:
        return Place(Kind.CLOUD, cloud)
    drive = _drive(path) or _drive(written)
    if drive and asked.drive_type(drive + "\\") == _REMOTE_DRIVE:
        return Place(Kind.NETWORK, drive)
    kind = _mount(resolved, asked.mounts())
    return Place(Kind.NETWORK, kind) if _is_network(kind) else Place(Kind.LOCAL)


def _share(text: str) -> str:
    r"""Return SERVER/FOLDER of a share (\\server\folder, also as \\?\UNC\server\folder)."""
    parts = text.replace("\\", "/")
    if parts.upper().startswith("//?/UNC/"):
        parts = "//" + parts[8:]
    if not parts.startswith("//") or parts.startswith(("//?/", "//./")):
        return ""
    return "/".join([part for part in parts.split("/") if part][:2])


def _drive(path: PurePath) -> str:
    drive = path.drive or str(path)[:2]
    return drive.upper() if re.fullmatch("[A-Za-z]:", drive) else ""


def _cloud(path: Path, computer: Computer) -> str:
    roots = [(computer.environment.get(name, ""), "OneDrive") for name in _CLOUD_VARIABLES]
    for root, name in (*roots, *computer.synchronised()):
        if root and (path.is_relative_to(root) or path.is_relative_to(Path(root).resolve())):
            return name
    for part in path.parts[:-1]:
        folder = part.casefold()
        after = _NAMED_AFTER.fullmatch(folder)
        name = _CLOUD_FOLDERS.get(after[1] if after else folder, "")
        if name:
            return name
    for parent in path.parents:
        for marker, name in _MARKERS.items():
            if Path(parent, marker).exists():
                return name
    return ""


def _is_network(kind: str) -> bool:
    if kind.startswith("fuse."):
        return kind.removeprefix("fuse.") not in _LOCAL_FUSE
    return kind in _NETWORK


def _mount(path: PurePath, mounts: Sequence[tuple[str, str]]) -> str:
    """Return the kind of file system of the deepest mount that holds a path; the later of two."""
    found, deepest = "", -1
    for point, kind in mounts:
        if path.is_relative_to(point) and len(point) >= deepest:
            found, deepest = kind, len(point)
    return found


def this_computer() -> Computer:
    """Return how this computer is asked."""
    return Computer(os.environ, _mounts, _windows_drive_type, _registered)


def _mounts() -> list[tuple[str, str]]:
    """Return what is mounted; nothing on Windows, which has drives."""
    if sys.platform == "win32":
        return []
    if sys.platform == "darwin":
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        return from_mac_mounts(done.stdout)
    known = Path("/proc/self/mountinfo")
    return from_mountinfo(known.read_text(encoding="utf-8")) if known.exists() else []


def from_mountinfo(text: str) -> list[tuple[str, str]]:
    """Read Linux's list: the mount point is the fifth field, the kind the first after a dash."""
    found = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(), after.split()
        if len(fields) >= 5 and kinds:
            found.append((_unescaped(fields[4]), kinds[0]))
    return found


def _unescaped(name: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), name)


def from_mac_mounts(text: str) -> list[tuple[str, str]]:
    """Read what macOS's mount prints: "//sam@server/share on /Volumes/share (smbfs, nodev)"."""
    lines = (re.fullmatch(r".+? on (/.*) \((\w+)(?:,.*)?\)", line) for line in text.splitlines())
    return [(line[1], line[2]) for line in lines if line]


def _windows_drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _registered() -> list[tuple[str, str]]:
    """Return the folders that OneDrive keeps on Windows, libraries of SharePoint among them."""
    if sys.platform != "win32":
        return []
    import winreg

    found = []
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _PROVIDERS) as providers:
            for number in range(winreg.QueryInfoKey(providers)[0]):
                with winreg.OpenKey(providers, winreg.EnumKey(providers, number)) as provider:
                    folder = str(winreg.QueryValueEx(provider, "MountPoint")[0])
                    found.append((folder, "OneDrive or SharePoint"))
    except OSError:
        # No such key: OneDrive is not set up here, or one of its folders has just gone.
        return found
    return found


def local_copy_target(path: Path) -> Path:
    """Return where a copy of a desk would be worked on: among the desks of this computer."""
    return files.free_name(paths.desks() / path.name)


def copy_locally(path: Path, folder: Path | None = None) -> Path:
    """Copy a closed desk to a local folder and return the copy, compared by SHA-256.

    Refuses to write over another. What a program that crashed left beside it (-wal) comes too.
    """
    target = local_copy_target(path) if folder is None else folder / path.name
    if target.exists():
        raise Refusal(
            f"There is a desk {target.name} in {target.parent} already.",
            "Nothing was copied.",
            "Open that one, or rename it first.",
        )
    half, half_wal = (files.beside(target, ending) for ending in (".copying", ".copying-wal"))
    wal = files.beside(path, "-wal")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Left by a copy that broke off, or by a desk that was removed: they belong to no file.
        for orphan in (half, half_wal, *(files.beside(target, end) for end in ("-wal", "-shm"))):
            orphan.unlink(missing_ok=True)
        files.need_space(target.parent, path.stat().st_size)
        files.copy(path, half)
        if wal.exists():
            files.copy(wal, half_wal)
            files.move(half_wal, files.beside(target, "-wal"))
        files.move(half, target)
    except OSError as error:
        raise Refusal(
            f"The desk could not be copied: {error.strerror or error}.",
            "The desk itself was not touched.",
            "Look at the space in the folder and at the connection, and try again.",
        ) from error
    finally:
        half.unlink(missing_ok=True)
        half_wal.unlink(missing_ok=True)
    return target
