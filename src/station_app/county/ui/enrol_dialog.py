"""Comparing 30 digits by telephone before a device is taken in; the answer is written beside the request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.service import enrolling
from station_app.county.ui.desk import CountyDesk
from station_app.exchange.enrolment import Request
from station_app.ui import messages, theme
from station_app.ui.screen import button_for

_DIGITS = 30


class EnrolDialog(QDialog):
    """The digits that the station reads out are typed; those of the file are shown only once they agree."""

    def __init__(self, owner: QWidget, desk: CountyDesk, request: Request, folder: Path) -> None:
        super().__init__(owner)
        self.desk, self.request, self.folder = desk, request, folder
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = _("登记“{station}”的设备").format(station=request.name)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setMinimumWidth(theme.px(560))
        title = QLabel(heading)
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        facts = QLabel(_("区划代码 {division}，程序 {app}").format(division=request.division, app=request.app))
        facts.setProperty("role", "soft")
        ask = QLabel(
            _(
                "请给这个站打电话（用您自己知道的号码，不要用文件里的），"
                "请对方念“上报”页上的 30 位数字，把听到的输入下面："
            )
        )
        ask.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setAccessibleName(_("听到的 30 位数字"))
        self.line.setPlaceholderText("12345 12345 12345 12345 12345 12345")
        self.line.textEdited.connect(lambda _text: self._judge())
        self.line.returnPressed.connect(self.enrol)
        self.said = QLabel()
        self.said.setWordWrap(True)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.px(16),) * 4)
        inside.setSpacing(theme.px(8))
        inside.addWidget(self.line)
        inside.addWidget(self.said)
        self.accept_button = button_for(_("一样，登记"), "check", self.enrol, primary=True)
        self.accept_button.setToolTip(_("一样，登记（回车）"))
        back = button_for(_("返回"), "", self.reject)
        back.setToolTip(_("返回（Esc）"))
        for button in (self.accept_button, back):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        for part in (title, facts, ask, card):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.line.setFocus()
        self._judge()

    def enrol(self) -> None:
        """Take it in and write the answer; refused digits are said and nothing is written."""
        if not self.accept_button.isEnabled():
            return
        self.accept_button.setEnabled(False)
        request, typed, folder = self.request, self.line.text(), self.folder

        def done(path: Path) -> None:
            self.accept()
            owner: Any = self.parent()
            messages.tell(
                owner,
                _("已登记“{station}”").format(station=request.name),
                _("请把回复文件放在站里的 U 盘上带回去，站里在“上报”页收下它，就可以上报了。"),
                str(path),
            )

        def failed(error: Exception) -> bool:
            self._judge()
            if isinstance(error, Refused):
                self.said.setProperty("role", "problem")
                self.said.setText(str(error))
            return isinstance(error, Refused)

        self.desk.act(
            lambda county, _progress: enrolling.enrol(county, request, typed, folder),
            done,
            title=_("正在登记…"),
            failed=failed,
        )

    def _judge(self) -> None:
        typed = sum(sign.isdecimal() for sign in self.line.text())
        same = enrolling.same_digits(self.line.text(), self.request.digits)
        words, role = _("已输入 {n} 位，共 {total} 位。").format(n=typed, total=_DIGITS), "soft"
        if same:
            words, role = _("一样。文件没有被换过，是这个站的。"), "good"
        elif typed >= _DIGITS:
            words = _("和文件里的不一样！请重新念一遍；还不一样就不要登记，文件可能被换过。")
            role = "bad"
        self.said.setText(words)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.accept_button.setEnabled(same)
