"""What every record beside a list has: its name, what is missing, the form, 保存, 作废 with a reason, close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.form import Form
from station_app.ui.history import HistoryDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.why import ask_why

if TYPE_CHECKING:
    from station_app.features.station.service.trail import HistoryLine
    from station_app.storage.database import Session


class Panel(QWidget):
    """A record in a form; subclasses read, save and void it."""

    closed = Signal()
    """The user is done with this record."""
    saved = Signal(str)
    """Stored; its key."""
    voided = Signal()
    """Taken out of use."""
    opened = Signal()
    """Read and shown."""

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = form
        self.record_id: str | None = None
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._facts = QLabel()
        self._facts.setProperty("role", "soft")
        for label in (self._title, self._facts):
            label.setWordWrap(True)
        self._gaps = QLabel()
        self._gaps.setProperty("role", "warn")
        self._gaps.setWordWrap(True)
        self.head_buttons = QHBoxLayout()
        self.above = QVBoxLayout()
        self.beside_save = QHBoxLayout()
        self.save_button = button_for(_("保存"), "save", self.save, primary=True, shortcut="Ctrl+S")
        self.void_button = button_for(_("作废"), "ban", self._on_void, danger=True, shortcut="Ctrl+Shift+Del")
        self.history_button = button_for(_("修改记录"), "history", self.show_history, shortcut="Alt+L")
        self.close_button = QToolButton()
        self.close_button.setProperty("role", "quiet")
        self.close_button.setIcon(icons.icon("x", "soft"))
        self.close_button.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.close_button.setShortcut("Esc")
        self.close_button.setToolTip(_("关闭（Esc）"))
        self.close_button.setAccessibleName(_("关闭"))
        self.close_button.clicked.connect(lambda _checked=False: self.closed.emit())
        form.submitted.connect(self.save)
        self.drafts = desk.keep_drafts(form, form.record.name, self._title.text)
        self._lay_out()

    def save(self) -> None:
        """Store the form."""
        raise NotImplementedError

    def write_void(self, session: Session, record_id: str, reason: str) -> None:
        """Take the record out of use."""
        raise NotImplementedError

    def show_title(self, title: str, facts: str) -> None:
        """The record's name and one line about it."""
        self._title.setText(title)
        self.show_facts(facts)

    def show_facts(self, facts: str) -> None:
        """The line about it alone."""
        self._facts.setText(facts)
        self.history_button.setVisible(self.record_id is not None)

    def show_gaps(self, labels: Sequence[str]) -> None:
        """What is still missing."""
        self._gaps.setText(_("待补：{labels}").format(labels="、".join(labels)))
        self._gaps.setVisible(bool(labels))

    def add_card(self, card: QWidget) -> None:
        """A card below the fields, in the same scroll."""
        inner = self.form.widget()
        body = inner.layout() if inner is not None else None
        if isinstance(body, QVBoxLayout):
            body.insertWidget(body.count() - 1, card)

    def show_history(self) -> None:
        """Who made, changed, looked at or printed this record."""
        entity, record_id = self.form.record.name, self.record_id
        if record_id is None:
            return

        def ask(session: Session) -> Sequence[HistoryLine]:
            from station_app.features.station.service.trail import of_record  # noqa: PLC0415 - when first asked for

            return of_record(session, entity, record_id)

        HistoryDialog(self, self.desk, self._title.text(), ask).open()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addLayout(self.head_buttons)
        head.addWidget(self.history_button)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addWidget(self._gaps)
        layout.addLayout(self.above)
        layout.addWidget(self.form, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.void_button)
        foot.addStretch(1)
        foot.addLayout(self.beside_save)
        foot.addWidget(self.save_button)
        layout.addLayout(foot)

    def _on_void(self) -> None:
        record_id = self.record_id
        if record_id is None:
            return
        ask_why(
            self,
            self.desk,
            _("作废“{title}”").format(title=self._title.text()),
            lambda session, reason: self.write_void(session, record_id, reason),
            done=lambda _none: self._after_void(),
        )

    def _after_void(self) -> None:
        self.form.is_modified = False
        self.record_id = None
        self.voided.emit()
