"""Who is responsible: one of the station's workers, chosen from a list, or any other name typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import office
from station_app.ui.choices import fits
from station_app.ui.editors import LineEditor
from station_app.ui.popup import Choice, ChoiceLine


class WorkerEditor(LineEditor):
    """A line with the workers' names below it; the names are read when it is first entered."""

    line: ChoiceLine

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._names: Sequence[str] | None = None
        self.line.setPlaceholderText(field.hint or _("姓名或首字母"))
        self.line.asked.connect(self._offer)
        self.line.chosen.connect(self._choose)

    def make_line(self) -> QLineEdit:
        """A line that offers choices."""
        return ChoiceLine()

    def _offer(self, query: str) -> None:
        here = office.current()
        if self._names is not None:
            ranked = sorted((fits(query, "", name), at, name) for at, name in enumerate(self._names))
            choices = [Choice(name, name) for rank, _at, name in ranked if rank < 9]
            self.line.offer(choices, first_is_current=query.isascii())  # another name is typed as it is
        elif here is not None:
            here.desk.read(_workers, lambda found: self._take(found, query))

    def _take(self, found: Sequence[str], query: str) -> None:
        self._names = found
        if self.line.hasFocus():
            self._offer(self.line.text() if query else "")

    def _choose(self, name: Any) -> None:
        self.line.setText(str(name))
        self.changed.emit()


def _workers(session: Any) -> Sequence[str]:
    from station_app.features.people.service.handing_over import worker_names  # noqa: PLC0415 - not before

    return worker_names(session)
