"""Asking for files: the roster to read, and where the rejected rows go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from station_app.core.texts import _
from station_app.ui import messages

_FILTER = _("花名册 (*.xlsx *.xls *.et *.ods *.csv *.txt *.xlsm);;所有文件 (*)")


def ask_for_roster(parent: QWidget) -> Path | None:
    """The file to import; None when the user went back."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("选择花名册"), "", _FILTER)
    return Path(chosen) if chosen else None


def ask_where_to_write(parent: QWidget, beside: Path) -> Path | None:
    """Where the rejected rows go, after the warning of R-51; None when the user went back."""
    if not messages.confirm(
        parent,
        _("表里有完整的身份证号和电话"),
        _("这份表要交给村里改正，所以号码没有遮盖，文件也没有加密。"),
        _("请只交给经办人，用完从U盘上删掉。"),
        accept=_("知道了，导出"),
    ):
        return None
    return _ask(parent, _("导出未入库的行"), str(beside.with_name(_("{stem}_未入库.xlsx").format(stem=beside.stem))))


def ask_where_to_put_blank(parent: QWidget, title: str) -> Path | None:
    """Where a blank list goes; None when the user went back."""
    return _ask(parent, _("保存空白表"), _("{title}（空白表）.xlsx").format(title=title))


def _ask(parent: QWidget, heading: str, start: str) -> Path | None:
    chosen, _kind = QFileDialog.getSaveFileName(parent, heading, start, _("Excel 表格 (*.xlsx)"))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".xlsx")
