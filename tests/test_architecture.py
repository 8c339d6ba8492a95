"""The house: who may import whom, how large a room may be, what may never be written."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
SOURCE = TOP / "src" / "safeguard_desk"
FILES = sorted(SOURCE.rglob("*.py"))
MIGRATION = SOURCE / "desk" / "migrations" / "versions"
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
HEAVY = {"openpyxl", "docx", "pikepdf", "alembic", "holidays"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def own(path: Path) -> bool:
    return not path.is_relative_to(MIGRATION)


def test_layers_and_contracts_hold() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    paths = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    answer = subprocess.run(
        command, cwd=TOP, capture_output=True, text=True, check=False, env=paths
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_file_is_longer_than_a_room_should_be() -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in FILES if own(p)}
    assert {str(p): n for p, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = {
        f"{path.relative_to(TOP)}:{node.name}": length
        for path in filter(own, FILES)
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_heavy_modules_are_imported_where_they_are_used() -> None:
    at_start = {
        f"{path.relative_to(TOP)}: {name}"
        for path in FILES
        if own(path) and path.name != "env.py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for name in _imported(node)
        if name.split(".")[0] in HEAVY
    }
    assert at_start == set()


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_threads_are_made_in_one_file_only() -> None:
    pattern = re.compile(r"^\s*(import|from) (threading|concurrent|multiprocessing)|QThread", re.M)
    found = {str(p.relative_to(SOURCE)) for p in FILES if pattern.search(p.read_text("utf-8"))}
    assert found <= {"ui/jobs.py"}


def test_nobody_writes_to_the_console_but_the_command_line() -> None:
    printing = {
        str(path.relative_to(SOURCE))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert {name for name in printing if not name.startswith("cli")} == set()


@pytest.mark.parametrize("folder", ["src", "packaging", "docs", "resources"])
def test_nothing_names_a_host_of_a_registry(folder: str) -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|index-url")
    texts = (p for p in (TOP / folder).rglob("*") if p.suffix in {".py", ".md", ".txt", ".toml"})
    assert [str(p) for p in texts if hosts.search(p.read_text(encoding="utf-8"))] == []


def test_no_code_names_a_folder_of_one_machine() -> None:
    folders = re.compile(r"""["'](/tmp|/home|/root|/Users|[A-Z]:\\Users)\b""")
    sources = [*FILES, *(TOP / "packaging").glob("*.py")]
    assert [str(p) for p in sources if folders.search(p.read_text(encoding="utf-8"))] == []
