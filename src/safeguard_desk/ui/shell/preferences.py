"""Settings of this computer: a small file, in which only what differs from the usual is written."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from safeguard_desk import paths

_REMEMBERED = 6
SIZES = (0.0, 9.0, 10.0, 11.0, 12.0, 14.0, 16.0, 20.0)
"""Text sizes offered, in points; 0 is the system's."""


@dataclass(frozen=True)
class Preferences:
    """What a person has set on this computer. theme: "system", "light" or "dark"."""

    recent: tuple[str, ...] = ()
    who: str = ""
    text_points: float = 0.0
    theme: str = "system"
    geometry: str = ""

    def opened(self, path: Path) -> "Preferences":
        """Return them with a desk at the head of those opened lately."""
        others = tuple(other for other in self.recent if other != str(path))
        return replace(self, recent=(str(path), *others)[:_REMEMBERED])

    def sized(self, step: int, usual: float) -> "Preferences":
        """Return them with text a step larger (above 0) or smaller; `usual`: the system's size."""
        points = self.text_points or usual
        sizes = [size for size in SIZES if size and (size > points if step > 0 else size < points)]
        chosen = (min if step > 0 else max)(sizes, default=points)
        return self if chosen == points else replace(self, text_points=chosen)


def file() -> Path:
    """Return where the settings lie."""
    return paths.config() / "preferences.json"


def load() -> Preferences:
    """Return the settings; what cannot be read or is not known counts as not set."""
    try:
        held: Any = json.loads(file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(held, dict):
        return Preferences()
    usual = Preferences()
    known = {field.name: getattr(usual, field.name) for field in fields(Preferences)}
    taken = {name: _as(held[name], plain) for name, plain in known.items() if name in held}
    return replace(usual, **{name: value for name, value in taken.items() if value is not None})


def _as(value: Any, usual: Any) -> Any:
    if isinstance(usual, tuple):
        return tuple(map(str, value)) if isinstance(value, list) else None
    if isinstance(usual, float):
        return float(value) if isinstance(value, int | float) else None
    return value if isinstance(value, str) else None


def save(preferences: Preferences) -> None:
    """Write the settings; a folder that cannot be written to loses nothing but comfort."""
    usual = asdict(Preferences())
    told = {name: value for name, value in asdict(preferences).items() if value != usual[name]}
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        half = file().with_suffix(".new")
        half.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
        half.replace(file())
    except OSError:
        return
