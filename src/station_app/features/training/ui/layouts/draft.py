"""The layout that is being edited: what it is now, what is selected, and every step back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from station_app.documents import layout_edit
from station_app.documents.layout import Box, Layout
from station_app.ui.undo import History


@dataclass(frozen=True)
class Step:
    """One change."""

    what: str
    """Steps of the same name follow each other as one (typing in a field); '' is never joined."""
    before: Layout
    after: Layout
    selected: tuple[str, ...]
    """Before the change."""


class Shown(dict[str, str]):
    """Values of variables; one that there is not is shown as it was typed."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


class LayoutDraft(QObject):
    """Canvas and fields both change it and listen to it."""

    changed = Signal()
    selected = Signal()
    refused = Signal()
    """Somebody tried to change a layout that the program ships, or may only read."""

    def __init__(self, layout: Layout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = self.kept = layout
        self.read_only = True
        self.selection: tuple[str, ...] = ()
        self.values: Mapping[str, str] = Shown()
        self.photo = b""
        """Of whom the boxes speak; empty for invented words, or who has none."""
        self.history: History[Step] = History()

    def load(self, layout: Layout, *, read_only: bool) -> None:
        """Another layout; nothing to take back."""
        self.layout = self.kept = layout
        self.read_only = read_only
        self.history.clear()
        self.selection = ()
        self.changed.emit()
        self.selected.emit()

    def show_values(self, values: Mapping[str, str], photo: bytes = b"") -> None:
        """Other words in the boxes, and another face."""
        self.values, self.photo = Shown(values), photo
        self.changed.emit()

    @property
    def is_modified(self) -> bool:
        """It differs from what is stored."""
        return self.layout != self.kept

    def saved(self, kept: Layout) -> None:
        """It was stored, perhaps as the next version; what was done can still be taken back."""
        if self.layout.boxes == kept.boxes:
            self.layout = kept
        self.kept = kept
        self.changed.emit()

    def boxes(self) -> tuple[Box, ...]:
        """The selected ones, in the order of the layout."""
        return tuple(box for box in self.layout.boxes if box.id in self.selection)

    @property
    def current(self) -> Box | None:
        """The one selected box."""
        found = self.boxes()
        return found[0] if len(found) == 1 else None

    def select(self, ids: Iterable[str]) -> None:
        """These and no others."""
        wanted = tuple(dict.fromkeys(ids))
        if wanted != self.selection:
            self.selection = wanted
            self.selected.emit()

    def step_to(self, by: int) -> None:
        """The next or the previous box, in the order of the layout."""
        names = [box.id for box in self.layout.boxes]
        if names:
            at = names.index(self.selection[-1]) + by if self.selection else (0 if by > 0 else -1)
            self.select([names[at % len(names)]])

    def change(self, after: Layout, what: str = "", *, before: Layout | None = None, join: bool = True) -> bool:
        """A step; `before` is where a drag began. False when it may not be changed or nothing changes."""
        start = before if before is not None else self.layout
        if self.read_only:
            self.refused.emit()
            return False
        if after == start:
            self.show(after)
            return False
        last = self.history.last
        if join and what and last is not None and last.what == what and last.after == start:
            self.history.replace_last(Step(what, last.before, after, last.selected))
        else:
            self.history.did(Step(what, start, after, self.selection))
        self.show(after)
        return True

    def show(self, layout: Layout) -> None:
        """While something is dragged: shown, not yet a step."""
        self.layout = layout
        self._drop_gone()
        self.changed.emit()

    def nudge(self, dx: float, dy: float, *, again: bool = False) -> None:
        """Move the selection by mm; while a key is held down (`again`) it stays one step."""
        what = f"nudge {' '.join(self.selection)}"
        self.change(layout_edit.moved(self.layout, self.selection, dx, dy), what, join=again)

    def undo(self) -> None:
        """Take the last step back."""
        step = self.history.undo()
        if step is not None:
            self._go(step.before, step.selected)

    def redo(self) -> None:
        """Put it in place again."""
        step = self.history.redo()
        if step is not None:
            self._go(step.after, self.selection)

    def _go(self, layout: Layout, selection: tuple[str, ...]) -> None:
        self.layout = layout
        self.selection = selection
        self._drop_gone()
        self.changed.emit()
        self.selected.emit()

    def _drop_gone(self) -> None:
        there = {box.id for box in self.layout.boxes}
        if not there.issuperset(self.selection):
            self.selection = tuple(name for name in self.selection if name in there)
            self.selected.emit()
