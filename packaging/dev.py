#!/usr/bin/env python3
"""Everything that is done with the checkout, in one command and an environment of its own.

    python3 packaging/dev.py demo            open the demonstration desk
    python3 packaging/dev.py test            lint, types, import contracts and all tests
    python3 packaging/dev.py run FILE        open the program
    python3 packaging/dev.py bench           measure speed
    python3 packaging/dev.py build           make the wheel

Only Python 3.11 or newer with pip is needed; the rest is installed beside the checkout in .venv.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
ENVIRONMENT = TOP / ".venv"
CONSTRAINTS = TOP / "packaging" / "constraints.txt"
PASSPHRASE = "demonstration desk only"  # noqa: S105 - nothing secret is in that desk
WINDOWS = sys.platform == "win32"
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libnss3.so": "libnss3",
}
"""Which Debian package brings a library that Qt asks for."""


class Trouble(Exception):
    """Something on this machine that its owner can put right; told in a line."""


def say(text: str) -> None:
    """Print a line at once, in order with what other programs print."""
    print(text, flush=True)


def call(*command: str | Path, **options: object) -> int:
    """Run a program in the checkout and return what it returns."""
    return subprocess.call([str(part) for part in command], cwd=TOP, **options)  # type: ignore[arg-type]


def python() -> Path:
    """Return the environment's Python."""
    return ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")


def tool(name: str) -> Path:
    """Return a program of the environment."""
    return python().with_name(name + (".exe" if WINDOWS else ""))


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
    if call(*command.split(), "-q", env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}):
        raise Trouble(f"That did not work. Try it by hand: {command}")


def wanted_state() -> str:
    """Return what the environment is made from, as one word."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (CONSTRAINTS, TOP / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare() -> None:
    """Make the environment, or leave it as it is when it is complete and current."""
    mark, state = ENVIRONMENT / "made-from", wanted_state()
    if not (mark.exists() and mark.read_text() == state and python().exists()):
        make_environment()
        mark.write_text(state)
    check_libraries()


def make_environment() -> None:
    """Make the environment anew with the pinned packages."""
    say(f"Making the environment in {ENVIRONMENT} (once; takes a few minutes) ...")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if call(sys.executable, "-m", "venv", ENVIRONMENT):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        install_packages([f"python{version}-venv"], "Python's venv is not complete here.")
        if call(sys.executable, "-m", "venv", ENVIRONMENT):
            raise Trouble("No environment could be made.")
    pip = (python(), "-m", "pip", "--disable-pip-version-check", "install", "-q")
    if call(*pip, "-c", CONSTRAINTS, "-e", f"{TOP}[dev]"):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise Trouble("The packages could not be installed: see above. Is there a network?")


def check_libraries() -> None:
    """Find what Qt lacks on Linux, name it, and install it where that can be done."""
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return
    missing = missing_libraries()
    if missing:
        known = sorted({PACKAGES[name] for name in missing if name in PACKAGES})
        unknown = [name for name in missing if name not in PACKAGES]
        why = f"Qt needs libraries that this system lacks: {', '.join(missing)}."
        if unknown:
            why += f" No package is known for {', '.join(unknown)}."
        if not known:
            raise Trouble(why)
        install_packages(known, why)
        left = missing_libraries()
        if left:
            say(f"Still missing: {', '.join(left)}.")


def missing_libraries() -> list[str]:
    """Return the libraries that Qt's parts in use ask for and the system does not have."""
    where = "import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent)"
    folder = Path(subprocess.check_output([python(), "-c", where], text=True).strip())
    parts = [folder / f"Qt/lib/libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Pdf")]
    parts += (folder / "Qt/plugins/platforms").glob("libq*.so")
    missing = set()
    for part in filter(Path.exists, parts):
        if part.name in {"libqxcb.so", "libqoffscreen.so"} or part.suffix == ".6":
            answer = subprocess.run(["ldd", str(part)], capture_output=True, text=True, check=False)
            lines = [line.split() for line in answer.stdout.splitlines() if "not found" in line]
            missing |= {line[0] for line in lines if not line[0].startswith("libQt6")}
    return sorted(missing)


