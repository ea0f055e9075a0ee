"""Draws a layout, one page a person: what all pages share is stored once, the rest is one block of operators a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.documents import qr
from station_app.documents.fonts import recognisable
from station_app.documents.guilloche import certificate_ground
from station_app.documents.layout import Box, Layout
from station_app.documents.layout_fit import CHAINS, Fit, Fitting, Overflow
from station_app.documents.page import Pages, Paper, mm
from station_app.documents.shared_pages import stamp_of
from station_app.documents.variables import filled

FRAME_X, FRAME_Y = 13.5, 10.0  # mm from the paper's edge to the guilloche


@dataclass(frozen=True)
class LayoutPage:
    """One page to be drawn."""

    who: str
    """Whom a refusal names: the number and the name."""
    values: dict[str, str]
    """Of every variable of the layout."""
    photo: bytes = b""
    """JPEG or PNG for every place of a photo; empty leaves the frame to stick one in."""


@dataclass(frozen=True)
class Offset:
    """Where a printer really puts what it is given (PrinterProfile)."""

    dx: float = 0.0
    """mm to the right."""
    dy: float = 0.0
    """mm down."""
    scale_x: float = 1.0
    scale_y: float = 1.0

    def matrix(self, height: float) -> str:
        """The operator that moves a page of that height in mm; '' when nothing moves."""
        if self == Offset():
            return ""
        down = (height - height * self.scale_y - self.dy) * mm
        return f"{self.scale_x:.4f} 0 0 {self.scale_y:.4f} {self.dx * mm:.2f} {down:.2f} cm"


def overflows(layout: Layout, values: dict[str, str]) -> tuple[Overflow, ...]:
    """What does not fit into its box even at its smallest size."""
    return Fitting(layout).overflows(values)


def check_pictures(layout: Layout) -> None:
    """Refuse a layout with a picture that no decoder reads; a file's own head does not tell."""
    pictures = tuple(box for box in layout.boxes if box.kind == "image")
    draw_layout(replace(layout, boxes=pictures), [LayoutPage("", {})], "", on_screen=True)


def draw_layout(
    layout: Layout,
    pages: Sequence[LayoutPage],
    title: str,
    *,
    offset: Offset | None = None,
    on_screen: bool = False,
) -> bytes:
    """Page n is person n. Refused before anything is drawn, with names, when a text is too long or cannot be printed.

    `on_screen` shows a background that is not printed because it is on the paper already.
    """
    fitting = Fitting(layout)
    _check(fitting, pages)
    paper = Paper(layout.width_mm, layout.height_mm, 0, 0, 0, 0)
    out = Pages(paper, CHAINS["kai"], title)
    drawing = _Drawing(layout, fitting, out)
    shows = layout.background is not None and (layout.prints_background or on_screen)
    with out.defining("ground"):
        if shows and layout.background is not None and layout.background.drawing:
            out.raw(certificate_ground(paper.width, paper.height, FRAME_X, FRAME_Y))
        if shows and layout.background is not None and layout.background.image:
            _picture(out, _("底图"), (0, 0, paper.width, paper.height), layout.background.image)
        out.raw(drawing.fixed())
        for box in layout.boxes:
            if box.kind == "image":
                where = _("框“{id}”").format(id=box.id)
                _picture(out, where, (box.x, box.y, box.width, box.height), box.image)
    moved = (offset or Offset()).matrix(paper.height)
    photos = _photos(out, layout, pages)
    sheets = out.shared_pages("ground", moved, tuple(photos.values()))
    for page in pages:
        sheets.add(drawing.page(page.values) + stamp_of(photos.get(page.photo, "")))
    return out.finish()


def _photos(out: Pages, layout: Layout, pages: Sequence[LayoutPage]) -> dict[bytes, str]:
    """Photo → name of the drawing that holds it in its places, each stored once."""
    places = [box for box in layout.boxes if box.kind == "photo"]
    drawn: dict[bytes, str] = {}
    for page in pages if places else ():
        if page.photo and page.photo not in drawn:
            drawn[page.photo] = f"photo{len(drawn) + 1}"
            with out.defining(drawn[page.photo]):
                for box in places:
                    _picture(out, page.who, (box.x, box.y, box.width, box.height), page.photo)
    return drawn


