"""校准套打: four lengths measured on the ruler page become the printer's offsets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core.checks import Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Decimals, Text
from station_app.core.texts import _
from station_app.documents.ruler import CROSS_X, CROSS_Y, SPAN_X, SPAN_Y
from station_app.features.station.service import printers
from station_app.features.station.service.printers import Printers
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

_MM = Decimals(1, low=1, high=400_0)
MEASURED = Record(
    "measured",
    _("标尺页"),
    (
        Field("printer", _("打印机"), Text(200), required=True),
        Field("left", _("A 纸的左边到左上十字(mm)"), _MM, required=True, default=round(CROSS_X * 10)),
        Field("top", _("B 纸的上边到左上十字(mm)"), _MM, required=True, default=round(CROSS_Y * 10)),
        Field("across", _("C 左上十字到右上十字(mm)"), _MM, required=True, default=round(SPAN_X * 10)),
        Field("down", _("D 左上十字到左下十字(mm)"), _MM, required=True, default=round(SPAN_Y * 10)),
    ),
)


def ask_measured(owner: QWidget, desk: Desk, printer: str, shown: Callable[[Printers], None]) -> FormDialog:
    """Ask, compute, keep beside the station; `shown` gets all settings."""
    dialog = _Measured(owner, desk, printer, shown)
    dialog.open()
    return dialog


class _Measured(FormDialog):
    """Writes a file of this computer instead of a record."""

    def __init__(self, owner: QWidget, desk: Desk, printer: str, shown: Callable[[Printers], None]) -> None:
        values: dict[str, Any] = {field.name: field.default for field in MEASURED} | {"printer": printer}
        super().__init__(
            owner,
            desk,
            _("校准套打"),
            MEASURED,
            lambda _session, _values: None,
            accept=_("算出来并保存"),
            values=values,
            sentences=(
                _("先“打印标尺页”，用尺量纸上的四个数填在这里。填好的是没有偏的样子，哪个不一样改哪个。"),
                _("以后在这台打印机上套打，都按算出来的移动和缩放。"),
            ),
        )
        self._shown = shown

    def submit(self) -> None:
        """Refused beside the fields, or kept."""
        try:
            typed = self.form.values()
            if missing := MEASURED.check(typed):
                self.form.show_problems(missing)
                return
            lengths = {name: typed[name] / 10 for name in ("left", "top", "across", "down")}
            kept = printers.calibrated(self._desk.folder, typed["printer"], lengths)
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return
        self.form.saved()
        self.accept()
        self._shown(kept)
