"""Saying what the columns of a list mean: choose a column, choose a field by typing; remembered for the sender."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.labels import NOT_IMPORTED
from station_app.features.people.rules.roster.senders import MappableHeader, changed_labels, targets
from station_app.ui import theme
from station_app.ui.buttons import Button
from station_app.ui.choices import fits
from station_app.ui.columns import Column
from station_app.ui.dialog_room import open_at
from station_app.ui.popup import Choice, ChoiceLine
from station_app.ui.table import Table

_SENDER_LENGTH = 40


@dataclass(frozen=True)
class _Line:
    """One column of the file as the dialog lists it."""

    id: str
    label: str
    examples: str
    target: str
    is_new: bool


class MappingDialog(QDialog):
    """Open with `open()`; `saved` tells header fingerprint, sender and the labels that mean something else now."""

    saved = Signal(str, str, object)

    def __init__(self, parent: QWidget, headers: Sequence[MappableHeader], sender: str) -> None:
        """`headers` as senders.mappable_headers gives them, at least one; `sender` is who probably sent the file."""
        super().__init__(parent)
        heading = _("表里的栏目对应到哪一项")
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        open_at(self, 760, 560)
        self._headers = headers
        self._targets = targets()
        self._names = dict(self._targets)
        self._chosen: dict[str, str] = {}
        self.header = QComboBox()
        self.header.setAccessibleName(_("表头在哪一行"))
        for header in headers:
            self.header.addItem(header.place)
        self.header.activated.connect(self._on_header)
        self.sent_by = QLineEdit(sender[:_SENDER_LENGTH])
        self.sent_by.setMaxLength(_SENDER_LENGTH)
        self.sent_by.setAccessibleName(_("来文单位"))
        self.sent_by.setPlaceholderText(_("谁交来的表，如：东河村"))
        self.table = Table(_columns(), empty=_("这一行没有栏目。"))
        self.table.setAccessibleName(_("表里的栏目"))
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(lambda _row: self._begin_choice())
        self.field = ChoiceLine()
        self.field.setAccessibleName(_("对应到"))
        self.field.setPlaceholderText(_("输入首字母查找，如 sfz"))
        self.field.asked.connect(self._offer)
        self.field.chosen.connect(self._choose)
        self.column_name = QLabel()
        self.column_name.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "bad")
        self.wrong.hide()
        self.keep = _button(_("保存并重新核对"), self._save)
        self.keep.setProperty("role", "primary")
        self.keep.setToolTip(_("保存并重新核对（Ctrl+回车）"))
        self._lay_out(heading)
        self._show_lines()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter saves from anywhere, Enter never does; Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._save()
            return
        super().keyPressEvent(event)

    def _lay_out(self, heading: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        title = QLabel(heading)
        title.setProperty("role", "heading")
        told = QLabel(_("方向键选栏目，回车后输入要对应的项目。记住以后，同样表头的文件会自动照这样对应。"))
        told.setProperty("role", "soft")
        told.setWordWrap(True)
        first = QHBoxLayout()
        first.setSpacing(theme.px(8))
        for text, box in ((_("来文单位"), self.sent_by), (_("表头"), self.header)):
            label = QLabel(text)
            label.setProperty("role", "soft")
            label.setBuddy(box)
            first.addWidget(label)
            first.addWidget(box, 1)
        choice = QHBoxLayout()
        choice.setSpacing(theme.px(8))
        self.column_name.setMinimumWidth(theme.px(220))
        choice.addWidget(self.column_name, 1)
        arrow = QLabel("→")
        arrow.setProperty("role", "soft")
        choice.addWidget(arrow)
        choice.addWidget(self.field, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.wrong, 1)
        buttons.addStretch(1)
        back = _button(_("返回"), self.reject)
        back.setToolTip(_("返回（Esc）"))
        buttons.addWidget(back)
        buttons.addWidget(self.keep)
        layout.addWidget(title)
        layout.addWidget(told)
        layout.addLayout(first)
        layout.addWidget(self.table, 1)
        layout.addLayout(choice)
        layout.addLayout(buttons)
        for one, other in ((self.sent_by, self.header), (self.header, self.table), (self.table, self.field)):
            QWidget.setTabOrder(one, other)
        QWidget.setTabOrder(self.field, self.keep)

    @property
    def _header(self) -> MappableHeader:
        return self._headers[max(0, self.header.currentIndex())]

    def _show_lines(self) -> None:
        current = self.table.current()
        lines = [self._line(column.label, column.examples, column.field) for column in self._header.columns]
        self.table.set_rows(list({line.id: line for line in lines}.values()))
        unknown = next((line.id for line in lines if not line.target), lines[0].id if lines else "")
        self.table.select_id(current.id if current is not None else unknown)

    def _line(self, label: str, examples: str, field: str) -> _Line:
        chosen = self._chosen.get(label, field)
        return _Line(label, label, examples, self._name_of(chosen), label in self._chosen)

    def _name_of(self, field: str) -> str:
        return self._names.get(field, "") if field != NOT_IMPORTED else _("（不导入）")

    def _on_header(self) -> None:
        self._chosen = {}
        self._show_lines()

    def _on_current(self, line: _Line | None) -> None:
        self.column_name.setText(line.label if line is not None else "")
        self.field.setText(line.target if line is not None else "")
        self.field.setEnabled(line is not None)

    def _begin_choice(self) -> None:
        self.field.setFocus()
        self.field.selectAll()
        self._offer("")

    def _offer(self, query: str) -> None:
        ranked = [(fits(query, value, name), order) for order, (value, name) in enumerate(self._targets)]
        found = [Choice(*self._targets[order]) for rank, order in sorted(ranked) if rank < 9]
        self.field.offer(found)

    def _choose(self, field: str) -> None:
        line = self.table.current()
        if line is None:
            return
        self._chosen[line.label] = field
        row = self.table.currentIndex().row()
        self._show_lines()
        following = min(row + 1, self.table.source.rowCount() - 1)
        self.table.select_id(self.table.source.rows[following].id)
        self.wrong.hide()
        self.table.setFocus()

    def _save(self) -> None:
        header = self._header
        labels = changed_labels(header.columns, self._chosen)
        sender = self.sent_by.text().strip()
        if not sender:
            self._refuse(_("请填写来文单位，下次好认。"), self.sent_by)
        elif not labels:
            self._refuse(_("还没有改动任何栏目。"), self.table)
        else:
            self.saved.emit(header.header_hash, sender, labels)
            self.accept()

    def _refuse(self, text: str, where: QWidget) -> None:
        self.wrong.setText(text)
        self.wrong.show()
        where.setFocus()


def _columns() -> list[Column]:
    return [
        Column("label", _("表里的栏目"), lambda line: line.label, str, "left", 200),
        Column("examples", _("写着"), lambda line: line.examples, str, "left", 240, stretch=True),
        Column("target", _("对应到"), lambda line: line.target or _("（不认得，不导入）"), str, "left", 180),
    ]


def _button(text: str, slot: Callable[[], object]) -> Button:
    button = Button(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: slot())
    return button
