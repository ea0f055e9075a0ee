"""打印机: which printer of this computer is used, and how far its print is off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.ruler import ruler_page
from station_app.features.station.fields import PRINTER_PROFILE
from station_app.features.station.service import printers
from station_app.features.station.service.printers import EVERY_FORM, PrinterProfile, Printers
from station_app.features.station.ui.settings.calibration import ask_measured
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

COLUMNS = (
    column(PRINTER_PROFILE["printer"], width=180),
    Column(
        "form_no", _("用于"), lambda row: row.form_no, lambda no: _("所有表格") if no == EVERY_FORM else no, width=96
    ),
    *(column(PRINTER_PROFILE[name], width=92) for name in ("dx", "dy", "scale_x", "scale_y")),
    Column("duplex", _("双面"), lambda row: codes.table("duplex").label(row.duplex), width=120),
    Column("paper_source", _("纸盒"), lambda row: codes.table("paper_source").label(row.paper_source), stretch=True),
)
NAMES = tuple(field.name for field in PRINTER_PROFILE)


def installed() -> list[str]:
    """The printers that the system offers, by name."""
    return [str(name) for name in QPrinterInfo.availablePrinterNames()]


class PrintersTab(Cards):
    """Kept on this computer only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(wide=True)
        self.desk = desk
        card = self.add(_("默认打印机"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.default = QComboBox()
        self.default.setAccessibleName(_("默认打印机"))
        self.default.setMinimumWidth(theme.px(320))
        self.default.activated.connect(lambda _at: self._set_default())
        line.addWidget(self.default)
        line.addStretch(1)
        card.body.addLayout(line)
        self.told = sentence()
        card.body.addWidget(self.told)
        head = QWidget()
        buttons = QHBoxLayout(head)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(theme.px(8))
        title = QLabel(_("偏移和纸张"))
        title.setProperty("role", "heading")
        self.remove_button = button_for(_("删除"), "x", self.remove, shortcut="Ctrl+Del")
        self.change_button = button_for(_("修改…"), "pencil", self.change, shortcut="Ctrl+E")
        self.add_button = button_for(_("添加…"), "plus", self.add_profile, primary=True, shortcut="Ctrl+N")
        buttons.addWidget(title)
        buttons.addStretch(1)
        self.ruler_button = button_for(_("打印标尺页…"), "printer", self.print_ruler, shortcut="Ctrl+P")
        self.calibrate_button = button_for(
            _("校准套打…"), "check", self.calibrate, shortcut="Ctrl+Shift+K", writes=False
        )
        for button in (
            self.ruler_button,
            self.calibrate_button,
            self.remove_button,
            self.change_button,
            self.add_button,
        ):
            buttons.addWidget(button)
        self.add_widget(head)
        self.table = Table(COLUMNS, empty=_("还没有设置。打印出来偏了，或要换纸盒时，在这里添加。"))
        self.table.setAccessibleName(_("偏移和纸张"))
        self.table.setMinimumHeight(theme.px(200))
        self.table.opened.connect(lambda _row: self.change())
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.add_widget(self.table, fills=True)
        self.add_widget(
            sentence(
                _(
                    "套打印好的证书纸：打印标尺页，用尺量四个数，点“校准套打”。也可以直接填：打出来的字偏左 2 毫米，"
                    "就填“向右移 2”。双面和纸盒，上次怎么打的这次就怎么打。这些只存在这台电脑上，不随安全副本带走。"
                )
            )
        )

    def read(self) -> None:
        """What is installed and what was kept."""
        folder = self.desk.folder
        self.desk.tasks.run(lambda _progress: printers.load_printers(folder), self._show)

    def add_profile(self) -> None:
        """Offsets of another printer, or of one form on it."""
        first = self.default.currentData() or QPrinterInfo.defaultPrinterName()
        self._ask(_("添加打印机设置"), _("添加"), {"printer": first, "form_no": EVERY_FORM}, "")

    def change(self) -> None:
        """The chosen line."""
        row: PrinterProfile | None = self.table.current()
        if row is not None:
            values = {name: getattr(row, name) for name in NAMES}
            self._ask(_("修改打印机设置"), _("保存"), values, row.id)

    def print_ruler(self) -> None:
        """The page that is measured, as the printer prints it by itself."""
        from station_app.ui.preview import Paper, Preview  # noqa: PLC0415 - Qt's PDF module, when first opened

        paper = Paper(_("标尺页"), lambda _session, _way, _whole: ruler_page(), unmoved=True)
        Preview(self, self.desk, paper).open()

    def calibrate(self) -> None:
        """From what was measured on the ruler page to the offsets of 套打."""
        ask_measured(self, self.desk, self._printer_meant(), self._show)

    def _printer_meant(self) -> str:
        row: PrinterProfile | None = self.table.current()
        return row.printer if row is not None else self.default.currentData() or QPrinterInfo.defaultPrinterName()

    def remove(self) -> None:
        """Forget the chosen line."""
        row: PrinterProfile | None = self.table.current()
        if row is not None:
            folder = self.desk.folder
            self.desk.tasks.run(lambda _progress: printers.remove_profile(folder, row.id), self._show)

    def _ask(self, heading: str, accept: str, values: dict[str, Any], profile_id: str) -> None:
        folder = self.desk.folder

        def keep(typed: dict[str, Any]) -> Printers:
            return printers.save_profile(folder, typed, profile_id=profile_id)

        _ProfileDialog(self, self.desk, heading, values, accept=accept, keep=keep, shown=self._show).open()

    def _set_default(self) -> None:
        folder, name = self.desk.folder, str(self.default.currentData() or "")

        def done(kept: Printers) -> None:
            self._show(kept)
            self.desk.say(_("默认打印机已记住"), "accent")

        self.desk.tasks.run(lambda _progress: printers.set_default(folder, name), done)

    def _show(self, kept: Printers) -> None:
        found, of_system = installed(), QPrinterInfo.defaultPrinterName()
        self.default.clear()
        self.default.addItem(
            _("跟系统一样（{name}）").format(name=of_system) if of_system else _("跟系统一样"),
            "",
        )
        for name in [*found, *([kept.default] if kept.default and kept.default not in found else [])]:
            self.default.addItem(name if name in found else _("{name}（没有连接）").format(name=name), name)
        self.default.setCurrentIndex(max(0, self.default.findData(kept.default)))
        self.told.setText(
            _("系统里有 {n} 台打印机。").format(n=len(found))
            if found
            else _("系统里没有打印机。请先在系统设置里添加；现在可以先存为 PDF。")
        )
        self.table.set_rows(kept.profiles)
        self._show_buttons()

    def _show_buttons(self) -> None:
        has_row = self.table.current() is not None
        self.change_button.setEnabled(has_row)
        self.remove_button.setEnabled(has_row)


class _ProfileDialog(FormDialog):
    """Writes a file beside the station instead of a record."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        heading: str,
        values: dict[str, Any],
        *,
        accept: str,
        keep: Callable[[dict[str, Any]], Printers],
        shown: Callable[[Printers], None],
    ) -> None:
        super().__init__(
            parent,
            desk,
            heading,
            PRINTER_PROFILE,
            lambda _session, _values: None,
            accept=accept,
            values={field.name: field.default for field in PRINTER_PROFILE} | values,
            names=NAMES,
            sentences=(
                _("“用于”填 * 是所有表格，填“套打”管所有套打的证书，填表号（如 F02）只管那一张。向左、向上填负数。"),
            ),
        )
        self._keep, self._shown = keep, shown

    def submit(self) -> None:
        """Refused beside the fields, or kept."""
        try:
            kept = self._keep(self.form.values())
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return
        self.form.saved()
        self.accept()
        self._shown(kept)
