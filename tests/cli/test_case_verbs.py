"""The workspace of a review on the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import run
from tests.cli.test_reviews import DAY, harrow

__all__ = ["harrow"]
REF = "CR-2026-01"


@pytest.fixture
def case(harrow: Path) -> Path:
    words = ("--happened", "A near miss, told by Jordan", "--kind", "near_miss")
    assert run("refer", harrow, "--side", "adults", *words, "--agency", "LNWUH", *DAY) == 0
    return harrow


def shown(case: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert run("case", case, REF, "--json", *DAY) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def do(case: Path, *words: object) -> int:
    return run("case", case, REF, *words, *DAY)


def test_people_events_and_themes_are_taken_down_listed_and_taken_away(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(case, "role", "--role", "chair", "--words", "Independent chair") == 0
    assert do(case, "contact", "--family", "relative", "--outcome", "met", "--words", "Came") == 0
    assert do(case, "name", "--name", "Adult A", "--words", "the adult") == 0
    assert do(case, "event", "--when", "mar 2025", "--words", "A fall", "--weight", "key") == 0
    assert do(case, "theme", "--theme", "Falls", "--words", "Nobody asked why") == 0
    told = shown(case, capsys)
    assert told["panel"] == [{"number": 1, "role": "chair", "who": "Independent chair"}]
    assert told["chronology"][0]["exact"] == "month"  # type: ignore[index]
    assert told["themes"][0]["theme"] == "Falls"  # type: ignore[index]
    for part in ("role", "contact", "name", "event", "note"):
        assert do(case, "remove", "--part", part, "--number", "2") == 1
        assert f"There is no {part} 2" in capsys.readouterr().err
        assert do(case, "remove", "--part", part, "--number", "1") == 0
    told = shown(case, capsys)
    assert [told[name] for name in ("panel", "family", "names", "chronology", "themes")] == [[]] * 5
    assert do(case, "event", "--when", "2099", "--words", "x") == 1
    assert do(case, "remove", "--part", "else", "--number", "1") == 1


def test_a_summary_is_chased_and_an_answer_sent_as_mails(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(case, "chase", "--agency", "LNWUH") == 1
    assert do(case, "ask", "--agency", "LNWUH") == 0
    assert do(case, "chase", "--agency", "LNWUH", "--out", tmp_path / "mails") == 0
    assert do(case, "answer", "--words", "The ward now checks twice", "--out", tmp_path) == 0
    assert len(list((tmp_path / "mails").glob("*.eml"))) == 1
    [mail] = tmp_path.glob("*.eml")
    assert b"checks twice" in mail.read_bytes()


def test_impact_fields_and_refusals(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(case, "impact", "--seen", "partly", "--words", "Half") == 1
    assert "not decided" in capsys.readouterr().err
    decide = ("decide", case, REF, "--kind", "near_miss", "--reasons", "Light", "--by", "Group")
    assert run(*decide, *DAY) == 0
    assert do(case, "impact", "--seen", "partly", "--words", "Half", "--next", "1/3/2027") == 0
    assert do(case, "set", "--field", "cost_actual", "--words", "120") == 0
    assert do(case, "set", "--field", "purpose", "--words", "Why it was caught") == 0
    for field, words in (("ref", "x"), ("kind", "sar"), ("cost_actual", "much")):
        assert do(case, "set", "--field", field, "--words", words) == 1
    told = shown(case, capsys)
    assert told["cost_actual"] == 120
    assert told["impact"][0]["next_on"] == "2027-03-01"  # type: ignore[index]


def test_the_key_of_names_is_kept_checked_and_forgotten(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret, names = tmp_path / "key.txt", tmp_path / "names.txt"
    secret.write_text("seven quiet lanterns\n")
    names.write_text("Adult A = Jordan Examplename\n")
    key = ("--key-passphrase-file", secret)
    assert do(case, "keep-names", "--names-file", names, *key) == 1  # not a code name yet
    assert do(case, "name", "--name", "Adult A") == 0
    assert do(case, "keep-names", "--names-file", names, *key) == 0
    capsys.readouterr()
    assert do(case, "check-names", *key, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {"place": "What happened", "code": "Adult A", "word": "Jordan"} in found
    secret.write_text("another passphrase")
    assert do(case, "check-names", *key) == 1
    assert "does not open" in capsys.readouterr().err
    assert do(case, "forget-names") == 0
    assert do(case, "check-names", *key) == 1
    assert "No key" in capsys.readouterr().err


def test_case_and_comments_are_two_options_and_review_is_still_understood(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "record.pdf"
    for option in ("--case", "--review"):
        assert run("paper", "decision-record", case, option, REF, "-o", out, *DAY) == 0
    assert run("paper", "decision-record", case, "-o", out, *DAY) == 1
    assert "Add --case" in capsys.readouterr().err
    assert run("plan", case, "--group", "QA", "--date", "2026-12-20", *DAY) == 0
    minutes = ("paper", "minutes", "--comments", case, "--meeting", "QA-2026-12-20", "-o")
    assert run(*minutes, tmp_path / "m.docx", *DAY) == 0
    assert (tmp_path / "m.docx").exists()
