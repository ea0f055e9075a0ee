"""Draws certificates, one page a person in the order given: the tuned path of performance.md §2.

The ground is stored once; lines are planned once for texts of the same shape; the text of a page
is one block of operators, packed at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from station_app.documents import qr, wrap
from station_app.documents.certificate_page import CertificatePage
from station_app.documents.fonts import CERTIFICATE
from station_app.documents.guilloche import RED, certificate_ground
from station_app.documents.page import Pages, Paper, mm

PAPER = Paper(297, 210, top=22, bottom=15, left=18, right=19)
FRAME_X, FRAME_Y = 13.5, 10.0  # mm; leaves 250 × 170 inside (forms.md F06)
LEFT, RIGHT = 43.5, 253.5  # mm; the body's edges
WIDTH = (RIGHT - LEFT) * mm  # pt
TITLE, BODY, LEADING = 48.0, 20.0, 1.6
TITLE_Y, BODY_Y, NUMBER_Y = 62.0, 86.0, 33.0  # mm from the top to the baseline
ISSUER_Y, DATE_Y = 158.0, 170.0
SIGN, SMALL, TINY = 17.0, 11.0, 8.0
QR_SIDE = 22.0
_SIDES = ((296, QR_SIDE), (qr.STRONG_UP_TO, 28.0))
_LARGEST_SIDE = 34.0
"""A code of so many characters is so wide, so that its modules are a third of a millimetre and a 300 dpi scan has four
dots for each; it grows downwards, where there is room."""
PHOTO_WIDTH, PHOTO_HEIGHT = 25.0, 35.0
LONG_NAME, SHRUNK = 8, 14.0  # characters; pt
NAME_FLOOR = 9.0
Run: TypeAlias = tuple[str, int, int, float]
"""Operators that lead to it, first character and the one after the last, points."""
_AS_WIDE = str.maketrans("123456789X", "0000000000")
"""Figures and X are equally wide in the certificate's font: texts that differ in them alone are set alike."""
MOST_SPREAD = 0.06  # em between characters when a line is justified; more would read as spaces


def draw_certificates(pages: Sequence[CertificatePage]) -> bytes:
    """One page each, page n is item n; Refused before anything is drawn when a character cannot be printed."""
    CERTIFICATE.check(text for page in pages for text in page.texts())
    out = Pages(PAPER, CERTIFICATE, pages[0].title)
    out.define("ground", certificate_ground(PAPER.width, PAPER.height, FRAME_X, FRAME_Y))
    drawing = _Drawing(out)
    sheets = out.shared_pages("ground")
    for page in pages:
        sheets.add(drawing.page(page))
    return out.finish()


def name_size(name: str) -> float:
    """Points: 20 up to eight characters, then smaller, so that a long name stays whole on one line."""
    if len(name) <= LONG_NAME:
        return BODY
    size = max(SHRUNK, BODY * LONG_NAME / len(name))
    room = WIDTH - 2 * BODY
    fitting = size * room / max(CERTIFICATE.width(name, size), 1.0)
    return max(NAME_FLOOR, min(size, int(fitting * 10) / 10))


def code_side(text: str) -> float:
    """mm of the code of a text; longer texts have larger codes."""
    return next((side for most, side in _SIDES if len(text) <= most), _LARGEST_SIDE)


