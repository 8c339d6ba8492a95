"""Where the program's own files lie: fonts, icons, theme."""

from pathlib import Path

INSTALLED = "resources"
"""The folder inside the package that a wheel, or a frozen program, carries `resources/` in."""
PACKAGE = Path(__file__).parent


def file(name: str) -> Path:
    """Return the path of a file of the program, such as "fonts/Carlito-Regular.ttf".

    Looked for in the installed package first, then in a checkout's `resources/`. A file that is in
    neither raises FileNotFoundError: the installation is broken.
    """
    for root in (PACKAGE / INSTALLED, PACKAGE.parents[1] / "resources"):
        path = root / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"The program's file {name} is missing: install the program again.")
