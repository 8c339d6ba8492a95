"""Where a desk lies, told from facts about the computer; no drive is asked."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from safeguard_desk import paths
from safeguard_desk.desk import files, location
from safeguard_desk.desk.files import sha256
from safeguard_desk.desk.location import Computer, Kind, copy_locally, where
from safeguard_desk.errors import Refusal

LINUX = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
31 22 0:27 / /home/sam/Shared\\040Drive rw,nosuid shared:9 - cifs //server/share rw
32 22 0:28 / /home/sam/keys rw shared:9 - fuse.sshfs sam@host:/ rw
33 22 0:29 / /home/sam/private rw shared:9 - fuse.gocryptfs /x rw
34 22 0:30 / /mnt/team rw shared:9 - ext4 /dev/vdb rw
35 34 0:31 / /mnt/team rw shared:9 - nfs4 server:/team rw
36 22 0:32 / /home/sam/gdrive rw shared:9 - fuse.rclone gdrive: rw
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//sam@server/Business%20Unit on /Volumes/Business Unit (smbfs, nodev, nosuid, mounted by sam)
"""


def computer(
    *,
    environment: dict[str, str] | None = None,
    mounts: Sequence[tuple[str, str]] = (("/", "ext4"),),
    drives: dict[str, int] | None = None,
    synchronised: Sequence[tuple[str, str]] = (),
) -> Computer:
    return Computer(
        environment or {},
        lambda: mounts,
        lambda root: (drives or {}).get(root, 3),
        lambda: synchronised,
    )


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/sam/Harrow.desk", ""),
        ("/home/sam/Shared Drive/Harrow.desk", "cifs"),
        ("/home/sam/keys/deep/down/Harrow.desk", "fuse.sshfs"),
        ("/home/sam/gdrive/Harrow.desk", "fuse.rclone"),
        ("/home/sam/private/Harrow.desk", ""),
        ("/mnt/team/Harrow.desk", "nfs4"),
    ],
)
def test_a_linux_mount_tells_a_network_drive(path: str, kind: str) -> None:
    place = where(Path(path), computer(mounts=location.from_mountinfo(LINUX)))
    assert place == (location.Place(Kind.NETWORK, kind) if kind else location.Place(Kind.LOCAL))


def test_a_mac_mount_tells_a_network_drive() -> None:
    mac = computer(mounts=location.from_mac_mounts(MAC))
    assert where(Path("/Volumes/Business Unit/Harrow.desk"), mac).name == "smbfs"
    assert where(Path("/Users/sam/Harrow.desk"), mac).safe


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (r"\\server\share\Harrow.desk", "server/share"),
        ("//server/share/Harrow.desk", "server/share"),
        (r"\\?\UNC\server\share\Harrow.desk", "server/share"),
        (r"Z:\Boards\Harrow.desk", "Z:"),
        (r"z:\Harrow.desk", "Z:"),
    ],
)
def test_a_windows_share_and_a_mapped_drive_are_network_drives(path: str, name: str) -> None:
    place = where(Path(path), computer(drives={"Z:\\": 4}))
    assert (place.kind, place.name) == (Kind.NETWORK, name)
    assert "network drive" in place.words
    assert not place.safe


@pytest.mark.parametrize("path", [r"C:\Users\sam\Harrow.desk", r"\\?\C:\Users\sam\Harrow.desk"])
def test_a_drive_of_this_computer_is_local(path: str) -> None:
    place = where(Path(path), computer(drives={"Z:\\": 4}))
    assert place == location.Place(Kind.LOCAL)
    assert place.words == ""


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Harrow Council", "OneDrive"),
        ("Dropbox (Harrow)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("com~apple~CloudDocs", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Box", "Box"),
        ("SharePoint", "SharePoint"),
    ],
)
def test_a_folder_named_after_a_cloud_is_synchronised(
    tmp_path: Path, folder: str, name: str
) -> None:
    place = where(tmp_path / folder / "Boards" / "Harrow.desk", computer())
    assert (place.kind, place.name) == (Kind.CLOUD, name)
    assert f"{name} synchronises" in place.words


@pytest.mark.parametrize("folder", ["Boxes", "Onedriver", "Case Review", "Sync notes", "Mailbox"])
def test_a_folder_that_only_sounds_like_a_cloud_is_local(tmp_path: Path, folder: str) -> None:
    assert where(tmp_path / folder / "Harrow.desk", computer()).safe


