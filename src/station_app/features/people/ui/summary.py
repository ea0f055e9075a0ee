"""The cards right of the people list while no record is open: figures, what needs attention, keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.screen import button_for

WIDTH = 248
_KEYS = (
    (_("回车"), _("打开这个人")),
    (_("Ctrl+回车"), _("看全部情况")),
    ("Ctrl+N", _("新建人员")),
    ("Ctrl+I", _("导入花名册")),
    ("Ctrl+F", _("在列表里查找")),
    ("Ctrl+K", _("在全站查找")),
    ("Esc", _("关闭打开的人")),
)


class Summary(QWidget):
    """Figures and hints; folds away in a narrow window."""

    gaps_wanted = Signal()
    """Show the people with gaps."""
    duplicates_wanted = Signal()
    """Compare people who may be registered twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme.px(WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        self.people, self.gaps = QLabel(), QLabel()
        figures = _card(layout)
        line = QHBoxLayout()
        line.setSpacing(theme.px(32))
        for label, figure in ((_("人"), self.people), (_("人待补"), self.gaps)):
            column = QVBoxLayout()
            column.setSpacing(theme.px(2))
            figure.setProperty("role", "figure")
            under = QLabel(label)
            under.setProperty("role", "soft")
            column.addWidget(figure)
            column.addWidget(under)
            line.addLayout(column)
        line.addStretch(1)
        figures.addLayout(line)
        self.notice = QFrame()
        self.notice.setProperty("role", "warn")
        said = QVBoxLayout(self.notice)
        said.setContentsMargins(*(theme.px(4),) * 4)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("tone", "warn")
        self.show_gaps = QPushButton(_("看看是谁"))
        self.show_gaps.setProperty("role", "link")
        self.show_gaps.setShortcut("Alt+G")
        self.show_gaps.setToolTip(_("看看是谁（Alt+G）"))
        self.show_gaps.clicked.connect(lambda _checked=False: self.gaps_wanted.emit())
        said.addWidget(self._sentence)
        said.addWidget(self.show_gaps)
        figures.addWidget(self.notice)
        self.duplicates = button_for(_("查疑似重复"), "users", self.duplicates_wanted.emit, shortcut="Ctrl+D")
        figures.addWidget(self.duplicates)
        keys = _card(layout)
        for key, meaning in _KEYS:
            row = QHBoxLayout()
            name = QLabel(key)
            name.setFixedWidth(theme.px(64))
            told = QLabel(meaning)
            told.setProperty("role", "soft")
            row.addWidget(name)
            row.addWidget(told, 1)
            keys.addLayout(row)
        layout.addStretch(1)

    def show_figures(self, people: int, gaps: int) -> None:
        """How many people, how many with required fields still empty."""
        self.people.setText(f"{people:,}")
        self.gaps.setText(f"{gaps:,}")
        self._sentence.setText(_("{n:,} 人的必填资料还不全，打印表格前请补上。").format(n=gaps))
        self.notice.setVisible(gaps > 0)


def _card(layout: QVBoxLayout) -> QVBoxLayout:
    card = QFrame()
    card.setProperty("role", "card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(*(theme.px(16),) * 4)
    inner.setSpacing(theme.px(8))
    layout.addWidget(card)
    return inner
