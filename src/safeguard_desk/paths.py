"""Where things are kept on a computer: desks, settings of this computer, logs.

Never a roaming folder: a redirected profile lies on a network share, where a desk is not safe.
"""

from pathlib import Path

from platformdirs import PlatformDirs


def _dirs() -> PlatformDirs:
    return PlatformDirs("Safeguard Desk", appauthor=False, roaming=False)


def desks() -> Path:
    """Return the folder for desks: local data (LOCALAPPDATA on Windows)."""
    return _dirs().user_data_path / "desks"


def config() -> Path:
    """Return the folder for settings of this computer."""
    return _dirs().user_config_path


def logs() -> Path:
    """Return the folder for reports of what went wrong."""
    return _dirs().user_log_path