def test_a_desk_may_itself_be_named_after_a_cloud(tmp_path: Path) -> None:
    assert where(tmp_path / "Dropbox", computer()).safe


def test_the_folder_that_onedrive_names_is_synchronised_whatever_it_is_called(
    tmp_path: Path,
) -> None:
    place = where(
        tmp_path / "Work" / "Harrow.desk",
        computer(environment={"OneDriveCommercial": str(tmp_path / "Work")}),
    )
    assert place.name == "OneDrive"


def test_a_library_of_sharepoint_is_known_from_the_registry(tmp_path: Path) -> None:
    library = tmp_path / "Harrow Council" / "HSCB - Documents"
    known = computer(synchronised=[(str(library), "OneDrive or SharePoint")])
    assert where(library / "Harrow.desk", known).name == "OneDrive or SharePoint"
    assert where(tmp_path / "Harrow Council" / "Harrow.desk", known).safe


def test_a_folder_with_the_mark_of_a_synchroniser_is_synchronised(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert where(tmp_path / "deep" / "Harrow.desk", computer()).name == "Syncthing"


def test_a_link_into_a_cloud_is_followed(tmp_path: Path) -> None:
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    (cloud / "Harrow.desk").write_bytes(b"x")
    link = tmp_path / "Harrow.desk"
    link.symlink_to(cloud / "Harrow.desk")
    assert where(link, computer()).name == "Dropbox"


def test_this_computer_can_be_asked(tmp_path: Path) -> None:
    assert where(tmp_path / "Harrow.desk") == where(
        tmp_path / "Harrow.desk", location.this_computer()
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "share" / "Harrow.desk"
    path.parent.mkdir()
    path.write_bytes(os.urandom(100_000))
    return path


def test_a_desk_is_copied_to_this_computer_byte_for_byte(desk: Path, tmp_path: Path) -> None:
    copy = copy_locally(desk, tmp_path / "local")
    assert sha256(copy) == sha256(desk)
    assert os.listdir(copy.parent) == ["Harrow.desk"]


def test_what_a_crashed_program_left_beside_the_desk_is_copied_too(
    desk: Path, tmp_path: Path
) -> None:
    files.beside(desk, "-wal").write_bytes(b"what was acknowledged")
    copy = copy_locally(desk, tmp_path / "local")
    assert files.beside(copy, "-wal").read_bytes() == b"what was acknowledged"


def test_what_lies_about_from_a_desk_that_was_removed_does_not_join_the_copy(
    desk: Path, tmp_path: Path
) -> None:
    local = tmp_path / "local"
    local.mkdir()
    files.beside(local / "Harrow.desk", "-wal").write_bytes(b"of another desk")
    copy_locally(desk, local)
    assert os.listdir(local) == ["Harrow.desk"]


def test_a_copy_goes_among_the_desks_of_this_computer_under_a_name_that_is_free(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))
    assert copy_locally(desk).name == "Harrow.desk"
    assert copy_locally(desk) == tmp_path / "home" / "desks" / "Harrow-2.desk"


def test_a_copy_never_goes_over_another_desk(desk: Path, tmp_path: Path) -> None:
    local = tmp_path / "local"
    local.mkdir()
    (local / "Harrow.desk").write_bytes(b"mine")
    with pytest.raises(Refusal, match="already"):
        copy_locally(desk, local)
    assert (local / "Harrow.desk").read_bytes() == b"mine"


def test_a_desk_that_changes_while_it_is_copied_is_refused_and_leaves_nothing(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sha256

    def meanwhile(path: Path) -> str:
        if path == desk:
            desk.write_bytes(b"another")
        return real(path)

    monkeypatch.setattr(files, "sha256", meanwhile)
    with pytest.raises(Refusal, match="changed while it was copied"):
        copy_locally(desk, tmp_path / "local")
    assert os.listdir(tmp_path / "local") == []


def test_a_disk_without_space_is_refused_before_anything_is_copied(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "free_space", lambda _: 1000)
    with pytest.raises(Refusal, match="too full"):
        copy_locally(desk, tmp_path / "local")
    assert os.listdir(tmp_path / "local") == []


def test_a_disk_that_fails_while_copying_leaves_nothing(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refusal, match="Input/output error"):
        copy_locally(desk, tmp_path / "local")
    assert os.listdir(tmp_path / "local") == []
    assert desk.stat().st_size == 100_000
