"""The one window: sidebar, headline with search and actions, the page, and the status line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.ui import looks, messages, program, theme
from station_app.ui.badges import Badges
from station_app.ui.buttons import enter_presses
from station_app.ui.finder import Finder, Search
from station_app.ui.headline import OneLine
from station_app.ui.memory import WindowMemory
from station_app.ui.one_page import OnePage
from station_app.ui.screen import Desk, Page, Screen
from station_app.ui.sidebar import Sidebar
from station_app.ui.status import BusyBar, StatusLine
from station_app.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from station_app.ui.manual import Manual


class MainWindow(QMainWindow):
    """Shows pages on demand; what is asked for before the database is open happens once it is."""

    closing = Signal()
    """The window is about to close and every screen agreed."""

    def __init__(self, desk: Desk, pages: Sequence[Page], search: Search, memory: WindowMemory) -> None:
        super().__init__()
        self.desk = desk
        self.memory = memory
        desk.lists, desk.memory = memory.lists, memory
        self._pages = {page.id: page for page in pages}
        self._screens: dict[str, QWidget] = {}
        self._current = ""
        self._wanted: tuple[str, str | None] | None = None
        self._manual: Manual | None = None
        self.setWindowTitle(program.current().title)
        self.setMinimumSize(*looks.LEAST_WINDOW)
        self.resize(1366, 768)
        if memory.geometry:
            self.restoreGeometry(QByteArray.fromBase64(memory.geometry.encode("ascii", "ignore")))
        self.sidebar = Sidebar(pages)
        self.finder = Finder(desk, search)
        self._title = OneLine("title")
        self._facts = OneLine("facts")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.px(12))
        self._actions_of: QWidget | None = None
        self.stack = OnePage()
        self.busy = BusyBar(desk.tasks)
        self.unsaved = Unsaved()
        self.unsaved.wanted.connect(self.open_page)
        desk.where = lambda: (self._current, self.current_place or "")
        self._lay_out()
        self.status = StatusLine(self.statusBar())
        self.badges = Badges(desk, pages, self)
        self._connect()

    @property
    def current_page(self) -> str:
        """Id of the page that is shown."""
        return self._current

    @property
    def current_place(self) -> str | None:
        """Where on that page the user is, for `open_page`."""
        screen = self._screens.get(self._current)
        return screen.place() if isinstance(screen, Screen) else None

    def screen_of(self, page_id: str) -> QWidget:
        """The page's screen, built when it is asked for first."""
        if page_id not in self._screens:
            screen = self._pages[page_id].build(self.desk)
            self._screens[page_id] = screen
            self.stack.addWidget(screen)
            if isinstance(screen, Screen):
                screen.headline_changed.connect(self._on_headline_changed)
        return self._screens[page_id]

    def open_page(self, page_id: str, record_id: str | None = None) -> None:
        """Go to a page; the page that is left may refuse."""
        if page_id not in self._pages:
            return
        if not self.desk.is_open:
            self._wanted = (page_id, record_id)
            return
        leaving = self._screens.get(self._current)
        if page_id != self._current and isinstance(leaving, Screen) and not leaving.may_leave():
            self.sidebar.set_current(self._pages[self._current].under or self._current)
            return
        screen = self.screen_of(page_id)
        self._current = page_id
        self.memory.page = page_id
        for each in self._screens.values():  # only the page that is shown says how much room it needs
            policy = QSizePolicy.Policy.Preferred if each is screen else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)
        self.stack.setCurrentWidget(screen)
        self.sidebar.set_current(self._pages[page_id].under or page_id)
        self._on_headline(screen)
        if isinstance(screen, Screen):
            if record_id is not None:
                screen.open_record(record_id)
            screen.shown()
        _give_cursor(screen)

    def database_ready(self, default_page: str) -> None:
        """The database is attached to the desk: the page asked for meanwhile, or the one shown, becomes real."""
        page_id, record_id = self._wanted or (self._current or default_page, None)
        self._wanted = None
        self.open_page(page_id, record_id)
        self.offer_drafts()
        self.badges.count()
        self._show_clock()

    def offer_drafts(self) -> None:
        """What the user at the desk typed and did not save, after a crash or a power cut (F23)."""
        self.desk.read(self.desk.drafts_of_user, self.unsaved.show_drafts)

    def _show_clock(self) -> None:
        self.status.set_clock_doubt(self.desk.database.clock.doubt if self.desk.is_open else "")

    def _ask_date(self) -> None:
        from station_app.ui.clock_question import confirm_today  # noqa: PLC0415 - only while the clock is in doubt

        confirm_today(self, self.desk)

    def set_station_name(self, name: str) -> None:
        """Logo and window title."""
        self.desk.station_name = name
        title = program.current().title
        self.sidebar.set_station_name(name or title)
        self.setWindowTitle(f"{name} · {title}" if name else title)

    def open_manual(self, name: str = "") -> None:
        """The manual at a page ('' = the one of the screen that is shown), beside the work."""
        from station_app.ui.manual import Manual  # noqa: PLC0415 - when first asked for

        if self._manual is None:
            self._manual = Manual(self.window())
        self._manual.open_page(name or self.manual_page())

    def manual_page(self) -> str:
        """The page of the manual for the screen that is shown; dialogs in front of it ask too."""
        screen = self._screens.get(self._current)
        return screen.manual_page() if isinstance(screen, Screen) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the cursor, wherever it stands."""
        if not enter_presses(event, self.focusWidget()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A narrow window keeps its room for the page."""
        super().resizeEvent(event)
        self.sidebar.set_narrow(looks.is_narrow(self.width()))
        _side, margin = looks.side_and_margin(self.width())
        self._page.setContentsMargins(margin, theme.px(16), margin, theme.px(12))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Every screen with unsaved text is asked; then the window's place is remembered."""
        if not self.may_close():
            event.ignore()
            return
        self.remember()
        self.closing.emit()
        super().closeEvent(event)

    def remember(self) -> None:
        """Keep the window's place in its memory."""
        self.memory.geometry = bytes(self.window().saveGeometry().toBase64().data()).decode("ascii")

    def may_close(self) -> bool:
        """Every screen with unsaved text is asked; the first that refuses comes to the front.

        Drafts are kept before the question: the computer may be going down with nobody there to answer.
        """
        self.desk.drafts.keep_now()
        for page_id, screen in self._screens.items():
            if isinstance(screen, Screen) and not screen.may_leave():
                self.open_page(page_id)
                return False
        return True

    def _lay_out(self) -> None:
        desk_area = QWidget()
        desk_area.setObjectName("desk")
        outer = QHBoxLayout(desk_area)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.sidebar)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        page = QVBoxLayout()
        self._page = page
        page.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self._title, 3)
        head.addWidget(self.finder, 2, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(self._actions)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(head)
        words.addWidget(self._facts)
        page.addLayout(words)
        page.addWidget(self.unsaved)
        self.room = (
            QScrollArea()
        )  # a screen too small for a page (1920 × 1080 at 200 %) scrolls it, and cuts nothing off
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(self.stack)
        page.addWidget(self.room, 1)
        right.addLayout(page, 1)
        right.addWidget(self.busy)
        outer.addLayout(right, 1)
        self.setCentralWidget(desk_area)

    def _connect(self) -> None:
        desk = self.desk
        self.sidebar.chosen.connect(self.open_page)
        self.finder.opened.connect(self._open_hit)
        desk.open_requested.connect(self.open_page)
        desk.badge_changed.connect(self.sidebar.set_badge)
        desk.saved.connect(self.status.say_saved)
        desk.saved.connect(self._show_clock)
        desk.clock_doubted.connect(self.status.set_clock_doubt)
        self.status.date_wanted.connect(self._ask_date)
        desk.said.connect(self.status.say)
        desk.user_changed.connect(self.offer_drafts)
        desk.drafts_changed.connect(self._on_drafts_changed)
        desk.password_set.connect(self.status.set_has_password)
        desk.station_renamed.connect(self.set_station_name)
        desk.tasks.refused.connect(self._on_refused)
        desk.tasks.trouble.connect(self._on_trouble)
        desk.manual_wanted.connect(self.open_manual)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.open_manual)
        find = QShortcut(QKeySequence("Ctrl+K"), self)
        find.activated.connect(self.finder.start)
        lock = QShortcut(QKeySequence("Ctrl+L"), self)
        lock.activated.connect(desk.lock_wanted)

    def _on_drafts_changed(self) -> None:
        if self.unsaved.isVisible():
            self.offer_drafts()

    def _open_hit(self, kind: str, record_id: str) -> None:
        page = next((page for page in self._pages.values() if kind in page.records), None)
        if page is not None:
            self.open_page(page.id, record_id)

    def _on_refused(self, refused: Refused) -> None:
        messages.show_refused(self, refused)

    def _on_trouble(self, trouble: Trouble) -> None:
        messages.show_trouble(self, trouble)

    def _on_headline_changed(self) -> None:
        screen = self.sender()
        if isinstance(screen, QWidget) and screen is self._screens.get(self._current):
            self._on_headline(screen)

    def _on_headline(self, screen: QWidget) -> None:
        page = self._pages[self._current]
        self._title.setText(getattr(screen, "title", "") or page.title)
        self._facts.setText(getattr(screen, "facts", ""))
        bar = screen.actions_bar if isinstance(screen, Screen) else None
        if bar is self._actions_of:
            return
        if self._actions_of is not None:
            self._actions.removeWidget(self._actions_of)
            self._actions_of.hide()
        if bar is not None:
            self._actions.addWidget(bar)
            bar.show()
        self._actions_of = bar


def _give_cursor(screen: QWidget) -> None:
    """Keys go to the page, not to the button that led to it: its first list, unless the cursor is in it already."""
    holder = screen.window().focusWidget()
    if holder is not None and screen.isAncestorOf(holder) and holder.isVisibleTo(screen):
        return
    for area in screen.findChildren(QAbstractScrollArea):
        if area.isVisibleTo(screen) and area.focusPolicy() & Qt.FocusPolicy.TabFocus:
            area.setFocus(Qt.FocusReason.OtherFocusReason)
            return
