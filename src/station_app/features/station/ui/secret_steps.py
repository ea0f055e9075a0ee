"""The steps of the first-run wizard that deal with secrets: password and recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
)

from station_app.core import passwords
from station_app.core.passwords import SHORTEST
from station_app.core.texts import _
from station_app.features.station.ui.steps import Step
from station_app.ui import theme
from station_app.ui.screen import button_for


class PasswordStep(Step):
    """A password, or none with plain words on what that means."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__(_("密码"), _("密码用来打开数据。它不会存在任何地方，忘了只能靠下一步的恢复密钥。"))
        self.known: tuple[str, ...] = ()
        """Names that must not be in the password."""
        self.with_password = QRadioButton(_("设密码（建议）"))
        self.without = QRadioButton(_("不设密码"))
        self.with_password.setChecked(True)
        self.first = self._line(_("密码"), _("至少 {n} 个字符").format(n=SHORTEST))
        self.second = self._line(_("再输一次"), "")
        self.warning = QLabel(
            _("不设密码：任何拿到这台电脑、这块硬盘或备份U盘的人，都能打开全部数据，看到每个人的身份证号。")
        )
        self.warning.setProperty("role", "warn")
        self.warning.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        grid = QGridLayout()
        grid.setContentsMargins(theme.px(28), 0, 0, 0)
        grid.setSpacing(theme.px(8))
        for row, line in enumerate((self.first, self.second)):
            label = QLabel(line.accessibleName())
            label.setProperty("role", "soft")
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
        grid.addWidget(self.problem, 2, 1)
        grid.setColumnStretch(1, 1)
        self.column.addWidget(self.with_password)
        self.column.addLayout(grid)
        self.column.addWidget(self.without)
        self.column.addWidget(self.warning)
        self.column.addStretch(1)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.submitted)
        self.without.toggled.connect(self._on_choice)
        self._on_choice(False)

    @property
    def password(self) -> str | None:
        """The password, None for none."""
        return None if self.without.isChecked() else self.first.text()

    def start(self) -> None:
        """The cursor where typing begins."""
        (self.without if self.without.isChecked() else self.first).setFocus()

    def is_good(self) -> bool:
        """None was chosen, or both lines are equal and long enough; says otherwise why not."""
        problem, is_first_good = "", False
        if self.with_password.isChecked():
            problem = passwords.problem_of(self.first.text(), passwords.known_words(*self.known))
            is_first_good = not problem
            if is_first_good and self.first.text() != self.second.text():
                problem = _("两次输入的密码不一样，请重新输入。")
        self.problem.setText(problem)
        if problem:
            (self.second if is_first_good else self.first).setFocus()
        return not problem

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        line.textEdited.connect(lambda _text: self.problem.setText(""))
        return line

    def _on_choice(self, without: bool) -> None:
        self.warning.setVisible(without)
        for line in (self.first, self.second):
            line.setEnabled(not without)


class RecoveryStep(Step):
    """The recovery key, shown this once."""

    ready = Signal(bool)
    """The user ticked that the key was noted."""

    def __init__(self) -> None:
        super().__init__(
            _("恢复密钥"),
            _("只显示这一次。忘了密码、换了人，全靠它打开数据。请抄在纸上，和公章放在一起，不要存在这台电脑里。"),
        )
        self._name = ""
        self.key = QLabel()
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.key.setProperty("role", "figure")
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.px(20),) * 4)
        inside.addWidget(self.key)
        self.column.addWidget(card)
        ways = QHBoxLayout()
        ways.addWidget(button_for(_("打印"), "printer", self._print))
        ways.addWidget(button_for(_("存成文本文件（放到U盘）"), "save", self._choose_file))
        ways.addStretch(1)
        self.column.addLayout(ways)
        self.said = QLabel()
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.column.addWidget(self.said)
        self.column.addStretch(1)
        self.noted = QCheckBox(_("我已抄下，或已打印收好"))
        self.noted.toggled.connect(self.ready)
        self.column.addWidget(self.noted)

    @property
    def is_noted(self) -> bool:
        """The user says that the key was noted."""
        return self.noted.isChecked()

    def show_key(self, recovery_key: str, station_name: str) -> None:
        """Two lines of four groups."""
        groups = recovery_key.replace("-", " ").split()
        self._name = station_name
        self.key.setText("   ".join(groups[:4]) + "\n" + "   ".join(groups[4:]))
        self.noted.setFocus()

    def text(self) -> str:
        """What is printed or stored."""
        return _(
            "{name} 的恢复密钥\n\n{key}\n\n忘了密码时，在打开窗口选“用恢复密钥打开”。请分两处保管，不要给外人看。\n"
        ).format(name=self._name, key=self.key.text())

    def save_to(self, place: Path) -> None:
        """As a text file; says where it lies, or why it was not written."""
        try:
            place.write_text(self.text(), encoding="utf-8-sig", newline="\r\n")
        except OSError:
            self.said.setText(_("没有写成，请换一个位置，或直接抄在纸上。"))
            return
        self.said.setText(_("已存到 {place}").format(place=place))

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("存恢复密钥"), _("恢复密钥.txt"), _("文本文件 (*.txt)"))
        if chosen:
            self.save_to(Path(chosen))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - only when printing

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            page = QTextDocument()
            page.setPlainText(self.text())
            page.print_(printer)
            self.said.setText(_("已送到打印机。"))
