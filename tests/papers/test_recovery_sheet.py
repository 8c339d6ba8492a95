from datetime import date

from tests.papers.flat import flat

from safeguard_desk.desk.keys import Key, from_recovery, recovery_lines
from safeguard_desk.papers.recovery_sheet import compose

KEY = Key(bytes(range(32)), bytes(range(16)))


def test_key_can_be_typed_back_from_the_sheet() -> None:
    sheet = flat(compose("Harrow.desk", recovery_lines(KEY), date(2026, 11, 20)))
    lines = [line for line in sheet.splitlines() if line.startswith("Line ")]
    typed = "\n".join(line.split(":")[1] for line in lines)
    assert from_recovery(typed) == KEY


def test_sheet_says_whose_it_is_and_where_to_keep_it() -> None:
    sheet = flat(compose("Harrow.desk", recovery_lines(KEY), date(2026, 11, 20)))
    assert "Harrow.desk" in sheet
    assert "20 Nov 2026" in sheet
    assert "Not with the laptop" in sheet
    assert sheet.startswith("[OFFICIAL-SENSITIVE]")
