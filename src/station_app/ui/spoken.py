"""What people who hear the screen are told: problems with the name of their field, questions, offers."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from station_app.core.fields import Record
from station_app.core.texts import _


def say(owner: QObject, text: str) -> None:
    """Have it read out, where a screen reader listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(owner, text))


def problem(record: Record, name: str, text: str) -> str:
    """A problem for somebody who does not see beside which field it stands; '' is the whole form."""
    return _("{field}：{problem}").format(field=record[name].label, problem=text) if name else text
