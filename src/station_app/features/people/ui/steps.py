"""What the page 人员 shows instead of its lists: the import of a roster, likely duplicates; and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.enrolling import Enrolling
from station_app.features.people.ui.merge_screen import MergeScreen
from station_app.features.people.ui.panel import Panel
from station_app.features.people.ui.roster.screen import RosterScreen
from station_app.ui.one_page import OnePage
from station_app.ui.screen import Screen


class PeopleSteps(Screen):
    """The page without its lists: which step is shown, its headline and its buttons."""

    steps: OnePage
    lists_and_record: QWidget
    """The step with the lists."""
    _enrolling: Enrolling | None
    _list_actions: Sequence[QPushButton]
    """Only for the lists."""
    _back: QPushButton
    _facts: str
    _came_back = True
    _opening = False
    """Something of this page was asked for by name, so 人员 is not asked for once more."""

    def focus_list(self) -> None:
        """The cursor into the list of people."""
        raise NotImplementedError

    def _show_beside(self, panel: Panel | None) -> None:
        """A record beside the list, or none."""
        raise NotImplementedError

    @cached_property
    def roster(self) -> RosterScreen:
        """The import, made when it is used first."""
        screen = RosterScreen(self.desk, self._enrolling)
        screen.headline_changed.connect(self._headline)
        screen.left.connect(self.leave_import)
        self._actions.addWidget(screen.write)
        self.steps.addWidget(screen)
        return screen

    @cached_property
    def merging(self) -> MergeScreen:
        """Likely duplicates side by side, made when they are looked at first."""
        screen = MergeScreen(self.desk)
        screen.headline_changed.connect(self._headline)
        self.steps.addWidget(screen)
        return screen

    @property
    def is_importing(self) -> bool:
        """The import is shown instead of the lists."""
        return self.steps.currentWidget() is self.__dict__.get("roster")

    @property
    def is_merging(self) -> bool:
        """Likely duplicates are shown instead of the lists."""
        return self.steps.currentWidget() is self.__dict__.get("merging")

    def start_import(self, path: Path | None = None, *, class_id: str = "") -> None:
        """The import of a roster, of this file if one is given, into a class if one is named."""
        if not self.may_leave():
            return
        self._show_beside(None)
        self.roster.begin(class_id)
        self._show_step(self.roster)
        if path is not None:
            self.roster.open_file(path)

    def start_merging(self, first: str = "", second: str = "", *, households: bool = False) -> None:
        """People who may be registered twice, or these two people or households side by side."""
        if self.may_leave():
            self._show_beside(None)
            self._show_step(self.merging)
            self.merging.begin(first, second, households=households)

    def leave_import(self) -> None:
        """Back to the lists."""
        if self.may_leave():
            self._show_step(self.lists_and_record)
            self.shown()
            self.focus_list()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another page came to the front; what is shown here is still there afterwards."""
        super().hideEvent(event)
        self._came_back = True

    def _come_home(self) -> None:
        """The sidebar's 人员 once more leads from an import or from likely duplicates to the lists."""
        again = not self._came_back and not self._opening
        self._came_back = self._opening = False
        if again and (self.is_importing or self.is_merging) and self.may_leave():
            self._show_step(self.lists_and_record)

    def _show_step(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        self._headline()

    def _headline(self) -> None:
        importing = self.is_importing
        for button in self._list_actions:
            button.setVisible(not importing and not self.is_merging)
        self._back.setVisible(importing or self.is_merging)
        if self.is_merging:
            self.set_headline(_("疑似重复"), self.merging.facts)
        elif importing:
            self.roster.show_buttons()
            self.set_headline(_("导入花名册"), self.roster.facts)
        else:
            if "roster" in self.__dict__:
                self.roster.write.hide()
            self.set_headline(_("人员"), self._facts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A file may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The dropped file is imported."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.start_import(Path(url.toLocalFile()))
                return
