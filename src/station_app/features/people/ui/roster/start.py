"""Before a file is chosen: where to drop it, what happens to it, and the imports made before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.blank import NAMES
from station_app.features.people.ui.roster.files import ask_for_roster
from station_app.features.people.ui.roster.options_bar import KIND_NAMES
from station_app.ui import icons, theme
from station_app.ui.columns import Column
from station_app.ui.dialog_room import Body
from station_app.ui.screen import button_for
from station_app.ui.table import Table

_STEPS = (
    _("每一行都会检查：可入库、需更正、重复、非数据行，问题写在那一格旁边，可以当场改。"),
    _("点“写入”之前，库里什么都不会变；写入以后还可以撤销。"),
    _("文件里没有的人不会因此被删除。"),
)


class Start(QWidget):
    """The way in."""

    chosen = Signal(object)
    """The path of a file."""
    undo_wanted = Signal(object)
    """A past import to take back (its row)."""
    blank_wanted = Signal(str)
    """A blank list of this kind, for a village to fill in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = button_for(_("选择文件"), "folder-open", self._ask, primary=True, shortcut="Ctrl+O", writes=False)
        self.blank = button_for(_("空白表"), "download", self._offer_blanks, shortcut="Ctrl+B")
        self.blank.setAccessibleName(_("空白表，给村里填"))
        self.blanks = QMenu(self)
        for kind, name in NAMES.items():
            self.blanks.addAction(name).setData(kind)
        self.blanks.triggered.connect(self._on_blank)
        self.target = QLabel()
        self.target.setProperty("role", "good")
        self.target.setWordWrap(True)
        self.undo = button_for(_("撤销这次导入"), "undo-2", self._undo, danger=True, shortcut="Ctrl+Del")
        self.batches = Table(_columns(), empty=_("还没有导入过花名册。"))
        self.batches.setAccessibleName(_("以前的导入"))
        self.batches.source.tip = lambda row, column: row.file_name if column == "file_name" else ""
        self.batches.source.tone = lambda row, _column: "soft" if row.undone else ""
        self.batches.current_changed.connect(self._on_current)
        self._lay_out()
        self.undo.setEnabled(False)

    def show_target(self, label: str) -> None:
        """The class that the people will be enrolled in; '' for none."""
        self.target.setText(_("可入库的人写入后编入：{label}").format(label=label))
        self.target.setVisible(bool(label))

    def show_batches(self, rows: Sequence[Any]) -> None:
        """Imports made before, the latest first."""
        self.batches.set_rows(rows)
        self.undo.setVisible(bool(rows))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(16))
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self.target)
        left.addWidget(self._card(), 1)
        told = QFrame()
        told.setProperty("role", "card")
        lines = QVBoxLayout(told)
        lines.setContentsMargins(*(theme.px(16),) * 4)
        lines.setSpacing(theme.px(8))
        for step in _STEPS:
            line = QLabel(step)
            line.setWordWrap(True)
            line.setProperty("role", "soft")
            lines.addWidget(line)
        blank = QHBoxLayout()
        told_blank = QLabel(_("村里还没有表？给一份空白表，填好直接导入。"))
        told_blank.setWordWrap(True)
        blank.addWidget(told_blank, 1)
        blank.addWidget(self.blank)
        lines.addLayout(blank)
        left.addWidget(told)
        layout.addWidget(Body(left), 5)
        right = QVBoxLayout()
        right.setSpacing(theme.px(12))
        top = QHBoxLayout()
        title = QLabel(_("以前的导入"))
        title.setProperty("role", "heading")
        top.addWidget(title, 1)
        top.addWidget(self.undo)
        right.addLayout(top)
        right.addWidget(self.batches, 1)
        layout.addLayout(right, 6)

    def _card(self) -> QFrame:
        """Where a file is dropped or chosen, and where a blank one is to be had."""
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(*(theme.px(20),) * 4)
        inner.setSpacing(theme.px(12))
        sign = QLabel()
        sign.setPixmap(icons.icon("file-input", "accent").pixmap(theme.px(40)))
        head = QLabel(_("把花名册文件拖到这里"))
        head.setProperty("role", "heading")
        kinds = QLabel(_("Excel、WPS 表格（.xlsx .xls .et .ods）或 .csv\n多个工作表、合并的表头、合计行都认得"))
        kinds.setProperty("role", "soft")
        kinds.setWordWrap(True)
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addStretch(1)
        for part in (sign, head):
            inner.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(kinds)
        inner.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        return card

    def _ask(self) -> None:
        path = ask_for_roster(self)
        if path is not None:
            self.chosen.emit(path)

    def _offer_blanks(self) -> None:
        self.blanks.popup(self.blank.mapToGlobal(self.blank.rect().bottomLeft()))
        self.blanks.setActiveAction(self.blanks.actions()[0])

    def _on_blank(self, action: QAction) -> None:
        self.blank_wanted.emit(str(action.data()))

    def _on_current(self, row: Any) -> None:
        self.undo.setEnabled(row is not None and not row.undone)

    def _undo(self) -> None:
        row = self.batches.current()
        if row is not None:
            self.undo_wanted.emit(row)


def _columns() -> list[Column]:
    return [
        Column("file_name", _("文件"), lambda row: row.file_name, str, "left", 160, stretch=True),
        Column("at", _("时间"), lambda row: row.at, _moment, "left", 100),
        Column("kind", _("种类"), _kind, str, "left", 84),
        Column("accepted", _("入库"), lambda row: row.accepted_count, str, "right", 56),
        Column("rejected", _("未入库"), lambda row: row.rejected_count, str, "right", 84),
    ]


def _kind(row: Any) -> str:
    """In one narrow column: what it was, or that it was taken back."""
    return _("已撤销") if row.undone else KIND_NAMES.get(row.kind, row.kind)


def _moment(at: Any) -> str:
    return at.astimezone().strftime("%Y-%m-%d") if at else ""
