"""Enrolment in three steps: the request onto the stick, the telephone, the county's answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.submission import service
from station_app.features.submission.service import StandingRow
from station_app.features.submission.ui import work
from station_app.features.submission.ui.stick_choice import StickChoice
from station_app.ui import theme
from station_app.ui.card import Card
from station_app.ui.screen import Desk, button_for
from station_app.ui.where_to import ask_folder

if TYPE_CHECKING:
    from station_app.exchange.enrolment import Answer

_WIDEST = 760


class Digits(QLabel):
    """Thirty digits, large, to be read out by telephone."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("role", "figure")
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_digits(self, digits: str) -> None:
        """Six groups of five; '' hides it."""
        groups = digits.split()
        half = len(groups) // 2
        self.setText("\n".join("　".join(part) for part in (groups[:half], groups[half:]) if part))
        self.setAccessibleName(f"{self._name} {digits}")
        self.setVisible(bool(digits))


class EnrolmentView(QWidget):
    """Each step says what to do, and what was done."""

    finished = Signal(str)
    """Enrolled at this county."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file: Path | None = None
        self._answer: Answer | None = None
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDEST))
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self._build_request()
        self._build_answer()
        self._column.addStretch(1)

    def show_standing(self, standing: StandingRow) -> None:
        """Where the enrolment was left."""
        self.digits.show_digits(standing.request_digits)

    def make_request(self) -> None:
        """Onto the stick, or into a folder that is asked for."""
        folder = self.sticks.folder
        if folder is None:
            ask_folder(self, self._desk, _("登记申请写到哪里"), self._write_request)
        else:
            self._write_request(folder)

    def choose_answer(self) -> None:
        """The county's file."""
        chosen, _filter = QFileDialog.getOpenFileName(self, _("县里的登记答复"), "", _("县里的文件") + " (*.swx)")
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, file: Path) -> None:
        """Read the answer and show its digits; nothing is believed yet."""

        def done(found: Answer) -> None:
            self._file, self._answer = file, found
            self.answer_words.setText(
                _("这是{county}的答复。请打电话请县里念他们的 30 位数字，和下面的一组一组核对：").format(
                    county=found.trust.county.name
                )
            )
            self.answer_digits.show_digits(found.digits)
            self.same.setChecked(False)
            self.same.show()
            self.enrol_button.show()
            self._may_enrol()

        station = work.station_of(self._desk)
        self._desk.tasks.run(lambda _progress: service.look_at_answer(station, file), done, title=_("正在看答复…"))

    def enrol(self) -> None:
        """Believe the county: the clerk has compared the digits."""
        file, answer = self._file, self._answer
        if file is None or answer is None or not self.same.isChecked():
            return
        station = work.station_of(self._desk)
        self._desk.tasks.run(
            lambda _progress: service.take_answer(station, file, answer.digits),
            self.finished.emit,
            title=_("正在登记…"),
        )

    def _write_request(self, folder: Path) -> None:
        def done(made: tuple[Path, str]) -> None:
            file, digits = made
            self.request_words.setText(
                _("已写到 {path}，读回核对一致，可以拔出。把它交给县里，并在电话里让县里核对这 30 位数字：").format(
                    path=file
                )
            )
            self.digits.show_digits(digits)

        station = work.station_of(self._desk)
        self._desk.tasks.run(lambda _progress: service.make_request(station, folder), done, title=_("正在写登记申请…"))

    def _build_request(self) -> None:
        card = Card(_("1　把登记申请交给县里"))
        self.request_words = QLabel(_("申请里只有站名、区划代码和这台电脑的公钥，没有任何人的资料。"))
        self.request_words.setWordWrap(True)
        self.digits = Digits(_("登记申请的数字"))
        self.sticks = StickChoice(self._desk)
        self.request_button = button_for(_("写出登记申请"), "usb", self.make_request, primary=True, writes=True)
        card.body.addWidget(self.request_words)
        card.body.addWidget(self.digits)
        card.body.addWidget(self.sticks)
        card.add_buttons(self.request_button)
        self._column.addWidget(card)

    def _build_answer(self) -> None:
        card = Card(_("2　收县里的答复，在电话里核对"))
        self.answer_words = QLabel(_("县里把答复文件存回 U 盘。插上 U 盘打开它，也可以把文件拖到这里。"))
        self.answer_words.setWordWrap(True)
        self.answer_digits = Digits(_("县里的数字"))
        self.same = QCheckBox(_("我打了电话，30 位数字和县里念的一样"))
        self.same.hide()
        self.same.toggled.connect(self._may_enrol)
        self.answer_button = button_for(
            _("打开答复文件…"), "folder-open", self.choose_answer, shortcut="Ctrl+O", writes=False
        )
        self.enrol_button = button_for(_("登记"), "check", self.enrol, primary=True, shortcut="Ctrl+S")
        self.enrol_button.hide()
        card.body.addWidget(self.answer_words)
        card.body.addWidget(self.answer_digits)
        card.body.addWidget(self.same)
        card.add_buttons(self.answer_button, self.enrol_button)
        note = QLabel(_("数字不一样就不要登记：文件可能被人换过。请重新向县里要答复。"))
        note.setProperty("role", "soft")
        note.setWordWrap(True)
        card.body.addWidget(note)
        self._column.addWidget(card)

    def _may_enrol(self) -> None:
        self.enrol_button.setEnabled(self.same.isChecked() and self._answer is not None)
