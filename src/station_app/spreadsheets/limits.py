"""What a file may cost before it is refused, and the sentences for it (reliability.md F39, F76–F78)."""

from station_app.core.checks import Refused
from station_app.core.texts import _

FILE_BYTES = 60_000_000
"""Size of the file itself, bytes."""
UNPACKED_BYTES = 200_000_000
"""Sum of all parts of a zipped workbook, counted while reading, bytes."""
SHEET_BYTES = 150_000_000
"""XML of one work sheet, bytes; 2,000,000 cells take half."""
ENTRIES = 2_000
"""Parts inside a zipped workbook."""
TAGS_OF_WORDS = 6_000_000
"""Tags in the list of a workbook's words: one and a half million different words."""
TAGS_OF_TREE = 1_000_000
"""Tags in a part that is read as a tree (styles, list of sheets); 64,000 styles, the most Excel writes, take half."""
TAGS_OF_OPEN_DOCUMENT = 3_000_000
"""Tags in the content of an .ods: 15,000 rows of 50 filled cells."""
SHEETS = 2_000
ROWS = 80_000
"""A whole county; what a computer of 4 GB judges in seconds."""
COLUMNS = 702
"""Up to column ZZ."""
CELLS = 2_000_000
"""Cells of one sheet's used rectangle."""
CELL_TEXT = 32_767
"""Characters of one cell, as in Excel."""
ALL_TEXT = 100_000_000
"""Bytes of words in all cells together, a word that many cells share counted for each: what memory has to hold."""
LINE_TEXT = 4_000_000
"""Characters of one row of a CSV."""


def refuse_much_text(amount: int) -> None:
    """Refused when the words of all cells together are more than a computer of 4 GB holds with ease."""
    if amount > ALL_TEXT:
        raise too_large(_("单元格里的文字太多"))


def too_large(what: str) -> Refused:
    """The file would cost more memory or time than a roster ever needs."""
    return Refused(
        _(
            "这个表格太大，没有导入（{what}）。请只保留花名册的内容，另存为新的 .xlsx 后再导入；原文件没有被改动。"
        ).format(what=what)
    )


def far_cell(sheet: str, cell: str) -> Refused:
    """Something stands far outside any roster."""
    return Refused(
        _(
            "工作表“{sheet}”的 {cell} 单元格有内容，离花名册太远，没有导入。"
            "请删除多余的行和列，另存后再导入；原文件没有被改动。"
        ).format(sheet=sheet, cell=cell)
    )


def damaged(what: str) -> Refused:
    """The file is not what it says, or is cut short."""
    return Refused(
        _(
            "这个文件读不出来（{what}），没有导入任何内容。请用 WPS 或 Excel 打开确认后另存为 .xlsx，或请对方重新发送。"
        ).format(what=what)
    )


def locked() -> Refused:
    """The workbook asks for a password before it can be read."""
    return Refused(_("这个表格设有打开密码，没有导入任何内容。请用 WPS 或 Excel 打开，取消密码并另存后再导入。"))


def foreign(what: str) -> Refused:
    """A kind of file that is no spreadsheet the program reads."""
    return Refused(
        _(
            "这个文件不是能读的表格（{what}），没有导入任何内容。"
            "能读的有 .xlsx、.xls、.ods 和 CSV；请用 WPS 或 Excel 打开后另存为 .xlsx。"
        ).format(what=what)
    )
