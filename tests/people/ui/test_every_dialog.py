"""Every button that promises a dialog (its words end in …) opens one that fits the screen, is named and whole."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QWidget
from pytestqt.exceptions import TimeoutError as Waited
from shiboken6 import isValid

from station_app import menu
from station_app.features.station.ui.settings.page import SettingsPage
from station_app.features.training.ui.training_page import TrainingPage
from tests.casefile.full_life import Life
from tests.people.ui.test_every_screen import Tour, answers, desktop, life, looks, tour
from tests.training.played_classes import close_class, open_class

__all__ = ["answers", "desktop", "life", "looks", "tour"]

NO_DIALOG = ("合并…", "登记簿…", "版式…", "用于…", "另存到U盘…", "用副本恢复…", "其他表格…")
"""Lead to a page or a menu, or to a question that these tests cannot close."""


def test_every_dialog_of_a_page_fits(tour: Tour, life: Life) -> None:
    window = tour.desktop.window
    for page in menu.PAGES:
        window.open_page(page.id, life.person_id if page.id in ("casefile", "people") else None)
        press_all(tour, page.title)
    settings = window.screen_of("settings")
    assert isinstance(settings, SettingsPage)
    for entry in settings.entries:
        window.open_page("settings", entry.name)
        press_all(tour, f"设置 › {entry.title}")
    assert "\n".join(tour.told()) == ""


def test_every_dialog_of_a_class_fits(tour: Tour) -> None:
    played = open_class(tour.desktop.station, trainees=4)
    walk(tour, played.class_id, "running")
    close_class(tour.desktop.station, played, ["PPPPPP", "PPPPPP", "PPPPPP", "PAAAAA"])
    tour.desktop.settle()
    walk(tour, played.class_id, "ended")
    assert "\n".join(tour.told()) == ""


def walk(tour: Tour, class_id: str, state: str) -> None:
    window = tour.desktop.window
    window.open_page("training", class_id)
    tour.desktop.settle()
    page = window.screen_of("training")
    assert isinstance(page, TrainingPage)
    tabs = page.class_page.tabs
    for at in range(tabs.count()):
        if tabs.isTabVisible(at):
            tabs.setCurrentIndex(at)
            press_all(tour, f"{state} › {tabs.tabText(at)}")


def press_all(tour: Tour, view: str) -> None:
    """Every button of the view that promises a dialog."""
    tour.desktop.settle()
    window = tour.desktop.window
    for button in window.findChildren(QPushButton):
        if isValid(button) and button.isVisible() and button.isEnabled() and button.text().endswith("…"):
            press(tour, f"{view} › {button.text()}", button)


def press(tour: Tour, view: str, button: QPushButton) -> None:
    fresh: list[QWidget] = []

    def look() -> None:
        if not tour.desktop.desk.tasks.wait(0):
            return  # it is still being filled
        for dialog in QApplication.topLevelWidgets():
            if not isinstance(dialog, QDialog | QMenu) or not dialog.isVisible():
                continue
            if dialog not in fresh:
                fresh.append(dialog)  # judged when it is looked at again: by then it is laid out
                continue
            if isinstance(dialog, QDialog) and not isinstance(dialog, QFileDialog):
                tour.judge(view, dialog)
            dialog.close()

    words = button.text()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    try:
        tour.desktop.window.activateWindow()
        button.click()
        tour.desktop.settle()
        if words not in NO_DIALOG:
            tour.desktop.qtbot.waitUntil(lambda: bool(fresh))
        tour.desktop.qtbot.waitUntil(lambda: not any(isValid(dialog) and dialog.isVisible() for dialog in fresh))
    except Waited:
        tour.found[view] = ["opens nothing"]
    finally:
        timer.stop()
    tour.desktop.settle()
