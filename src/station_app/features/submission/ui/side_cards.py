"""Beside the packages: how the station stands with its county, what waits for a decision, what was not taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from station_app.core.texts import _
from station_app.features.submission.service import CorrectionRow, NoticeRow, StandingRow
from station_app.ui import theme
from station_app.ui.card import Card
from station_app.ui.headline import OneLine
from station_app.ui.screen import button_for

_SHOWN = 6


class LineButton(QPushButton):
    """One line that opens something; words left, what is the matter right, the whole in the tooltip."""

    def __init__(self, words: str, detail: str, tone: str, tip: str) -> None:
        super().__init__()
        self.setProperty("role", "line")
        self.setAccessibleName("，".join(part for part in (words, detail) if part))
        self.setToolTip(tip)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        inside.setSpacing(theme.px(8))
        said = OneLine("")
        said.setText(words)
        self.detail = QLabel(detail)
        self.detail.setProperty("tone", tone)
        inside.addWidget(said, 1)
        inside.addWidget(self.detail)


class _Lines(Card):
    """A card of lines; it hides when there are none."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self._heading = heading
        self.body.setSpacing(theme.px(4))
        self.lines: list[LineButton] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self.rest = QLabel()
        self.rest.setProperty("role", "soft")
        self.rest.setContentsMargins(theme.px(8), 0, 0, 0)
        self.body.addWidget(self.rest)

    def put(self, lines: Sequence[LineButton], total: int) -> None:
        """Other lines."""
        for old in self.lines:
            self._place.removeWidget(old)
            old.deleteLater()
        self.lines = list(lines)
        for line in self.lines:
            self._place.addWidget(line)
        self.set_heading(_("{heading} {n}").format(heading=self._heading, n=total))
        self.rest.setText(_("还有 {n} 条").format(n=total - len(self.lines)))
        self.rest.setVisible(total > len(self.lines))
        self.setVisible(total > 0)


class CorrectionsCard(_Lines):
    """Open proposals of the county."""

    opened = Signal(str)
    """The key of a correction, '' for the desk as it is."""

    def __init__(self) -> None:
        super().__init__(_("县里的更正，等您决定"))
        self.desk_button = button_for(
            _("一条一条看"), "pencil", lambda: self.opened.emit(""), shortcut="Alt+G", writes=False
        )
        self.add_buttons(self.desk_button)

    def show_rows(self, rows: Sequence[CorrectionRow]) -> None:
        """Those that are open."""
        waiting = [row for row in rows if row.state == "open"]
        made = []
        for row in waiting[:_SHOWN]:
            tip = _("本站：{ours}\n县里：{theirs}\n{why}").format(
                ours=row.ours_masked, theirs=row.theirs_masked, why=row.why
            )
            line = LineButton(row.place.title or row.place.label, row.field, "warn", tip)
            line.clicked.connect(lambda _on=False, key=row.id: self.opened.emit(key))
            made.append(line)
        self.put(made, len(waiting))


class NoticesCard(_Lines):
    """Records that the county held or rejected."""

    opened = Signal(str, str)
    """Page and record."""

    def __init__(self) -> None:
        super().__init__(_("县里没收下的记录"))

    def show_rows(self, rows: Sequence[NoticeRow]) -> None:
        """The newest package first."""
        made = []
        for row in rows[:_SHOWN]:
            tip = _("第 {n} 号包・{label}\n{what}{next}").format(
                n=row.seq, label=row.place.label, what=row.sentence, next=row.next_step
            )
            line = LineButton(row.place.title or row.place.label, row.field or row.place.label, "bad", tip)
            line.setEnabled(bool(row.place.page))
            line.clicked.connect(
                lambda _on=False, page=row.place.page, record=row.place.record: self.opened.emit(page, record)
            )
            made.append(line)
        self.put(made, len(rows))


class CountyCard(Card):
    """Enrolled or not, the county's folder, and how the last passing through it went."""

    enrol_wanted = Signal()
    folder_wanted = Signal()
    no_folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "soft")
        self.folder = QLabel()
        self.folder.setWordWrap(True)
        self.folder.setProperty("role", "soft")
        self.body.addWidget(self.words)
        self.body.addWidget(self.folder)
        self.enrol_button = button_for(
            _("办理登记"), "key-round", self.enrol_wanted.emit, shortcut="Alt+E", writes=True
        )
        self.folder_button = button_for(
            _("县里的文件夹…"), "folder-open", self.folder_wanted.emit, shortcut="Alt+W", writes=True
        )
        self.folder_button.setToolTip(_("县里给的共享或同步文件夹：连得上时自动交包、收回执；没有也不影响（Alt+W）"))
        self.body.addWidget(self.enrol_button)
        self.body.addWidget(self.folder_button)
        self.no_folder_button = button_for(_("不用文件夹了"), "x", self.no_folder_wanted.emit, writes=True)
        self.body.addWidget(self.no_folder_button)

    def show_standing(self, standing: StandingRow, passed: str) -> None:
        """`passed` is what the folder's last pass said."""
        if standing.is_enrolled:
            self.set_heading(standing.county, "circle-check", "accent")
            self.words.setText(_("这台电脑已登记，单位名单第 {n} 版。").format(n=standing.trust_version))
        elif standing.county:
            self.set_heading(standing.county, "circle-alert", "warn")
            self.words.setText(_("这台电脑还没有登记（换了电脑或恢复到了新电脑）。登记以前做的包县里收不了。"))
        else:
            self.set_heading(_("还没有在县里登记"), "circle-alert", "warn")
            self.words.setText(
                _("现在就可以做包：先存在本站，登记后自动改成发给县里的。登记要带一次 U 盘、打一次电话。")
            )
        self.enrol_button.setVisible(not standing.is_enrolled)
        said = _("文件夹：{path}").format(path=standing.folder) if standing.folder else ""
        self.folder.setText("\n".join(part for part in (said, passed) if part))
        self.folder.setVisible(bool(said or passed))
        self.folder_button.setVisible(standing.is_enrolled)
        self.no_folder_button.setVisible(bool(standing.folder))
