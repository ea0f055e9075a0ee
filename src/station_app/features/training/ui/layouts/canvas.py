"""The page to be dragged about: mouse for the large moves, keys for tenths of a millimetre."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from station_app.core.texts import _
from station_app.documents import layout_edit
from station_app.documents.layout import Box, Layout
from station_app.documents.layout_fit import Fitting
from station_app.features.training.ui.layouts.draft import LayoutDraft
from station_app.features.training.ui.layouts.painting import Painting, dict_of
from station_app.ui import theme, undo

MARGIN = 14
"""Pixels around the paper."""
NUDGE, FAR_NUDGE = 0.1, 1.0
"""mm by an arrow key, and with Shift."""
_HANDLE, _REACH = 8, 6
"""Pixels of a handle, and how near an edge draws a dragged box."""
_ACCENT, _GUIDE = QColor("#1F6F5C"), QColor("#C2410C")
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_EDGES = ("lt", "t", "rt", "l", "r", "lb", "b", "rb")
_CURSORS = {
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
}


@dataclass(frozen=True)
class _Drag:
    """What a pressed button moves."""

    start: Layout
    at: QPointF
    """mm."""
    edges: str
    """Of the one that is resized; '' moves all."""


class Canvas(QWidget):
    """Shows a LayoutDraft; grows with the zoom and stands in a scroll area."""

    text_wanted = Signal()
    """A text box was double-clicked, or Enter pressed on it."""

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self.draft = draft
        self.painting: Painting | None = None
        """None until the fonts are there."""
        self.pixels = 2.0
        """Of a millimetre."""
        self.over: dict[str, float] = {}
        """Boxes that are too small for their words, and how many mm are missing."""
        self.snap = layout_edit.Snap(0, 0)
        self._drag: _Drag | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("版面"))
        self.setToolTip("")
        draft.changed.connect(self._on_changed)
        draft.selected.connect(self._on_selected)

    # --- what is shown

    def ready(self, painting: Painting) -> None:
        """The fonts are there."""
        self.painting = painting
        self._on_changed()

    def zoom_to(self, pixels: float) -> None:
        """So many pixels a millimetre."""
        self.pixels = max(0.5, min(pixels, 20.0))
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The paper and a margin."""
        layout = self.draft.layout
        return QSize(
            round(layout.width_mm * self.pixels) + 2 * MARGIN, round(layout.height_mm * self.pixels) + 2 * MARGIN
        )

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point of the paper (mm) is on the widget; tests and pictures of the manual ask."""
        return QPointF(MARGIN + x * self.pixels, MARGIN + y * self.pixels)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Paper, boxes, then what is selected."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        layout = self.draft.layout
        paper = QRectF(MARGIN, MARGIN, layout.width_mm * self.pixels, layout.height_mm * self.pixels)
        painter.setPen(QPen(QColor(theme.tokens().soft), 1))
        painter.drawRect(paper.adjusted(-1, -1, 1, 1))
        if self.painting is None:
            painter.fillRect(paper, Qt.GlobalColor.white)
            painter.drawText(paper, Qt.AlignmentFlag.AlignCenter, _("正在打开字库…"))
            return
        painter.save()
        painter.setClipRect(paper)
        painter.translate(MARGIN, MARGIN)
        painter.scale(self.pixels, self.pixels)
        pixels = self.pixels * self.devicePixelRatioF()
        self.painting.paint(painter, layout, self.draft.values, self.over, pixels, photo=self.draft.photo)
        painter.restore()
        self._paint_selection(painter)

    def _paint_selection(self, painter: QPainter) -> None:
        if self._drag is not None:
            painter.setPen(QPen(_GUIDE, 1, Qt.PenStyle.DashLine))
            for x in self.snap.across:
                painter.drawLine(self.place_of(x, 0), self.place_of(x, self.draft.layout.height_mm))
            for y in self.snap.down:
                painter.drawLine(self.place_of(0, y), self.place_of(self.draft.layout.width_mm, y))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self.draft.boxes():
            painter.setPen(QPen(_ACCENT, 2 if self.hasFocus() else 1.4))
            painter.drawRect(self._rect(box).adjusted(-1, -1, 1, 1))
        current = self.draft.current
        if current is not None and not self.draft.read_only:
            painter.setPen(QPen(_ACCENT, 1))
            painter.setBrush(Qt.GlobalColor.white)
            for edges in _EDGES:
                painter.drawRect(self._handle(current, edges))

    def _rect(self, box: Box) -> QRectF:
        return QRectF(self.place_of(box.x, box.y), self.place_of(box.x + box.width, box.y + box.height))

    def _handle(self, box: Box, edges: str) -> QRectF:
        rect = self._rect(box)
        x = rect.left() if "l" in edges else rect.right() if "r" in edges else rect.center().x()
        y = rect.top() if "t" in edges else rect.bottom() if "b" in edges else rect.center().y()
        return QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE)

    def _on_changed(self) -> None:
        if self.painting is not None:
            found = Fitting(self.draft.layout).overflows(dict_of(self.draft.values))
            self.over = {each.box_id: each.excess_mm for each in found}
        if self.size() != self.sizeHint():
            self.resize(self.sizeHint())
        self._tell()
        self.update()

    def _on_selected(self) -> None:
        self._tell()
        self.update()

    def _tell(self) -> None:
        """For who cannot see it."""
        said = [
            _("{name}，左 {x:g} 上 {y:g}，宽 {w:g} 高 {h:g} 毫米").format(
                name=box.id, x=box.x, y=box.y, w=box.width, h=box.height
            )
            for box in self.draft.boxes()
        ]
        self.setAccessibleDescription("；".join(said) or _("没有选中的框，按 PgDn 选下一个"))

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a handle, a box, or nothing."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus()
        at, many = self._mm(event), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        edges = self._edges_at(event.position())
        box = None if edges else self._box_at(at)
        if not edges:
            self._choose(box, add=bool(many))
        if edges or (box is not None and box.id in self.draft.selection):
            self.snap = layout_edit.Snap(0, 0)
            self._drag = _Drag(self.draft.layout, at, edges)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag; the place is drawn to edges and middles unless Alt is held."""
        drag = self._drag
        if drag is None:
            self.setCursor(_CURSORS.get(self._edges_at(event.position()), Qt.CursorShape.ArrowCursor))
            return
        if self.draft.read_only:
            return
        by = self._mm(event) - drag.at
        if drag.edges:
            current = self.draft.current
            if current is not None:
                self.draft.show(layout_edit.resized(drag.start, current.id, drag.edges, by.x(), by.y()))
            return
        free = event.modifiers() & Qt.KeyboardModifier.AltModifier
        reach = 0.0 if free else _REACH / self.pixels
        ids = self.draft.selection
        self.snap = (
            layout_edit.Snap(by.x(), by.y()) if free else layout_edit.snapped(drag.start, ids, by.x(), by.y(), reach)
        )
        self.draft.show(layout_edit.moved(drag.start, ids, self.snap.dx, self.snap.dy))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        """Where it lies now is one step."""
        drag, self._drag = self._drag, None
        self.snap = layout_edit.Snap(0, 0)
        if drag is not None and self.draft.layout != drag.start:
            self.draft.change(self.draft.layout, before=drag.start)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        """To the words of a box."""
        if self.draft.current is not None:
            self.text_wanted.emit()

    def _mm(self, event: QMouseEvent) -> QPointF:
        return (event.position() - QPointF(MARGIN, MARGIN)) / self.pixels

    def _edges_at(self, point: QPointF) -> str:
        current = self.draft.current
        if current is None or self.draft.read_only:
            return ""
        grown = [(edges, self._handle(current, edges).adjusted(-2, -2, 2, 2)) for edges in ("rb", "lt", *_EDGES)]
        return next((edges for edges, rect in grown if rect.contains(point)), "")

    def _box_at(self, at: QPointF) -> Box | None:
        """The smallest box under the mouse, so that none is out of reach below a large one."""
        near = 1.5
        found = [
            box
            for box in self.draft.layout.boxes
            if QRectF(box.x, box.y, box.width, box.height).adjusted(-near, -near, near, near).contains(at)
        ]
        inside = [b for b in found if QRectF(b.x, b.y, b.width, b.height).contains(at)]
        return min(inside or found, key=lambda box: box.width * box.height, default=None)

    def _choose(self, box: Box | None, *, add: bool) -> None:
        selection = self.draft.selection
        if box is None:
            self.draft.select(selection if add else ())
        elif add:
            rest = tuple(name for name in selection if name != box.id)
            self.draft.select(rest if box.id in selection else (*selection, box.id))
        elif box.id not in selection:
            self.draft.select([box.id])

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Keys that belong to the page are not taken by shortcuts of the window while the paper has the cursor."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return bool(self.draft.selection)
        mine = (*_ARROWS, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return event.key() in mine or bool(undo.wanted(event)) or bool(control and event.key() in _WITH_CONTROL)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows 0.1 mm, with Shift 1 mm; with Ctrl the size; PgDn the next box; Delete, undo, copy, Esc."""
        draft, key = self.draft, event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = undo.wanted(event)
        if step:
            (draft.undo if step == "undo" else draft.redo)()
        elif key in _ARROWS and draft.selection:
            far = FAR_NUDGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE
            dx, dy = (far * part for part in _ARROWS[Qt.Key(key)])
            self._press_arrow(dx, dy, control=control, again=event.isAutoRepeat())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            draft.step_to(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and draft.selection:
            draft.change(layout_edit.without(draft.layout, draft.selection))
        elif control and key == Qt.Key.Key_D and draft.selection:
            self.copy_selection()
        elif control and key == Qt.Key.Key_A:
            draft.select(box.id for box in draft.layout.boxes)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and draft.current is not None:
            self.text_wanted.emit()
        elif key == Qt.Key.Key_Escape and draft.selection:
            draft.select(())
        else:
            super().keyPressEvent(event)

    def copy_selection(self) -> None:
        """The selected boxes once more, a little lower."""
        after, names = layout_edit.with_copy(self.draft.layout, self.draft.selection)
        if self.draft.change(after):
            self.draft.select(names)

    def _press_arrow(self, dx: float, dy: float, *, control: bool, again: bool) -> None:
        current = self.draft.current
        if not control:
            self.draft.nudge(dx, dy, again=again)
        elif current is not None:
            self.draft.change(layout_edit.resized(self.draft.layout, current.id, "rb", dx, dy))


_WITH_CONTROL = (Qt.Key.Key_A, Qt.Key.Key_D, *_ARROWS)
