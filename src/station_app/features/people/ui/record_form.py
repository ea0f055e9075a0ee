"""A form whose record may have been changed by somebody else meanwhile: both versions are shown, typed text stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal

from station_app.core.checks import Problem
from station_app.core.texts import _
from station_app.ui.form import Form


class RecordForm(Form):
    """Remembers the values it was opened with and tells its owner what a service refused."""

    refused = Signal(object)
    """The problems that a save came back with."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.opened: dict[str, Any] = {}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show a record and remember it."""
        self.opened = dict(values)
        super().set_values(values)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """As every form, and tell the owner."""
        found = tuple(problems)
        super().show_problems(found)
        if found:
            self.refused.emit(found)

    def adopt(self, stored: Mapping[str, Any]) -> None:
        """Somebody else's version came in: take it where nothing was typed here, show it beside what was typed."""
        problems = [Problem("", _("这条记录刚被别人改过，您的修改还没有保存。请核对下面标出的内容，再保存一次。"))]
        for name in self.names:
            described, editor = self.record[name], self.editor(name)
            was, now = self.opened.get(name), stored.get(name)
            if now == was:
                continue
            try:
                typed = editor.value()
            except ValueError:
                typed = editor.text()
            if described.computed or typed == was or (not typed and not was):
                editor.set_value(now)
            elif typed != now:
                shown = described.kind.mask(now) or _("（空）")
                problems.append(Problem(name, _("别人刚改成：{value}").format(value=shown)))
        self.opened = dict(stored)
        super().show_problems(problems)
        self.is_modified = True

    def saved_as(self, stored: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
        """The commit succeeded: show what was stored, except where somebody has typed on meanwhile."""
        self.opened = dict(stored)
        for name in self.names:
            editor = self.editor(name)
            if self.record[name].computed or (editor.text_problem() is None and editor.value() == sent.get(name)):
                editor.set_value(stored.get(name))
