"""Any plain list, the thread and its links without a window."""

import json
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.cli import main
from safeguard_desk.registers import REGISTERS

Printed = pytest.CaptureFixture[str]


def said(capsys: Printed, *words: object) -> Any:
    """Run a command and return what it prints as JSON."""
    capsys.readouterr()
    assert main([*(str(word) for word in words), "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def refused(capsys: Printed, *words: object) -> str:
    """Run a command that is refused and return the one line it says."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 1
    told = capsys.readouterr().err
    assert told.startswith("safeguard-desk: ")
    assert told.count("\n") == 1
    return told


def listed(capsys: Printed, desk: Path, what: str, ref: str) -> dict[str, Any]:
    rows = said(capsys, "list", desk, what)
    found: dict[str, Any] = next(row for row in rows if row["ref"] == ref)
    return found


def test_a_record_is_added_changed_and_acted_on(members_desk: Path, capsys: Printed) -> None:
    risk = ["--set", "title=Two posts are vacant", "side=children", "Owner=DN"]
    rated = ["--set", "likelihood=4", "impact=3", "--reason", "Since spring"]
    new = said(capsys, "add", members_desk, "risks", "--group", "qa", *risk, *rated)["ref"]
    held = listed(capsys, members_desk, "risks", new)
    assert (held["title"], held["side"]) == ("Two posts are vacant", "children")
    assert (held["likelihood"], held["impact"], held["score"]) == (4, 3, 12)
    assert held["owner"].startswith("Designated Nurse")

    later = "--today", "2030-01-15"
    higher = "change", members_desk, "risks", new.lower(), "--set", "likelihood=5", *later
    assert "no reason is given" in refused(capsys, *higher)
    assert listed(capsys, members_desk, "risks", new)["likelihood"] == 4
    said(capsys, *higher, "--reason", "A third post is vacant")
    assert listed(capsys, members_desk, "risks", new)["score"] == 15

    said(capsys, "do", members_desk, "risks", new, "close", "--words", "All posts are filled")
    assert listed(capsys, members_desk, "risks", new)["status"] == "closed"


def test_what_is_asked_for_is_said_and_nothing_is_added(
    members_desk: Path, capsys: Printed
) -> None:
    add = "add", members_desk
    before = said(capsys, "list", members_desk, "risks")
    assert "title, side (children, adults, both)" in refused(capsys, *add, "risks")
    assert "--group" in refused(capsys, *add, "risks", "--set", "title=x")
    qa = "--group", "QA"
    assert "It needs: title" in refused(capsys, *add, "risks", *qa, "--set", "side=both")
    assert "“who=DN” gives no field" in refused(capsys, *add, "risks", *qa, "--set", "who=DN")
    none = "--set", "title=x", "side=old"
    assert "“old” is none of: Children" in refused(capsys, *add, "risks", *qa, *none)
    assert "nobody" in refused(capsys, *add, "risks", *qa, "--set", "title=x", "owner=Zzz")
    assert "come from the work itself" in refused(capsys, *add, "audits", *qa, "--set", "title=x")
    assert "no list called" in refused(capsys, *add, "dreams")
    assert "score (Likelihood x impact" in refused(capsys, "do", members_desk, "risks", "QA-R-1")
    assert said(capsys, "list", members_desk, "risks") == before


def test_every_list_that_takes_records_says_what_it_asks_for(
    members_desk: Path, capsys: Printed
) -> None:
    for register in REGISTERS:
        told = refused(capsys, "add", members_desk, register.code)
        asked = [field.name for field in register.fields() if field.required]
        if register.create is None:
            assert "come from the work itself" in told
        else:
            assert all(name in told for name in asked), register.code


def test_a_thread_is_begun_listed_linked_and_parted(members_desk: Path, capsys: Printed) -> None:
    qa = "--group", "QA"
    finding = said(
        *(capsys, "add", members_desk, "findings", *qa),
        *("--set", "text=Visits are not written down", "kind=improvement"),
    )["ref"]
    made = said(
        *(capsys, "do", members_desk, "findings", finding, "recommend"),
        *("--words", "Write each visit down on the day"),
    )
    assert made["ref"] == finding
    (recommendation,) = made["made"]
    thread = said(capsys, "thread", members_desk, recommendation.lower())["records"]
    assert [line["ref"] for line in thread] == [finding, recommendation]
    assert thread[1]["came_from"] == [{"ref": finding, "how": "Recommends"}]
    assert thread[0]["came_from"] == []

    point = said(
        *(capsys, "add", members_desk, "learning-points", *qa),
        *("--set", "text=What is not written down did not happen"),
    )["ref"]
    link = "link", members_desk, finding, "led_to", point
    assert said(capsys, *link)["linked"] is True
    assert said(capsys, *link)["linked"] is True
    told = said(capsys, "thread", members_desk, finding)["records"]
    assert {"ref": finding, "how": "Led to"} in next(
        line["came_from"] for line in told if line["ref"] == point
    )
    assert said(capsys, *link, "--away")["linked"] is False
    assert "no such link" in refused(capsys, *link, "--away")
    assert len(said(capsys, "thread", members_desk, finding)["records"]) == 2
    itself = "link", members_desk, finding, "led_to", finding
    assert "cannot be linked to itself" in refused(capsys, *itself)
    assert "XX-9" in refused(capsys, "thread", members_desk, "XX-9")


def test_restricted_records_can_be_left_out_of_a_listed_thread(
    members_desk: Path, capsys: Printed
) -> None:
    hidden = said(
        *(capsys, "add", members_desk, "findings", "--group", "CR"),
        *("--set", "text=Nobody asked the adult"),
    )["ref"]
    shown = said(
        *(capsys, "add", members_desk, "learning-points", "--group", "QA"),
        *("--set", "text=Ask the adult first"),
    )["ref"]
    said(capsys, "link", members_desk, hidden, "led_to", shown)
    whole = said(capsys, "thread", members_desk, shown)
    assert ([line["ref"] for line in whole["records"]], whole["left_out"]) == ([hidden, shown], 0)
    careful = said(capsys, "thread", members_desk, shown, "--careful")
    assert ([line["ref"] for line in careful["records"]], careful["left_out"]) == ([shown], 1)
    assert careful["records"][0]["came_from"] == []


def test_broken_threads_are_narrowed_and_printed(
    members_desk: Path, tmp_path: Path, capsys: Printed
) -> None:
    qa = "--group", "QA"
    finding = said(capsys, "add", members_desk, "findings", *qa, "--set", "text=Late")["ref"]
    said(
        *(capsys, "add", members_desk, "challenges", *qa),
        *("--set", "text=Who attends?", "to_agency=Cafcass", "answer_by=2020-01-31"),
    )
    every = said(capsys, "broken", members_desk)
    assert {one["sort"] for one in every} >= {"finding", "challenge"}
    (late,) = said(capsys, "broken", members_desk, "--agency", "cafcass", "--older-than", "365")
    assert (late["sort"], late["agency"], late["weight"]) == ("challenge", "Cafcass", "warning")
    (one,) = said(capsys, "broken", members_desk, "--sort", "finding")
    assert (one["ref"], one["mend"]) == (finding, "Recommend (R), or say why nothing is")
    assert "Known: clock" in refused(capsys, "broken", members_desk, "--sort", "nothing")
    out = tmp_path / "broken.xlsx"
    assert main(["paper", "broken", str(members_desk), "--group", "QA", "-o", str(out)]) == 0
    assert out.stat().st_size > 0
