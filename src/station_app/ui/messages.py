"""What the program says to its user: trouble with what, effect and next step; questions with verbs on the buttons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.ui import icons, program, theme
from station_app.ui.dialog_room import Body, fit_height


class Message(QDialog):
    """A heading with an icon, sentences, and buttons that say what they do."""

    def __init__(
        self,
        parent: QWidget | None,
        icon: str,
        tone: str,
        heading: str,
        sentences: Iterable[str],
        *,
        accept: str,
        reject: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(program.current().title)
        self.setMinimumWidth(theme.px(420))
        self.setMaximumWidth(theme.px(560))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        sign = QLabel()
        sign.setPixmap(icons.icon(icon, tone).pixmap(theme.px(24)))
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head = QLabel(heading)
        head.setProperty("role", "heading")
        head.setWordWrap(True)
        top.addWidget(head, 1)
        layout.addLayout(top)
        said = QVBoxLayout()
        said.setSpacing(theme.px(12))
        for sentence in sentences:
            if sentence:
                label = QLabel(sentence)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setContentsMargins(theme.px(36), 0, 0, 0)
                said.addWidget(label)
        if said.count():
            layout.addWidget(Body(said), 1)
        self.setAccessibleName(heading)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.setContentsMargins(0, theme.px(8), 0, 0)
        buttons.addStretch(1)
        if reject:
            no = QPushButton(reject)
            no.setToolTip(_("{words}（Esc）").format(words=reject))
            no.clicked.connect(self.reject)
            buttons.addWidget(no)
        self.accept_button = QPushButton(accept)
        self.accept_button.setProperty("role", "danger" if danger else "primary")
        self.accept_button.setToolTip(_("{words}（回车）").format(words=accept))
        self.accept_button.clicked.connect(self.accept)
        self.accept_button.setDefault(True)
        buttons.addWidget(self.accept_button)
        layout.addLayout(buttons)
        self.accept_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As high as the wrapped sentences are at this width, no gaps between them; many of them scroll."""
        super().showEvent(event)
        fit_height(self)


def show_trouble(parent: QWidget | None, trouble: Trouble) -> None:
    """What happened, what it means for the data, what to do next."""
    Message(
        parent, "triangle-alert", "warn", trouble.what, [trouble.effect, trouble.next_step], accept=_("知道了")
    ).exec()


def offer(parent: QWidget | None, trouble: Trouble, accept: str) -> bool:
    """A trouble with one way out of it on a button; whether the user takes it."""
    said = [trouble.effect, trouble.next_step]
    dialog = Message(parent, "triangle-alert", "warn", trouble.what, said, accept=accept, reject=_("知道了"))
    return dialog.exec() == QDialog.DialogCode.Accepted


def show_refused(parent: QWidget | None, refused: Refused) -> None:
    """Why nothing was written, where no form is open to say it beside the fields."""
    texts = [problem.text for problem in refused.problems]
    rest = _("还有 {n} 条。").format(n=len(texts) - 8) if len(texts) > 8 else ""
    Message(parent, "circle-alert", "bad", _("没有保存"), [*texts[:8], rest], accept=_("知道了")).exec()


def tell(parent: QWidget | None, heading: str, *sentences: str) -> None:
    """Something the user must have read."""
    Message(parent, "info", "accent", heading, sentences, accept=_("知道了")).exec()


def confirm(
    parent: QWidget | None,
    heading: str,
    *sentences: str,
    accept: str,
    reject: str = "",
    danger: bool = False,
) -> bool:
    """Ask before something that cannot be taken back; `accept` is a verb (作废, 导入), never 确定."""
    dialog = Message(
        parent,
        "triangle-alert" if danger else "info",
        "bad" if danger else "accent",
        heading,
        sentences,
        accept=accept,
        reject=reject or _("返回"),
        danger=danger,
    )
    return dialog.exec() == QDialog.DialogCode.Accepted
