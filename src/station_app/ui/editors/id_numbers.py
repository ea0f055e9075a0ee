"""The editor for ID numbers: while typing it says birth date, sex, age and region, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from station_app.core import clock, codes, id_number
from station_app.core.dates import age_on
from station_app.core.divisions import Divisions
from station_app.core.fields import Field
from station_app.core.kinds import id_sentence
from station_app.core.texts import _
from station_app.ui import office
from station_app.ui.editors import LineEditor

_ADOPT = "adopt"
_OLD = 15
"""Digits of an old number; the first 15 of a new one are read as one, which only fails its birth date."""


class IdNumberEditor(LineEditor):
    """A line with a remark below it; Enter on an old 15-digit number takes over its 18-digit form."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.remarks = IdRemarks(self)


class IdRemarks(QObject):
    """Keeps the remark below any line editor for ID numbers, also a masked one: what is masked gets none."""

    def __init__(self, editor: LineEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._home = ""
        editor.line.textChanged.connect(self.say)
        editor.line.installEventFilter(self)
        editor.note_taken.connect(self._on_link)
        here = office.current()
        if here is not None and here.home is not None:
            here.desk.read(here.home, self._know_home)

    def say(self) -> None:
        """The remark for what stands in the line."""
        self._editor.set_note(*remark(self._editor.line.text(), self._home))

    def adopt(self) -> bool:
        """Put the 18-digit form in the place of an old number; False when there is none."""
        number = id_number.clean(self._editor.line.text())
        if self._editor.line.isReadOnly() or id_number.fault(number, clock.today()) != "ID_15_DIGIT":
            return False
        self._editor.line.setText(id_number.from_15(number))
        self._editor.changed.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter takes the 18-digit form over first; the next Enter moves on."""
        del watched
        return (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
            and self.adopt()
        )

    def _on_link(self, link: str) -> None:
        if link == _ADOPT:
            self.adopt()
            self._editor.setFocus()

    def _know_home(self, division_code: str) -> None:
        self._home = division_code
        self.say()


def remark(typed: str, home: str = "") -> tuple[str, str]:
    """What a number says so far, and its tone ('' for nothing to say); `home` is the station's division code.

    A foreign or unknown region is a note, never a fault (codes.md §1).
    """
    number = id_number.clean(typed)
    if len(number) < 14 or not number[:14].isdigit():
        return "", ""
    today = clock.today()
    reason, reading = id_number.examine(number, today)
    if reading is not None:
        sex = codes.table("sex").label(reading.sex)
        age = _("{n} 岁").format(n=age_on(reading.birth_date, today))
        told = "・".join((sex, _("{day} 出生").format(day=reading.birth_date.isoformat()), age))
        return f"{told}・{_region(reading.region, home)}", "soft"
    if reason == "ID_15_DIGIT":
        born, new = id_number.birth_date(number), id_number.from_15(number)
        sex = codes.table("sex").label("1" if int(number[14]) % 2 else "2")
        told = _("15 位旧号码：{sex}，{day} 出生。").format(sex=sex, day=born.isoformat() if born else "")
        link = _("改为 18 位 {new}（回车）").format(new=new)
        return f'{told}<a href="{_ADOPT}">{link}</a>', "soft"
    if len(number) < 18 and (reason == "ID_LENGTH" or len(number) == _OLD):
        born = id_number.birth_date(number.ljust(18, "0"))
        if len(number) > 14 and born is None:
            return id_sentence("ID_BAD_DATE"), "bad"
        return _("已输入 {n} 位，还差 {more} 位。").format(n=len(number), more=18 - len(number)), "soft"
    return id_sentence(reason, number), "bad"


def _region(region: str, home: str) -> str:
    book = Divisions()
    county = book.find(region)
    if county is not None and home and region == home[:6]:
        return county.name
    name = book.full_name(region)
    if not name:
        return _("前六位 {code} 不在现行区划里，可能是旧代码，不影响保存").format(code=region)
    if home:
        return _("号码归属 {name}，不是本县").format(name=name)
    return name
