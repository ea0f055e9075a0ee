"""收件: files dropped or chosen are taken in; what became of each is said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QWidget

from station_app.core.texts import _
from station_app.county.service.overview import PackageRow, list_packages
from station_app.county.service.receiving import Arrival, decide_fork, receive
from station_app.county.store.county_file import OpenCounty
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.words import STATUSES, TONES, counts_text, moment
from station_app.exchange.faults import PackageFault
from station_app.ui import theme, where_to
from station_app.ui.buttons import chips
from station_app.ui.columns import Column, chinese_order
from station_app.ui.screen import Screen, button_for
from station_app.ui.table import Table
from station_app.ui.tasks import Cancelled, Progress

ENDING = ".swx"
_ALL, _NOW = "all", "now"


@dataclass(frozen=True)
class InboxRow:
    """A file of this sitting, or a package as it was kept."""

    id: str
    file: str
    station_id: str
    station: str
    seq: int
    status: str
    words: str
    at: str


def of_arrival(number: int, arrival: Arrival, chosen: frozenset[str]) -> InboxRow:
    """What became of a file, in words; one that was held and could follow now was chosen earlier."""
    words = counts_text(arrival.outcome.counts()) or (_("里面没有新的内容") if arrival.status == "applied" else "")
    words = arrival.sentence or words
    if arrival.status == "duplicate":
        words = _("这个包以前收过，没有重复计")
    return InboxRow(
        f"{number}:{arrival.hash}",
        arrival.file if arrival.file in chosen else _("（以前留下的包）"),
        arrival.station_id,
        arrival.station_name or _("（不知道是谁）"),
        arrival.seq,
        str(arrival.status),
        words,
        "",
    )


def of_package(row: PackageRow) -> InboxRow:
    """A package that arrived earlier."""
    counts = {name: getattr(row, name) for name in ("created", "changed", "unchanged", "conflict", "rejected")}
    words = counts_text(counts)
    if row.status in ("held", "fork", "refused") and row.code:
        words = str(PackageFault(row.code))
    if row.marked:
        words = _("写它的电脑后来停用了。{words}").format(words=words)
    return InboxRow(row.hash, "", row.station_id, row.station_name, row.seq, row.status, words, moment(row.arrived_at))


COLUMNS: tuple[Column, ...] = (
    Column("file", _("文件"), lambda row: row.file, width=190),
    Column("station", _("站点"), lambda row: row.station, width=180, order=lambda row: chinese_order(row.station)),
    Column("seq", _("编号"), lambda row: row.seq or None, align="right", width=60),
    Column("status", _("结果"), lambda row: STATUSES.get(row.status, row.status), width=110),
    Column("words", _("说明"), lambda row: row.words, width=300, stretch=True),
    Column("at", _("收到时间"), lambda row: row.at, align="center", width=140),
)


class DropArea(QFrame):
    """Where files are dropped; says what to do."""

    def __init__(self, page: InboxPage) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setProperty("role", "card")
        self.words = QLabel(_("把站里交来的数据包拖到这里，或者选择文件、整个 U 盘文件夹。"))
        self.words.setProperty("role", "soft")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(16),) * 4)
        row.setSpacing(theme.px(12))
        row.addWidget(self.words, 1)
        row.addWidget(page.folder_button)


class ForkBar(QFrame):
    """What to do about a package beside the chain; shown while one is current."""

    def __init__(self, decide: Callable[[bool], None]) -> None:
        super().__init__()
        self.setProperty("role", "bad")
        self.take = button_for(_("这一份也收：逐项合并"), "check", lambda: decide(True))
        self.leave = button_for(_("不收这一份"), "ban", lambda: decide(False))
        words = QLabel(
            _(
                "同一个编号有两份不同的包，像是两台电脑在用同一份数据。请先打电话问清哪台在用。"
                "无论怎样定，都会请站里全部重报一次。"
            )
        )
        words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        line.setSpacing(theme.px(8))
        line.addWidget(words, 1)
        line.addWidget(self.leave)
        line.addWidget(self.take)
        self.hide()


class InboxPage(Screen):
    """A package counts once, however often and in whatever order it comes."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.county_desk = desk
        self._stale = True
        self._station = ""
        self.arrived: list[InboxRow] = []
        self.kept: list[InboxRow] = []
        self.setAcceptDrops(True)
        self.folder_button = button_for(_("收一个文件夹…"), "folder-open", self.choose_folder, shortcut="Ctrl+Shift+O")
        self.drop = DropArea(self)
        self.table = Table(COLUMNS, empty=_("还没有收到数据包。"), name="county_packages")
        self.table.setAccessibleName(_("收到的数据包"))
        self.table.source.tone = lambda row, name: TONES.get(row.status, "") if name == "status" else ""
        self.table.source.tip = lambda row, name: row.words if name in ("words", "status") else ""
        self.chips = chips(self, ((_NOW, _("这一次")), (_ALL, _("全部"))), lambda _name: self._fill())
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        for chip in self.chips.values():
            tools.addWidget(chip)
        self.chips[_ALL].setChecked(True)
        self.only = QLabel()
        self.only.setProperty("role", "soft")
        self.every = button_for(_("看所有站点"), "x", self._show_every, writes=False)
        tools.addWidget(self.only, 1)
        tools.addWidget(self.every)
        self.body.addWidget(self.drop)
        self.body.addLayout(tools)
        self.body.addWidget(self.table, 1)
        self.fork = ForkBar(self.decide)
        self.body.addWidget(self.fork)
        self.table.current_changed.connect(lambda row: self.fork.setVisible(row is not None and row.status == "fork"))
        self.add_action(_("选择文件…"), "file-input", self.choose, primary=True, shortcut="Ctrl+O")
        desk.files_dropped.connect(self.take_in)
        self.set_headline(_("收件"))
        self._show_filter()

    def shown(self) -> None:
        """Read what arrived."""
        if self._stale:
            self._stale = False
            self.desk.read(list_packages, self._show)

    def reload(self, changed: frozenset[str]) -> None:
        """A package came."""
        if "county_package" in changed:
            self._stale = True
            if self.isVisible():
                self.shown()

    def open_record(self, record_id: str | None) -> None:
        """Only the packages of a station."""
        self._station = record_id or ""
        self.chips[_ALL].setChecked(True)
        self._fill()

    def place(self) -> str | None:
        """The station whose packages are shown."""
        return self._station or None

    def choose(self) -> None:
        """Files from a stick or a folder."""
        dialog = QFileDialog(self, _("选择数据包"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("数据包 (*.swx)"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("收下"))
        dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
        dialog.setDirectory(str(where_to.folder_of(self.desk)))
        dialog.filesSelected.connect(lambda paths: self.take_in([Path(path) for path in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_folder(self) -> None:
        """Every package in a folder: a stick that brought several."""
        dialog = QFileDialog(self, _("选择放数据包的文件夹或 U 盘"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("收这里的包"))
        dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
        dialog.setDirectory(str(where_to.folder_of(self.desk)))
        dialog.fileSelected.connect(lambda path: self.take_in([Path(path)]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_in(self, paths: Sequence[Path]) -> Progress | None:
        """Take files in, one after the other; what is done stays done when it is cancelled."""
        files = packages_in(paths)
        if not files:
            self.desk.say(_("这里没有数据包。"), "warn")
            return None
        self.desk.open("inbox")
        found: list[Arrival] = []
        names = frozenset(file.name for file in files)
        begun: list[Path] = []

        def work(county: OpenCounty, progress: Progress) -> None:
            for number, file in enumerate(files):
                progress(number, len(files), _("正在收件：{name}").format(name=file.name))
                begun.append(file)
                found.extend(receive(county, [file]))

        def done(_none: None) -> None:
            self._tell(found, names)

        def failed(error: Exception) -> bool:
            self._tell(found, names)
            if isinstance(error, Cancelled):
                left = len(files) - len(begun)
                self.desk.say(_("已停下，还有 {n} 个文件没有收。").format(n=left), "warn")
            return isinstance(error, Cancelled)  # what else went wrong is said by the window

        return self.county_desk.act(work, done, title=_("正在收件…"), failed=failed)

    def decide(self, take: bool) -> None:
        """What somebody decided of a package beside the chain."""
        row = self.table.current()
        if row is None or row.status != "fork":
            return
        digest = row.id.rpartition(":")[2]

        def done(arrival: Arrival) -> None:
            words = counts_text(arrival.outcome.counts()) or _("没有合并内容")
            self.desk.say(_("已定。{words}；会请站里全部重报一次。").format(words=words), "accent")
            self.arrived = [one for one in self.arrived if one.id != row.id]
            self._stale = True
            self.shown()

        self.county_desk.act(
            lambda county, _progress: decide_fork(county, digest, take=take), done, title=_("正在合并…")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.drop.words.setText(_("松开鼠标就收下。"))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Not dropped after all."""
        super().dragLeaveEvent(event)
        self._say_usual()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take them in."""
        self._say_usual()
        event.acceptProposedAction()
        self.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _say_usual(self) -> None:
        self.drop.words.setText(_("把站里交来的数据包拖到这里，或者选择文件、整个 U 盘文件夹。"))

    def _tell(self, arrivals: list[Arrival], chosen: frozenset[str]) -> None:
        if not arrivals:
            return
        start = len(self.arrived)
        self.arrived = [
            *(of_arrival(start + number, one, chosen) for number, one in enumerate(arrivals)),
            *self.arrived,
        ]
        self._station = ""
        self.chips[_NOW].setChecked(True)
        self._fill()
        done = sum(one.status in ("applied", "duplicate") for one in arrivals)
        rest = len(arrivals) - done
        words = _("收下 {n} 个").format(n=done) + (_("，{n} 个要看一下").format(n=rest) if rest else "")
        self.desk.say(words, "warn" if rest else "accent")

    def _show(self, rows: list[PackageRow]) -> None:
        self.kept = [of_package(row) for row in rows]
        self._fill()
        held = sum(row.status == "held" for row in rows)
        facts = [_("最近 {n} 个包").format(n=len(rows))] if rows else []
        facts += [_("{n} 个等前面的包").format(n=held)] if held else []
        self.set_headline(_("收件"), "・".join(facts))

    def _fill(self) -> None:
        rows = self.arrived if self.chips[_NOW].isChecked() else self.kept
        if self._station:
            rows = [row for row in rows if row.station_id == self._station]
        self.table.set_rows(rows)
        for place, column in enumerate(self.table.source.columns):
            if column.name in ("file", "at"):
                self.table.setColumnHidden(place, (column.name == "file") != self.chips[_NOW].isChecked())
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        self._show_filter()

    def _show_filter(self) -> None:
        name = next((row.station for row in self.kept if row.station_id == self._station), "")
        self.only.setText(_("只看：{station}").format(station=name or _("这个站")) if self._station else "")
        self.every.setVisible(bool(self._station))

    def _show_every(self) -> None:
        self._station = ""
        self._fill()


def packages_in(paths: Sequence[Path]) -> list[Path]:
    """The packages among files and in folders, by name: numbers come in their order."""
    files = [path for path in paths if path.is_file()]
    for folder in (path for path in paths if path.is_dir()):
        files += sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING and path.is_file())
    return files
