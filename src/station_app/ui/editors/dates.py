"""The editor for dates: typed in any usual way, or taken from a small calendar by keys or mouse; may stay empty."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from station_app.core import clock
from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.buttons import button
from station_app.ui.editors import LineEditor


class DateEditor(LineEditor):
    """A line with a calendar at its end; ↓ opens it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._action = self.line.addAction(icons.icon("calendar", "soft"), QLineEdit.ActionPosition.TrailingPosition)
        self._action.setToolTip(_("打开日历（↓）"))
        self._action.triggered.connect(self.open_calendar)
        self.calendar: CalendarPopup | None = None
        """The open calendar."""

    def set_read_only(self, read_only: bool) -> None:
        """Without a calendar."""
        super().set_read_only(read_only)
        self._action.setVisible(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The arrow key opens the calendar."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.line.isReadOnly():
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Down and plain in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.AltModifier,
            ):
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """The month of what is typed, else the present one."""
        if self.line.isReadOnly():
            return
        try:
            day = self.value() or clock.today()
        except ValueError:
            day = clock.today()
        self.calendar = CalendarPopup(self, QDate(day.year, day.month, day.day))
        if getattr(self.field.kind, "past", False):
            today = clock.today()
            self.calendar.calendar.setMaximumDate(QDate(today.year, today.month, today.day))
        self.calendar.taken.connect(self._take)
        self.calendar.open_below(self.line)

    def _take(self, day: QDate) -> None:
        self.line.setText(day.toString("yyyy-MM-dd") if day.isValid() else "")
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.changed.emit()


class CalendarPopup(QFrame):
    """A month; arrow keys walk, PageUp and PageDown turn months, Enter takes the day, Esc closes."""

    taken = Signal(QDate)
    """The day; an invalid one for none."""

    def __init__(self, owner: QWidget, day: QDate) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popover")
        self.setAccessibleName(_("日历"))
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(_("日历"))
        self.calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme.tokens().soft))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, weekend)
        self.calendar.setMinimumSize(theme.px(308), theme.px(264))
        self.calendar.setDateEditEnabled(False)  # Qt's own small box for typed digits is not ours
        days = self.calendar.findChild(QTableView)
        if days is not None:
            days.setAccessibleName(_("日历里的日子"))
        self._put_year_first()
        for name, sign, tip in (
            ("qt_calendar_prevmonth", "chevron-left", _("上个月（PageUp）")),
            ("qt_calendar_nextmonth", "chevron-right", _("下个月（PageDown）")),
        ):
            turn = self.calendar.findChild(QToolButton, name)
            if turn is not None:
                turn.setIcon(icons.icon(sign, "soft"))
                turn.setToolTip(tip)
                turn.setAccessibleName(tip)
        self.calendar.setSelectedDate(day)
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(theme.px(8),) * 4)
        body.setSpacing(theme.px(8))
        body.addWidget(self.calendar)
        row = QHBoxLayout()
        for text, key, chosen in ((_("今天"), "Alt+T", _today()), (_("清空"), "Delete", QDate())):
            made = button(text, partial(self._take, chosen), shortcut=key)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(made)
        row.addStretch(1)
        body.addLayout(row)

    def _put_year_first(self) -> None:
        """2023 二月, as it is said here; Qt has the month before the year."""
        month = self.calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        year = self.calendar.findChild(QToolButton, "qt_calendar_yearbutton")
        bar = self.calendar.findChild(QWidget, "qt_calendar_navigationbar")
        line = bar.layout() if bar is not None else None
        if isinstance(line, QHBoxLayout) and month is not None and year is not None:
            place = line.indexOf(month)
            line.removeWidget(year)
            line.insertWidget(place, year)

    def open_below(self, line: QWidget) -> None:
        """Below the line, above it or beside it: whole inside the screen, with the cursor on the day."""
        self.adjustSize()
        room = line.screen().availableGeometry()
        at = line.mapToGlobal(QPoint(0, line.height() + 2))
        if at.y() + self.height() > room.bottom():
            at = line.mapToGlobal(QPoint(0, -self.height() - 2))
        if at.y() < room.top():
            beside = line.mapToGlobal(QPoint(line.width() + 2, 0))
            fits = beside.x() + self.width() <= room.right()
            x = beside.x() if fits else line.mapToGlobal(QPoint(-self.width() - 2, 0)).x()
            at = QPoint(x, room.bottom() - self.height())
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes and changes nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _take(self, day: QDate) -> None:
        self.close()
        self.taken.emit(day)


def _today() -> QDate:
    today = clock.today()
    return QDate(today.year, today.month, today.day)
