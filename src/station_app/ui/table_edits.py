"""What was typed or pasted into a table's cells, handed to the owner of the rows and taken back by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from station_app.ui.table_model import TableModel
from station_app.ui.undo import History


@dataclass(frozen=True)
class _Cell:
    """One cell that was changed, found again by its row's id."""

    row: Any
    name: str
    before: str
    after: str


class TableEdits:
    """The steps of one table; a paste is one step."""

    def __init__(self, source: TableModel) -> None:
        self._source = source
        self._history: History[tuple[_Cell, ...]] = History()
        source.typed.connect(self._on_typed)

    def hand_over(self, taken: Sequence[tuple[Any, Mapping[str, str]]]) -> list[str]:
        """Rows with texts for their columns, to the owner in one go; returns what it refused."""
        step = tuple(
            _Cell(_key(row), name, self._source.text(row, name), text)
            for row, typed in taken
            for name, text in typed.items()
        )
        refused = self._give(taken)
        if step:
            self._history.did(step)
        return refused

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        return self._replay(self._history.undo(), back=True)

    def redo(self) -> bool:
        """Put it in place again."""
        return self._replay(self._history.redo(), back=False)

    def _replay(self, step: tuple[_Cell, ...] | None, *, back: bool) -> bool:
        if step is None:
            return False
        rows = {_key(row): row for row in self._source.everything}
        typed: dict[Any, dict[str, str]] = {}
        for cell in step:
            if cell.row in rows:
                typed.setdefault(cell.row, {})[cell.name] = cell.before if back else cell.after
        self._give([(rows[key], texts) for key, texts in typed.items()])
        return True

    def _give(self, taken: Sequence[tuple[Any, Mapping[str, str]]]) -> list[str]:
        if not taken:
            return []
        if self._source.pasted is not None:
            return list(self._source.pasted(taken))
        edited = self._source.edited
        if edited is not None:
            for row, texts in taken:
                for name, text in texts.items():
                    edited(row, name, text)
        return []

    def _on_typed(self, row: Any, name: str, before: str, after: str) -> None:
        self._history.did((_Cell(_key(row), name, before, after),))


def _key(row: Any) -> Any:
    return getattr(row, "id", None) or id(row)
