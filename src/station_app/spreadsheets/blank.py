"""A blank list for others to fill in: title, header, marked example, drop-downs, text columns, page for the printer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from station_app.core.texts import _
from station_app.spreadsheets.writing import sheet_name

BORDERED_ROWS = 100
"""Rows with lines, so that the printed list can be filled in by hand; more can be typed below them."""
OFFERED_ROWS = 2000
"""Rows whose cells offer the choices."""
_TOP = 3
"""Rows above the first person: title, header, example."""
_PROMPT, _PROMPT_TITLE = 255, 32
"""The most characters that Excel takes."""
_HEAD, _EXAMPLE = "#DCEBE6", "#F2F2F2"


@dataclass(frozen=True)
class FormColumn:
    """One column to be filled in; every cell is text."""

    label: str
    width: int
    """Characters of a digit's width."""
    example: str = ""
    note: str = ""
    choices: Sequence[str] = ()
    is_open: bool = False
    """Other words than the choices are taken too."""
    is_required: bool = False


def blank_workbook(
    title: str, columns: Sequence[FormColumn], rules: Sequence[str], *, sheet: str, notes_sheet: str
) -> bytes:
    """The workbook's bytes: the list on the first sheet, how to fill it in and all choices on the second."""
    import xlsxwriter  # noqa: PLC0415 - only when something is written

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet_name(sheet))
        notes = book.add_worksheet(sheet_name(notes_sheet))
        places = _write_notes(book, notes, title, columns, rules)
        _write_list(book, page, title, columns)
        for index, column in enumerate(columns):
            _offer(page, index, column, places.get(index, ""))
    return content.getvalue()


def _write_list(book: Any, page: Any, title: str, columns: Sequence[FormColumn]) -> None:
    look = {"border": 1, "valign": "vcenter", "num_format": "@", "text_wrap": True}
    heading = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format(look | {"bold": True, "align": "center", "bg_color": _HEAD})
    example = book.add_format(look | {"italic": True, "font_color": "#7F7F7F", "bg_color": _EXAMPLE})
    body = book.add_format(look)
    bare = book.add_format({"num_format": "@", "valign": "vcenter"})
    page.merge_range(0, 0, 0, len(columns) - 1, "", heading)
    page.write_string(0, 0, title, heading)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, bare)
        page.write_string(1, index, ("*" if column.is_required else "") + column.label, head)
        if column.example:
            page.write_string(2, index, column.example, example)
        else:
            page.write_blank(2, index, None, example)
        for row in range(_TOP, _TOP + BORDERED_ROWS):
            page.write_blank(row, index, None, body)
    page.set_row(0, 30)
    page.set_row(1, 34)
    page.set_default_row(20)
    page.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(columns) - 1)}{_TOP + OFFERED_ROWS}"})
    page.freeze_panes(2, 0)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)
    page.center_horizontally()
    page.set_footer("&C" + _("第 {page} 页，共 {pages} 页").format(page="&P", pages="&N"))
    page.set_selection(_TOP, 1, _TOP, 1)


def _write_notes(
    book: Any, notes: Any, title: str, columns: Sequence[FormColumn], rules: Sequence[str]
) -> dict[int, str]:
    """Rules, what each column means, and the choices; column index → the range that holds its choices."""
    heading = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "border": 1, "bg_color": _HEAD, "valign": "vcenter"})
    body = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"})
    plain = book.add_format({"valign": "vcenter"})
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 56)
    notes.write_string(0, 0, _("怎样填写“{title}”").format(title=title), heading)
    row = 1
    for number, rule in enumerate(rules, 1):
        notes.write_string(row, 0, f"{number}. {rule}", plain)
        row += 1
    row += 1
    for place, text in enumerate((_("栏目"), _("怎样填"))):
        notes.write_string(row, place, text, head)
    for column in columns:
        if column.note or column.is_required:
            row += 1
            said = (_("必填。") if column.is_required else "") + column.note
            notes.write_string(row, 0, column.label, body)
            notes.write_string(row, 1, said, body)
    places: dict[int, str] = {}
    chosen = [(index, column) for index, column in enumerate(columns) if column.choices]
    for place, (index, column) in enumerate(chosen, 3):
        width = max(len(word) for word in (column.label, *column.choices)) * 2 + 2
        notes.set_column(place, place, min(width, 40))
        notes.write_string(0, place, _("{label}可选").format(label=column.label), head)
        for down, word in enumerate(column.choices, 1):
            notes.write_string(down, place, word, body)
        letters = _letters(place)
        places[index] = f"='{sheet_name(notes.get_name())}'!${letters}$2:${letters}${len(column.choices) + 1}"
    notes.set_landscape()
    notes.set_paper(9)
    notes.fit_to_pages(1, 0)
    return places


def _offer(page: Any, index: int, column: FormColumn, source: str) -> None:
    """The drop-down and the words that show when a cell is entered."""
    if not source and not column.note:
        return
    told: dict[str, Any] = {"validate": "list", "source": source} if source else {"validate": "any"}
    if column.note:
        told |= {"input_title": column.label[:_PROMPT_TITLE], "input_message": column.note[:_PROMPT]}
    if source:
        told |= {
            "show_error": not column.is_open,
            "error_type": "warning",
            "error_title": column.label[:_PROMPT_TITLE],
            "error_message": _("可选的词里没有这一个，导入时可能看不懂。仍要这样写吗？"),
        }
    page.data_validation(_TOP, index, _TOP + OFFERED_ROWS - 1, index, told)


def _letters(index: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
