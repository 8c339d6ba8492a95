"""The same work without a window, for scripts and for checks (DESIGN 6)."""

from safeguard_desk.cli.main import main

__all__ = ["main"]