def _picture(out: Pages, where: str, place: tuple[float, float, float, float], content: bytes) -> None:
    """Refused when the picture is damaged behind its head."""
    try:
        out.picture(*place, content)
    except (OSError, ValueError, SyntaxError, EOFError) as fault:  # whatever a decoder says of bytes it cannot read
        raise Refused(_("{where}的图片坏了，画不出来，没有打印。请换一张。").format(where=where)) from fault


def _check(fitting: Fitting, pages: Sequence[LayoutPage]) -> None:
    for font, chain in CHAINS.items():
        chain.check({text for page in pages for text in fitting.texts(page.values, font)})
    sentence = _("{who}：“{text}”在框“{box}”里装不下（多出 {excess:.1f} 毫米），没有打印。请把框放大或字号改小。")
    problems = [
        Problem(
            over.box_id,
            sentence.format(who=page.who, text=recognisable(over.text), box=over.box_id, excess=over.excess_mm),
        )
        for page in pages
        for over in fitting.overflows(page.values)
    ]
    dense = _("{who}：框“{box}”的二维码装不下这么多字，没有打印。请改短它的内容。")
    problems += [
        Problem(box.id, dense.format(who=page.who, box=box.id))
        for page in pages
        for box in fitting.layout.boxes
        if box.kind == "qr" and not qr.holds(filled(box.text, page.values))
    ]
    if problems:
        raise Refused(problems)


class _Drawing:
    """Operators for one page after another."""

    def __init__(self, layout: Layout, fitting: Fitting, out: Pages) -> None:
        self.layout, self.fitting = layout, fitting
        self.writers = {font: out if font == "kai" else out.with_chain(chain) for font, chain in CHAINS.items()}

    def fixed(self) -> str:
        """Lines and frames, the same on every page."""
        return " ".join(self._stroke(box) for box in self.layout.boxes if box.kind in ("line", "rect", "photo"))

    def page(self, values: dict[str, str]) -> str:
        """Texts and codes."""
        texts = [self._text(box, values) for box in self.layout.boxes if box.kind == "text"]
        codes = [self._code(box, filled(box.text, values)) for box in self.layout.boxes if box.kind == "qr"]
        return " ".join(["BT", *texts, "ET", *codes])

    def _stroke(self, box: Box) -> str:
        if not box.stroke:
            return ""
        left, top = box.x * mm, (self.layout.height_mm - box.y) * mm
        wide, high = box.width * mm, box.height * mm
        if box.kind == "line":
            path = f"{left:.2f} {top:.2f} m {left + wide:.2f} {top - high:.2f} l"
        else:
            path = f"{left:.2f} {top - high:.2f} {wide:.2f} {high:.2f} re"
        return f"q {_rgb(box.colour)} RG {box.stroke * mm:.2f} w {path} S Q"

    def _code(self, box: Box, text: str) -> str:
        side = min(box.width, box.height) * mm
        level = qr.strongest(text) if text.startswith("SW1:") else "M"
        return qr.ops(text, box.x * mm, (self.layout.height_mm - box.y) * mm - side, side, level) if text else ""

    def _text(self, box: Box, values: dict[str, str]) -> str:
        fit: Fit = self.fitting.fit(box, filled(box.text, values))
        ops = self.writers[box.font].ops
        colour = _rgb(box.colour)
        look = f"{colour} rg {colour} RG 2 Tr {box.bold:g} w" if box.bold else f"{colour} rg 0 Tr"
        parts = [look]
        for line in fit.lines:
            down = (self.layout.height_mm - box.y) * mm - line.y
            spread = f"{line.spread:.3f} Tc "
            parts.append(f"{spread}1 0 0 1 {box.x * mm + line.x:.2f} {down:.2f} Tm {ops(line.text, fit.size)}")
        return " ".join(parts) if fit.lines else ""


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (0, 2, 4))
