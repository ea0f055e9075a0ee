"""表格样式: the station's own titles, wording and columns on its printed forms, with the page beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents import slot_words
from station_app.documents.form_layout import check_changes, width_sentence, with_changes
from station_app.documents.grid import form_ids, table_form
from station_app.documents.sources import blank_pdf
from station_app.features.station.service import form_layouts
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.features.station.ui.settings.form_columns import ColumnsEditor, LabelsEditor
from station_app.ui import messages, printing, theme
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab

_PAUSE_MS = 350
_LISTS = (
    ("header", _("表头"), _("每行一项；花括号里的由程序填写，请不要改。")),
    ("sign", _("签字栏"), _("每行一项；以冒号结尾的后面留出签字的地方。")),
    ("printed_notes", _("说明"), _("每行一条，印在表格下面；可以不写。")),
)


class FormsTab(QWidget, Tab):
    """Pick a form on the left, change it, see the page on the right."""

    records = frozenset(("form_layout",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._form = table_form(form_ids()[0])
        self._kept: dict[str, Any] = {}
        self._filling = False
        self._filled = False
        self._picture = QPixmap()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._draw)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(16))
        line.addLayout(self._build_left(), 3)
        line.addLayout(self._build_right(), 2)

    def _build_choice(self) -> QComboBox:
        """Every form whose words can be changed."""
        made = QComboBox()
        made.setAccessibleName(_("表格"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(8)  # its longest title would push the sheet out of sight in large type
        for form_id in form_ids():
            if table_form(form_id).columns or table_form(form_id).grid:
                made.addItem(f"{form_id}　{table_form(form_id).title}", form_id)
        made.currentIndexChanged.connect(lambda _at: self._choose())
        return made

    def _build_left(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.px(12))
        self.chosen = self._build_choice()
        self.restore_button = button_for(_("恢复默认"), "undo-2", self.restore, shortcut="Ctrl+R")
        self.save_button = button_for(_("保存"), "check", self.save, primary=True, shortcut="Ctrl+S")
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.chosen, 1)
        top.addWidget(self.restore_button)
        top.addWidget(self.save_button)
        side.addLayout(top)
        self.told = sentence("", "warn")
        self.told.hide()
        side.addWidget(self.told)
        cards = Cards(wide=True)
        words = cards.add(_("文字"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.title, self.subtitle = QLineEdit(), QLineEdit()
        self.lists: dict[str, QPlainTextEdit] = {}
        for row, (label, editor) in enumerate(((_("标题"), self.title), (_("副标题"), self.subtitle))):
            editor.setAccessibleName(label)
            editor.setMaxLength(60)
            editor.textChanged.connect(lambda _text: self._changed())
            grid.addWidget(QLabel(label), row, 0)
            grid.addWidget(editor, row, 1)
        for row, (name, label, hint) in enumerate(_LISTS, start=2):
            text = QPlainTextEdit()
            text.setAccessibleName(label)
            text.setToolTip(hint)
            text.setTabChangesFocus(True)
            text.setFixedHeight(theme.px(78))
            text.textChanged.connect(self._changed)
            self.lists[name] = text
            grid.addWidget(QLabel(label), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        words.body.addLayout(grid)
        self.columns_card = cards.add(_("栏目"))
        self.columns = ColumnsEditor()
        self.columns.changed.connect(self._changed)
        self.columns_card.body.addWidget(self.columns)
        self.widths = sentence()
        self.columns_card.body.addWidget(self.widths)
        self.labels_card = cards.add(_("格子的名称"))
        self.labels = LabelsEditor()
        self.labels.changed.connect(self._changed)
        self.labels_card.body.addWidget(self.labels)
        cards.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # they scroll by themselves
        cards.setMinimumHeight(theme.px(200))
        side.addWidget(cards, 1)
        return side

    def _build_right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.px(8))
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.sheet.setMinimumSize(theme.px(220), theme.px(200))
        self.sheet.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # drawn for the room there is
        self.sheet.setAccessibleName(_("空白表的样子"))
        side.addWidget(self.sheet, 1)
        side.addWidget(sentence(_("空白表的第一页，边改边更新。保存后，本站打印这张表都是这样。")))
        return side

    # --- what is shown

    def read(self) -> None:
        """The chosen form as the station has it; what is being typed stays."""
        if not self._is_modified():
            self._choose()

    def may_leave(self) -> bool:
        """Ask before changes are lost."""
        if not self._is_modified():
            return True
        sure = messages.confirm(
            self,
            _("表格样式有还没保存的修改"),
            _("离开后，刚才的修改会丢失。"),
            accept=_("放弃修改"),
            reject=_("继续修改"),
            danger=True,
        )
        if sure:
            self._show(self._kept)
        return sure

    def _choose(self) -> None:
        form_id = str(self.chosen.currentData())
        if self._form.form_id != form_id and not self.may_leave():
            self.chosen.setCurrentIndex(self.chosen.findData(self._form.form_id))
            return

        def shown(changes: dict[str, Any]) -> None:
            if self.chosen.currentData() == form_id:
                self._form, self._kept = table_form(form_id), changes
                self._show(changes)

        self.desk.read(lambda session: form_layouts.form_changes(session, form_id), shown)

    def _show(self, changes: dict[str, Any]) -> None:
        """Fill the editors."""
        form = with_changes(self._form, changes)
        self._filling = True
        self.title.setText(slot_words.shown(form.title))
        self.subtitle.setText(slot_words.shown(form.subtitle))
        for name, text in self.lists.items():
            text.setPlainText(slot_words.shown("\n".join(getattr(form, name))))
        self.columns.show_columns(self._form, changes.get("columns"))
        self.labels.show_labels(self._form, changes.get("labels", {}))
        self.columns_card.setVisible(bool(form.columns))
        self.labels_card.setVisible(bool(form.grid))
        self._filling, self._filled = False, True
        self._changed()

    def changes(self) -> dict[str, Any]:
        """What differs from the shipped form, as it stands in the editors."""
        form = self._form
        found: dict[str, Any] = {}
        for name, line in (("title", self.title), ("subtitle", self.subtitle)):
            if line.text() != slot_words.shown(getattr(form, name)):
                found[name] = slot_words.kept(line.text())
        for name, text in self.lists.items():
            lines = [each for each in text.toPlainText().split("\n") if each.strip()]
            if lines != [slot_words.shown(each) for each in getattr(form, name)]:
                found[name] = [slot_words.kept(each) for each in lines]
        if self.columns.differs():
            found["columns"] = self.columns.columns()
        if self.labels.changes():
            found["labels"] = self.labels.changes()
        return found

    def _is_modified(self) -> bool:
        return self._filled and self.changes() != self._kept

    def _changed(self) -> None:
        if self._filling:
            return
        form = with_changes(self._form, self.changes())
        total = round(sum(column.width for column in form.columns), 1)
        self.widths.setText(width_sentence(self._form, total) if form.columns else "")
        self.restore_button.setEnabled(bool(self._kept) or self._is_modified())
        self.save_button.setEnabled(self._is_modified())
        self.told.hide()
        self._later.start()

    def _draw(self) -> None:
        form = with_changes(self._form, self.changes())
        try:
            check_changes(self._form, self.changes())
        except Refused:
            return  # the sentence below the columns says what is wrong; the last good page stays
        self.desk.tasks.run(lambda _progress: blank_pdf(form), self._show_page, self._not_drawn, quiet=True)

    def _not_drawn(self, error: Exception) -> bool:
        if isinstance(error, Refused):
            self._tell(error)
        return isinstance(error, Refused)

    def _show_page(self, data: bytes) -> None:
        loaded = printing.Loaded(data)
        points = loaded.document.pagePointSize(0)
        image = loaded.document.render(0, QSize(round(points.width() * 2), round(points.height() * 2)))
        self._picture = QPixmap(image.size())
        self._picture.fill(Qt.GlobalColor.white)
        painter = QPainter(self._picture)
        painter.drawImage(0, 0, image)
        painter.end()
        loaded.close()
        self._fit()

    def _fit(self) -> None:
        if not self._picture.isNull():
            room = self.sheet.size() * self.devicePixelRatioF()
            fitted = self._picture.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            fitted.setDevicePixelRatio(self.devicePixelRatioF())
            self.sheet.setPixmap(fitted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The page keeps fitting."""
        super().resizeEvent(event)
        self._fit()

    # --- keeping

    def save(self) -> None:
        """Keep the changes; a refusal is said above the cards."""
        changes, form_id = self.changes(), self._form.form_id

        def done(_none: None) -> None:
            if self._form.form_id == form_id:
                self._kept = changes
                self._changed()

        def work(session: Any) -> None:
            if changes:
                form_layouts.save_form_layout(session, form_id, changes)
            else:
                form_layouts.restore_form(session, form_id)

        try:
            check_changes(self._form, changes)
        except Refused as refused:
            self._tell(refused)
            return
        self.desk.save(work, done)

    def restore(self) -> None:
        """The shipped form again."""
        form_id, was_kept = self._form.form_id, bool(self._kept)
        if was_kept and not messages.confirm(
            self,
            _("恢复“{title}”的默认样式").format(title=table_form(form_id).title),
            _("本站改过的标题、文字和栏目不再使用。"),
            accept=_("恢复默认"),
        ):
            return
        self._kept = {}
        self._show({})
        if was_kept:
            self.desk.save(lambda session: form_layouts.restore_form(session, form_id))

    def _tell(self, refused: Refused) -> None:
        self.told.setText("\n".join(problem.text for problem in refused.problems))
        self.told.show()
