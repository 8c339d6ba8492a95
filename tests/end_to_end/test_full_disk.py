"""A disk that is full: the change is refused, and nothing that was there is lost."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.end_to_end.test_kill import PASSPHRASE, SOURCE
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk import files, journal
from safeguard_desk.desk.opening import create, open_desk
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Paper
from safeguard_desk.work import papers, setting_up

LARGE = papers.Content("pack.pdf", "application/pdf", os.urandom(4_000_000))
SMALL = papers.Content("note.txt", "text/plain", b"A line.")
LIMITED = """
import json, resource, sys
from pathlib import Path
from safeguard_desk.desk.keys import Key
from safeguard_desk.desk.opening import open_desk
from safeguard_desk.errors import Refusal
from safeguard_desk.work import papers

path, raw, salt, meeting = sys.argv[1:]
desk = open_desk(Path(path), Key(bytes.fromhex(raw), bytes.fromhex(salt)), backups=False)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

def attach(title, size):
    content = papers.Content(title, "text/plain", bytes(range(256)) * (size // 256))
    try:
        desk.change("Attach", lambda uow: papers.attach(uow, meeting, title, content))
    except Refusal as refusal:
        return str(refusal)
    return "kept"

said = [attach("before", 1000)]
resource.setrlimit(resource.RLIMIT_FSIZE, (Path(path).stat().st_size + 1_000_000, hard))
said.append(attach("too large", 8_000_000))
said.append(attach("small", 1000))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
said.append(attach("after", 8_000_000))
said.append([str(fault) for fault in desk.check().faults])
desk.close()
print(json.dumps(said))
"""


@pytest.fixture
def harrow(tmp_path: Path) -> Iterator[Harrow]:
    desk = create(tmp_path / "Harrow.desk", PASSPHRASE, who="tester")
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    yield settled(desk, TestClock())
    desk.close()


def test_a_desk_that_may_not_grow_refuses_and_goes_on(harrow: Harrow) -> None:
    meeting = harrow.plan()
    engine = harrow.desk.engine
    full = True

    def keep_small(connection: object, _: object, __: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 50 if full else 1_000_000}")

    event.listen(engine, "checkout", keep_small)
    with pytest.raises(Refusal, match="The disk is full") as refused:
        harrow.do(papers.attach, meeting, "", LARGE)
    assert "Everything acknowledged before is kept" in refused.value.kept
    harrow.do(papers.attach, meeting, "", SMALL)
    assert [paper.title for paper in harrow.all(Paper)] == ["note.txt"]
    assert harrow.desk.check().faults == ()
    full = False
    harrow.do(papers.attach, meeting, "", LARGE)
    assert len(harrow.all(Paper)) == 2
    assert harrow.desk.check().faults == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_write_that_the_system_refuses_loses_nothing(harrow: Harrow) -> None:
    meeting, desk = harrow.plan(), harrow.desk
    path, key = desk.path, desk.key
    desk.close()
    done = subprocess.run(
        [
            *(sys.executable, "-c", LIMITED, str(path)),
            *(key.raw.hex(), key.salt.hex(), meeting),
        ],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    before, too_large, small, after, faults = json.loads(done.stdout)
    assert (before, after, faults) == ("kept", "kept", [])
    assert "Everything acknowledged before is kept." in too_large
    assert small == "kept" or "Everything acknowledged before is kept." in small
    again = open_desk(path, key, who="tester")
    kept = Harrow(again, harrow.clock)
    titles = {paper.title for paper in kept.all(Paper)}
    assert {"before", "after"} <= titles
    assert "too large" not in titles
    assert again.check().faults == ()
    again.close()


def test_a_desk_that_finds_no_room_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "found", full)
    with pytest.raises(Refusal, match="The disk is full"):
        create(tmp_path / "new.desk", PASSPHRASE, who="tester")
    assert list(tmp_path.iterdir()) == []


def test_what_a_copy_needs_is_told_with_the_room_it_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "free_space", lambda _: 2 << 20)
    with pytest.raises(Refusal, match="17 MB are needed, 2 MB are free"):
        files.need_space(tmp_path, 500_000)
