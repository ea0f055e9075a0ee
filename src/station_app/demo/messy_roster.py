"""The village's list for the pastry class, as messy as real ones are, and what a clerk would correct in it."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from station_app.demo.invented import Member

SHEET = "报名表"
Corrections = dict[tuple[str, int], dict[str, str]]
"""(sheet, row as in the file) → field name → what the clerk types after looking at the identity card."""
_COLUMNS = (
    "序号",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "身份证号码",
    "文化\n程度",
    "人员类别",
    "家庭住址",
    "联系电话",
    "备注",
)
_SCHOOLING = {
    "80": ("小学", "小学毕业"),
    "81": ("小学", "小学毕业"),
    "70": ("初中", "初中毕业"),
    "60": ("高中", "高中"),
    "40": ("中专", "职高"),
    "30": ("大专", "大专"),
}
"""Code of a woman's education → how the village writes it, one way or the other."""
_PAGE_BREAK = 24
_ROWS_BEFORE_DATA = 3
CHECKSUM, OLD_NUMBER, AS_NUMBER, TWICE, NO_NUMBER = 8, 17, 29, 33, 40
"""Which of the listed women (from 0) arrive with which fault."""


def write_messy_roster(path: Path, women: list[Member], addresses: list[str]) -> Corrections:
    """Write the workbook; returns the three corrections after which every woman but the last can be enrolled."""
    corrections: Corrections = {}
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(SHEET)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, "2023年第一期留守妇女面点技术培训班报名表", title)
    sheet.merge_range(1, 0, 1, len(_COLUMNS) - 1, "填报单位:城郊乡社会工作服务站      2023年2月8日")
    sheet.write_row(2, 0, _COLUMNS, head)
    sheet.set_column(5, 5, 21)
    row = _ROWS_BEFORE_DATA
    for position, (woman, address) in enumerate(zip(women, addresses, strict=True)):
        if position == _PAGE_BREAK:
            sheet.write_row(row, 0, _COLUMNS, head)
            row += 1
        cells = _cells(position, woman, address)
        right = woman.id_number
        if position == CHECKSUM:
            cells[5] = right[:12] + str((int(right[12]) + 1) % 10) + right[13:]
        elif position == OLD_NUMBER:
            cells[5] = right[:6] + right[8:17]
        elif position == AS_NUMBER:
            cells[5] = float(int(right[:17] + "0"))
        elif position == NO_NUMBER:
            cells[5] = ""
        if position in (CHECKSUM, OLD_NUMBER, AS_NUMBER):
            corrections[SHEET, row + 1] = {"id_number": right}
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
        row += 1
        if position == TWICE:
            sheet.write_row(row, 0, [*cells[:10], "又报了一次"])
            row += 1
    sheet.write_row(row + 1, 0, ["合计", f"{len(women) + 1}人"])
    sheet.write_row(row + 2, 0, ["填表人:王敏", "", "", "审核人:"])
    lists = book.add_worksheet("代码表")
    lists.write_column(0, 0, ["小学", "初中", "高中"])
    lists.hide()
    book.close()
    return corrections


def _cells(position: int, woman: Member, address: str) -> list[str | int | float]:
    """One row as different hands would type it."""
    number, phone = woman.id_number, woman.phone
    number = (number, f" {number[:6]} {number[6:14]} {number[14:]}", number.lower(), _full_width(number))[position % 4]
    phone = (phone, f"+86 {phone[:3]} {phone[3:7]} {phone[7:]}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}")[position % 3]
    birth = (f"{woman.birth:%Y.%m}", f"{woman.birth:%Y年%m月}", f"{woman.birth:%Y%m%d}", "")[position % 4]
    name = woman.name.replace("·", "．" if position % 2 else "•")
    if len(name) == 2 and position % 3 == 0:
        name = f"{name[0]}　{name[1]}"
    category = ("留守妇女", "留守妇女、低保", "留守妇女", "脱贫户、留守妇女", "留守")[position % 5]
    return [
        position + 1,
        name,
        "女",
        ("汉", "汉族")[position % 2],
        birth,
        number,
        _SCHOOLING[woman.education][position % 2],
        category,
        address,
        phone,
        "",
    ]


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)
