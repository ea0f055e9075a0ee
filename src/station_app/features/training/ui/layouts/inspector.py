"""Beside the page: everything of the selected box in figures and words; of the paper when none is selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents import layout_edit, layout_pictures
from station_app.documents.layout import Box
from station_app.features.training.documents.certificate_variables import VARIABLES
from station_app.features.training.ui.layouts.draft import LayoutDraft
from station_app.features.training.ui.layouts.number_edit import NumberEdit
from station_app.features.training.ui.layouts.paper_fields import PaperFields
from station_app.ui import messages, theme
from station_app.ui.photographs import content_of
from station_app.ui.screen import button_for

MM, PT = _("毫米"), _("磅")
_PLACE = (("x", _("左")), ("y", _("上")), ("width", _("宽")), ("height", _("高")))
_CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "font": (_("字体"), (("kai", _("楷体")), ("song", _("宋体")))),
    "align": (
        _("左右"),
        (("left", _("靠左")), ("centre", _("居中")), ("right", _("靠右")), ("justify", _("两端对齐"))),
    ),
    "valign": (_("上下"), (("top", _("靠上")), ("middle", _("居中")), ("bottom", _("靠下")))),
    "colour": (
        _("颜色"),
        (
            ("000000", _("黑")),
            ("9e1a1f", _("红")),
            ("8a6a1e", _("金")),
            ("1f3a6e", _("蓝")),
            ("666666", _("灰")),
            ("999999", _("浅灰")),
        ),
    ),
}
_NUMBERS: dict[str, tuple[str, float, float, str]] = {
    "size": (_("字号"), 4, 200, PT),
    "min_size": (_("最小字号"), 4, 200, PT),
    "line_height": (_("行距(倍)"), 0.8, 4, ""),
    "indent_chars": (_("首行缩进(字)"), 0, 20, ""),
    "bold": (_("加粗"), 0, 4, PT),
    "stroke": (_("线宽"), 0, 10, MM),
}
_FLAGS = {"wrap": _("自动换行"), "shrink": _("装不下时缩小")}
_OF_KIND: dict[str, tuple[str, ...]] = {
    "text": (
        *("font", "size", "min_size", "align", "valign", "line_height", "indent_chars", "bold", "colour"),
        *("wrap", "shrink"),
    ),
    "line": ("stroke", "colour"),
    "rect": ("stroke", "colour"),
    "photo": ("stroke", "colour"),
}


class Inspector(QScrollArea):
    """Fields for one box; the draft is changed as they are left, and shown here when it changes."""

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self.draft = draft
        self._filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(theme.px(292))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(10), 0)
        column.setSpacing(theme.px(8))
        self.boxes = QComboBox()
        self.boxes.setAccessibleName(_("选中的框"))
        self.boxes.setToolTip(_("选一个框；在版面上按 PgDn、PgUp 换下一个"))
        self.boxes.activated.connect(lambda _at: self._pick())
        column.addWidget(self.boxes)
        self.paper = PaperFields(draft)
        self.several = QLabel()
        self.several.setProperty("role", "soft")
        self.several.setWordWrap(True)
        self.several.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.numbers: dict[str, NumberEdit] = {}
        self.choices: dict[str, QComboBox] = {}
        self.flags: dict[str, QCheckBox] = {}
        self._labels: dict[str, QLabel] = {}
        self.pages = (self.paper, self._build_box(), self.several)
        for page in self.pages:
            column.addWidget(page)
        column.addStretch(1)
        self.setWidget(inside)
        draft.changed.connect(self._show)
        draft.selected.connect(self._show)
        self._show()

    # --- building

    def _build_box(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.text_label = QLabel(_("内容"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("内容"))
        self.text.setToolTip(_("花括号里的项目打印时换成每个人自己的"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(84))
        self.text.textChanged.connect(self._on_text)
        self.insert_button = button_for(_("插入项目"), "plus", self.choose_variable)
        self.image_button = button_for(_("换图片…"), "folder-open", self.choose_image, writes=True)
        for part in (self.text_label, self.text, self.insert_button, self.image_button):
            column.addWidget(part)
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for at, (name, label) in enumerate(_PLACE):
            number = self._number(name, _("{label}(毫米)").format(label=label), 0, 450, MM)
            grid.addWidget(_label(label, number), at // 2, at % 2 * 2)
            grid.addWidget(number, at // 2, at % 2 * 2 + 1)
        column.addLayout(grid)
        rest = QGridLayout()
        rest.setSpacing(theme.px(6))
        rest.setColumnStretch(1, 1)
        for row, name in enumerate((*_CHOICES, *_NUMBERS)):
            editor: QWidget
            if name in _CHOICES:
                label, options = _CHOICES[name]
                editor = self._choice(name, label, options)
            else:
                label, low, high, unit = _NUMBERS[name]
                editor = self._number(name, label, low, high, unit)
            self._labels[name] = _label(label, editor)
            rest.addWidget(self._labels[name], row, 0)
            rest.addWidget(editor, row, 1)
        column.addLayout(rest)
        for name, label in _FLAGS.items():
            flag = QCheckBox(label)
            flag.toggled.connect(lambda on, each=name: self._give(each, on))
            self.flags[name] = flag
            column.addWidget(flag)
        column.addStretch(1)
        return page

    def _number(self, name: str, label: str, low: float, high: float, unit: str) -> NumberEdit:
        made = self.numbers[name] = NumberEdit(label, low, high, unit)
        made.given.connect(lambda value, each=name: self._give(each, value))
        return made

    def _choice(self, name: str, label: str, options: tuple[tuple[str, str], ...]) -> QComboBox:
        made = self.choices[name] = QComboBox()
        made.setAccessibleName(label)
        for value, words in options:
            made.addItem(words, value)
        made.activated.connect(lambda _at, each=name: self._give(each, self.choices[each].currentData()))
        return made

    # --- what is shown

    def _show(self) -> None:
        self._filling = True
        self._show_names()
        box, count = self.draft.current, len(self.draft.boxes())
        shown = 0 if not count else 1 if box is not None else 2
        for at, page in enumerate(self.pages):
            page.setVisible(at == shown)
        if box is not None:
            self._show_box(box)
        elif count:
            self.several.setText(
                _("选中 {n} 个框：拖动、方向键一起移动，“对齐”把它们对齐，删除键一起删掉。").format(n=count)
            )
        else:
            self.paper.show_layout()
        self._filling = False

    def _show_names(self) -> None:
        names = [(_("纸张和底图"), "")] + [(each.id, each.id) for each in self.draft.layout.boxes]
        if [self.boxes.itemText(at) for at in range(self.boxes.count())] != [words for words, _name in names]:
            self.boxes.clear()
            for words, name in names:
                self.boxes.addItem(words, name)
        current = self.draft.current
        several = len(self.draft.boxes()) > 1
        self.boxes.setCurrentIndex(-1 if several else self.boxes.findData(current.id if current else ""))

    def _show_box(self, box: Box) -> None:
        can, kind = not self.draft.read_only, box.kind
        has_text = kind in ("text", "qr")
        for part in (self.text_label, self.text, self.insert_button):
            part.setVisible(has_text)
        self.image_button.setVisible(kind == "image")
        self.image_button.setEnabled(can)
        self.insert_button.setEnabled(can)
        if self.text.toPlainText() != box.text:
            self.text.setPlainText(box.text)
        self.text.setReadOnly(not can)
        for name, number in self.numbers.items():
            number.show_number(float(getattr(box, name)))
            number.setReadOnly(not can)
        for name, choice in self.choices.items():
            value = getattr(box, name)
            if choice.findData(value) < 0:
                choice.addItem(f"#{value}", value)
            choice.setCurrentIndex(choice.findData(value))
            choice.setEnabled(can)
        for name, flag in self.flags.items():
            flag.setChecked(bool(getattr(box, name)))
            flag.setEnabled(can)
        shown = _OF_KIND.get(kind, ())
        for name in (*_CHOICES, *_NUMBERS):
            editor = self.choices.get(name) or self.numbers[name]
            editor.setVisible(name in shown)
            self._labels[name].setVisible(name in shown)
        for name, flag in self.flags.items():
            flag.setVisible(name in shown)

    # --- what is changed

    def _pick(self) -> None:
        name = str(self.boxes.currentData() or "")
        self.draft.select([name] if name else [])

    def _give(self, name: str, value: Any) -> None:
        box = self.draft.current
        if self._filling or box is None or getattr(box, name) == value:
            return
        values: dict[str, Any] = {name: value}
        if name == "size" and value < box.min_size:
            values["min_size"] = value
        elif name == "min_size" and value > box.size:
            values["min_size"] = box.size
        self.draft.change(layout_edit.changed(self.draft.layout, box.id, **values))

    def _on_text(self) -> None:
        box = self.draft.current
        if not self._filling and box is not None and self.text.toPlainText() != box.text:
            after = layout_edit.changed(self.draft.layout, box.id, text=self.text.toPlainText())
            self.draft.change(after, f"text {box.id}")

    def choose_variable(self) -> None:
        """Every variable by its label, with what it looks like."""
        variable_menu(self, self.insert_button, self._insert)

    def _insert(self, name: str) -> None:
        self.text.insertPlainText(f"{{{name}}}")
        self.text.setFocus()

    def choose_image(self) -> None:
        """Another picture in the same box."""
        box = self.draft.current
        picture = ask_for_picture(self)
        if box is not None and picture:
            self.draft.change(layout_edit.changed(self.draft.layout, box.id, image=picture))


def variable_menu(owner: QWidget, button: QPushButton, chosen: Callable[[str], None]) -> None:
    """Below a button: the variables to choose from."""
    menu = QMenu(owner)
    menu.setAccessibleName(_("选择项目"))
    for each in VARIABLES.all:
        sample = each.sample.replace("\n", " ").replace("&", "&&")
        words = f"{each.label}　{sample[:12]}" if sample and each.name != "qr" else each.label
        menu.addAction(words, partial(chosen, each.name))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def ask_for_picture(owner: QWidget) -> bytes:
    """A PNG or JPEG from a file; b'' when none was chosen or it cannot be used (said)."""
    chosen, _filter = QFileDialog.getOpenFileName(owner, _("选择图片"), "", _("图片") + " (*.png *.jpg *.jpeg)")
    if not chosen:
        return b""
    try:
        content = content_of(Path(chosen))
        layout_pictures.check_picture(content, _("选的文件"))
        if QImage.fromData(content).isNull():
            raise Refused(_("选的文件的图片不是 PNG 或 JPEG，或已损坏。"))  # noqa: TRY301 - said in one place
    except Refused as fault:
        messages.tell(owner, _("这张图片用不了"), str(fault))
        return b""
    return content


def _label(words: str, buddy: QWidget) -> QLabel:
    label = QLabel(words)
    label.setBuddy(buddy)
    return label
