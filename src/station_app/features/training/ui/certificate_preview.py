"""The certificates as they will print, beside the question that makes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training import documents
from station_app.features.training.service import planned_certificates
from station_app.features.training.service.layouts import LayoutRow, list_layouts
from station_app.ui import theme
from station_app.ui.dialog_room import room_on_screen
from station_app.ui.screen import Desk, button_for

_WIDTH = 520
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


@dataclass(frozen=True)
class _Drawn:
    """What the worker found."""

    asked: tuple[dt.date, str]
    pdf: bytes
    why: str
    """Why it cannot be printed; '' when it can."""
    count: int
    layouts: list[LayoutRow]
    layout: str
    """The name of the layout it is drawn on."""
    photoless: int = 0
    """How many get an empty frame because they have no photo."""


class CertificatePreview(QWidget):
    """Reads what would be numbered for a day, draws them on the worker and shows one at a time."""

    def __init__(self, desk: Desk, class_id: str, kind: str, enrolment_ids: Collection[str] = ()) -> None:
        super().__init__()
        self._desk, self._class_id, self._kind, self._enrolments = desk, class_id, kind, tuple(enrolment_ids)
        self.document = QPdfDocument(self)
        self._bytes = QBuffer(self)
        self._day: dt.date | None = None
        self._asked: tuple[dt.date, str] | None = None
        self.layout_name = ""
        """Chosen here; '' leaves the layout to class and station."""
        self.layouts = QComboBox()
        self.layouts.setAccessibleName(_("证书版式"))
        self.layouts.setToolTip(_("这个班的证书用哪个版式（Alt+V）"))
        self.layouts.activated.connect(lambda _at: self._choose())
        words = QLabel(_("版式(&V)"))
        words.setBuddy(self.layouts)
        self.page = self._count = 0
        self.picture = QLabel(_("正在画预览…"))
        self.picture.setAccessibleName(_("证书预览"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        room = room_on_screen(self)
        wide = min(_WIDTH, room.width() - theme.px(480), round((room.height() - theme.px(170)) * 297 / 210))
        self.picture.setFixedSize(wide + 2, round(wide * 210 / 297) + 2)
        self.picture.setFrameShape(QFrame.Shape.Box)
        self.place = QLabel()
        self.place.setProperty("role", "soft")
        self.photoless = QLabel()
        self.photoless.setProperty("role", "soft")
        self.photoless.setWordWrap(True)
        self.photoless.hide()
        self.back_button = button_for(_("上一页"), "chevron-left", lambda: self.turn(-1), shortcut="Alt+Left")
        self.next_button = button_for(_("下一页"), "chevron-right", lambda: self.turn(1), shortcut="Alt+Right")
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        choice = QHBoxLayout()
        choice.addWidget(words)
        choice.addWidget(self.layouts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(choice)
        column.addWidget(self.picture)
        column.addLayout(line)
        column.addWidget(self.photoless)
        column.addStretch(1)
        self._show_place()

    def show_day(self, issued_on: dt.date | None) -> None:
        """Draw for another day of issue; the same day is drawn once."""
        if issued_on is not None:
            self._day = issued_on
            self._ask()

    def turn(self, step: int) -> None:
        """Another page of those shown."""
        self.page = max(0, min(self.page + step, self.document.pageCount() - 1))
        self._render()

    def _choose(self) -> None:
        self.layout_name = str(self.layouts.currentData())
        self._ask()

    def _ask(self) -> None:
        if self._day is None or self._asked == (self._day, self.layout_name):
            return
        asked = self._asked = (self._day, self.layout_name)
        self._desk.read(lambda session: self._draw(session, asked), self._show)

    def _draw(self, session: Any, asked: tuple[dt.date, str]) -> _Drawn:
        """On the worker."""
        day, layout = asked
        rows = planned_certificates(session, self._class_id, day, self._kind, self._enrolments, layout=layout)
        values = [documents.values_of(row) for row in rows]
        offered = [row for row in list_layouts(session) if row.is_offered]
        name = values[0].layout.split("@")[0] if values else layout
        try:
            documents.check_names(values)
            pdf = documents.print_certificates(session, values, on_screen=True) if values else b""
            return _Drawn(asked, pdf, "", len(values), offered, name, documents.without_photo(session, values))
        except Refused as why:
            told = "\n".join(problem.text for problem in why.problems)
            return _Drawn(asked, b"", told, 0, offered, name)

    def _show(self, drawn: _Drawn) -> None:
        if drawn.asked != self._asked:
            return
        self._show_layouts(drawn)
        self._count = drawn.count
        text = _("{n} 人没有照片：证书上留粘贴照片的框。要印照片，请先在人员资料里补上。")
        self.photoless.setText(text.format(n=drawn.photoless))
        self.photoless.setVisible(drawn.photoless > 0)
        self.document.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(drawn.pdf))
        self.page = 0
        if drawn.pdf:
            self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._bytes)
            self._render()
        else:
            self.picture.setText(drawn.why or _("没有可以预览的证书。"))
            self._show_place()

    def _show_layouts(self, drawn: _Drawn) -> None:
        self.layouts.clear()
        for row in drawn.layouts:
            self.layouts.addItem(row.title, row.id)
        self.layouts.setCurrentIndex(self.layouts.findData(drawn.layout))

    def _render(self) -> None:
        ratio = self.devicePixelRatioF()
        room = QSizeF(self.picture.size()) * ratio
        image = self.document.render(self.page, self.document.pagePointSize(self.page).scaled(room, _KEEP).toSize())
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
