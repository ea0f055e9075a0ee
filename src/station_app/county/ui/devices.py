"""站点与设备: which computers may send; one is taken in after 30 digits were compared by telephone, or taken out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QWidget

from station_app.core.texts import _
from station_app.county.service import enrolling, lost_sticks, registry
from station_app.county.service.lost_sticks import LostStickRow
from station_app.county.service.registry import ACTIVE, DeviceRow
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.enrol_dialog import EnrolDialog
from station_app.county.ui.lost_dialog import LostStickDialog
from station_app.county.ui.words import moment
from station_app.exchange.enrolment import Request
from station_app.ui import theme, where_to
from station_app.ui.columns import Column, chinese_order
from station_app.ui.screen import Screen, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

RECORDS = frozenset(("county_station", "county_device", "county_lost_stick"))


class DeviceLine(DeviceRow):
    """A device with a key for tables."""

    @property
    def id(self) -> str:
        """Its public key."""
        return self.public


COLUMNS: tuple[Column, ...] = (
    Column(
        "station", _("站点"), lambda row: row.station_name, width=210, order=lambda row: chinese_order(row.station_name)
    ),
    Column("kid", _("密钥代号"), lambda row: row.kid, width=160),
    Column("state", _("状态"), lambda row: _("在用") if row.state == ACTIVE else _("已停用"), width=80),
    Column("since", _("登记时间"), lambda row: moment(row.since), align="center", width=140),
    Column("revoked", _("停用时间"), lambda row: moment(row.revoked_at), align="center", width=140),
    Column("reason", _("停用原因"), lambda row: row.reason, width=160, stretch=True),
)


class DevicesPage(Screen):
    """The digits of the county stand here, to be read to the station that calls."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.county_desk = desk
        self._stale = True
        self._station = ""
        self.digits = QLabel()
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.digits.setProperty("role", "heading")
        said = QLabel(_("站里打电话来核对时，念这 30 位数字给他们（县里的）："))
        said.setProperty("role", "soft")
        said.setWordWrap(True)
        card = QFrame()
        card.setProperty("role", "card")
        line = QHBoxLayout(card)
        line.setContentsMargins(*(theme.px(16),) * 4)
        line.setSpacing(theme.px(16))
        line.addWidget(said, 1)
        line.addWidget(self.digits)
        self.table = Table(
            COLUMNS,
            empty=_("还没有站点。站里交来登记申请文件后，点“登记设备”。"),
            action=_("登记设备"),
            on_action=self.choose,
            name="county_devices",
        )
        self.table.setAccessibleName(_("设备"))
        self.table.source.tone = lambda row, _name: "" if row.state == ACTIVE else "soft"
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.revoke_button = button_for(_("停用这台设备…"), "ban", self.revoke, shortcut="Ctrl+Shift+X")
        self.lost_button = button_for(_("登记丢失的 U 盘…"), "usb", self.lost, shortcut="Ctrl+Shift+U", writes=True)
        self.losses = QLabel()
        self.losses.setProperty("role", "soft")
        self.losses.setWordWrap(True)
        below = QHBoxLayout()
        below.setSpacing(theme.px(8))
        below.addWidget(self.losses, 1)
        below.addWidget(self.lost_button)
        below.addWidget(self.revoke_button)
        self.body.addWidget(card)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.add_action(_("登记设备…"), "plus", self.choose, primary=True, shortcut="Ctrl+N")
        self.set_headline(_("站点与设备"))
        self._show_buttons()

    def shown(self) -> None:
        """Read when it may have changed."""
        if self._stale:
            self._stale = False
            self.digits.setText(enrolling.county_digits(self.county_desk.county))
            self.desk.read(
                lambda session: (registry.list_devices(session), lost_sticks.list_losses(session)), self._show
            )

    def reload(self, changed: frozenset[str]) -> None:
        """A device came or went."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self.shown()

    def open_record(self, record_id: str | None) -> None:
        """The first device of a station is current."""
        self._station = record_id or ""
        self._stale = True

    def choose(self) -> None:
        """The request that a station brought."""
        dialog = QFileDialog(self, _("选择站里交来的登记申请"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("登记申请 (*.swx)"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("打开"))
        dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
        dialog.setDirectory(str(where_to.folder_of(self.desk)))
        dialog.fileSelected.connect(lambda path: self.read_request(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_request(self, file: Path) -> None:
        """Show what it says, with the digits to compare; the window says why when it is none."""

        def done(request: Request) -> None:
            EnrolDialog(self, self.county_desk, request, file.parent).open()

        self.county_desk.act(lambda _county, _progress: enrolling.read_request(file), done)

    def revoke(self) -> None:
        """A computer that was lost, sold or replaced sends no more."""
        row: DeviceRow | None = self.table.current()
        if row is None or row.state != ACTIVE:
            return
        ask_why(
            self,
            self.desk,
            _("停用“{station}”的这台设备").format(station=row.station_name),
            lambda session, why: registry.revoke(session, row.public, why),
            accept=_("停用"),
            sentences=(_("以后用它写的包都不收；已经收下的留着，会加上说明。换了电脑请让站里重新登记。"),),
        )

    def lost(self) -> None:
        """A stick with packages was lost: who was on it."""
        row: DeviceRow | None = self.table.current()
        LostStickDialog(self, self.county_desk, row.station_name if row is not None else "").open()

    def _show(self, found: tuple[list[DeviceRow], list[LostStickRow]]) -> None:
        rows, losses = found
        lines = [DeviceLine(**vars(row)) for row in rows]
        self.table.set_rows(lines)
        mine = next((at for at, row in enumerate(lines) if row.station_id == self._station), None)
        if mine is not None:
            self.table.selectRow(mine)
            self._station = ""
        elif lines and self.table.current() is None:
            self.table.selectRow(0)
        active = sum(row.state == ACTIVE for row in rows)
        stations = len({row.station_id for row in rows})
        self.set_headline(
            _("站点与设备"), _("{n} 个站，在用的设备 {m} 台").format(n=stations, m=active) if rows else ""
        )
        told = [
            _("{day} {station}丢失 U 盘，涉及 {n} 人").format(day=one.lost_on, station=one.station_name, n=one.people)
            for one in losses[:2]
        ]
        self.losses.setText("；".join(told))
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self.table.current()
        self.revoke_button.setEnabled(row is not None and row.state == ACTIVE)
        self.lost_button.setEnabled(row is not None)
