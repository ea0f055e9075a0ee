"""证书版式: choose a layout, look at it with the longest name of a class, change it, keep it, send it as a file."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents import coverage, qr
from station_app.documents.layout import Layout, dump_layout
from station_app.documents.shipped_layouts import shipped_layout
from station_app.documents.variables import filled
from station_app.features.station.service.printers import STOCK
from station_app.features.training import service
from station_app.features.training.documents.certificate_variables import VARIABLES
from station_app.features.training.service import layouts
from station_app.features.training.service.layouts import LayoutRow
from station_app.features.training.ui.layouts import samples
from station_app.features.training.ui.layouts.canvas import MARGIN, Canvas
from station_app.features.training.ui.layouts.draft import LayoutDraft
from station_app.features.training.ui.layouts.files import LayoutFiles
from station_app.features.training.ui.layouts.glyphs import Glyphs, packed_fonts
from station_app.features.training.ui.layouts.inspector import Inspector
from station_app.features.training.ui.layouts.keeping import LayoutKeeper
from station_app.features.training.ui.layouts.painting import Painting, dict_of
from station_app.features.training.ui.layouts.samples import Sample, sample_pdf
from station_app.features.training.ui.layouts.toolbar import FIT, Toolbar
from station_app.features.training.ui.layouts.uses import Uses
from station_app.features.training.ui.papers import Papers
from station_app.ui import messages, theme
from station_app.ui.screen import Desk, Screen, button_for

_SCREEN_DOTS = 96 / 25.4
"""Pixels of a millimetre at 100 %."""


class LayoutsPage(Screen):
    """The page fits the window; the fields beside it say everything in figures."""

    manual = "证书"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rows: list[LayoutRow] = []
        self.sample: Sample = samples.invented(longest=False)
        self._name = ""
        self._stale = True
        self._zoom = FIT
        self.papers = Papers(desk, self)
        self.files = LayoutFiles(desk, self, self._copied)
        self.draft = LayoutDraft(shipped_layout("formal"), self)
        self.canvas = Canvas(self.draft)
        self.toolbar = Toolbar(self.draft)
        self.inspector = Inspector(self.draft)
        self.above = QVBoxLayout()
        self.keeper = LayoutKeeper(desk, self.draft, self.above.addWidget)
        self.body.addLayout(self.above)
        self.body.addLayout(self._build_choice())
        self.body.addLayout(self._build_tools())
        self.body.addLayout(self._build_work(), 1)
        self.back_button = self.add_action("", "arrow-left", self.go_back, shortcut="Esc")
        self.back_button.setToolTip(_("回到证书登记（Esc）"))
        self.back_button.setAccessibleName(_("回到证书登记"))
        self.save_button = self.add_action(_("保存"), "check", self.save, primary=True, shortcut="Ctrl+S")
        self.toolbar.zoom_chosen.connect(self._set_zoom)
        self.draft.changed.connect(self._on_draft)
        self.draft.selected.connect(self._show_facts)
        self.draft.refused.connect(self._say_read_only)
        self.canvas.text_wanted.connect(self._to_text)
        self.draft.show_values(self.sample.values)
        self.set_headline(_("证书版式"))

    # --- building

    def _build_choice(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.chosen = QComboBox()
        self.chosen.setAccessibleName(_("版式"))
        self.chosen.setMinimumWidth(theme.px(220))
        self.chosen.activated.connect(lambda _at: self._choose())
        self.people = QComboBox()
        self.people.setAccessibleName(_("用谁的姓名看"))
        self.people.setToolTip(_("选一个班，就用班里最长的姓名来看"))
        self.people.setMinimumWidth(theme.px(150))
        self.people.activated.connect(lambda _at: self._show_people())
        self.copy_button = button_for(_("复制来改"), "copy", self.copy, shortcut="Ctrl+Shift+C")
        self.import_button = button_for(_("导入…"), "file-input", self.choose_file, shortcut="Ctrl+O")
        self.export_button = button_for(_("导出…"), "file-output", self.export, shortcut="Ctrl+E")
        self.uses = Uses(self.desk, self)
        self.more_button = button_for(_("用于…"), "award", self._offer_uses, shortcut="Alt+U")
        line.addWidget(self.chosen, 2)
        for button in (self.copy_button, self.more_button, self.import_button, self.export_button):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(QLabel(_("看")))
        line.addWidget(self.people, 1)
        return line

    def _build_tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.sample_button = button_for(_("打印样张…"), "printer", self.print_sample, shortcut="Ctrl+P")
        line.addWidget(self.toolbar, 1)
        line.addWidget(self.sample_button)
        return line

    def _build_work(self) -> QHBoxLayout:
        self.view = QScrollArea()
        self.view.setWidget(self.canvas)
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(_("版面"))
        self.note, self.place_label = QLabel(), QLabel()
        self.note.setProperty("tone", "bad")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.place_label.setProperty("role", "small")
        for label in (self.note, self.place_label):
            label.setFixedHeight(theme.px(22))
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addWidget(self.view, 1)
        below = QHBoxLayout()  # one line high whatever is said, so that the page never jumps under the mouse
        below.setSpacing(theme.px(12))
        below.addWidget(self.place_label)
        below.addWidget(self.note, 1)
        column.addLayout(below)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addLayout(column, 1)
        line.addWidget(self.inspector)
        return line

    # --- the page

    def shown(self) -> None:
        """Layouts and classes are read, the fonts opened once."""
        if self._stale:
            self._stale = False
            self.desk.read(_read, self._show_lists)
        if self.canvas.painting is None:
            self.desk.tasks.run(lambda _progress: packed_fonts(), self._ready)
        self.canvas.setFocus()

    def reload(self, changed: frozenset[str]) -> None:
        """Another window's layouts, another choice."""
        if changed & {"certificate_layout", "setting", "training_class"}:
            self._stale = True
            if self.isVisible():
                self._stale = False
                self.desk.read(_read, self._show_lists)

    def open_record(self, record_id: str | None) -> None:
        """A layout by its name."""
        if record_id and record_id != self._name and self.may_leave():
            self._open(record_id)

    def place(self) -> str | None:
        """The layout that is shown."""
        return self._name or None

    def go_back(self) -> None:
        """To the register."""
        self.desk.open("certificates")

    def may_leave(self) -> bool:
        """Ask before changes are lost."""
        if not self.draft.is_modified:
            return True
        sure = messages.confirm(
            self,
            _("版式有还没保存的修改"),
            _("离开后，刚才的修改会丢失。"),
            accept=_("放弃修改"),
            reject=_("继续修改"),
            danger=True,
        )
        if sure:
            self.draft.load(self.draft.kept, read_only=self.draft.read_only)
        return sure

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The page keeps fitting."""
        super().resizeEvent(event)
        self._fit()

    # --- what is shown

    def _ready(self, fonts: dict[str, bytes]) -> None:
        self.canvas.ready(Painting(Glyphs(fonts)))
        self._fit()

    def _show_lists(self, found: tuple[list[LayoutRow], list[tuple[str, str]]]) -> None:
        self.rows, classes = found
        self.chosen.clear()
        for row in self.rows:
            self.chosen.addItem(_words(row), row.id)
        wanted = self.people.currentData()
        self.people.clear()
        self.people.addItem(_("样张"), samples.USUAL)
        self.people.addItem(_("最长的样张"), samples.LONGEST)
        for class_id, name in classes:
            self.people.addItem(name, class_id)
        self.people.setCurrentIndex(max(0, self.people.findData(wanted)))
        if not self._name:
            self._open(next((row.id for row in self.rows if "P" in row.used_for), "formal"))
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.chosen.setCurrentIndex(self.chosen.findData(self._name))
        row = self.row()
        self.save_button.setEnabled(self.draft.is_modified)
        self.set_headline(_("证书版式"), _facts(row) if row is not None else "")

    def row(self) -> LayoutRow | None:
        """The line of the layout that is shown."""
        return next((row for row in self.rows if row.id == self._name), None)

    def _choose(self) -> None:
        name = str(self.chosen.currentData())
        if name == self._name or self.may_leave():
            self._open(name)
        self._show_chosen()

    def _open(self, name: str) -> None:
        self._name = name
        self.desk.read(lambda session: layouts.get_layout(session, name), self._show_layout)

    def _show_layout(self, layout: Layout) -> None:
        if layout.name != self._name:
            return
        writes = self.desk.user.may_write
        self.draft.load(layout, read_only=not layout.name.startswith(f"{layouts.OWN}-") or not writes)
        if not self.draft.read_only:
            self.keeper.look_for(layout)
        self._fit()
        self._show_chosen()

    def _show_people(self) -> None:
        chosen = str(self.people.currentData() or "")
        if chosen in (samples.USUAL, samples.LONGEST):
            self._show_sample(samples.invented(longest=chosen == samples.LONGEST))
            return

        def failed(error: Exception) -> bool:
            if isinstance(error, Refused):
                self.desk.say(str(error), "warn")
                self.people.setCurrentIndex(0)
                self._show_people()
            return isinstance(error, Refused)

        def work(_progress: Any) -> Sample:
            with self.desk.database.read() as session:
                return samples.of_class(session, chosen)

        self.desk.tasks.run(work, self._show_sample, failed)

    def _show_sample(self, sample: Sample) -> None:
        self.sample = sample
        self.draft.show_values(sample.values, sample.photo)

    def _on_draft(self) -> None:
        self.save_button.setEnabled(self.draft.is_modified)
        layout, over = self.draft.layout, self.canvas.over
        said = [
            _("“{box}”装不下，还差 {mm:.1f} 毫米：放大框、改小字号或最小字号。").format(box=name, mm=excess)
            for name, excess in over.items()
        ]
        values = dict_of(self.draft.values)
        said += [
            _("“{box}”的二维码装不下这么多字。").format(box=box.id)
            for box in layout.boxes
            if box.kind == "qr" and not qr.holds(filled(box.text, values))
        ]
        for box in layout.boxes:
            lacking = coverage.missing(box.text) if box.kind == "text" else []
            said += [_("“{box}”里的{char}字库里没有。").format(box=box.id, char=coverage.describe(c)) for c in lacking]
        self.note.setText(said[0] if said else "")
        self.note.setToolTip("\n".join(said))
        self._show_facts()

    def _show_facts(self) -> None:
        box = self.draft.current
        if box is not None:
            text = _("{name}　左 {x:g}　上 {y:g}　宽 {w:g}　高 {h:g} 毫米").format(
                name=box.id, x=box.x, y=box.y, w=box.width, h=box.height
            )
        else:
            text = _("拖动，或按方向键移 0.1 毫米（Shift 1 毫米，Ctrl 改大小）；PgDn 选下一个框")
        self.place_label.setText("" if self.note.text() else text)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._fit()

    def _fit(self) -> None:
        if self._zoom != FIT:
            self.canvas.zoom_to(self._zoom * _SCREEN_DOTS)
            return
        room, layout = self.view.viewport().size(), self.draft.layout
        across = (room.width() - 2 * MARGIN) / layout.width_mm
        self.canvas.zoom_to(min(across, (room.height() - 2 * MARGIN) / layout.height_mm))

    def _to_text(self) -> None:
        if self.inspector.text.isVisible():
            self.inspector.text.setFocus()
            self.inspector.text.selectAll()

    def _say_read_only(self) -> None:
        self.desk.say(_("程序自带的版式不能改。点“复制来改”，改本站自己的一份。"), "warn")

    # --- keeping

    def save(self) -> None:
        """Keep it; a version that was used makes the next one."""
        layout = self.draft.layout
        try:
            VARIABLES.check(layout)
            dump_layout(layout)
        except Refused as refused:
            messages.tell(self, _("这个版式还不能保存"), *[problem.text for problem in refused.problems])
            return
        self.desk.save(lambda session: layouts.save_layout(session, layout), self._saved)

    def _saved(self, kept: Layout) -> None:
        if kept.name == self._name:
            self.draft.saved(kept)
        else:
            self._name = kept.name
            self.draft.load(kept, read_only=False)
        self._stale = False
        self.desk.read(_read, self._show_lists)

    def copy(self) -> None:
        """An own layout that begins as the one shown."""
        row = self.row()
        if row is not None and self.may_leave():
            self.desk.save(lambda session: layouts.copy_layout(session, row.key), self._copied)

    def _copied(self, made: Layout) -> None:
        self._saved(made)
        self.canvas.setFocus()
        self.desk.say(_("已复制为“{title}”，现在可以改了").format(title=made.title), "accent")

    def choose_file(self) -> None:
        """A layout of another station."""
        if self.may_leave():
            self.files.choose_source()

    def export(self) -> None:
        """The layout as it is now."""
        self.files.choose_target(self.draft.layout)

    # --- using

    def print_sample(self) -> None:
        """One page marked 样张, with the words shown; what is too long for anybody is refused by name and box."""
        layout, sample = self.draft.layout, self.sample
        stock = not layout.prints_background
        self.papers.save_pdf(
            _("F06 证书样张 {title}").format(title=layout.title),
            lambda _session: sample_pdf(layout, sample),
            profile=STOCK if stock else "",
            shown=(lambda _session: sample_pdf(layout, sample, on_screen=True)) if stock else None,
        )

    def _offer_uses(self) -> None:
        row = self.row()
        if row is not None:
            self.uses.offer(row, self.more_button)


def _read(session: Any) -> tuple[list[LayoutRow], list[tuple[str, str]]]:
    classes = [(row.id, row.name) for row in service.list_classes(session) if row.trainee_count]
    return layouts.list_layouts(session), classes[:30]


def _words(row: LayoutRow) -> str:
    return row.title if row.is_offered else _("{title}（停用）").format(title=row.title)


def _facts(row: LayoutRow) -> str:
    parts = [_("程序自带，要改先“复制来改”") if row.is_shipped else _("本站的第 {n} 版").format(n=row.version)]
    kinds = {"P": _("结业证书"), "C": _("参训证明")}
    parts += (
        [_("{kinds}现在用它").format(kinds="、".join(kinds[kind] for kind in row.used_for))] if row.used_for else []
    )
    parts += [_("印过 {n} 张").format(n=row.used)] if row.used else []
    return "　・　".join(parts)
