"""Standards from a table: number, words, what is expected, what is carried on."""

import csv
from pathlib import Path

from safeguard_desk.errors import Refusal
from safeguard_desk.work.assessments import NewStandard


def read_standards(path: Path) -> list[NewStandard]:
    """Return the standards of a table with the columns No, Standard, Expected and Carries on.

    Refuses a file that cannot be read, and one without these columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [
                {k.strip().casefold(): v or "" for k, v in row.items() if isinstance(v, str)}
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal(f"{path.name} cannot be read: {error}.", "Nothing was changed.") from error
    if not rows or not {"no", "standard"} <= rows[0].keys():
        raise Refusal(
            f"{path.name} is no table of standards.",
            "Nothing was changed.",
            "Give it the columns No, Standard, Expected and Carries on.",
        )
    return [
        NewStandard(
            row.get("no", "").strip(),
            row.get("standard", ""),
            row.get("expected", ""),
            tuple(one.strip() for one in row.get("carries on", "").split(";") if one.strip()),
        )
        for row in rows
    ]
