"""The register on paper and as a workbook: the book, the signature sheet F07, a declaration of loss (F07b)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from station_app.core import clock, dates
from station_app.core.checks import Refused
from station_app.core.listing import ListedColumn, Listing, Value
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm
from station_app.features.station.service import find_station
from station_app.features.training import service
from station_app.features.training.documents.filling import class_sheet, values_of
from station_app.features.training.documents.hand_out import hand_out
from station_app.features.training.documents.people_lines import id_shown, label, phone_shown
from station_app.features.training.service import RegisterRow

BOOK = _("证书发放登记")
HAND_OUT_FORM, LOST_FORM = "F07", "F07b"
_BOOK_COLUMNS = (
    ListedColumn(_("序号"), 44, "center"),
    ListedColumn(_("证书编号"), 190),
    ListedColumn(_("姓名"), 90),
    ListedColumn(_("身份证号"), 160, is_text=True),
    ListedColumn(_("类型"), 76),
    ListedColumn(_("班名"), 200),
    ListedColumn(_("发证日期"), 88),
    ListedColumn(_("状态"), 60),
    ListedColumn(_("打印"), 44, "right"),
    ListedColumn(_("领取人"), 110),
    ListedColumn(_("领取日期"), 88),
    ListedColumn(_("说明"), 220),
)


def register_book(session: Any, ids: Collection[str] = (), *, whole: bool, filters: str = "") -> Listing:
    """Every number ever given (or those with these keys), the oldest class first, with what became of it."""
    rows = [row for row in service.list_register(session) if not ids or row.id in ids]
    rows.sort(key=lambda row: (row.class_no, row.certificate.trainee_no, row.certificate.certificate_no))
    station = find_station(session)
    return Listing(
        BOOK,
        _BOOK_COLUMNS,
        [_line(number, row, whole=whole) for number, row in enumerate(rows, start=1)],
        station=station.name if station else "",
        day=clock.today(),
        filters=filters,
    )


def _line(number: int, row: RegisterRow, *, whole: bool) -> tuple[Value, ...]:
    one = row.certificate
    return (
        number,
        one.certificate_no,
        one.name,
        id_shown(one.id_number, whole=whole),
        _("参训证明") if one.type == service.STATEMENT_TYPE else _("结业证书"),
        one.class_name,
        one.issued_on,
        label("state_certificate", one.state),
        row.printed or None,
        f"{one.received_by}（{one.received_relation}）" if one.received_relation else one.received_by or None,
        one.received_on,
        history(row) or None,
    )


def history(row: RegisterRow) -> str:
    """What a number replaces, what replaced it, and why it went out of force."""
    parts = [_("补发自 {number}").format(number=row.replaces)] if row.replaces else []
    parts += [_("已补发为 {number}").format(number=row.replaced_by)] if row.replaced_by else []
    parts += [row.certificate.state_reason] if row.certificate.state_reason else []
    return "；".join(parts)


def hand_out_sheets(session: Any, ids: Collection[str], *, whole: bool) -> list[FilledForm]:
    """F07 to be signed, one run of pages a class; Refused when none of them is in force."""
    from station_app.features.station.service.form_layouts import station_form  # noqa: PLC0415 - SQLAlchemy

    by_class: dict[str, list[RegisterRow]] = {}
    for row in service.list_register(session):
        if row.id in ids and row.certificate.state not in ("voided", "reissued"):
            by_class.setdefault(row.class_id, []).append(row)
    if not by_class:
        raise Refused(_("选中的证书都已作废，没有可以发放的。"))
    form = station_form(session, HAND_OUT_FORM)
    return [
        hand_out(
            form,
            class_sheet(session, class_id),
            [values_of(row.certificate) for row in rows],
            Fill.FILLED,
            whole=whole,
        )
        for class_id, rows in sorted(by_class.items(), key=lambda pair: pair[1][0].class_no)
    ]


def hand_out_listing(sheets: Sequence[FilledForm]) -> Listing:
    """The same as a workbook's table, the class of each row behind it."""
    form = sheets[0].form
    columns = tuple(
        ListedColumn(column.label, round(column.width * 4), is_text=column.name == "id_number")
        for column in form.columns
    )
    rows = [
        (*(row.get(column.name) or None for column in form.columns), sheet.values.get("class.name"))
        for sheet in sheets
        for row in sheet.rows
    ]
    return Listing(form.title, (*columns, ListedColumn(_("班名"), 200)), rows)


def lost_declaration(session: Any, certificate_id: str, *, whole: bool = True) -> bytes:
    """F07b filled from a certificate and its holder; how it was lost stays for the pen."""
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print
    from station_app.features.station.service.form_layouts import station_form  # noqa: PLC0415 - SQLAlchemy

    row = next((row for row in service.list_register(session) if row.id == certificate_id), None)
    if row is None:
        raise Refused(_("这张证书已经不在了，请刷新后再试。"))
    one = row.certificate
    trainees = service.get_class(session, row.class_id).trainees
    holder = next((trainee for trainee in trainees if trainee.id == one.enrolment_id), None)
    values = {
        "name": one.name,
        "id_number": id_shown(one.id_number, whole=whole),
        "phone": phone_shown(holder.phone, whole=whole) if holder else "",
        "address": (holder.address or holder.village) if holder else "",
        "kind": _("参训证明") if one.type == service.STATEMENT_TYPE else _("结业证书"),
        "certificate_no": one.certificate_no,
        "class_name": one.class_name,
        "issued_on": dates.long_date(one.issued_on),
        "issuer": one.issuer,
    }
    return draw_form(FilledForm(station_form(session, LOST_FORM), values))
