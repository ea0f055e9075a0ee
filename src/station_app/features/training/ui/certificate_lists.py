"""Two lists to look at and print: why numbers are missing, and who printed what, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.training.service import Gap, PrintRow
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.table import Table

GAP_COLUMNS: tuple[Column, ...] = (
    Column("class_no", _("班号"), lambda gap: gap.class_no, str, "left", 88),
    Column("number", _("编号"), lambda gap: gap.number or _("整个班"), str, "left", 190),
    Column("name", _("姓名"), lambda gap: gap.name, str, "left", 100),
    Column("why", _("为什么没有证书"), lambda gap: gap.why, str, "left", 280, stretch=True),
)
PRINT_COLUMNS: tuple[Column, ...] = (
    Column("printed_at", _("打印时间"), lambda row: f"{row.printed_at.astimezone():%Y-%m-%d %H:%M}", str, "left", 140),
    Column("certificate_no", _("编号"), lambda row: row.certificate_no, str, "left", 190),
    Column("name", _("姓名"), lambda row: row.name, str, "left", 100),
    Column("who", _("谁打印"), lambda row: row.who, str, "left", 90),
    Column("reason", _("原因"), lambda row: row.reason or _("第一次打印"), str, "left", 240, stretch=True),
)


def show_gaps(parent: QWidget, gaps: Sequence[Gap]) -> QDialog:
    """Every number without a certificate in force, and why."""
    said = _("{n} 个号没有有效证书，每一个都有原因。号码不会再给别人。").format(n=len(gaps))
    return _show(
        parent, _("缺号说明"), said, columns=GAP_COLUMNS, rows=gaps, name="certificate_gaps", empty=_("没有缺号。")
    )


def show_prints(parent: QWidget, prints: Sequence[PrintRow]) -> QDialog:
    """The reprint log."""
    said = _("每次打印都记在这里；第二次起写明原因。")
    return _show(
        parent,
        _("打印记录"),
        said,
        columns=PRINT_COLUMNS,
        rows=prints,
        name="certificate_prints",
        empty=_("还没有打印过。"),
    )


def _show(
    parent: QWidget,
    heading: str,
    said: str,
    *,
    columns: Sequence[Column],
    rows: Sequence[object],
    name: str,
    empty: str,
) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setWindowTitle(heading)
    dialog.setAccessibleName(heading)
    dialog.resize(theme.px(960), theme.px(480))
    title, sentence = QLabel(heading), QLabel(said)
    title.setProperty("role", "heading")
    sentence.setProperty("role", "soft")
    sentence.setWordWrap(True)
    table = Table(columns, rows, empty=empty, name=name)
    table.setAccessibleName(heading)
    close = QPushButton(_("关闭"))
    close.clicked.connect(dialog.accept)
    line = QHBoxLayout()
    line.addWidget(sentence, 1)
    line.addWidget(close)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(*(theme.px(24),) * 4)
    column.setSpacing(theme.px(12))
    column.addWidget(title)
    column.addWidget(table, 1)
    column.addLayout(line)
    dialog.open()
    table.setFocus()
    return dialog
