"""What is handed over: the wheel, the pinned packages, and the one command for all of it."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import safeguard_desk

TOP = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]


def ran(*words: str | Path, **variables: str) -> str:
    command = [sys.executable, *map(str, words)]
    env = {**os.environ, **variables}
    return subprocess.run(
        command, cwd=TOP, env=env, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", TOP / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    ran("-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (made,) = folder.glob("*.whl")
    zipfile.ZipFile(made).extractall(folder / "unpacked")
    return folder / "unpacked"


def files_of(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix() for p in found if "__pycache__" not in p.parts}


def test_the_newest_change_is_the_version_of_the_program() -> None:
    headings = re.findall(r"^## (\S+)", (TOP / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == safeguard_desk.__version__


def test_the_wheel_carries_the_whole_program_and_nothing_else(wheel: Path) -> None:
    held = files_of(wheel / "safeguard_desk")
    expected = files_of(TOP / "src" / "safeguard_desk")
    expected |= {f"resources/{name}" for name in files_of(TOP / "resources")}
    assert held == expected
    assert any(name.startswith("desk/migrations/versions/0001_") for name in held)
    assert {path.name.partition("-")[0] for path in wheel.iterdir()} == {"safeguard_desk"}


def test_the_program_in_the_wheel_finds_its_fonts_and_makes_a_desk(
    wheel: Path, tmp_path: Path
) -> None:
    from_wheel = {"PYTHONPATH": str(wheel), "SAFEGUARD_DESK_HOME": str(tmp_path)}
    look = "from safeguard_desk.resources import file; print(file('fonts/Carlito-Regular.ttf'))"
    assert Path(ran("-c", look, **from_wheel).strip()).is_relative_to(wheel)
    desk = tmp_path / "Trial.desk"
    ran(
        "-m", "safeguard_desk", "new", desk, "--partnership", "Trial",
        **from_wheel, SAFEGUARD_DESK_PASSPHRASE="long enough for a trial",
    )  # fmt: skip
    assert desk.stat().st_size > 0


def test_both_programs_of_the_wheel_lead_to_one_door(wheel: Path) -> None:
    (told,) = wheel.glob("*.dist-info/entry_points.txt")
    assert re.findall(r"^(\S+) = (\S+)$", told.read_text("utf-8"), re.M) == [
        ("safeguard-desk", "safeguard_desk.__main__:main"),
        ("safeguard-desk-window", "safeguard_desk.__main__:main"),
    ]


def pins() -> dict[str, str]:
    lines = (TOP / "packaging" / "constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def test_every_package_that_is_installed_for_us_is_pinned() -> None:
    extras = PROJECT["optional-dependencies"]
    asked = [Requirement(text) for text in (*PROJECT["dependencies"], *extras["dev"])]
    seen: dict[str, Requirement] = {}
    while asked:
        needed = asked.pop()
        name = canonicalize_name(needed.name)
        if name in seen or (needed.marker and not needed.marker.evaluate({"extra": ""})):
            continue
        seen[name] = needed
        asked += map(Requirement, metadata.requires(name) or [])
    assert {"sqlalchemy", "shiboken6", "pluggy"} <= set(seen)
    assert set(seen) - set(pins()) == set()


def test_what_windows_alone_needs_is_pinned_too() -> None:
    assert {"tzdata", "colorama"} <= set(pins())


def test_a_pin_satisfies_what_the_program_asks_for() -> None:
    asked = map(Requirement, PROJECT["dependencies"])
    poor = {r.name for r in asked if pins()[canonicalize_name(r.name)] not in r.specifier}
    assert poor == set()


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_a_missing_library_is_named_by_its_package(
    dev: ModuleType, library: str, package: str
) -> None:
    assert dev.package_of(library) == package


def test_who_may_not_install_is_told_the_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "missing_libraries", lambda window: ["libEGL.so.1"])
    monkeypatch.setattr(dev, "on_debian_as_root", lambda: False)
    with pytest.raises(dev.Trouble, match=r"sudo apt-get install .* libegl1$"):
        dev.check_libraries(window=False)


def test_what_the_loader_does_not_find_is_missing(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "\tlibEGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n"
    own = "\tlibQt6Gui.so.6 => not found\n"  # found beside it at run time
    monkeypatch.setattr(dev, "qt_folder", lambda: Path("Qt"))
    monkeypatch.setattr(dev, "answer", lambda *_: told + own)
    monkeypatch.setattr(dev.shutil, "which", lambda _: "ldd")
    monkeypatch.setattr(dev.sys, "platform", "linux")
    assert dev.missing_libraries(window=True) == ["libEGL.so.1"]


def test_the_environment_is_made_anew_for_other_packages_only(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packaging").mkdir()
    project = Path(shutil.copy(TOP / "pyproject.toml", tmp_path))
    pinned = Path(shutil.copy(TOP / "packaging" / "constraints.txt", tmp_path / "packaging"))
    monkeypatch.setattr(dev, "TOP", tmp_path)
    first = dev.wanted_state()
    project.write_text(project.read_text("utf-8") + "\n[tool.other]\nkey = 1\n", "utf-8")
    assert dev.wanted_state() == first
    pinned.write_text(pinned.read_text("utf-8") + "another==1\n", "utf-8")
    assert dev.wanted_state() != first


def test_each_verb_of_the_one_command_has_examples(dev: ModuleType) -> None:
    assert [verb.__name__ for verb in dev.VERBS] == [
        "run",
        "demo",
        "test",
        "bench",
        "docs",
        "build",
    ]
    for verb, examples in dev.VERBS.items():
        help_text = ran("packaging/dev.py", verb.__name__, "--help")
        assert all(f"python3 packaging/dev.py {example}" in help_text for example in examples)
        assert all(example.split()[0] == verb.__name__ for example in examples)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mark for programs")
def test_a_clean_clone_is_checked_by_a_program() -> None:
    assert os.access(TOP / ".ci" / "run", os.X_OK)
    assert "packaging/dev.py test" in (TOP / ".ci" / "run").read_text("utf-8")
