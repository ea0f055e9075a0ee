"""The worker: answers on the window's thread, kinds of failure told apart, progress and cancel."""

from __future__ import annotations

import threading
import time

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.ui.status import BusyBar
from station_app.ui.tasks import Cancelled, Progress, Tasks


def test_work_runs_elsewhere_and_its_result_comes_back_to_the_windows_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []
    tasks.run(lambda _progress: threading.get_ident(), lambda ident: seen.extend([ident, threading.get_ident()]))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] != seen[1] == threading.get_ident()


def test_pieces_of_work_run_one_after_the_other(tasks: Tasks) -> None:
    order: list[int] = []
    for number in range(20):
        tasks.run(lambda _progress, n=number: order.append(n))  # type: ignore[misc]
    assert tasks.wait()
    assert order == list(range(20))


def test_refused_trouble_and_bugs_are_told_apart(tasks: Tasks) -> None:
    told: list[tuple[str, object]] = []
    tasks.refused.connect(lambda error: told.append(("refused", error)))
    tasks.trouble.connect(lambda error: told.append(("trouble", error)))
    tasks.crashed.connect(lambda error: told.append(("crashed", error)))

    def fail(error: Exception) -> None:
        def work(_progress: Progress) -> None:
            raise error

        tasks.run(work)

    errors = [Refused("不行。"), Trouble("E_DISK_FULL", "满了。", "没有写。", "请清理。"), ZeroDivisionError()]
    for error in errors:
        fail(error)
    assert tasks.wait()
    assert told == [("refused", errors[0]), ("trouble", errors[1]), ("crashed", errors[2])]


def test_a_screen_that_deals_with_an_error_keeps_it_to_itself(tasks: Tasks) -> None:
    told: list[object] = []
    mine: list[Exception] = []
    tasks.refused.connect(told.append)

    def work(_progress: Progress) -> None:
        raise Refused("不行。")

    tasks.run(work, failed=lambda error: not mine.append(error))
    assert tasks.wait()
    assert len(mine) == 1
    assert told == []


def test_after_a_failure_the_worker_goes_on(tasks: Tasks) -> None:
    def work(_progress: Progress) -> None:
        raise Refused("不行。")

    done: list[str] = []
    tasks.run(work, failed=lambda _error: True)
    tasks.run(lambda _progress: "好", done.append)
    assert tasks.wait()
    assert done == ["好"]


def test_the_answer_for_a_page_that_was_closed_meanwhile_is_dropped_and_a_failure_still_told(tasks: Tasks) -> None:
    told: list[object] = []
    seen: list[str] = []
    tasks.refused.connect(told.append)
    label = QLabel()
    shown = QLabel()

    def refuse(_progress: Progress) -> None:
        raise Refused("不行。")

    tasks.run(lambda _progress: "迟到", label.setText)
    tasks.run(lambda _progress: "迟到", lambda text: (seen.append(text), label.setText(text)))
    tasks.run(refuse, failed=lambda _error: bool(label.text()) or True)
    tasks.run(lambda _progress: "在", shown.setText)
    shiboken6.delete(label)
    assert tasks.wait()
    assert seen == []
    assert [str(error) for error in told] == ["不行。"]
    assert shown.text() == "在"


def test_short_work_shows_nothing_and_long_work_shows_its_progress_and_can_be_cancelled(
    qtbot: QtBot, tasks: Tasks
) -> None:
    bar = BusyBar(tasks)
    qtbot.addWidget(bar)
    tasks.run(lambda _progress: None)
    assert tasks.wait()
    assert not bar.isVisible()
    ended: list[Exception] = []

    def count(progress: Progress) -> None:
        for number in range(2000):
            progress(number, 2000, "正在判断")
            time.sleep(0.005)

    tasks.run(count, failed=lambda error: not ended.append(error), title="正在读取花名册…")
    qtbot.waitUntil(bar.isVisible, timeout=2000)
    assert bar.text.text() == "正在读取花名册…"
    assert not bar.cancel.isVisible(), "only when it takes longer than two seconds"
    qtbot.waitUntil(lambda: bar.bar.maximum() == 2000 and "正在判断" in bar.text.text(), timeout=2000)
    qtbot.waitUntil(bar.cancel.isVisible, timeout=4000)
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ended), timeout=2000)
    assert isinstance(ended[0], Cancelled)
    assert not bar.isVisible()


def test_cancelled_work_is_silent(tasks: Tasks) -> None:
    told: list[object] = []
    for signal in (tasks.refused, tasks.trouble, tasks.crashed):
        signal.connect(told.append)
    release = threading.Event()

    def work(progress: Progress) -> None:
        release.wait(5)
        progress(1)

    tasks.run(work)
    tasks.cancel()
    release.set()
    assert tasks.wait()
    assert told == []


def test_waiting_also_waits_for_what_an_answer_starts(tasks: Tasks) -> None:
    done: list[str] = []

    def again(word: str) -> None:
        done.append(word)
        if len(done) < 4:
            QTimer.singleShot(0, lambda: tasks.run(slowly, again))

    def slowly(_progress: Progress) -> str:
        time.sleep(0.02)
        return "好"

    tasks.run(slowly, again)
    assert tasks.wait()
    assert len(done) == 4


def test_waiting_inside_an_answer_waits_for_the_others_only(tasks: Tasks) -> None:
    heard: list[bool] = []
    tasks.run(lambda _progress: None, lambda _none: heard.append(tasks.wait(5000)))
    tasks.run(lambda _progress: time.sleep(0.05), lambda _none: heard.append(True))
    assert tasks.wait()
    assert heard == [True, True]


def test_quiet_work_shows_no_bar_however_long_it_takes(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    tasks.shown.connect(told.append)
    tasks.run(lambda _progress: time.sleep(0.35), title="草稿", quiet=True)
    assert tasks.wait()
    assert told == []
