"""The question of R-51: may whole ID numbers, phones and accounts leave the computer in an unencrypted workbook?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui.columns import Column
from station_app.ui.messages import Message


class ExportQuestion(Message):
    """Ticked only where the screen itself shows the whole numbers; ticking it shows the warning."""

    def __init__(self, parent: QWidget | None, private: Sequence[Column], rows: int) -> None:
        labels = "、".join(column.label for column in private)
        super().__init__(
            parent,
            "file-output",
            "accent",
            _("导出 {n:,} 行").format(n=rows),
            [_("不勾选时，“{labels}”只写出部分数字，和屏幕上一样。").format(labels=labels)],
            accept=_("导出"),
            reject=_("返回"),
        )
        self.whole = QCheckBox(_("含完整号码（{labels}）").format(labels=labels))
        self.warning = QLabel(_("导出的表格没有加密，谁拿到都能看到完整号码。请只存到要交给上级的 U 盘，交完就删除。"))
        self.warning.setWordWrap(True)
        self.warning.setProperty("role", "warn")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, self.whole)
            layout.insertWidget(layout.count() - 1, self.warning)
        self.whole.toggled.connect(self._on_whole)
        self.whole.setChecked(not all(column.is_masked for column in private))
        self._on_whole(self.whole.isChecked())

    def _on_whole(self, on: bool) -> None:
        self.warning.setVisible(on)
        self.accept_button.setText(_("导出完整号码") if on else _("导出"))
        self.accept_button.setProperty("role", "danger" if on else "primary")
        self.accept_button.style().unpolish(self.accept_button)
        self.accept_button.style().polish(self.accept_button)
        if self.isVisible():
            self.resize(self.width(), self.heightForWidth(self.width()))


def ask_whole_numbers(parent: QWidget | None, private: Sequence[Column], *, rows: int) -> bool | None:
    """Whether whole numbers are exported; None when the user goes back."""
    question = ExportQuestion(parent, private, rows)
    return question.whole.isChecked() if question.exec() == ExportQuestion.DialogCode.Accepted else None
