"""The first certificates as they will print, beside the question that makes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training import documents
from station_app.features.training.service import planned_certificates
from station_app.ui import theme
from station_app.ui.screen import Desk, button_for

FIRST = 3
"""Pages shown; drawing more would only take time."""
_WIDTH = 520


class CertificatePreview(QWidget):
    """Reads what would be numbered for a day, draws the first pages on the worker and shows one at a time."""

    def __init__(self, desk: Desk, class_id: str, kind: str, enrolment_ids: Collection[str] = ()) -> None:
        super().__init__()
        self._desk, self._class_id, self._kind, self._enrolments = desk, class_id, kind, tuple(enrolment_ids)
        self.document = QPdfDocument(self)
        self._bytes = QBuffer(self)
        self._asked: dt.date | None = None
        self.page = self._count = 0
        self.picture = QLabel(_("正在画预览…"))
        self.picture.setAccessibleName(_("证书预览"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setFixedSize(_WIDTH + 2, round(_WIDTH * 210 / 297) + 2)
        self.picture.setFrameShape(QFrame.Shape.Box)
        self.place = QLabel()
        self.place.setProperty("role", "soft")
        self.back_button = button_for(_("上一页"), "chevron-left", lambda: self.turn(-1), shortcut="Alt+Left")
        self.next_button = button_for(_("下一页"), "chevron-right", lambda: self.turn(1), shortcut="Alt+Right")
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.picture)
        column.addLayout(line)
        column.addStretch(1)
        self._show_place()

    def show_day(self, issued_on: dt.date | None) -> None:
        """Draw for another day of issue; the same day is drawn once."""
        if issued_on is None or issued_on == self._asked:
            return
        self._asked = issued_on
        self._desk.read(lambda session: self._draw(session, issued_on), self._show)

    def turn(self, step: int) -> None:
        """Another page of those shown."""
        self.page = max(0, min(self.page + step, self.document.pageCount() - 1))
        self._render()

    def _draw(self, session: Any, issued_on: dt.date) -> tuple[dt.date, bytes, str, int]:
        """On the worker: day, PDF of the first pages, why it cannot be printed, pages in all."""
        rows = planned_certificates(session, self._class_id, issued_on, self._kind, self._enrolments)
        values = [documents.values_of(row) for row in rows]
        try:
            documents.check_names(values)
            return issued_on, documents.certificates_pdf(values[:FIRST]) if values else b"", "", len(values)
        except Refused as why:
            return issued_on, b"", "\n".join(problem.text for problem in why.problems), 0

    def _show(self, drawn: tuple[dt.date, bytes, str, int]) -> None:
        day, pdf, why, self._count = drawn
        if day != self._asked:
            return
        self.document.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(pdf))
        self.page = 0
        if pdf:
            self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._bytes)
            self._render()
        else:
            self.picture.setText(why or _("没有可以预览的证书。"))
            self._show_place()

    def _render(self) -> None:
        ratio = self.devicePixelRatioF()
        wide = round(_WIDTH * ratio)
        image = self.document.render(self.page, QSize(wide, round(wide * 210 / 297)))
        shown = QPixmap(image.size())
        shown.fill(Qt.GlobalColor.white)
        painter = QPainter(shown)
        painter.drawImage(0, 0, image)
        painter.end()
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)
        self._show_place()

    def _show_place(self) -> None:
        count = self.document.pageCount()
        self.place.setText(_("预览：第 {n} 页，共 {all} 页").format(n=self.page + 1, all=self._count) if count else "")
        for button, possible in ((self.back_button, self.page > 0), (self.next_button, self.page + 1 < count)):
            button.setEnabled(possible)
            button.setVisible(count > 1)
