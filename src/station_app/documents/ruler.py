"""A page of rulers and crosses: printed once on plain paper, it tells how far a printer is off (套打)."""

from __future__ import annotations

from station_app.core.texts import _
from station_app.documents.fonts import FORM
from station_app.documents.page import LANDSCAPE, Pages

CROSS_X, CROSS_Y = 20.0, 20.0
"""mm from the paper's left and upper edge to the first cross."""
SPAN_X, SPAN_Y = 257.0, 170.0
"""mm to the crosses on the right and below."""
_ARM = 8.0
_STEPS = (
    _("1　用真的尺子量下面四个数，量到半毫米以内。"),
    _("2　到“设置 · 打印机”点“校准套打…”，把四个数填进去，程序算出移多少、缩放多少。"),
    _("3　在“证书版式”里打印一张套打的样张，和证书纸叠起来对着光看，对上就好了。"),
)


def ruler_page() -> bytes:
    """One A4 page, landscape as certificates are."""
    paper = LANDSCAPE
    pages = Pages(paper, FORM, _("标尺页"))
    pages.text(paper.width / 2, 58, _("打印机标尺页"), 22, align="centre", bold=0.4)
    for x in (CROSS_X, CROSS_X + SPAN_X):
        for y in (CROSS_Y, CROSS_Y + SPAN_Y):
            pages.line(x - _ARM, y, x + _ARM, y, 0.4)
            pages.line(x, y - _ARM, x, y + _ARM, 0.4)
    asked = (
        _("A　纸的左边 到 左上十字的竖线：应为 {mm:g} 毫米").format(mm=CROSS_X),
        _("B　纸的上边 到 左上十字的横线：应为 {mm:g} 毫米").format(mm=CROSS_Y),
        _("C　左上十字 到 右上十字：应为 {mm:g} 毫米").format(mm=SPAN_X),
        _("D　左上十字 到 左下十字：应为 {mm:g} 毫米").format(mm=SPAN_Y),
    )
    for row, words in enumerate((*_STEPS, *asked)):
        pages.text(62, 76 + 11 * row, words, 13)
    _level(pages, 35.0)
    _upright(pages, 35.0)
    pages.end_page()
    return pages.finish()


def _level(pages: Pages, y: float) -> None:
    """A ruler across the paper, its 0 at the paper's left edge."""
    pages.line(0, y, pages.paper.width, y, 0.3)
    for mm in range(int(pages.paper.width) + 1):
        pages.line(mm, y, mm, y + _tick(mm), 0.3 if mm % 5 else 0.5)
        if mm % 10 == 0:
            pages.text(mm, y + 8, str(mm), 7, align="centre")


def _upright(pages: Pages, x: float) -> None:
    """A ruler down the paper, its 0 at the paper's upper edge."""
    pages.line(x, 0, x, pages.paper.height, 0.3)
    for mm in range(int(pages.paper.height) + 1):
        pages.line(x, mm, x + _tick(mm), mm, 0.3 if mm % 5 else 0.5)
        if mm % 10 == 0 and mm != 40:
            pages.text(x + 6, mm + 1, str(mm), 7)


def _tick(mm: int) -> float:
    return 4.5 if mm % 10 == 0 else 3.0 if mm % 5 == 0 else 1.8
