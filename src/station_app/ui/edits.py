"""What was typed into a form since its record was read: which fields differ, and steps to take back across fields."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from station_app.ui.editors import Editor
from station_app.ui.undo import History

PAUSE = 1.5
"""Seconds without a key after which more typing in the same field is another step."""


@dataclass(frozen=True)
class Edit:
    """One step: what fields held before and after, by name; several where one field filled others."""

    name: str
    """The field typed into: the cursor goes there."""
    before: Mapping[str, str]
    after: Mapping[str, str]


class Edits:
    """Compares what stands in the editors with what is stored, as typed text; a save does not end the steps."""

    def __init__(self) -> None:
        self._editors: dict[str, Editor] = {}
        self._stored: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self._history: History[Edit] = History()
        self._growing = ""
        self._at = 0.0
        self._forced = False

    def watch(self, name: str, editor: Editor) -> None:
        """Another editor of the form."""
        self._editors[name] = editor
        self._stored[name] = self._now[name] = editor.typed()

    @property
    def is_modified(self) -> bool:
        """Something differs from what is stored, as far as it was noticed."""
        return self._forced or self._now != self._stored

    def typed(self) -> dict[str, str]:
        """What stands in every editor now."""
        return {name: editor.typed() for name, editor in self._editors.items()}

    def stored(self, name: str) -> str:
        """What stands in an editor when its stored value is shown."""
        return self._stored.get(name, "")

    def differing(self) -> dict[str, tuple[str, str]]:
        """Stored and present text of the fields that differ."""
        self.catch_up()
        return {name: (self._stored[name], now) for name, now in self._now.items() if now != self._stored[name]}

    def changed(self, name: str) -> None:
        """The user typed into a field."""
        self.catch_up(but=name)
        after = self._editors[name].typed()
        before = self._now.get(name, "")
        if after == before:
            return
        self._now[name] = after
        last, moment = self._history.last, time.monotonic()
        if last is not None and self._growing == name and moment - self._at < PAUSE:
            self._history.replace_last(Edit(name, {name: before, **last.before}, {**last.after, name: after}))
        else:
            self._history.did(Edit(name, {name: before}, {name: after}))
        self._growing, self._at = name, moment

    def rest(self) -> None:
        """The cursor left a field: what the program did to its text belongs to the step, then a new one."""
        self.catch_up()
        self._growing = ""

    def catch_up(self, but: str = "") -> None:
        """What the program filled in after the last step belongs to that step."""
        found = {
            name: (self._now[name], typed)
            for name, editor in self._editors.items()
            if name != but and (typed := editor.typed()) != self._now[name]
        }
        self._now |= {name: after for name, (_before, after) in found.items()}
        last = self._history.last
        if not found or last is None or self._history.can_redo:
            return
        before = {name: before for name, (before, _after) in found.items()} | dict(last.before)
        self._history.replace_last(
            Edit(last.name, before, {**last.after, **{n: after for n, (_b, after) in found.items()}})
        )

    def put(self, texts: Mapping[str, str]) -> None:
        """Type texts into several fields at once, as one step."""
        self.rest()
        before = {name: self._now[name] for name, text in texts.items() if self._now.get(name, text) != text}
        self._retype(texts)
        if before:
            self._history.did(Edit(next(iter(before)), before, {name: self._now[name] for name in before}))

    def force(self) -> None:
        """A screen filled something in for the user: it counts as typed, as a step of its own."""
        before = dict(self._now)
        self._now = self.typed()
        found = [name for name, text in self._now.items() if before[name] != text]
        if found:
            self._history.did(Edit(found[0], {n: before[n] for n in found}, {n: self._now[n] for n in found}))
        self._growing = ""
        self._forced = self._now == self._stored

    def undo(self) -> Edit | None:
        """Take the last step back; None when there is none."""
        self.rest()
        step = self._history.undo()
        if step is not None:
            self._retype(step.before)
        return step

    def redo(self) -> Edit | None:
        """Put the step in place again that was taken back last."""
        self._growing = ""
        step = self._history.redo()
        if step is not None:
            self._retype(step.after)
        return step

    def rebase(self, stored: Mapping[str, str] | None = None) -> None:
        """These texts (none: the present ones) are what is stored; steps stay, so that a save can be undone."""
        self._now = self.typed()
        self._stored = dict(self._now) if stored is None else {**self._now, **stored}
        self._forced = False
        self._growing = ""

    def meet(self, name: str, value: Any) -> str:
        """Another value is stored now while something else stands typed here; the stored value's text."""
        editor = self._editors[name]
        mine = editor.typed()
        editor.set_value(value)
        self._stored[name] = editor.typed()
        editor.retype(mine)
        return self._stored[name]

    def settle(self, name: str) -> None:
        """What stands in one editor now is what is stored; computed fields are not watched."""
        if name not in self._editors:
            return
        self._now[name] = self._stored[name] = self._editors[name].typed()

    def forget(self) -> None:
        """Another record is shown: nothing to take back."""
        self._history.clear()
        self.rebase()

    def _retype(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            editor = self._editors.get(name)
            if editor is not None and editor.typed() != text:
                editor.retype(text)
        self._now = self.typed()
