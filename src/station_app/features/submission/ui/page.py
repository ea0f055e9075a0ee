"""The page 上报: one button to the stick, receipts back, what waits for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.exchange import package
from station_app.exchange.faults import PackageFault
from station_app.features.submission import service
from station_app.features.submission.service import PackageRow, Passed, Received, Written
from station_app.features.submission.ui import work
from station_app.features.submission.ui.changes_card import ChangesCard
from station_app.features.submission.ui.conflict_desk import ConflictDesk
from station_app.features.submission.ui.enrolment import EnrolmentView
from station_app.features.submission.ui.package_list import PackageList
from station_app.features.submission.ui.side_cards import CorrectionsCard, CountyCard, NoticesCard
from station_app.ui import theme
from station_app.ui.screen import Desk, Screen
from station_app.ui.where_to import ask_folder

_SIDE = 320
_ENDING = ".swx"
_DESK, _ENROL = "corrections", "enrol"
"""Places on the page besides the first."""


class SubmissionPage(Screen):
    """The overview, the enrolment, and the conflict desk, one at a time."""

    manual = "上报"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self._stale = True
        self._seen: work.Seen | None = None
        self._passed = ""
        self.write_button = self.add_action(_("写到 U 盘"), "usb", self.write_out, primary=True, shortcut="Ctrl+S")
        self.write_button.setProperty("writes", True)
        self.receive_button = self.add_action(_("收回执…"), "download", self.receive, shortcut="Ctrl+O")
        self.receive_button.setProperty("writes", True)
        self.back_button = self.add_action(_("返回"), "arrow-left", self.go_back, shortcut="Esc")
        self.said = {tone: _banner(tone) for tone in ("good", "warn")}
        self.told = _banner("warn")
        self.changes = ChangesCard(desk)
        self.packages = PackageList()
        self.corrections, self.notices, self.county = CorrectionsCard(), NoticesCard(), CountyCard()
        self.enrolment, self.conflicts = EnrolmentView(desk), ConflictDesk(desk)
        self.stack = QStackedWidget()
        for view in (self._overview(), self.enrolment, self.conflicts):
            self.stack.addWidget(view)
        for widget in (*self.said.values(), self.told):
            self.body.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self._connect()
        self._come_to("")

    def shown(self) -> None:
        """Read again what may have changed, and pass by the county's folder."""
        if self._stale:
            self._read()
        self._pass_through()

    def reload(self, changed: frozenset[str]) -> None:  # noqa: ARG002 - whatever changed goes into the next package
        """Anything of the station may be part of the next package."""
        self._stale = True
        if self.isVisible():
            self._read()

    def open_record(self, record_id: str | None) -> None:
        """ "corrections", "corrections:KEY" or "enrol"."""
        place, _colon, key = (record_id or "").partition(":")
        self._come_to(place)
        if key:
            self.conflicts.choose(key)

    def place(self) -> str | None:
        """Which of the three is shown."""
        return ("", _ENROL, _DESK)[self.stack.currentIndex()] or None

    def go_back(self) -> None:
        """To the packages."""
        self._come_to("")

    def write_out(self) -> None:
        """Pack and write; a folder is asked for when no stick is there."""
        folder = self.changes.sticks.folder
        if folder is None:
            ask_folder(self, self.desk, _("数据包写到哪里"), self._write)
        else:
            self._write(folder)

    def receive(self) -> None:
        """What lies on the sticks; else a file is asked for."""
        self.desk.tasks.run(lambda _progress: work.answers_on_sticks(self.desk), self._receive_found)

    def take_files(self, files: Sequence[Path]) -> None:
        """Files that were dropped or chosen; the first answer of a county goes to the enrolment."""
        mine = [file for file in files if file.suffix.lower() == _ENDING]
        if not mine:
            self._say(_("这里只收县里的文件，名字以 .swx 结尾。"), "warn")
            return
        enrolled = self._seen is not None and self._seen.overview.standing.is_enrolled
        if not enrolled and _is_answer(mine[0]):
            self._come_to(_ENROL)
            self.enrolment.take_file(mine[0])
            return
        self.desk.tasks.run(
            lambda _progress: work.receive(self.desk, mine), self._received, title=_("正在收县里的文件…")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """What was dropped is taken in."""
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _write(self, folder: Path, numbers: Sequence[int] | None = None) -> None:
        papers = self.changes.papers.isChecked() and numbers is None

        def done(written: Written) -> None:
            said = _("第 {n} 号包已写到 {place}，读回核对一致，可以拔出。").format(
                n="、".join(map(str, written.numbers)), place=folder.name or folder
            )
            more = _("另附 {n} 份能直接看的。").format(n=len(written.papers)) if written.papers else ""
            if self._seen is None or self._seen.overview.standing.is_enrolled:
                self._say(said + more, "good")
            else:
                later = _("但还没有在县里登记，县里现在打不开；登记后程序自动改好，到时请再写一次。")
                self._say(said + more + later, "warn")
            self._read()

        self._say("", "")
        self.desk.tasks.run(
            lambda _progress: work.write_out(self.desk, folder, papers=papers, numbers=numbers),
            done,
            title=_("正在写数据包，请不要拔 U 盘…"),
        )

    def _write_again(self, row: PackageRow) -> None:
        folder = self.changes.sticks.folder
        if folder is None:
            ask_folder(self, self.desk, _("数据包写到哪里"), lambda chosen: self._write(chosen, [row.number]))
        else:
            self._write(folder, [row.number])

    def _write_snapshot(self) -> None:
        def write(folder: Path) -> None:
            def done(written: Written) -> None:
                numbers = "、".join(map(str, written.numbers))
                self._say(_("第 {n} 号全量包已写出，读回核对一致，可以拔出。").format(n=numbers), "good")
                self._read()

            title = _("正在写全量包，请不要拔 U 盘…")
            self.desk.tasks.run(lambda _progress: work.make_snapshot(self.desk, folder), done, title=title)

        folder = self.changes.sticks.folder
        if folder is None:
            ask_folder(self, self.desk, _("全量包写到哪里"), write)
        else:
            write(folder)

    def _receive_found(self, files: list[Path]) -> None:
        if files:
            self.take_files(files)
            return
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("收县里的文件"), "", _("县里的文件") + f" (*{_ENDING})")
        if chosen:
            self.take_files([Path(name) for name in chosen])

    def _received(self, found: list[Received]) -> None:
        lines = [sentence for received in found for sentence in received.sentences]
        waits = any(received.notices or received.open_corrections for received in found if received.is_new)
        self._say("\n".join(lines), "warn" if waits else "good")
        self._read()

    def _pass_through(self) -> None:
        station = work.station_of(self.desk)
        self.desk.tasks.run(lambda _progress: service.pass_through_folder(station), self._show_passed, quiet=True)

    def _show_passed(self, passed: Passed) -> None:
        self._passed = passed.fault
        if passed.written:
            self._passed = _("刚才自动交了 {n} 个包。").format(n=passed.written)
        if passed.received:
            self._received(list(passed.received))
        if self._seen is not None:
            self.county.show_standing(self._seen.overview.standing, self._passed)

    def _choose_folder(self) -> None:
        def use(folder: Path) -> None:
            self.desk.save(
                lambda session: service.set_folder(session, str(folder)), lambda _nothing: self._after_folder()
            )

        ask_folder(self, self.desk, _("县里的文件夹"), use)

    def _use_no_folder(self) -> None:
        self._passed = ""
        self.desk.save(lambda session: service.set_folder(session, ""), lambda _nothing: self._read())

    def _after_folder(self) -> None:
        self._read()
        self._pass_through()

    def _read(self) -> None:
        self._stale = False
        self.desk.tasks.run(lambda _progress: work.read(self.desk), self._show)

    def _show(self, seen: work.Seen) -> None:
        self._seen = seen
        found = seen.overview
        self.changes.show_overview(found)
        self.packages.set_rows(found.packages)
        self.corrections.show_rows(found.corrections)
        self.notices.show_rows(seen.notices)
        self.county.show_standing(found.standing, self._passed)
        self.enrolment.show_standing(found.standing)
        self.conflicts.set_rows(found.corrections)
        self.told.setText(found.standing.told)
        self.told.setVisible(bool(found.standing.told) and self.stack.currentIndex() == 0)
        self._headline()

    def _headline(self) -> None:
        at = self.stack.currentIndex()
        if at == 1:
            self.set_headline(_("在县里登记"), _("带一次 U 盘，打一次电话"))
            return
        if self._seen is None:
            self.set_headline(_("上报"))
            return
        found = self._seen.overview
        waiting = sum(row.is_waiting for row in found.packages)
        to_decide = sum(row.state == "open" for row in found.corrections)
        if at == 2:
            self.set_headline(_("县里的更正"), _("待决定 {n}").format(n=to_decide))
            return
        parts = [_("等回执 {n} 个包").format(n=waiting)] if waiting else []
        parts += [_("待决定 {n}").format(n=to_decide)] if to_decide else []
        if found.changes.records:
            parts.insert(0, _("改动 {n:,} 条").format(n=found.changes.records))
        self.set_headline(_("上报"), " · ".join(parts))

    def _come_to(self, place: str) -> None:
        self.stack.setCurrentIndex({"": 0, _ENROL: 1, _DESK: 2}.get(place, 0))
        at = self.stack.currentIndex()
        self.back_button.setVisible(at > 0)
        self.write_button.setVisible(at == 0)
        self.receive_button.setVisible(at == 0)
        self.told.setVisible(at == 0 and bool(self.told.text()))
        if at:
            self._say("", "")
        if at == 2:
            self.conflicts.focus_first()
        self._headline()

    def _enrolled(self, county: str) -> None:
        self._come_to("")
        self._say(_("已在{county}登记。以前做的包已改成发给县里的，请再写一次 U 盘。").format(county=county), "good")
        self._read()

    def _say(self, text: str, tone: str) -> None:
        for name, banner in self.said.items():
            banner.setText(text if name == tone else "")
            banner.setVisible(name == tone and bool(text))

    def _overview(self) -> QWidget:
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self.changes)
        left.addWidget(self.packages, 1)
        inner = QWidget()
        right = QVBoxLayout(inner)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.px(12))
        for card in (self.corrections, self.notices, self.county):
            right.addWidget(card)
        right.addStretch(1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFixedWidth(theme.px(_SIDE))
        side.setWidget(inner)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(16))
        line.addLayout(left, 1)
        line.addWidget(side)
        return whole

    def _connect(self) -> None:
        self.packages.again_wanted.connect(self._write_again)
        self.packages.snapshot_wanted.connect(self._write_snapshot)
        self.corrections.opened.connect(lambda key: self.open_record(f"{_DESK}:{key}"))
        self.notices.opened.connect(self._open)
        self.conflicts.opened.connect(self._open)
        self.county.enrol_wanted.connect(lambda: self._come_to(_ENROL))
        self.county.folder_wanted.connect(self._choose_folder)
        self.county.no_folder_wanted.connect(self._use_no_folder)
        self.enrolment.finished.connect(self._enrolled)

    def _open(self, page: str, record: str) -> None:
        self.desk.open(page, record)


def _banner(tone: str) -> QLabel:
    """A line across the page for what was just done, or must be known."""
    label = QLabel()
    label.setProperty("role", tone)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label


def _is_answer(file: Path) -> bool:
    try:
        return package.read_outer(file).type == "trust"
    except (PackageFault, OSError):
        return False
