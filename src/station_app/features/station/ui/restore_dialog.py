"""从安全副本恢复: which copy, whether it is whole, what would be lost; the program puts it in place afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.features.station.service.lost import LostWords, has_data, what_is_lost
from station_app.features.station.ui.settings.cards import sentence
from station_app.features.station.ui.settings.copy_rows import COLUMNS, CopyRow, day, fault_of, find_rows
from station_app.storage import copies
from station_app.storage.sticks import list_sticks
from station_app.ui import messages, theme
from station_app.ui.buttons import Button
from station_app.ui.card import Card
from station_app.ui.columns import Column
from station_app.ui.dialog_room import keep_on_screen, open_at
from station_app.ui.screen import button_for
from station_app.ui.table import Table
from station_app.ui.tasks import Progress, Tasks

_LEAST_ROWS = 4


class RestoreDialog(QDialog):
    """Nothing is changed here; `chosen` is the copy to put in place, None when the user gave up."""

    manual = "安全与备份"

    def __init__(
        self,
        folder: StationFolder,
        parent: QWidget | None,
        *,
        data_key: bytes | None,
        first: str = "",
        load_models: Callable[[], object],
    ) -> None:
        """`data_key` opens the present data, where they can be opened; `first` names the copy to begin with."""
        super().__init__(parent)
        self.chosen: Path | None = None
        self._folder, self._data_key, self._first, self._load_models = folder, data_key, first, load_models
        self._faults: dict[str, str] = {}
        self._replaces = has_data(folder)
        self._tasks = Tasks(self)
        self._tasks.trouble.connect(lambda trouble: messages.show_trouble(self, trouble))
        self.setWindowTitle(_("从安全副本恢复"))
        open_at(self, 840, 600)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(10))
        heading = QLabel(_("恢复哪一份？"))
        heading.setProperty("role", "title")
        layout.addWidget(heading)
        layout.addWidget(
            sentence(
                _(
                    "选一份，下面会说明它是否完好、恢复后会少什么。现在的数据不会删除，"
                    "原样留在 before-restore 文件夹里。"
                )
                if self._replaces
                else _("找到的都列在这里，新的在上面。选一份，下面会说明它是否完好。")
            )
        )
        checked = Column("checked", _("检查"), self._checked, stretch=True)
        place = Column("place", _("在哪里"), lambda row: row.place, width=120)
        empty = (
            _("这里没有完整的安全副本。请换一个文件夹，例如U盘。")
            if self._replaces
            else _("没有找到安全副本。请插上存有副本的U盘，再点“换一个文件夹…”选它。")
        )
        self.table = Table((*COLUMNS, place, checked), empty=empty)
        self.table.setAccessibleName(_("可以恢复的安全副本"))
        self.table.source.tone = lambda row, name: "bad" if name == "checked" and self._faults.get(row.id) else ""
        self.table.setMinimumHeight(theme.px(48) + _LEAST_ROWS * theme.row_height())
        self.table.current_changed.connect(self._look_into)
        self.table.opened.connect(lambda _row: self.restore())
        layout.addWidget(self.table, 1)
        self.told = Card("")
        self.lines = sentence(role="")
        self.told.body.addWidget(self.lines)
        layout.addWidget(self.told)
        self.after = sentence(
            _("恢复后要用做副本时的密码打开；不记得密码，用抄下来的恢复密钥也能打开。被删除个人信息的人不会回来。")
        )
        layout.addWidget(self.after)
        layout.addLayout(self._buttons())
        self._look(self._usual_places)

    def done(self, result: int) -> None:
        """However it ends, the worker ends too."""
        self._tasks.wait(60_000)
        self._tasks.stop()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The list gives way on a low screen."""
        super().showEvent(event)
        keep_on_screen(self, self.table, least=self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Also when what is said about a copy grows."""
        super().resizeEvent(event)
        keep_on_screen(self, self.table)

    def show_folder(self, place: Path) -> None:
        """The copies of another folder: a folder of copies, one above it, or one copy itself."""
        folder = place.parent if copies.read_copy(place) is not None else place
        self._look(lambda: [(folder.name or str(folder), folder)])

    def restore(self) -> None:
        """The last question, then the dialog ends; the present data go aside, so that it can be taken back."""
        row: CopyRow | None = self.table.current()
        if row is None or not self.restore_button.isEnabled():
            return
        sure = not self._replaces or messages.confirm(
            self,
            _("用 {when} 的副本恢复？").format(when=day(row.made_at) or row.id),
            self.told.heading.text(),
            _("窗口会关闭，恢复后重新打开。现在的数据留在 before-restore 文件夹里，可以再换回来。"),
            accept=_("恢复"),
            danger=True,
        )
        if sure:
            self.chosen = row.path
            self.accept()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.other_button = button_for(_("换一个文件夹…"), "folder-open", self._choose_folder, shortcut="Ctrl+O")
        self.back_button = Button(_("返回"))
        self.back_button.setToolTip(_("返回（Esc）"))
        self.back_button.clicked.connect(self.reject)
        self.restore_button = Button(_("恢复这一份…") if self._replaces else _("恢复这一份"))
        self.restore_button.setProperty("role", "danger" if self._replaces else "primary")
        self.restore_button.setToolTip(_("恢复这一份（在表里按回车）"))
        self.restore_button.clicked.connect(self.restore)
        self.restore_button.setEnabled(False)
        for button in (self.other_button, self.back_button, self.restore_button):
            button.setAutoDefault(False)
        line.addWidget(self.other_button)
        line.addStretch(1)
        line.addWidget(self.back_button)
        line.addWidget(self.restore_button)
        return line

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("选择安全副本所在的文件夹"))
        if chosen:
            self.show_folder(Path(chosen))

    def _usual_places(self) -> list[tuple[str, Path]]:
        """The station's own copies; the sticks too, where this computer has none or has no data yet."""
        own = (_("本机"), self._folder.copies)
        if self._replaces and copies.newest_copy(self._folder.copies) is not None:
            return [own]
        return [own, *((stick.label, stick.path) for stick in list_sticks())]

    def _look(self, places: Callable[[], Sequence[tuple[str, Path]]]) -> None:
        self._tasks.run(lambda _progress: find_rows(self._folder, places()), self._show, title=_("正在找副本…"))

    def _show(self, rows: Sequence[CopyRow]) -> None:
        self._faults = {}
        self.table.set_rows(rows)
        self._say(LostWords(_("还没有选副本")))
        first = next((row.id for row in rows if row.path.name == self._first), "")
        if not self.table.select_id(first) and rows:
            self.table.selectRow(0)
        (self.table if rows else self.other_button).setFocus()

    def _look_into(self, row: CopyRow | None) -> None:
        """Read every byte of the copy, then set it beside the present data."""
        self.restore_button.setEnabled(False)
        if row is None:
            return
        self._say(LostWords(_("正在检查这份副本…")))
        folder, data_key, load = self._folder, self._data_key, self._load_models

        def work(_progress: Progress) -> tuple[str, LostWords]:
            fault, copy = fault_of(row), copies.read_copy(row.path)
            if fault or copy is None:
                return fault, LostWords(_("这份副本已损坏，不能用它恢复。请选另一份。"))
            return "", what_is_lost(folder, copy, data_key, load)

        def done(found: tuple[str, LostWords]) -> None:
            self._faults[row.id] = found[0]
            self.table.viewport().update()
            if self.table.current() is row:
                self._say(found[1], bad=bool(found[0]))
                self.restore_button.setEnabled(not found[0])

        self._tasks.run(work, done)

    def _say(self, words: LostWords, *, bad: bool = False) -> None:
        icon, tone = ("circle-alert", "bad") if bad else ("triangle-alert", "warn")
        if words.is_harmless:
            icon, tone = "circle-check", "accent"
        self.told.set_heading(words.heading, icon, tone)
        self.lines.setText("\n".join(words.lines))
        self.lines.setVisible(bool(words.lines))
        self.table.setAccessibleDescription("\n".join((words.heading, *words.lines)))

    def _checked(self, row: CopyRow) -> str:
        fault = self._faults.get(row.id)
        if fault is None:
            return _("做好时检查过")
        return _("损坏：{fault}").format(fault=fault) if fault else _("刚才检查过，完好")


def ask_for_copy(
    folder: StationFolder,
    parent: QWidget | None,
    *,
    data_key: bytes | None,
    first: str,
    load_models: Callable[[], object],
) -> Path | None:
    """The copy that the user wants in the place of the data; None when she would rather not."""
    dialog = RestoreDialog(folder, parent, data_key=data_key, first=first, load_models=load_models)
    dialog.exec()
    return dialog.chosen