def has_display() -> bool:
    """Say whether a window can be shown."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def program(*arguments: str | Path, **variables: str) -> int:
    """Run Safeguard Desk."""
    return call(python(), "-m", "safeguard_desk", *arguments, env={**os.environ, **variables})


def run(arguments: argparse.Namespace) -> int:
    """Open the program, or run one of its commands."""
    prepare()
    return program(*arguments.rest)


def demo(arguments: argparse.Namespace) -> int:
    """Make the demonstration desk and open it; without a display, write its papers instead."""
    prepare()
    folder = Path(arguments.to or TOP / "build" / "demo").absolute()
    desk = folder / "Harrow demonstration.desk"
    if folder.exists():
        for old in folder.glob("Harrow demonstration*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    key = {"SAFEGUARD_DESK_PASSPHRASE": PASSPHRASE}
    today = ["--today", arguments.today] if arguments.today else []
    if program("demo", desk, *today, **key):
        return 1
    say(f"The demonstration desk: {desk}\nIts passphrase: {PASSPHRASE}")
    if has_display():
        return program(desk, **key)
    return demonstration_papers(desk, folder / "papers", today, key)


def demonstration_papers(desk: Path, folder: Path, today: list[str], key: dict[str, str]) -> int:
    """Write the demonstration's papers to a folder, where no window can be shown."""
    folder.mkdir(exist_ok=True)
    wanted = ["list", desk, "meetings", "--json", *today]
    listed = subprocess.run(
        [str(part) for part in (python(), "-m", "safeguard_desk", *wanted)],
        capture_output=True, text=True, check=True, env={**os.environ, **key}, cwd=TOP,
    )  # fmt: skip
    held = [m["ref"] for m in json.loads(listed.stdout) if m["status"] == "held"][:3]
    jobs = [("minutes", ref, ["--meeting", ref]) for ref in held]
    jobs += [("agenda", ref, ["--meeting", ref]) for ref in held]
    jobs += [("tracker", code, ["--group", code]) for code in ("QA", "LD", "CR")]
    jobs += [
        ("board-report", f"{code}-{board}", ["--group", code, "--board", board])
        for code in ("QA", "LD", "CR")
        for board in ("HSCB", "HSAB")
    ]
    failed = 0
    for kind, name, options in jobs:
        for suffix in ("pdf", "docx"):
            out = folder / f"{kind} {name}.{suffix}"
            failed += program("paper", kind, desk, "-o", out, *options, *today, **key) != 0
    say(f"There is no display here, so the demonstration's papers were written to {folder}")
    return 1 if failed else 0


def test(arguments: argparse.Namespace) -> int:
    """Run lint, types, import contracts and all tests; all of them, whatever fails."""
    prepare()
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    workers = str(min(os.cpu_count() or 1, 8))
    steps: dict[str, list[str | Path]] = {
        "lint": [tool("ruff"), "check", "."],
        "format": [tool("ruff"), "format", "--check", "."],
        "types": [tool("mypy")],
        "import contracts": [tool("lint-imports")],
        "tests": [python(), "-m", "pytest", "-n", workers, *(arguments.rest or ["-q"])],
    }
    results = {}
    for name, command in steps.items():
        say(f"\n== {name}")
        results[name] = call(*command, env=quiet)
    say("\n== summary")
    for name, code in results.items():
        say(f"{'ok  ' if code == 0 else 'FAIL'}  {name}")
    return 1 if any(results.values()) else 0


def bench(arguments: argparse.Namespace) -> int:
    """Measure speed, as ratios against a floor of the same run."""
    prepare()
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return call(
        python(), "-m", "pytest", "tests/benchmarks", "-m", "bench", "-s", "-q", *arguments.rest,
        env=quiet,
    )  # fmt: skip


def build(arguments: argparse.Namespace) -> int:
    """Make the wheel in dist/."""
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        if call(python(), "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, TOP):
            return 1
        (TOP / "dist").mkdir(exist_ok=True)
        for wheel in Path(folder).glob("safeguard_desk-*.whl"):
            shutil.copy(wheel, TOP / "dist")
            say(f"Made {TOP / 'dist' / wheel.name}")
    return 0


def main() -> int:
    """Do what was asked for; trouble with the machine is told in a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(required=True, metavar="run | demo | test | bench | build")
    for verb in (run, demo, test, bench, build):
        sub = verbs.add_parser(verb.__name__, help=(verb.__doc__ or "").splitlines()[0])
        sub.set_defaults(verb=verb)
        if verb is demo:
            sub.add_argument("--to", metavar="FOLDER", help="where to make it (build/demo)")
            sub.add_argument("--today", metavar="DATE", help="the day the story ends on")
        else:
            sub.add_argument("rest", nargs=argparse.REMAINDER, help="passed on")
    arguments = parser.parse_args()
    if sys.version_info < (3, 11):
        sys.exit(f"Safeguard Desk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    try:
        return int(arguments.verb(arguments))
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
