"""用于…: print certificates or statements of the whole station with a layout, or no longer offer it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_app.core.texts import _
from station_app.features.training.service import layouts
from station_app.features.training.service.layouts import LayoutRow
from station_app.ui import messages
from station_app.ui.screen import Desk

KINDS = (("P", _("结业证书")), ("C", _("参训证明")))


class Uses(QObject):
    """The menu below the button."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner

    def offer(self, row: LayoutRow, button: QPushButton) -> None:
        """What can be done with a layout."""
        menu = QMenu(button)
        menu.setAccessibleName(_("用于"))
        for number, (kind, words) in enumerate(KINDS, start=1):
            action = menu.addAction(
                _("&{n}　本站的{kind}都用它").format(n=number, kind=words),
                partial(self.choose, row, kind, words),
            )
            action.setCheckable(True)
            action.setChecked(kind in row.used_for)
            action.setEnabled(row.is_offered and kind not in row.used_for)
        if not row.is_shipped:
            menu.addSeparator()
            words = _("停用（以后不再列出来选）") if row.is_offered else _("恢复使用")
            menu.addAction(words, lambda: self.retire(row) if row.is_offered else self.bring_back(row))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def choose(self, row: LayoutRow, kind: str, words: str) -> None:
        """From now on; what is numbered stays as it is."""
        said = _("以后编号的{kind}用“{title}”").format(kind=words, title=row.title)
        self._desk.save(
            lambda session: layouts.choose_usual_layout(session, kind, row.id),
            lambda _none: self._desk.say(said, "accent"),
        )

    def retire(self, row: LayoutRow) -> None:
        """After asking."""
        sure = messages.confirm(
            self._owner,
            _("停用版式“{title}”").format(title=row.title),
            _("以后编号时不再列出来选；用它编过号的证书照样能重打，样子不变。"),
            accept=_("停用"),
        )
        if sure:
            self._desk.save(lambda session: layouts.retire_layout(session, row.id))

    def bring_back(self, row: LayoutRow) -> None:
        """Offered again."""
        self._desk.save(lambda session: layouts.offer_layout(session, row.id))
