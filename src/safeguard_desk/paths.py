"""Where things are kept on a computer: desks, settings of this computer, logs.

Never a roaming folder: a redirected profile lies on a network share, where a desk is not safe.
SAFEGUARD_DESK_HOME puts all of them under one folder: a portable installation, or a test.
"""

import os
from pathlib import Path

from platformdirs import PlatformDirs

HOME = "SAFEGUARD_DESK_HOME"


def _dirs() -> PlatformDirs:
    return PlatformDirs("Safeguard Desk", appauthor=False, roaming=False)


def _under_home(name: str) -> Path | None:
    home = os.environ.get(HOME)
    return Path(home, name) if home else None


def desks() -> Path:
    """Return the folder for desks: local data (LOCALAPPDATA on Windows)."""
    return _under_home("desks") or _dirs().user_data_path / "desks"


def backups() -> Path:
    """Return the folder for backups of desks whose own folder cannot be written to."""
    return _under_home("backups") or _dirs().user_data_path / "backups"


def config() -> Path:
    """Return the folder for settings of this computer."""
    return _under_home("config") or _dirs().user_config_path


def logs() -> Path:
    """Return the folder for reports of what went wrong."""
    return _under_home("logs") or _dirs().user_log_path
