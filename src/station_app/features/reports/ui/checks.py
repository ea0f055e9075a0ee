"""What was checked, below the figures: one line while all is well, each fault by itself otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.reports.rules.indicators import measure
from station_app.features.reports.service import Report
from station_app.ui import theme
from station_app.ui.screen import button_for

_LATE_NAMED = 4


class Checks(QWidget):
    """Notes and checks of a report; a fault with a place is a link to it."""

    def __init__(self, open_place: Callable[[str, str], Any]) -> None:
        super().__init__()
        self._open_place = open_place
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(4))

    def show_report(self, report: Report) -> None:
        """The checks of other figures."""
        while (item := self._layout.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for check in report.checks:
            if not check.kept:
                self._add(check.text, "bad")
        if report.changed_since:
            self._add(changed_words(report.changed_since), "warn")
        for check in report.checks:
            if check.is_warning:
                self._link(check.text, check.page, check.record_id)
        kept = [check.text.rstrip("。") for check in report.checks if check.kept and not check.is_warning]
        words = [*report.notes, _("检查通过：{what}。").format(what="；".join(kept)) if kept else ""]
        self._add("　".join(word for word in words if word), "small")

    def _add(self, text: str, role: str) -> None:
        label = QLabel(text)
        label.setProperty("role", role)
        label.setWordWrap(True)
        self._layout.addWidget(label)

    def _link(self, text: str, page: str, record_id: str) -> None:
        button = button_for(_("{text} 去看看").format(text=text), "", lambda: self._open_place(page, record_id))
        button.setProperty("role", "link")
        button.setAccessibleName(text)
        self._layout.addWidget(button)


def changed_words(changed: tuple[str, ...]) -> str:
    """Which numbers of a closed month are different now."""
    labels = [measure(key).label for key in changed]
    named = "、".join(labels[:_LATE_NAMED]) + (
        _("等 {n} 项").format(n=len(labels)) if len(labels) > _LATE_NAMED else ""
    )
    return _("关账后又有变动：{labels}。这里仍是关账时的数字，变动会列在以后月份的“上期补报”里。").format(labels=named)
