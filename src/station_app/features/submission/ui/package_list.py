"""The packages that were made, with states and days; below, what the chosen one carried and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.submission.service import PackageRow
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import button_for
from station_app.ui.table import Table

_CONTENT = 150
"""What a list must show of the content before days give way."""


_TOLD = 3
"""Phrases below the list; the tooltip has all."""


class PackageList(QWidget):
    """Newest first."""

    again_wanted = Signal(object)
    """Write this PackageRow once more."""
    snapshot_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = Table(_columns(), empty=_("还没有做过数据包。"))
        self.table.setAccessibleName(_("数据包"))
        GiveWay(self.table, ("made_at", "written_at"), least=_CONTENT)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setProperty("role", "soft")
        self.again_button = button_for(_("再写一次"), "refresh-cw", self._again, shortcut="Alt+R", writes=True)
        self.again_button.setToolTip(_("把选中的包原样再写一次，内容一个字节也不变（Alt+R）"))
        self.snapshot_button = button_for(
            _("写全量包"), "upload", self.snapshot_wanted.emit, shortcut="Alt+Q", writes=True
        )
        self.snapshot_button.setToolTip(_("把全部数据写成一个包：县里说对不上、或丢了包补不回来时用（Alt+Q）"))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(self.again_button)
        foot.addWidget(self.snapshot_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(foot)
        self.table.current_changed.connect(self._on_chosen)
        self._on_chosen(None)

    def set_rows(self, rows: Sequence[PackageRow]) -> None:
        """Other packages; the chosen one stays chosen."""
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.select_id(rows[0].id)
        self._on_chosen(self.table.current())
        self.snapshot_button.setVisible(bool(rows))

    def _on_chosen(self, row: PackageRow | None) -> None:
        self.again_button.setVisible(row is not None and row.state != "cleaned")
        self.detail.setText(_told(row) if row is not None else "")
        self.detail.setToolTip("\n".join(row.phrases) if row is not None else "")

    def _again(self) -> None:
        row = self.table.current()
        if row is not None:
            self.again_wanted.emit(row)


def state_words(row: PackageRow) -> str:
    """What the list says of a package: its state, or what is the matter with it."""
    if row.answer == "fork":
        return _("有分叉")
    if row.wanted:
        return _("县里要重交")
    if row.answer == "held":
        return _("县里留着")
    return codes.table("state_package").label(row.state)


def _told(row: PackageRow) -> str:
    carried = "，".join(row.phrases[:_TOLD]) or _("没有改动")
    if len(row.phrases) > _TOLD:
        carried = _("{carried}等 {n} 类").format(carried=carried, n=len(row.phrases))
    to = _("写到 {place}。").format(place=row.written_to) if row.written_to else ""
    unsealed = "" if row.sealed_for else _("登记以前做的包，登记后自动改成发给县里的。")
    return "".join((row.answer_words, f"{carried}。", to, unsealed))


def _columns() -> list[Column]:
    def number(row: PackageRow) -> str:
        kind = _("（全量）") if row.type == "snapshot" else ""
        return f"{row.words}{kind}"

    return [
        Column("number", _("编号"), number, width=110, order=lambda row: row.number),
        Column("state", _("状态"), state_words, width=92),
        Column("made_at", _("做成"), lambda row: row.made_at, _day, "center", 96),
        Column("written_at", _("写出"), lambda row: row.written_at, _day, "center", 96),
        Column("delivered_at", _("回执"), lambda row: row.delivered_at, _day, "center", 96),
        Column("phrases", _("内容"), lambda row: "，".join(row.phrases), width=160, stretch=True),
    ]


def _day(at: Any) -> str:
    return at.astimezone().strftime("%Y-%m-%d") if isinstance(at, dt.datetime) else ""
