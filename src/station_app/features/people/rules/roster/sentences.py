"""Reasons and warnings in words the clerk can act on, for the cell they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from station_app.core import codes, names
from station_app.core.kinds import id_sentence
from station_app.core.texts import _
from station_app.documents import coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from station_app.features.people.rules.roster.tables import Table
    from station_app.features.people.rules.roster.verdicts import Finding, RowVerdict

_SHOWN = 5
_ID_CARD = "1"
_TOO_LONG = "NAME_TOO_LONG"
"""What the official reason NAME_ILLEGAL also stands for."""


def sentence(finding: Finding) -> str:
    """What is wrong and what to do; the official name of the code when there is no fuller sentence."""
    code, detail = finding.code, finding.detail
    if code == "ID_NAME_CONFLICT":
        return _("{place}的身份证号与这一行相同，姓名却不同，请核对是谁的号码。").format(place=_place(detail))
    if code.startswith("ID_"):
        return id_sentence(code, detail)
    if code == "NAME_ILLEGAL" and (odd := names.odd(detail)):
        chars = "、".join(coverage.describe(char) for char in odd)
        return _("姓名“{name}”里的 {chars} 不是标准汉字。{advice}").format(
            name=coverage.recognisable(detail), chars=chars, advice=coverage.advice(odd)
        )
    if code == "NAME_NO_GLYPH" and (told := coverage.remark(detail)):
        return told
    text = _texts().get(_TOO_LONG if code == "NAME_ILLEGAL" and len(detail) > names.LONGEST else code)
    if text is not None:
        age, _slash, limit = detail.partition("/")
        return text.format(detail=detail, place=_place(detail), age=age, limit=limit, n=len(detail))
    return codes.table("import_warning").label(code)


def document_sentence(verdict: RowVerdict) -> str:
    """What to do with somebody whose document is no ID card: only numbers of GB 11643 can be kept; '' for others."""
    kind = verdict.values.get("id_document_type")
    if kind in (None, _ID_CARD) or not any(found.field == "id_number" for found in verdict.reasons):
        return ""
    name = codes.table("id_document_type").label(kind)
    if any(found.code == "ID_MISSING" for found in verdict.reasons):
        return _(
            "证件类型写的是“{name}”：没有号码的人请在人员页单独登记，以后名单里有了号码，会按姓名和出生日期认出来。"
        ).format(name=name)
    return _(
        "证件类型写的是“{name}”：名单里只能导入按身份证规则编的 18 位号码"
        "（身份证、港澳台居民居住证、新版外国人永久居留证）。"
        "别的证件请在人员页登记为“无证件”，号码写在备注里。"
    ).format(name=name)


def error_cells_sentence(tables: Sequence[Table]) -> str:
    """Formulas that came to nothing, where a person's data should stand; '' when there are none."""
    places = []
    for table in tables:
        errors = set(table.sheet.error_cells)
        for section in table.sections if errors else ():
            known = {column.index: column.label for column in section.columns if column.field}
            places += [(row, known[at]) for row in section.rows for at in sorted(known) if (row, at) in errors]
    if not places:
        return ""
    shown = "、".join(_("第 {row} 行“{label}”").format(row=row + 1, label=label) for row, label in places[:_SHOWN])
    more = _("等") if len(places) > _SHOWN else ""
    return _("有 {n} 格是出错的公式（如 #N/A），按空格读：{places}{more}。").format(
        n=len(places), places=shown, more=more
    )


def _place(detail: str) -> str:
    """Sheet!12 → 工作表“Sheet”第 12 行."""
    sheet, _mark, row = detail.rpartition("!")
    return _("工作表“{sheet}”第 {row} 行").format(sheet=sheet, row=row)


def _texts() -> dict[str, str]:
    return {
        "NAME_MISSING": _("没有姓名。"),
        "NAME_ILLEGAL": _("姓名“{detail}”里有不该有的字符（数字、字母、问号、方框或偏旁描述），请改成身份证上的字。"),
        _TOO_LONG: _("姓名有 {n} 个字，最多 50 个；请核对，也许是几个人写在了一格。"),
        "SEX_ID_MISMATCH": _("性别与身份证号不符，请核对性别和号码。"),
        "BIRTH_ID_MISMATCH": _("出生日期与身份证号不符（号码中是 {detail}），请核对。"),
        "DUP_ID_IN_FILE": _("与{place}是同一个人，不重复入库。"),
        "DUP_ID_15_18": _("15 位旧号码，与{place}的 18 位号码是同一个人，不重复入库。"),
        "AGE_UNDER_16": _("{detail} 周岁，未满规定的年龄下限。"),
        "AGE_OVER_LIMIT": _("{age} 周岁，超过了这次导入的年龄上限 {limit} 周岁。"),
        "PHONE_INVALID": _("电话“{detail}”不是 11 位手机号，也不是带区号的座机。"),
        "PHONE_MISSING": _("没有联系电话。"),
        "CATEGORY_UNKNOWN": _("看不懂人员类别，请选出具体是哪一类。"),
        "CATEGORY_SEX_CONFLICT": _("男性登记为留守妇女，请核对。"),
        "ETHNIC_UNKNOWN": _("看不懂民族“{detail}”。"),
        "EDUCATION_UNKNOWN": _("看不懂学历“{detail}”。"),
        "DATE_UNPARSED": _("看不懂日期“{detail}”，没有采用；请写成 2023-02-15。"),
        "NAME_PUA_MAPPED": _("姓名里的旧版造字已换成标准字：{detail}，请核对。"),
        "BANK_PRECISION_LOST": _("银行账号在表格里存成了数字，末尾几位已经丢失，没有采用；请对照存折重新输入。"),
        "DISABILITY_CERT_MISMATCH": _("残疾证号与身份证号、残疾类别或等级不符，请核对。"),
        "VILLAGE_FROM_ADDRESS": _("表里没写村，按住址填了“{detail}”。"),
        "HIDDEN_ROW": _("这一行在表格里是隐藏的，请确认要不要导入。"),
    }
