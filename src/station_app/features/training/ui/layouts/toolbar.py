"""What can be added to a page, and how boxes are lined up: the two menus above it, and zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QWidget

from station_app.core.texts import _
from station_app.documents import layout_edit
from station_app.documents.layout import BoxKind
from station_app.documents.layout_edit import Alignment
from station_app.features.training.ui.layouts.draft import LayoutDraft
from station_app.features.training.ui.layouts.inspector import ask_for_picture, variable_menu
from station_app.ui import theme
from station_app.ui.screen import button_for

ALIGNMENTS: tuple[tuple[Alignment, str], ...] = (
    ("left", _("左边对齐")),
    ("centre", _("左右居中")),
    ("right", _("右边对齐")),
    ("top", _("上边对齐")),
    ("middle", _("上下居中")),
    ("bottom", _("下边对齐")),
)
KINDS: tuple[tuple[BoxKind, str], ...] = (
    ("text", _("文字")),
    ("qr", _("二维码")),
    ("image", _("图片…")),
    ("photo", _("照片位")),
    ("line", _("横线")),
    ("rect", _("方框")),
)
FIT = 0.0
ZOOMS = ((FIT, _("整页")), (1.0, "100%"), (1.5, "150%"), (2.0, "200%"), (3.0, "300%"))
"""The paper's own size is 96 dots an inch at 100 %."""


class Toolbar(QWidget):
    """Buttons that act on the draft; the page enables them."""

    zoom_chosen = Signal(float)

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self.draft = draft
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        self.add_button = button_for(_("添加"), "plus", self._offer_kinds, shortcut="Alt+A")
        self.variable_button = button_for(_("添加项目"), "plus", self._offer_variables, shortcut="Alt+X")
        self.align_button = button_for(_("对齐"), "", self._offer_alignments, shortcut="Alt+Q", writes=True)
        self.remove_button = button_for(_("删除"), "x", self._remove)
        self.remove_button.setToolTip(_("删除选中的框（Delete）"))
        self.undo_button = button_for(_("撤销"), "undo-2", draft.undo)
        self.undo_button.setToolTip(_("撤销（Ctrl+Z）"))
        self.redo_button = button_for(_("重做"), "", draft.redo, writes=True)
        self.redo_button.setToolTip(_("重做（Ctrl+Y）"))
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(_("缩放"))
        self.zoom.setToolTip(_("缩放"))
        for value, words in ZOOMS:
            self.zoom.addItem(words, value)
        self.zoom.activated.connect(lambda _at: self.zoom_chosen.emit(float(self.zoom.currentData())))
        self.buttons = (
            self.add_button,
            self.variable_button,
            self.align_button,
            self.remove_button,
            self.undo_button,
            self.redo_button,
        )
        for button in self.buttons:
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.zoom)
        draft.changed.connect(self.show_possible)
        draft.selected.connect(self.show_possible)
        self.show_possible()

    def show_possible(self) -> None:
        """What can be done now."""
        may, some = not self.draft.read_only, bool(self.draft.selection)
        possible = (
            may,
            may,
            may and some,
            may and some,
            self.draft.history.last is not None,
            self.draft.history.can_redo,
        )
        for button, can in zip(self.buttons, possible, strict=True):
            button.setEnabled(can)

    def add(self, kind: BoxKind, **values: object) -> None:
        """A new box in the middle, selected."""
        if kind == "image":
            picture = ask_for_picture(self)
            if not picture:
                return
            values["image"] = picture
        after, name = layout_edit.with_new(self.draft.layout, kind, **values)
        if self.draft.change(after):
            self.draft.select([name])

    def align(self, how: Alignment) -> None:
        """The selection."""
        self.draft.change(layout_edit.aligned(self.draft.layout, self.draft.selection, how))

    def _remove(self) -> None:
        self.draft.change(layout_edit.without(self.draft.layout, self.draft.selection))

    def _offer_variables(self) -> None:
        variable_menu(self, self.variable_button, self._add_variable)

    def _add_variable(self, name: str) -> None:
        if name == "qr":
            self.add("qr")
        else:
            self.add("text", text=f"{{{name}}}")

    def _offer_kinds(self) -> None:
        _menu(self.add_button, [(words, partial(self.add, kind)) for kind, words in KINDS])

    def _offer_alignments(self) -> None:
        _menu(self.align_button, [(words, partial(self.align, how)) for how, words in ALIGNMENTS])


def _menu(button: QPushButton, entries: list[tuple[str, Callable[[], None]]]) -> None:
    menu = QMenu(button)
    menu.setAccessibleName(button.text())
    for number, (words, slot) in enumerate(entries, start=1):
        menu.addAction(f"&{number}　{words}", slot)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