class _Drawing:
    """Operators for one page after another; remembers what pages share."""

    def __init__(self, out: Pages) -> None:
        self.out = out
        self.plans: dict[tuple[object, ...], list[Run]] = {}
        self.pieces: dict[tuple[str, float], list[wrap.Piece]] = {}

    def page(self, page: CertificatePage) -> str:
        """The whole page in one block."""
        x_right, middle = RIGHT * mm, PAPER.width * mm / 2
        side = code_side(page.proof or page.number)
        code_y = DATE_Y - QR_SIDE + side  # its lower edge
        code_x = (LEFT + (PHOTO_WIDTH + 6) * page.photo_place) * mm
        shown = (
            f"BT {RED} rg {RED} RG 2 Tr 0.9 w",
            self._at(page.title, TITLE, middle, TITLE_Y, 0.5),
            "0 Tr 0 g",
            self._at(page.number_line, SMALL, x_right, NUMBER_Y, 1.0),
            self._at(page.mark, SMALL, x_right, NUMBER_Y + 5.5, 1.0),
            self._body(page),
            self._at(page.qr_note, TINY, code_x + side * mm / 2, code_y + 4.0, 0.5),
            self._sign(page),
            "ET",
            qr.ops(page.proof or page.number, code_x, (PAPER.height - code_y) * mm, side * mm, self._level(page)),
            self._photo() if page.photo_place else "",
        )
        return " ".join(shown)

    def _at(self, text: str, size: float, x: float, y: float, share: float) -> str:
        """One line; x in points, y in mm from the top, share of the width that lies left of x."""
        if not text:
            return ""
        left = x - CERTIFICATE.width(text, size) * share
        return f"1 0 0 1 {left:.2f} {(PAPER.height - y) * mm:.2f} Tm {self.out.ops(text, size)}"

    def _sign(self, page: CertificatePage) -> str:
        """Issuer and date centred on each other at the lower right, where the seal will cover both."""
        width = CERTIFICATE.width(page.issuer_line, SIGN)
        room = (RIGHT - LEFT - QR_SIDE - 14 - (PHOTO_WIDTH + 6) * page.photo_place) * mm
        size = SIGN if width <= room else SIGN * room / width
        middle = RIGHT * mm - max(width * size / SIGN, CERTIFICATE.width(page.date_line, SIGN)) / 2
        issuer = self._at(page.issuer_line, size, middle, ISSUER_Y, 0.5)
        return f"{issuer} {self._at(page.date_line, SIGN, middle, DATE_Y, 0.5)}"

    def _level(self, page: CertificatePage) -> str:
        """Error correction of the code; bare numbers keep the one they were first printed with."""
        return qr.strongest(page.proof) if page.proof else "M"

    def _photo(self) -> str:
        bottom = (PAPER.height - DATE_Y) * mm
        return f"q 0.6 G 0.5 w {LEFT * mm:.2f} {bottom:.2f} {PHOTO_WIDTH * mm:.2f} {PHOTO_HEIGHT * mm:.2f} re S Q"

    def _split(self, text: str, size: float) -> list[wrap.Piece]:
        known = self.pieces
        found: list[wrap.Piece] = []
        for part in wrap.split(text):
            pieces = known.get((part, size))
            if pieces is None:
                whole = wrap.Piece(part, CERTIFICATE.width(part, size), size)
                pieces = wrap.cut(whole, WIDTH - 2 * BODY, lambda char: CERTIFICATE.width(char, size))
                known[part, size] = pieces
            found += pieces
        return found

    def _body(self, page: CertificatePage) -> str:
        """The text justified between the edges, by the plan of the first page whose words are as wide."""
        text = f"{page.before_name}{page.name}{page.after_name}"
        if page.name.isalpha():
            wide = CERTIFICATE.width(page.name, BODY)
            key = (page.before_name, len(page.name), wide, page.after_name.translate(_AS_WIDE), page.photo_place)
            plan = self.plans.get(key)
            if plan is None:
                plan = self.plans[key] = self._plan(page)
        else:
            plan = self._plan(page)
        ops = self.out.ops
        return " ".join([f"{before} {ops(text[start:stop], size)}" for before, start, stop, size in plan]) + " 0 Tc"

    def _plan(self, page: CertificatePage) -> list[Run]:
        """Where everything goes; a very long text is set smaller until it ends above the issuer."""
        top = ISSUER_Y - 9.0 - (13.0 if page.photo_place else 0.0)
        for size, leading in ((BODY, LEADING), (18.0, 1.5), (16.0, 1.4), (14.0, 1.35), (12.0, 1.3), (10.0, 1.25)):
            lines = self._lines(page, size)
            if BODY_Y + (len(lines) - 1) * size * leading / mm <= top:
                break
        step, at = size * leading, 0
        plan: list[Run] = []
        for number, line in enumerate(lines):
            runs, at = self._line(line, number, step, size, at)
            plan += runs
        return plan

    def _lines(self, page: CertificatePage, size: float) -> list[tuple[list[wrap.Piece], float, bool]]:
        """Pieces, indent and whether the line ends its paragraph."""
        indent = 2 * size
        named = min(name_size(page.name), size)
        whole = wrap.Piece(page.name, CERTIFICATE.width(page.name, named), named)
        name = wrap.cut(whole, WIDTH - indent, lambda char: CERTIFICATE.width(char, named))
        first, *others = page.after_name.split("\n")
        paragraphs = [[*self._split(page.before_name, size), *name, *self._split(first, size)]]
        paragraphs += [self._split(other, size) for other in others]
        found = []
        for paragraph in paragraphs:
            lines = list(wrap.lines(paragraph, WIDTH, indent=indent, hang=size * 0.75))
            found += [(line, indent if not at else 0.0, at == len(lines) - 1) for at, line in enumerate(lines)]
        return found

    def _line(
        self, line: tuple[list[wrap.Piece], float, bool], number: int, step: float, size: float, at: int
    ) -> tuple[list[Run], int]:
        """One line from character `at`, spread to the right edge; a name in smaller type is not, to stay one word."""
        pieces, indent, last = line
        groups = [(each, sum([len(p.text) for p in group])) for each, group in groupby(pieces, attrgetter("size"))]
        slack = WIDTH - indent - sum([piece.width for piece in pieces])
        count = sum([long for each, long in groups if each == size])
        spread = slack / max(count - 1, 1)
        if (last and slack > 0) or spread > MOST_SPREAD * size:
            spread = 0.0
        down = (PAPER.height - BODY_Y) * mm - number * step
        before = f"1 0 0 1 {LEFT * mm + indent:.2f} {down:.2f} Tm "
        runs: list[Run] = []
        for each, long in groups:
            runs.append((f"{before}{spread if each == size else 0:.3f} Tc", at, at + long, each))
            before, at = "", at + long
        return runs, at + last  # a line break follows the last line of a paragraph
