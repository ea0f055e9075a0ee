"""The paper of a layout: its name, size and ground, and whether the ground is printed (else 套打)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.documents import layout_edit
from station_app.documents.layout import Background
from station_app.features.training.ui.layouts.draft import LayoutDraft
from station_app.features.training.ui.layouts.number_edit import NumberEdit
from station_app.ui import theme

_SIZES = (
    (_("A4 横"), 297.0, 210.0),
    (_("A4 竖"), 210.0, 297.0),
    (_("A3 横"), 420.0, 297.0),
    (_("B5 横"), 250.0, 176.0),
    (_("A5 横"), 210.0, 148.0),
)
_GROUNDS = (("", _("没有")), ("guilloche", _("花边")), ("image", _("图片…")))


class PaperFields(QWidget):
    """Shown while no box is selected."""

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self.draft = draft
        self._filling = False
        self.title = QLineEdit()
        self.title.setAccessibleName(_("版式名称"))
        self.title.setMaxLength(40)
        self.title.editingFinished.connect(self._rename)
        self.sizes = QComboBox()
        self.sizes.setAccessibleName(_("纸张"))
        for words, wide, high in _SIZES:
            self.sizes.addItem(words, (wide, high))
        self.sizes.addItem(_("自定"), None)
        self.sizes.activated.connect(lambda _at: self._choose_size())
        self.width_edit = NumberEdit(_("纸宽(毫米)"), 50, 450, _("毫米"))
        self.height_edit = NumberEdit(_("纸高(毫米)"), 50, 450, _("毫米"))
        for edit in (self.width_edit, self.height_edit):
            edit.given.connect(lambda _value: self._give_size())
        self.ground = QComboBox()
        self.ground.setAccessibleName(_("底图"))
        for value, words in _GROUNDS:
            self.ground.addItem(words, value)
        self.ground.activated.connect(lambda _at: self._choose_ground())
        self.prints = QCheckBox(_("打印底图"))
        self.prints.toggled.connect(self._set_prints)
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, (words, editor) in enumerate(
            (
                (_("名称"), self.title),
                (_("纸张"), self.sizes),
                (_("宽"), self.width_edit),
                (_("高"), self.height_edit),
                (_("底图"), self.ground),
            )
        ):
            label = QLabel(words)
            label.setBuddy(editor)
            grid.addWidget(label, row, 0)
            grid.addWidget(editor, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(grid)
        column.addWidget(self.prints)
        column.addWidget(self.told)
        column.addStretch(1)

    def show_layout(self) -> None:
        """As the draft is now."""
        self._filling = True
        layout, can = self.draft.layout, not self.draft.read_only
        if not self.title.hasFocus() or not self.title.isModified():
            self.title.setText(layout.title)
        self.title.setReadOnly(not can)
        at = next(
            (at for at, (_w, *size) in enumerate(_SIZES) if size == [layout.width_mm, layout.height_mm]), len(_SIZES)
        )
        self.sizes.setCurrentIndex(at)
        self.width_edit.show_number(layout.width_mm)
        self.height_edit.show_number(layout.height_mm)
        back = layout.background
        self.ground.setCurrentIndex(
            self.ground.findData("" if back is None else "image" if back.image else back.drawing)
        )
        self.prints.setChecked(layout.prints_background)
        for editor in (self.sizes, self.ground, self.prints):
            editor.setEnabled(can)
        for edit in (self.width_edit, self.height_edit):
            edit.setReadOnly(not can)
        self.told.setText(
            _("连底图一起打印在白纸上。")
            if layout.prints_background
            else _("套打：底图只在屏幕上显示，不打印，文字打在印好的证书纸上。偏移在“设置 · 打印机”里校准。")
        )
        self._filling = False

    def _rename(self) -> None:
        title = self.title.text().strip()
        self.title.setModified(False)
        if title and title != self.draft.layout.title:
            self.draft.change(replace(self.draft.layout, title=title), "title")

    def _choose_size(self) -> None:
        size = self.sizes.currentData()
        if size is not None:
            self.draft.change(layout_edit.on_paper(self.draft.layout, *size))

    def _give_size(self) -> None:
        wide, high = self.width_edit.number(), self.height_edit.number()
        if wide is not None and high is not None:
            self.draft.change(layout_edit.on_paper(self.draft.layout, wide, high))

    def _choose_ground(self) -> None:
        from station_app.features.training.ui.layouts.inspector import ask_for_picture  # noqa: PLC0415 - it holds this

        kind, layout = str(self.ground.currentData()), self.draft.layout
        if kind == "image":
            picture = ask_for_picture(self)
            if picture:
                self.draft.change(replace(layout, background=Background(image=picture)))
        else:
            self.draft.change(replace(layout, background=Background(drawing=kind) if kind else None))
        self.show_layout()

    def _set_prints(self, on: bool) -> None:
        if not self._filling:
            self.draft.change(replace(self.draft.layout, prints_background=on))
