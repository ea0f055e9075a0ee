"""The blank rosters that villages fill in: which columns, what may be chosen, what the example says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.rules.roster.tables import EXAMPLE_ID
from station_app.features.people.rules.roster.verdicts import (
    HOUSEHOLD_LEDGER,
    POST_HOLDER_REGISTER,
    TRAINING_ENROLMENT,
)

EXAMPLE = _("示例")
NOTES_SHEET = _("填写说明")
"""The sheet with explanations and choices; an import passes over it without a word."""

_WHO = ("sex", "ethnic_group", "id_number", "education")
_COLUMNS = {
    HOUSEHOLD_LEDGER: (
        "serial", "village", "group_name", "household_head", "name", "relation_to_head", *_WHO, "marital_status",
        "categories", "disability_cert_no", "health_status", "labour_ability", "work_willingness", "min_wage_wish",
        "phone", "address", "note",
    ),
    TRAINING_ENROLMENT: (
        "serial", "village", "name", *_WHO, "categories", "phone", "contact_name", "contact_phone", "address",
        "enrolled_on", "note",
    ),
    POST_HOLDER_REGISTER: (
        "serial", "village", "name", *_WHO, "categories", "phone", "post", "start_date", "end_date",
        "monthly_amount", "bank_account", "bank_name", "account_name", "address", "note",
    ),
}  # fmt: skip
NAMES = {
    HOUSEHOLD_LEDGER: _("家庭人员台账"),
    TRAINING_ENROLMENT: _("培训报名花名册"),
    POST_HOLDER_REGISTER: _("公益岗人员名册"),
}
"""Kind of list → what its blank is called."""
_REQUIRED = frozenset({"name", "id_number", "household_head", "relation_to_head", "post", "start_date"})


@dataclass(frozen=True)
class BlankColumn:
    """One column that a village fills in."""

    field: str
    label: str
    width: int
    """Characters of a digit's width."""
    example: str
    note: str = ""
    """Shown when a cell of the column is entered, and on the sheet 填写说明."""
    choices: tuple[str, ...] = ()
    """The words offered."""
    several: bool = False
    """More than one word may stand in a cell, so that others than those offered are taken too."""
    is_required: bool = False


@dataclass(frozen=True)
class BlankRoster:
    """One kind of list, ready to be drawn."""

    title: str
    columns: tuple[BlankColumn, ...]
    rules: tuple[str, ...]
    """How to fill it in, in sentences."""


def blank_roster(kind: str, villages: Sequence[str] = ()) -> BlankRoster:
    """The blank list of a kind (verdicts.KINDS); code tables as the station has them, `villages` by name."""
    return BlankRoster(NAMES[kind], tuple(_column(name, villages) for name in _COLUMNS[kind]), _rules())


def _column(name: str, villages: Sequence[str]) -> BlankColumn:
    label, width, example, note = _shapes()[name]
    several = name == "categories"
    choices = tuple(villages) if name == "village" else _choices(name)
    required = name in _REQUIRED
    return BlankColumn(name, label, width, example, note, choices, several or name == "village", required)


def _choices(name: str) -> tuple[str, ...]:
    if name == "education":
        return tuple(codes.simple_education().values())
    if name == "sex":
        return (codes.table("sex").label("1"), codes.table("sex").label("2"))
    table = getattr(PERSON[name].kind, "table", "") if name in PERSON else ""
    return tuple(label for _code, label in codes.table(table)) if table else ()


def _shapes() -> dict[str, tuple[str, int, str, str]]:
    """Field → label, width, what the example says, note."""
    pick = _("点单元格右边的箭头选。")
    day = _("写成 2026-03-01。")
    return {
        "serial": (_("序号"), 6, EXAMPLE, ""),
        "village": (_("村(社区)"), 12, "东河村", _("所在的村或社区。")),
        "group_name": (_("村民小组"), 9, "三组", ""),
        "household_head": (_("户主姓名"), 10, "李大山", _("同一户的每一行都写户主的姓名。")),
        "name": (_("姓名"), 10, "王小花", _("照身份证写；少数民族姓名中间用“·”。")),
        "relation_to_head": (_("与户主关系"), 11, "配偶", _("户主本人选“户主”。") + pick),
        "sex": (_("性别"), 6, "女", pick),
        "ethnic_group": (_("民族"), 8, "汉族", pick),
        "id_number": (_("身份证号"), 21, EXAMPLE_ID, _("18 位，最后一位是 X 的写大写 X。这一列是文本，号码不会变形。")),
        "education": (_("文化程度"), 10, "初中", pick),
        "marital_status": (_("婚姻状况"), 9, "已婚", pick),
        "categories": (_("人员类别"), 16, "低保对象", _("有几类就都写上，用“、”隔开；都不是就选一般群众。")),
        "disability_cert_no": (_("残疾证号"), 23, "", _("没有残疾证的不填。")),
        "health_status": (_("健康状况"), 10, "", pick),
        "labour_ability": (_("劳动能力"), 13, "普通劳动力", pick),
        "work_willingness": (_("就业意愿"), 12, "有意愿", pick),
        "min_wage_wish": (_("期望月薪"), 9, "2000", _("每月多少元，只写数字。")),
        "phone": (_("联系电话"), 14, "15400000000", _("11 位手机号；座机带区号。")),
        "contact_name": (_("备用联系人"), 11, "", ""),
        "contact_phone": (_("备用电话"), 14, "", ""),
        "address": (_("家庭住址"), 24, "东河村三组", ""),
        "enrolled_on": (_("报名日期"), 12, "2026-03-01", day),
        "post": (_("岗位"), 12, "保洁员", ""),
        "start_date": (_("开始日期"), 12, "2026-03-01", day),
        "end_date": (_("到期日期"), 12, "2027-02-28", day),
        "monthly_amount": (_("月补贴(元)"), 10, "600", _("只写数字。")),
        "bank_account": (_("银行账号"), 22, "", _("一卡通账号。这一列是文本，账号不会变形。")),
        "bank_name": (_("开户行"), 14, "", ""),
        "account_name": (_("开户名"), 10, "", ""),
        "note": (_("备注"), 16, "", ""),
    }


def _rules() -> tuple[str, ...]:
    return (
        _("一人一行，从示例下面一行写起。示例那一行导入时会跳过，不用删。"),
        _("带 * 的栏目一定要填；其他的知道就填，不知道就空着，不要写“无”或“不详”。"),
        _("栏目名不要改，也不要删除栏目；不要合并单元格；行不够就接着往下写。"),
        _("表里有身份证号和电话，填好只交给社工站，不要发到群里。"),
    )
