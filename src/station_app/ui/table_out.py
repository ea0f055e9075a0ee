"""What a list shows, out of the program: as a workbook (R-51 asked first) or in the preview; both are noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from station_app.core import clock
from station_app.core.kinds import Date, Decimals, Integer
from station_app.core.listing import ListedColumn, Listing, Value
from station_app.core.texts import _
from station_app.ui import where_to
from station_app.ui.columns import Column, is_gap

if TYPE_CHECKING:
    from station_app.ui.screen import Desk
    from station_app.ui.table import Table


@dataclass(frozen=True)
class TableOut:
    """The two writers, handed to the kit by the menu: the kit knows neither workbooks nor paper."""

    workbook: Callable[[Listing], bytes]
    paper: Callable[[Listing], bytes]


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
    title, make = _title(table), out.workbook
    gather = _gatherer(table, desk, tuple(_value(column, whole=whole) for column in columns))
    detail = {**_said(table), **({"whole_numbers": whole} if private else {})}

    where_to.save_workbook(
        table,
        desk,
        f"{title} {clock.today().isoformat()}",
        lambda: make(gather()),
        lambda _path: desk.note("export", table.choice.name, detail=detail),
        title=_("正在生成{title}…").format(title=title),
    )


def print_list(table: Table) -> None:
    """The list in the preview, with its filters above; numbers masked until somebody asks for them (R-51)."""
    desk, out = _ready(table)
    if desk is None or out is None:
        return
    from station_app.ui.preview import Paper, Preview  # noqa: PLC0415 - Qt's PDF module, when the first preview opens

    columns = _columns(table)
    make = out.paper
    masked, full = (
        _gatherer(table, desk, tuple(_text(column, whole=whole) for column in columns)) for whole in (False, True)
    )
    paper = Paper(
        title=f"{_title(table)} {clock.today().isoformat()}",
        draw=lambda _session, _way, whole: make((full if whole else masked)()),
        numbers="masked" if any(column.is_private for column in columns) else "none",
        entity=table.choice.name,
        detail=_said(table),
    )
    Preview(table.window(), desk, paper).open()


def _ready(table: Table) -> tuple[Desk | None, TableOut | None]:
    from station_app.ui.table_keys import desk_of  # noqa: PLC0415 - it leads here

    desk = desk_of(table)
    return (desk, desk.table_out) if desk is not None and table.source.rows else (None, None)


def _columns(table: Table) -> list[Column]:
    """What the user chose to see, in this order; a narrow window takes nothing from paper or workbook."""
    return [table.source.columns[place] for place in table.head.in_order(also_without_room=True)]


def _title(table: Table) -> str:
    return table.accessibleName() or _("列表")


def _said(table: Table) -> dict[str, Any]:
    """What the audit trail keeps of it; no value of a person."""
    said: dict[str, Any] = {"list": _title(table), "rows": len(table.source.rows)}
    return said | ({"filtered": sorted(table.filters())} if table.filters() else {})


def _gatherer(table: Table, desk: Desk, readers: tuple[Callable[[Any], Value], ...]) -> Callable[[], Listing]:
    """What is on the screen now; put together later, on the worker."""
    title, rows, day = _title(table), list(table.source.rows), clock.today()
    columns = tuple(ListedColumn(c.label, c.width, c.align, c.is_private) for c in _columns(table))
    filters, station = table.bar.text(), desk.station_name
    return lambda: Listing(title, columns, [[read(row) for read in readers] for row in rows], station, day, filters)


def _text(column: Column, *, whole: bool) -> Callable[[Any], Value]:
    get, kind, show = column.get, column.kind, column.format
    if column.is_private and kind is not None:
        show = kind.format if whole else kind.mask
    return lambda row: "" if (value := get(row)) is None else show(value)


def _value(column: Column, *, whole: bool) -> Callable[[Any], Value]:
    """A cell for a workbook: numbers and dates as such, everything else as the screen shows it."""
    get, kind, show = column.get, column.kind, column.format
    if column.is_private and kind is not None:
        show = kind.format if whole else kind.mask
        return lambda row: None if is_gap(value := get(row)) else show(value)
    own = kind is not None and (show is str or getattr(show, "__func__", None) is type(kind).format)
    if own and isinstance(kind, Decimals):
        scale = 10**kind.places
        return lambda row: None if (value := get(row)) is None else value / scale
    if own and isinstance(kind, (Integer, Date)):
        return get
    if kind is None and show is str:
        return lambda row: _plain(get(row))
    return lambda row: _as_counted(get(row), show)


def _as_counted(value: Any, show: Callable[[Any], str]) -> Value:
    """As the screen shows it; a number that it shows as it is stays one."""
    if is_gap(value):
        return None
    text = show(value)
    return value if type(value) is int and text == str(value) else text


def _plain(value: Any) -> Value:
    return value if isinstance(value, (int, float)) else None if is_gap(value) else str(value)
