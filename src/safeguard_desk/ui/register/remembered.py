"""How lists were last laid out on this computer: a small file of layouts by list and group."""

import json
from typing import Any

from safeguard_desk import paths


def _held() -> dict[str, Any]:
    try:
        held = json.loads((paths.config() / "layouts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def recall(place: str) -> str:
    """Return the layout of a list as it was last left; empty when there is none."""
    body = _held().get(place, "")
    return body if isinstance(body, str) else ""


def remember(place: str, body: str) -> None:
    """Keep the layout of a list; a folder that cannot be written to loses nothing but comfort."""
    held = {**_held(), place: body}
    try:
        file = paths.config() / "layouts.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".new")
        half.write_text(json.dumps(held, indent=1, ensure_ascii=False), encoding="utf-8")
        half.replace(file)
    except OSError:
        return
