"""验证证书: the code of a certificate by USB scanner, picture, PDF or pasted text; works without a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.service import judge
from station_app.features.training.ui.verify_card import VerdictCard
from station_app.proof import Verdict, is_code
from station_app.proof.pictures import ENDINGS, texts_in
from station_app.ui import theme
from station_app.ui.photographs import written
from station_app.ui.screen import Desk, Screen, button_for


class _CodeField(QLineEdit):
    """Takes a pasted picture or file as well as text."""

    brought = Signal(object)
    """QMimeData that is no text."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+V with a screenshot or a file in the clipboard."""
        data = QApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and (data.hasImage() or data.hasUrls()):
            self.brought.emit(data)
        else:
            super().keyPressEvent(event)


class VerifyPage(Screen):
    """The field has the cursor: a scanner types into it and ends with Enter; files may be dropped anywhere."""

    manual = "证书"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self.cards: list[VerdictCard] = []
        self.field = _CodeField()
        self.field.setPlaceholderText(_("用扫码枪扫证书左下角的二维码，或粘贴扫出来的文字（SW1:…），按回车"))
        self.field.setAccessibleName(_("防伪校验码"))
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self.check)
        self.check_button = button_for(_("验证"), "search", self.check, primary=True)
        self.check_button.setToolTip(_("回车"))
        self.file_button = button_for(_("打开图片或 PDF…"), "folder-open", self.choose, shortcut="Ctrl+O")
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.field, 1)
        line.addWidget(self.check_button)
        line.addWidget(self.file_button)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "bad")
        self.hint = QLabel(
            _(
                "先验码，再对人：码是真的，只说明本站或名单里的站发过这张证书；"
                "还要看持证人的姓名和身份证号后四位对不对。\n"
                "没有扫码枪，就把证书的照片、扫描件或 PDF 拖到这里，也可以按 Ctrl+V 粘贴截图。不用联网。"
            )
        )
        self.hint.setProperty("role", "soft")
        self.hint.setWordWrap(True)
        self.results = QVBoxLayout()
        self.results.setContentsMargins(0, 0, 0, 0)
        self.results.setSpacing(theme.px(12))
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self.results)
        whole.addWidget(self.hint)
        whole.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        self.body.addLayout(line)
        self.body.addWidget(self.note)
        self.body.addWidget(scroll, 1)
        self.back_button = self.add_action("", "arrow-left", self.go_back, shortcut="Esc")
        self.back_button.setToolTip(_("回到证书登记（Esc）"))
        self.back_button.setAccessibleName(_("回到证书登记"))
        self.field.brought.connect(self.take)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)
        self.set_headline(_("验证证书"), _("防伪校验码，不用联网"))
        self._show([])

    def shown(self) -> None:
        """The field has the cursor."""
        self.field.setFocus()
        self.field.selectAll()

    def go_back(self) -> None:
        """To the register."""
        self.desk.open("certificates")

    def check(self) -> None:
        """What was scanned or typed; the next scan writes over it."""
        text = self.field.text().strip()
        if text:
            self._judge(lambda: [text])
        self.field.selectAll()

    def choose(self) -> None:
        """A picture or a PDF of the certificate."""
        wanted = _("证书的图片或 PDF") + " (" + " ".join(f"*{ending}" for ending in ENDINGS) + ")"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("验证哪一个文件"), "", wanted)
        if chosen:
            self.check_files([Path(chosen)])

    def paste(self) -> None:
        """A screenshot is read, text goes into the field and is checked."""
        self.take(QApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> None:
        """What was dropped or pasted: files, a picture, or text."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.check_files(files)
        elif data.hasImage():
            image = QImage(data.imageData())
            self._judge(lambda: texts_in(written(image, b"PNG")))
        elif data.hasText():
            self.field.setText(data.text().strip())
            self.check()

    def check_files(self, files: Sequence[Path]) -> None:
        """Every code in every file."""
        self._judge(lambda: [text for file in files for text in texts_in(file)])

    def _judge(self, read: Any) -> None:
        def work(_progress: Any) -> list[Verdict]:
            texts = read()
            signed = [text for text in texts if is_code(text)] or texts
            with self.desk.database.read() as session:
                return [judge(session, text) for text in signed]

        self.desk.tasks.run(work, self._show, self._refused, title=_("正在验证…"))

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, Refused):
            return False
        self._show([])
        self.note.setText(str(error))
        self.note.show()
        self.shown()
        return True

    def _show(self, verdicts: list[Verdict]) -> None:
        self.note.hide()
        for card in self.cards:
            self.results.removeWidget(card)
            card.deleteLater()
        self.cards = [VerdictCard(verdict) for verdict in verdicts]
        for card in self.cards:
            self.results.addWidget(card)
        facts = _("防伪校验码，不用联网")
        if len(verdicts) > 1:
            good = sum(verdict.is_genuine for verdict in verdicts)
            facts = _("{n} 个码，{good} 个是真的").format(n=len(verdicts), good=good)
        self.set_headline(_("验证证书"), facts)
        self.field.setFocus()
        self.field.selectAll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files, pictures and text are welcome."""
        data = event.mimeData()
        if data.hasUrls() or data.hasImage() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """What was dropped is checked."""
        self.take(event.mimeData())
        event.acceptProposedAction()
