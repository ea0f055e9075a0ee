"""Full repaint of 60 × 60 attendance cells: the painted grid against a plain QTableView over a model, in one run.

Run: .venv/bin/python benchmarks/attendance_grid.py
"""

from __future__ import annotations

import os
import random
import statistics
import time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTableView

from station_app.features.training.ui.attendance_grid import AttendanceGrid
from station_app.features.training.ui.attendance_sheet import HalfDay, Sheet, Trainee
from station_app.features.training.ui.attendance_words import short_word
from station_app.ui import theme

SIDE = 60
ROUNDS = 40
AnyIndex = QModelIndex | QPersistentModelIndex


def sheet(present: float) -> Sheet:
    chance = random.Random(1)
    half_days = tuple(HalfDay(f"s{n}", f"{n + 1} 上", f"{n}", 40) for n in range(SIDE))
    trainees = tuple(Trainee(f"e{n}", n + 1, "王秀兰") for n in range(SIDE))
    marks = {
        (half.session_id, who.enrolment_id): "P" if chance.random() < present else chance.choice("TELAN")
        for half in half_days
        for who in trainees
    }
    return Sheet(half_days, trainees, marks, 80)


class Model(QAbstractTableModel):
    """What a plain table would show of the same sheet."""

    def __init__(self, source: Sheet) -> None:
        super().__init__()
        self.words = [
            [source.marks[half.session_id, who.enrolment_id] for half in source.half_days] for who in source.trainees
        ]

    def rowCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return SIDE

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return SIDE

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self.words[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return short_word(mark)
        if role == Qt.ItemDataRole.BackgroundRole and mark in "TEA":
            return QColor(theme.tokens().warn_tint)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None


def once(view: QAbstractScrollArea) -> float:
    begun = time.perf_counter()
    view.viewport().repaint()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    app = QApplication([])
    theme.apply(app)
    for present, words in ((0.9, "90 % 到"), (0.0, "no two neighbours alike")):
        grid = AttendanceGrid()
        grid.set_sheet(sheet(present))
        width, height = 36 + 72 + SIDE * 44 + 220 + 20, 44 + SIDE * 30 + 34 + 20
        grid.resize(width, height)
        table = QTableView()
        table.setModel(Model(sheet(present)))
        table.verticalHeader().setDefaultSectionSize(30)
        table.horizontalHeader().setDefaultSectionSize(44)
        table.resize(width, height)
        for view in (grid, table):
            view.show()
        app.processEvents()
        plan = grid.plan()
        assert (plan.hidden_width, plan.hidden_height) == (0, 0)
        painted, peer, fresh, typed = [], [], [], []
        for _ in range(ROUNDS):
            painted.append(once(grid))
            peer.append(once(table))
        for number in range(10):
            grid.strips.clear()
            fresh.append(once(grid))
            begun = time.perf_counter()
            grid.put([(number, number, "PA"[number % 2])])
            grid.viewport().repaint()
            typed.append((time.perf_counter() - begun) * 1000)
        cold, key = statistics.median(fresh), statistics.median(typed)
        print(f"  nothing kept {cold:.2f} ms, a mark typed and painted {key:.2f} ms")
        ours, theirs = statistics.median(painted), statistics.median(peer)
        print(
            f"{SIDE} x {SIDE}, {words}: grid {ours:.2f} ms, plain QTableView {theirs:.1f} ms, ratio {ours / theirs:.3f}"
        )
        grid.hide()
        table.hide()


if __name__ == "__main__":
    main()
