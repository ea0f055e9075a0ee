"""What a list shows, out of the program: as a workbook (R-51 asked first) or on paper; both are noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from station_app.core import clock
from station_app.core.kinds import Date, Decimals, Integer
from station_app.core.listing import ListedColumn, Listing, Value
from station_app.core.texts import _
from station_app.ui.columns import Column, is_gap

if TYPE_CHECKING:
    from station_app.ui.screen import Desk
    from station_app.ui.table import Table
    from station_app.ui.tasks import Progress

_FOLDER = "save_folder"
"""The desk remembers under this name where the last file went."""
_NOT_IN_FILE_NAMES = dict.fromkeys(map(ord, '\\/:*?"<>|'), "_")


@dataclass(frozen=True)
class TableOut:
    """The two writers, handed to the kit by the menu: the kit knows neither workbooks nor paper."""

    workbook: Callable[[Listing], bytes]
    paper: Callable[[Listing], bytes]


@dataclass(frozen=True)
class _Job:
    """One way out: what it is called, what it writes, how cells are read for it."""

    action: str
    """As the audit trail names it."""
    heading: str
    file_kind: str
    suffix: str
    make: Callable[[Listing], bytes]
    readers: tuple[Callable[[Any], Value], ...]
    detail: Mapping[str, Any] = field(default_factory=dict)


def export_list(table: Table) -> None:
    """Ask whether whole numbers may leave, then where to; written by the worker."""
    from station_app.ui.export_question import ask_whole_numbers  # noqa: PLC0415 - when first exported

    desk, out = _ready(table)
    if desk is None or out is None:
        return
    columns = _columns(table)
    private = [column for column in columns if column.is_private]
    whole = False
    if private:
        answer = ask_whole_numbers(table, private, rows=len(table.source.rows))
        if answer is None:
            return
        whole = answer
    job = _Job(
        "export",
        _("导出为表格"),
        _("Excel 表格 (*.xlsx)"),
        "xlsx",
        out.workbook,
        tuple(_value(column, whole=whole) for column in columns),
        {"whole_numbers": whole} if private else {},
    )
    _save(table, desk, job)


def print_list(table: Table) -> None:
    """The list as a PDF for the printer, with its filters above; shown by the system's viewer."""
    desk, out = _ready(table)
    if desk is None or out is None:
        return
    readers = tuple(_text(column) for column in _columns(table))
    job = _Job("print", _("打印列表：保存为 PDF"), _("PDF 文件 (*.pdf)"), "pdf", out.paper, readers)
    _save(table, desk, job)


def _ready(table: Table) -> tuple[Desk | None, TableOut | None]:
    from station_app.ui.table_keys import desk_of  # noqa: PLC0415 - it leads here

    desk = desk_of(table)
    return (desk, desk.table_out) if desk is not None and table.source.rows else (None, None)


def _columns(table: Table) -> list[Column]:
    """What the user chose to see, in this order; a narrow window takes nothing from paper or workbook."""
    return [table.source.columns[place] for place in table.head.in_order(also_without_room=True)]


def _save(table: Table, desk: Desk, job: _Job) -> None:
    """Ask where to; gather, make and write on the worker; then note it, and show paper."""
    title = table.accessibleName() or _("列表")
    rows = list(table.source.rows)
    day = clock.today()
    columns = tuple(ListedColumn(c.label, c.width, c.align, c.is_private) for c in _columns(table))
    said = {"filtered": sorted(table.filters())} if table.filters() else {}
    filters, station = table.bar.text(), desk.station_name

    def gather() -> Listing:
        return Listing(title, columns, [[read(row) for read in job.readers] for row in rows], station, day, filters)

    def write(path: Path) -> None:
        from station_app.storage.safe_file import write_output  # noqa: PLC0415 - when first written

        desk.setProperty(_FOLDER, str(path.parent))

        def work(_progress: Progress) -> Path:
            write_output(path, job.make(gather()))
            return path

        desk.tasks.run(work, done, title=_("正在生成{title}…").format(title=title))

    def done(path: Path) -> None:
        desk.note(job.action, table.choice.name, detail={"list": title, "rows": len(rows), **said, **job.detail})
        desk.say(_("已存为 {path}").format(path=path), "accent")
        if job.action == "print":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    dialog = QFileDialog(table, job.heading)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(job.file_kind)
    dialog.setDefaultSuffix(job.suffix)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("保存"))
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("返回"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("文件名"))
    dialog.setDirectory(str(_folder(desk)))
    dialog.selectFile(f"{title.translate(_NOT_IN_FILE_NAMES)} {day.isoformat()}.{job.suffix}")
    dialog.fileSelected.connect(lambda path: write(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _folder(desk: Desk) -> Path:
    """Where the last file went, else the user's documents."""
    kept = desk.property(_FOLDER)
    if isinstance(kept, str) and Path(kept).is_dir():
        return Path(kept)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def _text(column: Column) -> Callable[[Any], Value]:
    get, show = column.get, column.format
    return lambda row: "" if (value := get(row)) is None else show(value)


def _value(column: Column, *, whole: bool) -> Callable[[Any], Value]:
    """A cell for a workbook: numbers and dates as such, everything else as the screen shows it."""
    get, kind, show = column.get, column.kind, column.format
    if column.is_private and kind is not None:
        show = kind.format if whole else kind.mask
        return lambda row: None if is_gap(value := get(row)) else show(value)
    own = kind is not None and getattr(show, "__func__", None) is type(kind).format
    if own and isinstance(kind, Decimals):
        scale = 10**kind.places
        return lambda row: None if (value := get(row)) is None else value / scale
    if own and isinstance(kind, (Integer, Date)):
        return get
    if kind is None and show is str:
        return lambda row: _plain(get(row))
    return lambda row: None if is_gap(value := get(row)) else show(value)


def _plain(value: Any) -> Value:
    return value if isinstance(value, (int, float)) else None if is_gap(value) else str(value)
