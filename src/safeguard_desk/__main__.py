"""The door to the program: the window, or a command of the command line. Imports nothing heavy."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

COLLECT_AFTER = (50_000, 20, 50)
"""Objects after which Python looks for garbage in a command. It lives for seconds and reads rows by
the thousand; after every 700, as is Python's own way, looking takes a tenth of the time."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window for no argument or a file alone; anything else is a command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (len(arguments) == 1 and _is_file(arguments[0])):
        from safeguard_desk.ui.app import main as window

        return window(arguments)
    from safeguard_desk.cli import main as command

    gc.set_threshold(*COLLECT_AFTER)
    return command(arguments)


def _is_file(argument: str) -> bool:
    """Say whether an argument names a file: a word without an ending is a command.

    So `papers` is one even where a folder of that name lies, as in every export.
    """
    path = Path(argument)
    return path.suffix == ".desk" or (bool(path.suffix) and path.is_file())


if __name__ == "__main__":
    sys.exit(main())
