"""The call sheet of a telephone spot check: who was drawn by which seed, with room to tick by hand (R-29)."""

from __future__ import annotations

from typing import Any

from station_app.core.dates import long_date
from station_app.core.kinds import Boolean
from station_app.core.texts import _
from station_app.documents.grid import Column, FilledForm, TableForm
from station_app.features.training.documents.filling import class_sheet
from station_app.features.training.service.phone_checks import PhoneCheckRow, list_checks

FORM = TableForm(
    form_id="",
    title=_("培训班电话抽查表"),
    landscape=True,
    subtitle="{class.name}",
    header=(_("培训时间:{start}至{end}"), _("抽样种子:{seed}"), _("抽中{count}人")),
    columns=(
        Column(_("序号"), 12, "place"),
        Column(_("学号"), 14, "trainee_no"),
        Column(_("姓名"), 28, "name"),
        Column(_("村(社区)"), 28, "village"),
        Column(_("电话"), 32, "phone"),
        Column(_("接通"), 15, "answered"),
        Column(_("参加培训"), 20, "attended"),
        Column(_("没有收费"), 20, "free_of_charge"),
        Column(_("满意"), 15, "satisfied"),
        Column(_("反映的情况"), 50, "remarks"),
        Column(_("抽查日期"), 26, "asked_on"),
    ),
    rows_per_page=12,
    row_height=10.0,
    sign=(_("抽查人:"), _("复核人:"), _("　　年　　月　　日")),
    printed_notes=(_("是打“√”，否打“×”。抽样方法:“种子/三位学号”的 SHA-256 从小到大取前几名，可用同一种子复核。"),),
)


def call_sheet_pdf(session: Any, class_id: str) -> bytes:
    """The sheet as a PDF with whole telephone numbers; what was typed already stands in it."""
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print

    rows = list_checks(session, class_id)
    sheet = class_sheet(session, class_id)
    values = {
        "class.name": sheet.class_name,
        "start": long_date(sheet.start_date),
        "end": long_date(sheet.end_date),
        "seed": rows[0].seed if rows else "",
        "count": str(len(rows)),
    }
    return draw_form(FilledForm(FORM, values, [_line(row) for row in rows]))


def _line(row: PhoneCheckRow) -> dict[str, str]:
    said = {name: getattr(row, name) for name in ("answered", "attended", "free_of_charge", "satisfied")}
    ticks = {name: Boolean().format(value) for name, value in said.items()}
    return {
        "place": str(row.place),
        "trainee_no": str(row.trainee_no),
        "name": row.name,
        "village": row.village,
        "phone": row.phone,
        **ticks,
        "remarks": row.remarks,
        "asked_on": f"{row.asked_on:%Y-%m-%d}" if row.asked_on else "",
    }
