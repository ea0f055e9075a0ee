"""Editors for other records: one or several, found by name, pinyin initials or the tail of a number; never by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station_app.core.fields import Field
from station_app.core.kinds import Reference, References
from station_app.core.texts import _
from station_app.ui import icons, office, theme
from station_app.ui.editors import Editor, lock
from station_app.ui.flow_layout import FlowLayout
from station_app.ui.popup import Choice, ChoiceLine, TitlePainter

_OFFERED = 30
_PAUSE_MS = 80
_KEY = re.compile(r"[0-9a-f]{32}")


class RecordLine(ChoiceLine):
    """A line that offers the records of one name that fit what is typed; `chosen` gives the hit's key."""

    def __init__(self, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._asked = 0
        self.fitting: tuple[str, list[office.Hit]] = ("", [])
        """What was typed when the last answer came, and the records that fit it."""
        self.titles: dict[str, str] = {}
        """What records are called that were seen here, by key."""
        self.list.setItemDelegate(TitlePainter(self.list))
        self.list_width = theme.px(380)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._query = ""
        self.asked.connect(self._ask)
        self.set_hint("")

    def set_hint(self, hint: str) -> None:
        """What may be typed; '' takes the finder's own words."""
        self.setPlaceholderText(hint or office.finder_for(self._record).hint or _("输入姓名、首字母或编号查找"))

    def learn(self, keys: Sequence[str], then: Callable[[], None]) -> None:
        """Ask what chosen records are called, then call `then`; at once when that is known."""
        unknown = [key for key in keys if key not in self.titles]
        here = office.current()
        if not unknown or here is None:
            then()
            return
        named = office.finder_for(self._record).named

        def learnt(hits: Sequence[office.Hit]) -> None:
            self._remember(hits)
            for key in unknown:
                self.titles.setdefault(key, _("（已作废的记录）"))
            then()

        here.desk.read(lambda session: list(named(session, unknown)), learnt)

    def title(self, key: str) -> str:
        """What a record is called; dots while nobody has said yet."""
        return self.titles.get(key, "…")

    def _ask(self, query: str) -> None:
        self._query = query
        self._pause.start()

    def _look(self) -> None:
        here = office.current()
        self._asked += 1
        number, typed = self._asked, self._query.strip()
        if here is None:
            return
        find = office.finder_for(self._record).find
        here.desk.read(
            lambda session: list(find(session, typed, _OFFERED)), lambda hits: self._show(number, typed, hits)
        )

    def _show(self, number: int, typed: str, hits: Sequence[office.Hit]) -> None:
        if number != self._asked:
            return
        self._remember(hits)
        self.fitting = (typed, list(hits))
        if hits:
            choices = [Choice(hit.record_id, f"{hit.title}\t{hit.subtitle}") for hit in hits]
            self.offer(choices, first_is_current=bool(typed))
        else:
            self.offer([Choice(None, _("没有找到") + "\t" + self.placeholderText())], first_is_current=False)

    def _remember(self, hits: Sequence[office.Hit]) -> None:
        self.titles |= {hit.record_id: "  ".join(part for part in (hit.title, hit.subtitle) if part) for hit in hits}


class ReferenceEditor(Editor):
    """One other record; the value is its key, what is shown is what people call it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if not isinstance(field.kind, Reference):
            raise TypeError(field.name)
        self.line = RecordLine(field.kind.record)
        self.line.set_hint(field.hint)
        self._adopt(self.line)
        self._chosen: str | None = None
        self.line.chosen.connect(self._choose)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.finished)
        self.left.connect(self._settle)

    def text(self) -> str:
        """As typed or chosen."""
        return self.line.text()

    def value(self) -> Any:
        """The chosen record's key; ValueError for words that name none."""
        if self._chosen is None and self.text().strip():
            raise ValueError(_("请从列表里选一项（按 ↓ 打开列表）。"))
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Shows what the record is called, once the worker has said so."""
        self._chosen = value or None
        if self._chosen is None:
            self.line.clear()
        else:
            self._show_title()
            self.line.learn([self._chosen], self._show_title)

    def typed(self) -> str:
        """The chosen key, else the words."""
        return self._chosen or self.text()

    def retype(self, typed: str) -> None:
        """A key is shown by its record's name."""
        if _KEY.fullmatch(typed):
            self.set_value(typed)
        else:
            self._chosen = None
            self.line.setText(typed)

    def words(self, typed: str) -> str:
        """What the record is called."""
        return self.line.title(typed) if _KEY.fullmatch(typed) else typed

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        lock(self.line, read_only=read_only)

    def _show_title(self) -> None:
        if self._chosen is not None:
            self.line.setText(self.line.title(self._chosen))
            self.line.setCursorPosition(0)

    def _on_edited(self, _text: str) -> None:
        self._chosen = None
        self.changed.emit()

    def _choose(self, key: Any) -> None:
        if key is not None:
            self._chosen = key
            self._show_title()
            self.changed.emit()

    def _settle(self) -> None:
        """Words that fit exactly one record mean it."""
        typed, hits = self.line.fitting
        if self._chosen is None and self.text().strip() and typed == self.text().strip() and len(hits) == 1:
            self._choose(hits[0].record_id)


class ReferencesEditor(Editor):
    """Several other records as chips below the line; Backspace in the empty line takes the last one away."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if not isinstance(field.kind, References):
            raise TypeError(field.name)
        self.line = RecordLine(field.kind.record)
        self.line.set_hint(field.hint)
        self._adopt(self.line)
        self._keys: tuple[str, ...] = ()
        self._read_only = False
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, theme.px(6))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self._chips)
        self._chips.hide()
        self.line.chosen.connect(self._add)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self._on_return)

    def text(self) -> str:
        """The names, joined by 、, and what is being typed."""
        return "、".join([*(self.line.title(key) for key in self._keys), *filter(None, [self.line.text().strip()])])

    def value(self) -> Any:
        """Keys in the order they were chosen; ValueError while words are left that name none."""
        if self.line.text().strip():
            raise ValueError(_("请从列表里选一项（按 ↓ 打开列表），或清空没选完的字。"))
        return self._keys

    def set_value(self, value: Any) -> None:
        """Shows each record as a chip."""
        self._keys = tuple(value or ())
        self.line.clear()
        self._show()
        self.line.learn(self._keys, self._show)

    def typed(self) -> str:
        """Keys, then the words after a bar."""
        return ",".join(self._keys) + (f"|{self.line.text()}" if self.line.text() else "")

    def retype(self, typed: str) -> None:
        """Chips and words again."""
        keys, _bar, words = typed.partition("|")
        self.set_value(tuple(key for key in keys.split(",") if key))
        self.line.setText(words)

    def words(self, typed: str) -> str:
        """The names."""
        return "、".join(self.line.title(key) for key in typed.partition("|")[0].split(",") if key)

    def set_read_only(self, read_only: bool) -> None:
        """Chips without a cross."""
        self._read_only = read_only
        lock(self.line, read_only=read_only)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Backspace at the start takes the last chip away."""
        backspace = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if backspace and event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._keys:  # type: ignore[attr-defined]
            self._remove(self._keys[-1])
            return True
        return super().eventFilter(watched, event)

    def _add(self, key: Any) -> None:
        self.line.clear()
        if key is not None and key not in self._keys:
            self._keys += (key,)
            self._show()
            self.changed.emit()

    def _remove(self, key: str) -> None:
        if not self._read_only:
            self._keys = tuple(other for other in self._keys if other != key)
            self._show()
            self.line.setFocus()
            self.changed.emit()

    def _on_return(self) -> None:
        """Enter after a choice stays, for the next one; in the empty line it moves on."""
        if not self.line.text().strip() and not self.line.took:
            self.finished.emit()

    def _show(self) -> None:
        self._flow.clear()
        for key in self._keys:
            title = self.line.title(key)
            chip = QPushButton(title.split("  ")[0])
            chip.setProperty("role", "chip")
            chip.setToolTip(title if self._read_only else _("{name}（点一下移除）").format(name=title))
            chip.setAccessibleName(_("移除 {name}").format(name=title))
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if not self._read_only:
                chip.setIcon(icons.icon("x", "soft"))
                chip.clicked.connect(lambda _on=False, key=key: self._remove(key))
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._keys))
