"""F02 学员花名册: everybody on the roll with ID numbers, totals on the last page."""

from __future__ import annotations

from station_app.core import codes
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, TableForm, table_form
from station_app.features.training.documents.people_lines import DAY_BY_HAND, head, id_shown, label, phone_shown
from station_app.features.training.documents.values import ClassSheet, TraineeLine

FEMALE = "2"
DIBAO = frozenset(("A01",))
DISABLED = frozenset(("C01",))
LEFT_BEHIND_WOMAN = frozenset(("D01",))
LIFTED_OR_MONITORED = frozenset(("B01", "B11", "B12", "B13"))


def roster(form: TableForm, sheet: ClassSheet | None, fill: Fill, *, whole: bool = True) -> FilledForm:
    """The class's head over its trainees; without a class everything is blank."""
    if sheet is None:
        return FilledForm(form, {"start": DAY_BY_HAND, "end": DAY_BY_HAND}, fill=Fill.BLANK)
    rows = [_row(trainee, whole=whole) for trainee in sheet.trainees]
    return FilledForm(form, head(sheet), rows, fill, totals(sheet.trainees))


def roster_pdf(sheet: ClassSheet | None = None, *, blank: bool = False, blank_rows: bool = False) -> bytes:
    """The roster as a PDF; `blank_rows` fills the last page with rows to write on.

    `blank` prints the class's head over empty rows; without a class everything is blank. Raises Refused when a
    character cannot be printed.
    """
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print

    fill = Fill.BLANK if blank else Fill.PADDED if blank_rows else Fill.FILLED
    return draw_form(roster(table_form("F02"), sheet, fill))


def _row(trainee: TraineeLine, *, whole: bool) -> dict[str, str]:
    sex = codes.table("sex").label(trainee.sex) if trainee.sex in ("1", "2") else ""
    ethnic = label("ethnic_group", trainee.ethnic_group)
    return {
        "seq": str(trainee.trainee_no),
        "name": trainee.name,
        "sex": sex,
        "ethnic_group": ethnic.removesuffix("族") or ethnic,
        "birth_month": f"{trainee.birth_date:%Y.%m}" if trainee.birth_date else "",
        "id_number": id_shown(trainee.id_number, whole=whole),
        "education": education(trainee.education),
        "categories": label("assistance_category", trainee.category),
        "address": trainee.address,
        "phone": phone_shown(trainee.phone, whole=whole),
        "note": trainee.note,
    }


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
