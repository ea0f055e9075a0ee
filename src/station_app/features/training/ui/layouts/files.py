"""A layout as one file: from another station, and to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.layout import MOST_FILE, Layout, dump_layout
from station_app.features.training.service import layouts
from station_app.ui import messages, where_to
from station_app.ui.screen import Desk

_FILTER = _("证书版式") + " (*.json)"


class LayoutFiles(QObject):
    """Asks for the file; what came in is handed to `imported`."""

    def __init__(self, desk: Desk, owner: QWidget, imported: Callable[[Layout], None]) -> None:
        super().__init__(owner)
        self._desk, self._owner, self._imported = desk, owner, imported

    def choose_source(self) -> None:
        """A layout file of another station."""
        folder = str(where_to.folder_of(self._desk))
        chosen, _kind = QFileDialog.getOpenFileName(self._owner, _("导入版式"), folder, _FILTER)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Keep it as the station's own; whatever is wrong with it is one sentence."""

        def failed(error: Exception) -> bool:
            if isinstance(error, Refused | OSError):
                messages.tell(self._owner, _("没有导入"), str(error))
            return isinstance(error, Refused | OSError)

        def work(_progress: Any) -> Layout:
            with path.open("rb") as file:
                content = file.read(MOST_FILE + 1)
            with self._desk.database.work() as session:
                return layouts.import_layout(session, content)

        self._desk.tasks.run(work, self._imported, failed, title=_("正在导入…"))

    def choose_target(self, layout: Layout) -> None:
        """Where the layout's file goes."""
        name = f"{layout.title}.json"
        where_to.ask_file(self._owner, self._desk, _("导出版式"), _FILTER, name, lambda path: self.write(layout, path))

    def write(self, layout: Layout, path: Path) -> None:
        """Everything in one file, pictures too."""
        from station_app.storage.safe_file import write_output  # noqa: PLC0415 - when first written

        content = dump_layout(layout)
        self._desk.tasks.run(
            lambda _progress: write_output(path, content),
            lambda _none: self._desk.say(_("已导出到 {path}").format(path=path), "accent"),
            title=_("正在导出…"),
        )
