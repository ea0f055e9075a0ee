"""Moved away, died, back again: an action with a day and a reason, never a field of the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from station_app.core import clock
from station_app.core.fields import Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.ui import icons, messages, theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.write_gate import writes

if TYPE_CHECKING:
    from station_app.storage.database import Session

_ASKED = Record(
    "person",
    _("状态"),
    (
        replace(PERSON["state_on"], computed=False, required=True, label=_("日期")),
        replace(PERSON["state_reason"], computed=False, required=True, kind=Text(79), label=_("原因")),
    ),
)
_WORDS = {"normal": _("正常"), "moved": _("已迁出"), "dead": _("已去世"), "merged": _("已合并")}


def state_word(state: str) -> str:
    """A person_state in words."""
    return str(_WORDS.get(state, state))


class StateButton(QPushButton):
    """A menu with what a person's state may become."""

    changed = Signal()
    """Stored."""
    erase_wanted = Signal()
    """Blank everything known of her, on her demand; only the head of the station is offered it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(_("状态"), parent)
        self.desk = desk
        self._key = ""
        self.setIcon(icons.icon("user"))
        self.setIconSize(QSize(theme.px(22), theme.px(18)))
        self.setToolTip(_("迁出、去世、恢复（Alt+T）"))
        self.setShortcut("Alt+T")
        self.setAccessibleName(_("状态"))
        menu = QMenu(self)
        self.steps = {
            "moved": menu.addAction(_("迁出…"), lambda: self.ask("moved", _("迁出"))),
            "dead": menu.addAction(_("去世…"), lambda: self.ask("dead", _("去世"))),
            "normal": menu.addAction(_("恢复为正常"), lambda: self._write("normal", {})),
        }
        writes(*self.steps.values())
        menu.addSeparator()
        self.erase = menu.addAction(_("删除个人信息…"), self.erase_wanted.emit)
        self.setMenu(menu)
        self.hide()

    def show_of(self, key: str, state: str) -> None:
        """The person that is open; '' for a new one."""
        self._key = key
        self.setVisible(bool(key))
        self.erase.setVisible(self.desk.database.user.is_head and not self.desk.database.read_only)
        for name, action in self.steps.items():
            action.setVisible(name != state)

    def ask(self, state: str, word: str) -> None:
        """Day and reason; saved when both are there."""
        key = self._key
        dialog = FormDialog(
            self.window(),
            self.desk,
            _("登记“{word}”").format(word=word),
            _ASKED,
            lambda session, values: _set(session, key, state, values),
            accept=word,
            values={"state_on": clock.today()},
            sentences=(_("资料都留着，只是默认不再出现在名单和统计里；随时可以恢复。"),),
            done=self._done,
        )
        dialog.open()

    def _write(self, state: str, values: dict[str, Any]) -> None:
        key = self._key
        self.desk.save(lambda session: _set(session, key, state, values), self._done)

    def _done(self, open_records: list[str]) -> None:
        self.changed.emit()
        if open_records:
            messages.tell(
                self.window(),
                _("还有没办完的记录"),
                _("这个人名下还有{what}，程序没有改动，请看看是否需要处理。").format(what="、".join(open_records)),
            )


def _set(session: Session, key: str, state: str, values: dict[str, Any]) -> list[str]:
    from station_app.features.people.service import people  # noqa: PLC0415 - not before the first paint

    found = people.set_person_state(session, key, state, values.get("state_on"), values.get("state_reason") or "")
    return found if state != "normal" else []
