#!/usr/bin/env python3
"""Everything that is done with the checkout, in one command and an environment of its own.

    python3 packaging/dev.py demo            open the demonstration desk
    python3 packaging/dev.py test            lint, types, import contracts and all tests
    python3 packaging/dev.py run FILE        open the program
    python3 packaging/dev.py bench           measure speed
    python3 packaging/dev.py docs            paint the guide's pictures, write its page of keys
    python3 packaging/dev.py build           make the wheel and a folder that runs without Python

Only Python 3.11 or newer with pip is needed; the rest is installed beside the checkout in .venv.
"""

import argparse
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"
if THIS not in SUPPORTED:  # asked before any line that another Python would stumble over
    better = [f"python{name}" for name in SUPPORTED if shutil.which(f"python{name}")]
    sys.exit(
        f"Safeguard Desk needs Python {SUPPORTED[0]} to {SUPPORTED[-1]}; this is {THIS}."
        f" {'There is ' + better[-1] + ' here: use that' if better else 'Install a newer one'}."
    )

TOP = Path(__file__).resolve().parent.parent
ENVIRONMENT = TOP / ".venv"
CONSTRAINTS = "packaging/constraints.txt"
PASSPHRASE = "demonstration desk only"  # noqa: S105 - nothing secret is in that desk
PICTURED = "2026-11-23"
"""The day on which the demonstration's pictures are taken."""
GUIDE = (
    *("window", "meeting-1", "meeting-3", "meeting-4", "calendar", "planner"),
    *("forward-plan", "build-agenda", "returns", "history"),
    *("today", "sending", "attendance", "meeting-2", "find-anything", "minutes-proposals"),
    *("figures", "cases", "thread", "boards-broken", "boards-risk-map", "boards-priorities-map"),
    *("audits-programme", "audits-grades", "audits-impact", "LD-training-year", "LD-evaluation"),
    *("LD-needs", "directory-accountability"),
)
"""The pictures that README and guide show."""
KEY = {"SAFEGUARD_DESK_PASSPHRASE": PASSPHRASE}
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""What Python has compiled is kept: many programs are started, and each would compile it anew."""
WINDOWS = sys.platform == "win32"
PYTEST = ("-m", "pytest", "-q", "--dist", "worksteal", "-n")
BASE = getattr(sys, "_base_executable", "") or sys.executable
"""This Python, or the one behind it when it is an environment's (perhaps the one made anew)."""
DRAWING = (
    *(f"lib/libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "PrintSupport", "Svg")),
    "plugins/platforms/libqoffscreen.so",
    "plugins/iconengines/libqsvgicon.so",
)
"""The parts of Qt that every use of the window needs, also a test without a display."""
ODD_PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}
"""Packages of Debian that are not called after their library."""


class Trouble(Exception):
    """Something on this machine that its owner can put right; told in a line."""


def say(text: str) -> None:
    """Print a line at once, in order with what other programs print."""
    print(text, flush=True)


def call(
    *command: str | Path, variables: dict[str, str] | None = None, cwd: Path | None = TOP
) -> int:
    """Run a program, in the checkout unless told otherwise, and return what it returns."""
    words = [str(part) for part in command]
    return subprocess.call(words, cwd=cwd, env={**os.environ, **COMPILED, **(variables or {})})


