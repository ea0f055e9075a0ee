"""A card with the small records of a person below her form: a table, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from station_app.core.checks import Refused
from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

if TYPE_CHECKING:
    from station_app.storage.database import Session

_LEAST, _MOST = 1, 5


class ChildRows(QFrame):
    """Subclasses say which rows belong to a person and what their buttons do."""

    changed = Signal()
    """A row was added, changed or taken away: the person's own values may follow."""

    def __init__(self, desk: Desk, title: str, columns: Sequence[Column], *, empty: str) -> None:
        super().__init__()
        self.desk = desk
        self.owner_id = ""
        self.setProperty("role", "card")
        self.table = Table(columns, empty=empty)
        self.table.setAccessibleName(title)
        self.table.opened.connect(lambda _row: self.edit())
        self.table.current_changed.connect(lambda _row: self._enable())
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(8))
        self._of_row: list[tuple[QPushButton, QShortcut | None]] = []
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        head.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(16),) * 4)
        layout.setSpacing(theme.px(8))
        layout.addLayout(head)
        layout.addWidget(self.table)
        self._fit(0)

    def read_rows(self, session: Session, owner_id: str) -> Sequence[Any]:
        """The rows of a person."""
        raise NotImplementedError

    def edit(self) -> None:
        """Enter on a row."""

    def show_of(self, owner_id: str) -> None:
        """Read and show the rows of a person; '' for somebody who is not stored yet."""
        self.owner_id = owner_id
        self.setVisible(bool(owner_id))
        if owner_id:
            self.desk.read(lambda session: self.read_rows(session, owner_id), lambda rows: self._show(owner_id, rows))

    def add_button(
        self, text: str, icon: str, key: str, slot: Callable[[], Any], *, of_row: bool = True
    ) -> QPushButton:
        """A button of the card; `key` works while the cursor is in the card."""
        button = button_for(text, icon, slot)
        button.setToolTip(_("{text}（{shortcut}）").format(text=text, shortcut=key))
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        self._buttons.addWidget(button)
        if of_row:
            self._of_row.append((button, shortcut))
        return button

    def ask(
        self,
        heading: str,
        record: Record,
        write: Callable[[Any, dict[str, Any]], Any],
        values: Mapping[str, Any] | None = None,
        names: Sequence[str] = (),
    ) -> None:
        """A small form; after the commit the rows are read again."""
        dialog = FormDialog(
            self, self.desk, heading, record, write, accept=_("保存"), values=values, names=names, done=self._done
        )
        dialog.open()

    def correct(
        self,
        heading: str,
        record: Record,
        write: Callable[[Any, dict[str, Any]], Any],
        row: Any,
        names: Sequence[str],
    ) -> None:
        """The fields of a row that is stored; what somebody else changed in it meanwhile is met, never overwritten."""
        owner_id = self.owner_id

        def read(found: Any) -> dict[str, Any]:
            return {name: getattr(found, name) for name in (*names, "id", "version")}

        def again(session: Any) -> dict[str, Any]:
            for each in self.read_rows(session, owner_id):
                if each.id == row.id:
                    return read(each)
            raise Refused(_("这一条已经被别人作废，没有保存。"))

        FormDialog(
            self,
            self.desk,
            heading,
            record,
            write,
            accept=_("保存"),
            values=read(row),
            names=names,
            done=self._done,
            again=again,
        ).open()

    def ask_void(self, heading: str, write: Callable[[Any, str], Any]) -> None:
        """Take the current row out of use, with a reason."""
        ask_why(self, self.desk, heading, write, done=self._done)

    def allows(self, button: QPushButton, row: Any) -> bool:  # noqa: ARG002 - for subclasses
        """Whether a button works for the current row."""
        return True

    def _done(self, _result: Any = None) -> None:
        self.show_of(self.owner_id)
        self.changed.emit()

    def _show(self, owner_id: str, rows: Sequence[Any]) -> None:
        if owner_id == self.owner_id:
            self.table.set_rows(rows)
            if rows and self.table.current() is None:
                self.table.select_id(rows[0].id)
            self._fit(len(rows))
            self._enable()

    def _enable(self) -> None:
        row = self.table.current()
        for button, shortcut in self._of_row:
            works = row is not None and self.allows(button, row)
            button.setEnabled(works)
            if shortcut is not None:
                shortcut.setEnabled(works)

    def _fit(self, rows: int) -> None:
        lines = min(max(rows, _LEAST), _MOST) if rows else 2
        self.table.setFixedHeight(theme.row_height() * lines + theme.px(40))
