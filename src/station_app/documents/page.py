"""Pages of one PDF, drawn in millimetres from the paper's upper left corner: text, lines, boxes, shared backgrounds.

User text is only ever shown as glyphs, never read as markup (F80). Same values give the same bytes: no clock, no
random name enters the file. No font is referenced that is not embedded.
"""

from __future__ import annotations

import copy
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from station_app.documents.fonts import FontChain, face
from station_app.documents.shared_pages import SharedPages

mm = 72 / 25.4
"""Points in a millimetre."""

Align = Literal["left", "centre", "right"]
_FONT = itemgetter(0)
_REMEMBERED = 4096
"""Texts that are kept encoded; beyond, they are all different and only cost memory."""
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Paper:
    """A4 with the margins of domain/forms.md, all in mm; the wide left margin is for binding."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def usable(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


PORTRAIT = Paper(210, 297, top=20, bottom=18, left=25, right=15)
LANDSCAPE = Paper(297, 210, top=22, bottom=15, left=18, right=19)


class Pages:
    """One PDF in the making."""

    def __init__(self, paper: Paper, chain: FontChain, title: str) -> None:
        self.paper = paper
        self.chain = chain
        self._file = io.BytesIO()
        face(chain.names[0])
        size = (paper.width * mm, paper.height * mm)
        self._canvas = Canvas(
            self._file, pagesize=size, pageCompression=1, invariant=1, initialFontName=chain.names[0], lang="zh-CN"
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("station-app")
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._encoded: dict[str, list[tuple[str, str]]] = {}
        self._codes: dict[str, tuple[str, str]] = {}

    def resize(self, paper: Paper) -> None:
        """Another orientation from the page that is about to begin."""
        self.paper = paper
        self._canvas.setPageSize((paper.width * mm, paper.height * mm))

    def ops(self, text: str, size: float) -> str:
        """PDF operators that show a text inside BT … ET; each character is encoded once per document."""
        encoded = self._encoded.get(text)
        if encoded is None:
            known = self._codes
            try:
                codes = [known[char] for char in text]
            except KeyError:
                for char in [each for each in dict.fromkeys(text) if each not in known]:
                    known[char] = self._encode(char)
                codes = [known[char] for char in text]
            encoded = []
            for font, group in groupby(codes, _FONT):
                if font:
                    encoded.append((font, "".join([code for _font, code in group])))
            if len(self._encoded) < _REMEMBERED:
                self._encoded[text] = encoded
        return " ".join([f"{font} {size:g} Tf <{codes}> Tj" for font, codes in encoded])

    def _encode(self, char: str) -> tuple[str, str]:
        """The name of the font's part that holds a character, and its code in it; '' for one that is not drawn."""
        doc = self._canvas._doc  # reportlab has no public way to encode; pyproject pins its version
        for name, run in self.chain.runs(char):
            font = pdfmetrics.getFont(name)
            for subset, codes in font.splitString(run, doc):
                return font.getSubsetInternalName(subset, doc), codes.hex()
        return "", ""

    def raw(self, operators: str) -> None:
        """Content stream operators as they are, in points from the lower left corner."""
        self._canvas._code.append(operators)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        align: Align = "left",
        bold: float = 0.0,
        grey: float = 0.0,
    ) -> None:
        """One line; y is the baseline in mm, size in points, bold the extra stroke in points, grey 0 (black) to 1."""
        if not text:
            return
        left = x * mm
        if align != "left":
            left -= self.chain.width(text, size) * (0.5 if align == "centre" else 1.0)
        weight = f"2 Tr {bold:g} w {grey:g} G " if bold else ""
        down = (self.paper.height - y) * mm
        self.raw(f"q {grey:g} g BT {weight}1 0 0 1 {left:.2f} {down:.2f} Tm {self.ops(text, size)} ET Q")

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float) -> None:
        """A straight line; positions in mm, weight in points."""
        height = self.paper.height
        ends = f"{x1 * mm:.2f} {(height - y1) * mm:.2f} m {x2 * mm:.2f} {(height - y2) * mm:.2f} l S"
        self.raw(f"{weight:g} w {ends}")

    def box(self, x: float, y: float, width: float, height: float, weight: float) -> None:
        """A frame from its upper left corner; mm, weight in points."""
        bottom = (self.paper.height - y - height) * mm
        self.raw(f"{weight:g} w {x * mm:.2f} {bottom:.2f} {width * mm:.2f} {height * mm:.2f} re S")

    def shade(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A grey ground from its upper left corner; mm, grey 0 (black) to 1."""
        bottom = (self.paper.height - y - height) * mm
        self.raw(f"q {grey:g} g {x * mm:.2f} {bottom:.2f} {width * mm:.2f} {height * mm:.2f} re f Q")

    def picture(self, x: float, y: float, width: float, height: float, content: bytes) -> None:
        """A JPEG or PNG inside a box from its upper left corner, in its own proportions; mm."""
        self._canvas.drawImage(
            ImageReader(io.BytesIO(content)),
            x * mm,
            (self.paper.height - y - height) * mm,
            width * mm,
            height * mm,
            preserveAspectRatio=True,
            anchor="c",
        )

    def define(self, name: str, operators: str) -> None:
        """A drawing stored once and shown on many pages by stamp()."""
        self._canvas.beginForm(name)
        self.raw(operators)
        self._canvas.endForm()

    @contextmanager
    def defining(self, name: str) -> Iterator[None]:
        """The same, drawn by the calls inside; it may hold pictures."""
        self._canvas.beginForm(name)
        yield
        self._canvas.endForm()

    def with_chain(self, chain: FontChain) -> Pages:
        """The same document for texts that prefer other fonts."""
        other = copy.copy(self)
        other.chain, other._encoded, other._codes = chain, {}, {}
        return other

    def stamp(self, name: str) -> None:
        """Show a defined drawing on this page."""
        self._canvas.doForm(name)

    def shared_pages(self, name: str, moved: str = "", further: tuple[str, ...] = ()) -> SharedPages:
        """For many pages of this paper on top of a defined drawing, which differ in nothing else than operators.

        `moved` is an operator before everything, by which a page is shifted or scaled; `further` are defined drawings
        that some of the pages show.
        """
        size = (self.paper.width * mm, self.paper.height * mm)
        return SharedPages(self._canvas._doc, size, name, moved, further)

    def end_page(self) -> None:
        """This page is complete."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole PDF; end_page() must have closed the last page."""
        with _one_at_a_time:  # reportlab's open fonts read from one shared position
            self._canvas.save()
        return self._file.getvalue()
