"""F02 学员花名册: everybody on the roll with full ID numbers, totals on the last page."""

from __future__ import annotations

from station_app.core import codes, dates
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, table_form
from station_app.features.training.documents.values import ClassSheet, TraineeLine

FEMALE = "2"
DIBAO = frozenset(("A01",))
DISABLED = frozenset(("C01",))
LEFT_BEHIND_WOMAN = frozenset(("D01",))
LIFTED_OR_MONITORED = frozenset(("B01", "B11", "B12", "B13"))


_BY_HAND = "　　　　年　　月　　日"


def roster_pdf(sheet: ClassSheet | None = None, *, blank: bool = False, blank_rows: bool = False) -> bytes:
    """The roster as a PDF; `blank_rows` fills the last page with rows to write on.

    `blank` prints the class's head over empty rows; without a class everything is blank. Raises Refused when a
    character cannot be printed.
    """
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print

    form = table_form("F02")
    if sheet is None:
        return draw_form(FilledForm(form, {"start": _BY_HAND, "end": _BY_HAND}, (), Fill.BLANK))
    fill = Fill.BLANK if blank else Fill.PADDED if blank_rows else Fill.FILLED
    values = {
        "class.name": sheet.class_name,
        "trade": codes.table("training_trade").label(sheet.trade),
        "start": dates.long_date(sheet.start_date),
        "end": dates.long_date(sheet.end_date),
        "venue": sheet.venue,
        "printed_on": dates.long_date(sheet.printed_on) if sheet.printed_on else "",
    }
    rows = [_row(trainee) for trainee in sheet.trainees]
    return draw_form(FilledForm(form, values, rows, fill, totals(sheet.trainees)))


def _row(trainee: TraineeLine) -> tuple[str, ...]:
    """In the order of the columns of F02."""
    sex = codes.table("sex").label(trainee.sex) if trainee.sex in ("1", "2") else ""
    ethnic = codes.table("ethnic_group").label(trainee.ethnic_group)
    return (
        str(trainee.trainee_no),
        trainee.name,
        sex,
        ethnic.removesuffix("族") or ethnic,
        f"{trainee.birth_date:%Y.%m}" if trainee.birth_date else "",
        trainee.id_number,
        education(trainee.education),
        codes.table("assistance_category").label(trainee.category),
        trainee.address,
        trainee.phone,
        trainee.note,
    )


def education(code: str) -> str:
    """The coarse value that forms show: 71 初中毕业 is 初中."""
    simple = codes.simple_education()
    return simple.get(code) or simple.get(f"{code[:1]}0") or codes.table("education").label(code)


def totals(trainees: tuple[TraineeLine, ...]) -> str:
    """The closing line of F02; a person in several categories counts in each (forms.md F02)."""

    def count(wanted: frozenset[str]) -> int:
        return sum(bool(wanted & {*trainee.categories, trainee.category}) for trainee in trainees)

    return _(
        "合计:共 {all} 人,其中女 {women} 人、低保 {dibao} 人、残疾 {disabled} 人、"
        "留守妇女 {left_behind} 人、脱贫(监测){lifted} 人。"
    ).format(
        all=len(trainees),
        women=sum(trainee.sex == FEMALE for trainee in trainees),
        dibao=count(DIBAO),
        disabled=count(DISABLED),
        left_behind=count(LEFT_BEHIND_WOMAN),
        lifted=count(LIFTED_OR_MONITORED),
    )
