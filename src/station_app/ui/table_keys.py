"""Everything that can be done with a list besides reading it: its keys, its menu, and where each leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from station_app.core.texts import _
from station_app.ui import icons, table_clipboard, undo

if TYPE_CHECKING:
    from station_app.ui.screen import Desk
    from station_app.ui.table import Table


def desk_of(widget: QWidget) -> Desk | None:
    """The desk of the screen that a widget stands on; None for a widget alone."""
    from station_app.ui.screen import Desk  # noqa: PLC0415 - the kit's screen knows forms, and those may hold tables

    holder: QWidget | None = widget
    while holder is not None:
        desk = getattr(holder, "desk", None)
        if isinstance(desk, Desk):
            return desk
        holder = holder.parentWidget()
    return None


def press(table: Table, event: QKeyEvent) -> bool:
    """Do what a key asks for; False when it asks for nothing of the list."""
    step = undo.wanted(event)
    if step and table_clipboard.is_editable(table):
        return table.edits.undo() if step == "undo" else table.edits.redo()
    pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    act = _KEYS.get(pressed)
    if act is None or (act is paste and not table_clipboard.is_editable(table)):
        return False
    act(table)
    return True


def copy(table: Table) -> None:
    """What is selected, for WPS."""
    table_clipboard.copy(table)


def copy_with_head(table: Table) -> None:
    """What is selected under its column labels."""
    table_clipboard.copy(table, with_head=True)


def paste(table: Table) -> None:
    """A block of cells from WPS."""
    table_clipboard.paste(table)


def filter_here(table: Table) -> None:
    """The filter of the current cell's column."""
    place = table.currentIndex().column()
    ask_filter(table, place if place >= 0 else next(iter(table.shown_columns()), 0))


def ask_filter(table: Table, place: int) -> None:
    """The filter of a column, below its head."""
    from station_app.ui.filter_popup import FilterPopup  # noqa: PLC0415 - when first asked for

    FilterPopup(table, place).open_below()


def open_menu(table: Table) -> None:
    """The menu below the current cell: X11 desktops make none of Shift+F10 by themselves."""
    cell = table.visualRect(table.currentIndex())
    menu_for(table).popup(table.viewport().mapToGlobal(cell.bottomLeft()))


def clear_filters(table: Table) -> None:
    """Every row again."""
    table.clear_filters()


def choose_columns(table: Table) -> None:
    """Tick the columns to be shown."""
    from station_app.ui.column_popup import ColumnPopup  # noqa: PLC0415 - when first asked for

    if table.choice.name:
        ColumnPopup(table).open_below()


def export(table: Table) -> None:
    """What is shown as a workbook."""
    from station_app.ui.table_out import export_list  # noqa: PLC0415 - when first asked for

    export_list(table)


def print_out(table: Table) -> None:
    """What is shown on paper."""
    from station_app.ui.table_out import print_list  # noqa: PLC0415 - when first asked for

    print_list(table)


_KEYS: dict[str, Callable[[Table], Any]] = {
    "Ctrl+C": copy,
    "Ctrl+Ins": copy,
    "Ctrl+Shift+C": copy_with_head,
    "Ctrl+V": paste,
    "Shift+Ins": paste,
    "Alt+Down": filter_here,
    "Ctrl+Shift+L": clear_filters,
    "Alt+Shift+C": choose_columns,
    "Ctrl+E": export,
    "Ctrl+P": print_out,
    "Shift+F10": open_menu,
}


def menu_for(table: Table) -> QMenu:
    """The menu of a list, for the mouse and for Shift+F10; it goes when it is closed."""
    menu = QMenu(table)
    menu.aboutToHide.connect(menu.deleteLater)
    filters, desk = bool(table.filters()), desk_of(table)
    rows, out = bool(table.source.rows), desk is not None and desk.table_out is not None
    for text, icon, key, act, can in (
        (_("筛选这一列…"), "funnel", "Alt+Down", filter_here, True),
        (_("清除全部筛选"), "x", "Ctrl+Shift+L", clear_filters, filters),
        (_("选择列…"), "columns-3", "Alt+Shift+C", choose_columns, bool(table.choice.name)),
        ("", "", "", copy, True),
        (_("复制"), "copy", "Ctrl+C", copy, rows),
        (_("连表头一起复制"), "", "Ctrl+Shift+C", copy_with_head, rows),
        (_("粘贴"), "clipboard-paste", "Ctrl+V", paste, table_clipboard.is_editable(table)),
        ("", "", "", copy, True),
        (_("导出为表格…"), "file-output", "Ctrl+E", export, rows and out),
        (_("打印列表…"), "printer", "Ctrl+P", print_out, rows and out),
    ):
        if not text:
            menu.addSeparator()
            continue
        shown = f"{text}\t{key.replace('Down', '↓')}"  # only shown: the table itself hears the key
        action = menu.addAction(icons.icon(icon, "soft"), shown) if icon else menu.addAction(shown)
        action.setEnabled(can)
        action.triggered.connect(lambda _checked=False, act=act: act(table))
    return menu
