"""One worker thread for the database and all long work; answers come back on the window's thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Signal

from station_app.core.checks import Refused
from station_app.core.errors import Trouble

T = TypeVar("T")
SHOW_AFTER_MS = 200
CANCEL_AFTER_MS = 2000


class Cancelled(Exception):  # noqa: N818 - the user's wish, not an error
    """The user cancelled; the work's transaction rolls back."""


class Progress:
    """What a piece of work says while it runs; calling it also notices that the user cancelled.

    Needs no Qt, so services and readers take it as a plain callable: progress(done, total, text).
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.text = ""
        self.cancelled = threading.Event()

    def __call__(self, done: int, total: int = 0, text: str = "") -> None:
        """Report `done` of `total` steps (total 0 = unknown); raises Cancelled when the user asked for it."""
        self.done, self.total = done, total
        self.text = text or self.text
        if self.cancelled.is_set():
            raise Cancelled


@dataclass
class _Task:
    work: Callable[[Progress], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], bool] | None
    progress: Progress
    title: str
    quiet: bool = False
    result: Any = None
    error: Exception | None = None


class Tasks(QObject):
    """Runs pieces of work one after the other; refused input, trouble and bugs are told apart."""

    shown = Signal(str)
    """A piece of work takes longer than 200 ms: its title."""
    cancellable = Signal()
    """It takes longer than 2 s: offer 取消."""
    progressed = Signal(int, int, str)
    """done, total (0 = unknown), text; ten times a second while shown."""
    hidden = Signal()
    """Nothing is being waited for any more."""
    refused = Signal(object)
    """A Refused that its screen did not take."""
    trouble = Signal(object)
    """A Trouble that its screen did not take."""
    crashed = Signal(object)
    """Any other exception: a bug."""
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._waiting: list[_Task] = []
        self._answering = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._show = _timer(self, SHOW_AFTER_MS, self._on_show)
        self._cancel = _timer(self, CANCEL_AFTER_MS, self.cancellable.emit)
        self._tick = _timer(self, 100, self._on_tick, single=False)
        self._thread = threading.Thread(target=self._run, name="station-database", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], bool] | None = None,
        *,
        title: str = "",
        quiet: bool = False,
    ) -> Progress:
        """Queue `work` for the worker thread; `done(result)` follows on the window's thread.

        `failed(error)` sees Refused, Trouble, Cancelled or a bug first and returns True when it has dealt with it;
        otherwise the matching signal is emitted. `title` is shown when it takes longer than 200 ms, unless it is
        `quiet`: nobody waits for a draft. An answer for a
        widget that was destroyed meanwhile (it is bound to it, or closes over it) is not delivered.
        """
        task = _Task(work, done, failed, Progress(), title, quiet)
        self._waiting.append(task)
        if len(self._waiting) == 1:
            self._start_waiting()
        self._queue.put(task)
        return task.progress

    @property
    def is_idle(self) -> bool:
        """Nothing queued, nothing running, every answer delivered."""
        return not self._waiting and not self._answering

    def cancel(self) -> None:
        """Ask what runs now to stop at its next progress report."""
        if self._waiting:
            self._waiting[0].progress.cancelled.set()

    def wait(self, timeout_ms: int = 10_000) -> bool:
        """Let events run until everything is delivered, also what the answers start; False after the timeout.

        For closing, and for tests. Called while an answer is being given, it does not wait for that one.
        """
        deadline = QDeadlineTimer(timeout_ms)
        answering = self._answering
        while self._waiting or self._answering > answering:
            if deadline.hasExpired():
                return False
            loop = QEventLoop()
            poll = QTimer()
            poll.timeout.connect(loop.quit)
            poll.start(5)
            loop.exec()
            if not self._waiting:
                QCoreApplication.processEvents()  # news of a commit may make screens read again
        return True

    def stop(self) -> None:
        """End the thread after what is queued; nothing can be run afterwards."""
        self._queue.put(None)
        self._thread.join(10)
        QCoreApplication.sendPostedEvents(self, 0)
        for timer in (self._show, self._cancel, self._tick):
            timer.stop()

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            try:
                if task.progress.cancelled.is_set():
                    raise Cancelled  # noqa: TRY301 - one road for every end of a task
                task.result = task.work(task.progress)
            except Exception as error:  # noqa: BLE001 - handed to the window's thread, which tells them apart
                task.error = error
            self._answered.emit(task)

    def _deliver(self, task: _Task) -> None:
        self._waiting.remove(task)
        self._stop_waiting()
        self._answering += 1
        try:
            if task.error is not None:
                self._fail(task, task.error)
            elif task.done is not None and not _is_orphan(task.done):
                task.done(task.result)
        finally:
            self._answering -= 1

    def _fail(self, task: _Task, error: Exception) -> None:
        if task.failed is not None and not _is_orphan(task.failed) and task.failed(error):
            return
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Refused):
            self.refused.emit(error)
        elif isinstance(error, Trouble):
            self.trouble.emit(error)
        else:
            self.crashed.emit(error)

    def _stop_waiting(self) -> None:
        for timer in (self._show, self._cancel, self._tick):
            timer.stop()
        if self._waiting:
            self._start_waiting()
        else:
            self.hidden.emit()

    def _start_waiting(self) -> None:
        if not self._waiting[0].quiet:
            self._show.start()
            self._cancel.start()

    def _on_show(self) -> None:
        if self._waiting:
            self.shown.emit(self._waiting[0].title)
            self._tick.start()

    def _on_tick(self) -> None:
        if self._waiting:
            progress = self._waiting[0].progress
            self.progressed.emit(progress.done, progress.total, progress.text)


def _is_orphan(answer: Callable[[Any], Any]) -> bool:
    """A widget that the answer is for is gone: the page was closed, or built anew for other looks."""
    receivers = [getattr(answer, "__self__", None)]
    for cell in getattr(answer, "__closure__", None) or ():
        try:
            receivers.append(cell.cell_contents)
        except ValueError:  # a name not bound yet
            continue
    return any(isinstance(receiver, QObject) and not shiboken6.isValid(receiver) for receiver in receivers)


def _timer(owner: QObject, milliseconds: int, slot: Callable[[], Any], *, single: bool = True) -> QTimer:
    timer = QTimer(owner)
    timer.setInterval(milliseconds)
    timer.setSingleShot(single)
    timer.timeout.connect(slot)
    return timer