def answer(*command: str | Path, variables: dict[str, str] | None = None) -> str | None:
    """Run a program and return what it prints, or None where it cannot be run or fails."""
    words = [str(part) for part in command]
    spoken = {**os.environ, "PYTHONUTF8": "1", **(variables or {})}
    try:
        done = subprocess.run(words, env=spoken, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8").strip() if done.returncode == 0 else None


def python() -> Path:
    """Return the environment's Python."""
    return ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")


def tool(name: str) -> Path:
    """Return a program of the environment."""
    return python().with_name(name + (".exe" if WINDOWS else ""))


def prepare(*, window: bool = False) -> None:
    """Make the environment, or leave it as it is where it is whole and current."""
    mark, state = ENVIRONMENT / "made-from", wanted_state()
    if not (mark.exists() and mark.read_text("utf-8") == state and qt_folder()):
        make_environment()
        mark.write_text(state, "utf-8")
    check_libraries(window=window)


def wanted_state() -> str:
    """Return what the environment is made from and for, as one word."""
    import tomllib  # noqa: PLC0415 - an older Python, which has none, must get as far as the top

    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
    made_from = (
        sys.version, str(TOP), (TOP / CONSTRAINTS).read_text("utf-8"),
        project["project"], project["build-system"],
    )  # fmt: skip
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


def qt_folder() -> Path | None:
    """Return where the environment keeps Qt, or None when the environment is broken."""
    names = "pytest", "sqlalchemy", "safeguard_desk", "PySide6"
    look = f"from importlib.util import find_spec as f; print([f(n).origin for n in {names}][-1])"
    found = answer(python(), "-c", look)
    return Path(found).parent / "Qt" if found else None


def make_environment() -> None:
    """Make the environment anew with the pinned packages."""
    say(f"Making the environment in {ENVIRONMENT} (once; takes a few minutes) ...")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if call(BASE, "-m", "venv", *([] if can_give_pip() else ["--without-pip"]), ENVIRONMENT):
        raise Trouble(f"{ENVIRONMENT} could not be made. Is a program from it still open?")
    if install("-e", ".[dev]") or not qt_folder():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise Trouble("The packages could not be installed: see above. Is there a network?")


def install(*what: str) -> int:
    """Install packages at their pinned versions, also those that only build."""
    own_pip = answer(python(), "-m", "pip", "--version") is not None
    pip = [python(), "-m", "pip"] if own_pip else [BASE, "-m", "pip", "--python", python()]
    # Both variables reach the build's own environment, the second from pip 25.3 on. They are split
    # at spaces, so the path is the one from the checkout's top.
    pins = {"PIP_CONSTRAINT": CONSTRAINTS, "PIP_BUILD_CONSTRAINT": CONSTRAINTS}
    options = "--disable-pip-version-check", "-qq", "-c", CONSTRAINTS
    return call(*pip, "install", *options, *what, variables=pins)


def can_give_pip() -> bool:
    """Say whether a new environment gets a pip of its own; if not, this Python's pip must serve.

    Debian keeps what gives it in a package of its own, which is installed only when there is no
    other way: pip can fill another environment from 22.3 on.
    """
    if importlib.util.find_spec("ensurepip"):
        return True
    pip = answer(BASE, "-m", "pip", "--version")  # "pip 23.2.1 from ..."
    if pip and tuple(map(int, pip.split()[1].split(".")[:2])) >= (22, 3):
        return False
    install_packages([f"python{THIS}-venv"], "This Python has neither venv nor a pip to fill one.")
    importlib.invalidate_caches()
    return True


def on_debian_as_root() -> bool:
    """Say whether missing packages of the system can be installed without asking."""
    return bool(shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0)


def install_packages(names: list[str], why: str) -> None:
    """Install packages of the system as root on Debian; elsewhere name the command."""
    command = f"apt-get install -y --no-install-recommends {' '.join(names)}"
    if not on_debian_as_root():
        raise Trouble(f"{why}\nOn Debian or Ubuntu: sudo {command}")
    say(f"{why}\nInstalling: {command}")
    call("apt-get", "update", "-q")
    if call(*command.split(), "-q", variables={"DEBIAN_FRONTEND": "noninteractive"}):
        raise Trouble(f"That did not work. Try it by hand: {command}")


def check_libraries(*, window: bool) -> None:
    """Find what Qt lacks on Linux, name it, and install it where that can be done."""
    missing = missing_libraries(window=window)
    if not missing:
        return
    why = f"Qt needs libraries that this system lacks: {', '.join(missing)}."
    install_packages(sorted({package_of(name) for name in missing}), why)
    left = missing_libraries(window=window)
    if left:
        raise Trouble(f"Still missing: {', '.join(left)}.")


def package_of(library: str) -> str:
    """Return the package that brings a library: its name and version (Debian Policy 8.1)."""
    name, version = library.split(".so.")
    joint = "-" if name[-1].isdigit() else ""
    return ODD_PACKAGES.get(library, f"{name}{joint}{version}".lower().replace("_", "-"))


def missing_libraries(*, window: bool) -> list[str]:
    """Return the libraries that Qt's parts in use ask for and the system does not have."""
    folder = qt_folder()
    if folder is None or not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return []
    display = "xcb" if os.environ.get("DISPLAY") else "wayland"
    parts = [*DRAWING, *([f"plugins/platforms/libq{display}.so"] if window else [])]
    lines = [line for part in parts for line in (answer("ldd", folder / part) or "").splitlines()]
    names = {line.split()[0] for line in lines if "not found" in line}
    return sorted(name for name in names if not name.startswith("libQt6"))


def has_display() -> bool:
    """Say whether a window can be shown."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def program(*arguments: str | Path, key: dict[str, str] | None = None) -> int:
    """Run Safeguard Desk where the caller is."""
    return call(python(), "-m", "safeguard_desk", *arguments, variables=key, cwd=None)


def run(arguments: argparse.Namespace) -> int:
    """Open the program, or run one of its commands; what follows goes to it."""
    shows = not arguments.rest or arguments.rest[0].endswith(".desk")
    prepare(window=shows and has_display())
    return program(*arguments.rest)


def demo(arguments: argparse.Namespace) -> int:
    """Make the demonstration desk and open it; without a display, write its papers instead."""
    prepare(window=has_display())
    folder = Path(arguments.to).absolute() if arguments.to else local_folder()
    desk = folder / "Harrow demonstration.desk"
    for old in folder.glob(f"{desk.stem}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    today = ["--today", arguments.today] if arguments.today else []
    if program("demo", desk, *today, key=KEY):
        return 1
    say(f"The demonstration desk: {desk}\nIts passphrase: {PASSPHRASE}")
    if has_display():
        return program(desk, key=KEY)
    return demonstration_papers(desk, folder / "papers", today)


def local_folder() -> Path:
    """Return where the demonstration goes: this computer's local data, never a shared folder."""
    look = "from safeguard_desk import paths; print(paths.desks().with_name('demonstration'))"
    return Path(answer(python(), "-c", look) or TOP / "build" / "demonstration")


def demonstration_papers(desk: Path, folder: Path, today: list[str]) -> int:
    """Write the demonstration's papers to a folder, where no window can be shown."""
    folder.mkdir(exist_ok=True)
    ask: list[str | Path] = ["list", desk, "meetings", "--json", *today]
    meetings = json.loads(answer(python(), "-m", "safeguard_desk", *ask, variables=KEY) or "[]")
    held = [meeting["ref"] for meeting in meetings if meeting["status"] == "held"][:3]
    jobs = [("minutes", ref, ["--meeting", ref]) for ref in held]
    jobs += [("agenda", ref, ["--meeting", ref]) for ref in held]
    jobs += [("tracker", code, ["--group", code]) for code in ("QA", "LD", "CR")]
    jobs += [("board-report", board, ["--board", board]) for board in ("HSCB", "HSAB")]
    failed = 0
    for kind, name, options in jobs:
        for suffix in ("pdf", "docx"):
            out = folder / f"{kind} {name}.{suffix}"
            failed += program("paper", kind, desk, "-o", out, *options, *today, key=KEY) != 0
    say(f"There is no display here, so the demonstration's papers were written to {folder}")
    return 1 if failed or not held else 0


def test(arguments: argparse.Namespace) -> int:
    """Run lint, types, contracts and all tests, whatever fails; what follows goes to pytest."""
    prepare()
    workers = str(min(os.cpu_count() or 1, 8))
    steps: dict[str, list[str | Path]] = {
        "lint": [tool("ruff"), "check", "."],
        "format": [tool("ruff"), "format", "--check", "."],
        "types": [python(), "-m", "mypy"],
        "import contracts": [tool("lint-imports")],
        "tests": [python(), *PYTEST, workers, *arguments.rest],
    }
    results = {}
    for name, command in steps.items():
        say(f"\n== {name}")
        results[name] = call(*command, variables=OFFSCREEN)
    say("\n== summary")
    for name, code in results.items():
        say(f"{'ok  ' if code == 0 else 'FAIL'}  {name}")
    failed = [name for name, code in results.items() if code]
    say(f"Failed: {', '.join(failed)}." if failed else "All is well.")
    return 1 if failed else 0


def bench(arguments: argparse.Namespace) -> int:
    """Measure speed, as ratios within one run; what follows goes to pytest."""
    prepare()
    command = ["-m", "pytest", "tests/benchmarks", "-m", "bench", "-s", "-q", *arguments.rest]
    return call(python(), *command, variables=OFFSCREEN)


def docs(_: argparse.Namespace) -> int:
    """Paint the pictures of README and guide from the demonstration, and write the page of keys."""
    prepare()
    folder = TOP / "build" / "docs"
    desk, pictures = folder / "Harrow.desk", folder / "pictures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if program("demo", desk, "--today", PICTURED, key=KEY):
        return 1
    paint: list[str | Path] = [
        python(),
        TOP / "packaging/pictures.py",
        desk,
        pictures,
        "--today",
        PICTURED,
    ]
    if call(*paint, variables=KEY | OFFSCREEN):
        return 1
    for name in GUIDE:
        shutil.copy(pictures / "light" / f"{name}-1366.png", TOP / "docs/pictures" / f"{name}.png")
    shutil.copy(pictures / "keys.md", TOP / "docs/user-guide/keys.md")
    say(f"All pictures, light and dark, in two sizes: {pictures}")
    return 0


def build(_: argparse.Namespace) -> int:
    """Make the wheel, and with PyInstaller a folder that runs without Python, in dist/."""
    prepare()
    if call(python(), "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"):
        return 1
    if install("pyinstaller"):
        say("PyInstaller is not to be had here: only the wheel was made.")
        return 0
    spec = "packaging/pyinstaller/desk.spec"
    if call(python(), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", spec):
        return 1
    return try_out(TOP / "dist" / "safeguard-desk")


def try_out(folder: Path) -> int:
    """Make a desk and a paper with the built program: migrations, fonts and writers are in it."""
    built = folder / ("safeguard-desk.exe" if WINDOWS else "safeguard-desk")
    with tempfile.TemporaryDirectory() as place:
        alone = {**KEY, "SAFEGUARD_DESK_HOME": place}
        desk, paper = Path(place, "Trial.desk"), Path(place, "agenda")
        agenda = "paper", "agenda", desk, "--meeting", "QA-2026-11-17", "-o"
        steps: list[tuple[str | Path, ...]] = [
            ("new", desk, "--partnership", "Trial"),
            ("plan", desk, "--group", "QA", "--date", "2026-11-17"),
            (*agenda, paper.with_suffix(".pdf")),
            (*agenda, paper.with_suffix(".docx")),
        ]
        if any(call(built, *step, variables=alone) for step in steps):
            return 1
    say(f"Made and tried out: {folder}")
    return 0


VERBS = {
    run: ("run", "run Harrow.desk", "run clock notification 2026-11-17"),
    demo: ("demo", "demo --to trial --today 2026-11-17"),
    test: ("test", "test tests/rules -k quoracy"),
    bench: ("bench", "bench -k filter"),
    docs: ("docs",),
    build: ("build",),
}
"""What can be asked for, with examples."""


def main() -> int:
    """Do what was asked for; trouble with the machine is told in a line."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    verbs = parser.add_subparsers(required=True, metavar="run | demo | test | bench | docs | build")
    for verb, examples in VERBS.items():
        says = (verb.__doc__ or "").splitlines()[0]
        epilog = "\n  python3 packaging/dev.py ".join(("examples:", *examples))
        sub = verbs.add_parser(
            verb.__name__, help=says, description=says, epilog=epilog, formatter_class=plain
        )
        sub.set_defaults(verb=verb)
        if verb is demo:
            sub.add_argument("--to", metavar="FOLDER", help="where to make it (local data)")
            sub.add_argument("--today", metavar="DATE", help="the day the story ends on")
    words, rest = sys.argv[1:], []
    if words[:1] in (["run"], ["test"], ["bench"]) and words[1:2] not in (["-h"], ["--help"]):
        words, rest = words[:1], words[1:]  # the rest is for the program that is run
    arguments = parser.parse_args(words, argparse.Namespace(rest=rest))
    try:
        return int(arguments.verb(arguments))
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except OSError as error:
        say(f"This computer refused: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
