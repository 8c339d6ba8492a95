"""Work beside the window: delivered on its thread, in order, and never lost with a widget."""

import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency
from safeguard_desk.ui.jobs import Jobs, Progress
from safeguard_desk.work import people


@pytest.fixture
def jobs(desk: Desk, qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs(desk)
    yield made
    made.close()


def add(uow: UnitOfWork, name: str = "Mencap") -> str:
    return people.add_agency(uow, name).id


def names(reader: Reader) -> list[str]:
    return list(reader.scalars(select(Agency.name)))


def unwanted(result: object) -> None:
    pytest.fail(f"nobody should be told of {result}")


def refuse(_: UnitOfWork) -> None:
    raise Refusal("It is closed.", "Nothing was changed.", "Open it.")


def fail(_: UnitOfWork) -> None:
    raise ValueError("a bug")


def test_screens_hear_of_a_change_before_whoever_asked_for_it(jobs: Jobs) -> None:
    heard: list[str] = []
    jobs.changed.connect(lambda changes: heard.append(f"changed {sorted(changes.kinds)}"))
    jobs.change("Add", add, then=lambda result: heard.append(f"then {len(result)}"))
    jobs.settle()
    assert heard == ["changed ['agencies']", "then 32"]
    assert jobs.read(names) == ["Mencap"]


def test_results_arrive_on_the_window_s_thread(jobs: Jobs) -> None:
    threads: list[threading.Thread] = []

    def work(_: UnitOfWork) -> None:
        threads.append(threading.current_thread())

    jobs.change("Look", work, then=lambda _: threads.append(threading.current_thread()))
    jobs.settle()
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_refusal_goes_to_whoever_asked_and_else_to_the_window(jobs: Jobs) -> None:
    own: list[Refusal] = []
    window: list[Refusal] = []
    jobs.refused.connect(window.append)
    jobs.change("Try", refuse, refused=own.append)
    jobs.change("Try", refuse)
    jobs.settle()
    assert [str(r) for r in own] == ["It is closed. Nothing was changed. Open it."]
    assert len(window) == 1


def test_a_bug_is_reported_once_and_the_next_work_is_done(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(error))
    jobs.change("Fail", fail, then=unwanted)
    jobs.change("Add", add)
    jobs.settle()
    assert [type(error) for error in reported] == [ValueError]
    assert jobs.read(names) == ["Mencap"]


def test_a_bug_in_one_screen_does_not_keep_the_others_waiting(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[BaseException] = []
    heard: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(error))

    def wrong(_: str) -> None:
        raise KeyError("screen")

    jobs.change("Add", add, then=wrong)
    jobs.change("Add", partial(add, name="Mind"), then=heard.append)
    jobs.settle()
    assert len(reported) == 1
    assert len(heard) == 1


def test_settling_waits_for_what_results_set_off(jobs: Jobs) -> None:
    def again(_: str) -> None:
        jobs.change("Add", partial(add, name="Mind"))

    jobs.change("Add", add, then=again)
    jobs.settle()
    assert sorted(jobs.read(names)) == ["Mencap", "Mind"]


def test_undo_and_redo_go_the_same_way_as_changes(jobs: Jobs) -> None:
    told: list[Any] = []
    jobs.change("Add Mencap", add)
    jobs.undo(told.append)
    jobs.settle()
    assert told == ["Add Mencap"]
    assert jobs.read(names) == []
    jobs.redo(told.append)
    jobs.settle()
    assert jobs.read(names) == ["Mencap"]


def test_long_work_tells_how_far_it_is_and_ends_with_nothing_to_tell(jobs: Jobs) -> None:
    told: list[Progress | None] = []
    jobs.busy.connect(told.append)

    def work(progress: Callable[[int, int], None]) -> str:
        progress(1, 2)
        return "done"

    results: list[str] = []
    jobs.compute("Making the pack", work, then=results.append)
    jobs.settle()
    assert results == ["done"]
    first, last = told[0], told[-1]
    assert first is not None
    assert first.title == "Making the pack"
    assert last is None


def test_cancelled_work_is_refused_in_words(jobs: Jobs) -> None:
    refused: list[Refusal] = []
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Callable[[int, int], None]) -> None:
        begun.set()
        go_on.wait(5)
        progress(1, 2)

    jobs.compute("Making the pack", work, then=unwanted, refused=refused.append)
    assert begun.wait(5)
    jobs.cancel()
    go_on.set()
    jobs.settle()
    assert [r.what for r in refused] == ["“Making the pack” was cancelled."]


def test_what_waits_is_let_go_on_the_window_s_thread(jobs: Jobs) -> None:
    ended: list[threading.Thread] = []

    class Waiting:
        def look(self, _: UnitOfWork) -> None:
            return

        def take(self, _: object) -> None:
            return

    waiting = Waiting()
    weakref.finalize(waiting, lambda: ended.append(threading.current_thread()))
    jobs.change("Look", waiting.look, then=waiting.take)
    del waiting
    jobs.settle()
    assert ended == [threading.main_thread()]


def test_nobody_is_told_after_closing(desk: Desk, qapp: QApplication) -> None:
    jobs = Jobs(desk)
    heard: list[ChangeSet] = []
    jobs.changed.connect(heard.append)
    jobs.change("Add", add, then=unwanted)
    jobs.close()
    qapp.processEvents()
    assert heard == []
