"""The editor for a picture of somebody: dropped, pasted or chosen, made small, kept encrypted, shown at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.fields import Field
from station_app.core.kinds import Photo
from station_app.core.texts import _
from station_app.ui import icons, office, theme
from station_app.ui.editors import Editor
from station_app.ui.photographs import content_of, shown_picture, shrunk, written

WIDTH, HEIGHT = 96, 128
_FILTER = _("图片 (*.jpg *.jpeg *.png *.bmp *.webp)")


class PhotoFrame(QLabel):
    """The picture itself; takes the cursor, drops and the clipboard's picture."""

    brought = Signal(object, str)
    """Bytes or a path of a picture, and what it is called."""
    wanted = Signal()
    """Space: choose a file."""
    pasting = Signal()
    """Ctrl+V."""
    unwanted = Signal()
    """Delete: take the picture away."""
    finished = Signal()
    """Enter."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        super().__init__()
        self.setFixedSize(theme.px(width), theme.px(height))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "photo")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWordWrap(True)
        self.is_read_only = False
        self.set_read_only(False)

    def set_read_only(self, read_only: bool) -> None:
        """Show only."""
        self.is_read_only = read_only
        self.setAcceptDrops(not read_only)
        self.setToolTip("" if read_only else _("把照片拖到这里，或按空格选择、Ctrl+V 粘贴、Delete 移除"))

    def show_picture(self, image: QImage | None) -> None:
        """The picture fitted in, or where to put one."""
        if image is None:
            self.setPixmap(icons.icon("user", "soft").pixmap(theme.px(40)))
            return
        ratio = self.devicePixelRatioF()
        inner = (self.size() - QSize(4, 4)) * ratio
        fitted = image.scaled(inner, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(fitted)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space chooses, Ctrl+V pastes, Delete removes, Enter moves on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.finished.emit()
        elif self.is_read_only:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and pictures are welcome."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """What was dropped becomes the picture."""
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def take(self, data: QMimeData) -> bool:
        """The first picture of what was pasted or dropped; False when there is none."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.brought.emit(Path(paths[0]), Path(paths[0]).name)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.brought.emit(written(image, b"PNG"), _("粘贴的照片") + ".png")
            return True
        return False


class PhotoEditor(Editor):
    """A picture as the key of its attachment; a new one is kept at once, the form only stores which it is."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        if not isinstance(field.kind, Photo):
            raise TypeError(field.name)
        self._of_record = field.kind.of_record
        self._of_id: str | None = None
        self._chosen: str | None = None
        self._asked = 0
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        self.frame = PhotoFrame()
        row.addWidget(self.frame)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        self.choose_button = QPushButton(_("选择照片…"))
        self.paste_button = QPushButton(_("粘贴"))
        self.remove_button = QPushButton(_("移除"))
        for button, tip in (
            (self.choose_button, _("选择照片文件（空格）")),
            (self.paste_button, _("粘贴复制的照片（Ctrl+V）")),
            (self.remove_button, _("移除照片（Delete）")),
        ):
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keys work in the picture itself
            column.addWidget(button)
        column.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self._adopt(whole)
        self.setFocusProxy(self.frame)
        self.frame.setAccessibleName(field.label)
        self.frame.installEventFilter(self)
        self.frame.brought.connect(self.bring)
        self.frame.wanted.connect(self.choose)
        self.frame.pasting.connect(self.paste)
        self.frame.unwanted.connect(self.remove)
        self.frame.finished.connect(self.finished)
        self.choose_button.clicked.connect(self.choose)
        self.paste_button.clicked.connect(self.paste)
        self.remove_button.clicked.connect(self.remove)
        self._show(None)

    def set_owner(self, of_id: str | None) -> None:
        """The record that a new picture belongs to; None while it is not stored yet."""
        self._of_id = of_id

    def text(self) -> str:
        """The key; '' for no picture."""
        return self._chosen or ""

    def value(self) -> Any:
        """The attachment's key or None."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Shows the picture once the worker has read it."""
        self._chosen = value or None
        self.set_note("")
        self._show(None)
        here = office.current()
        if self._chosen is None or here is None or here.attachments is None:
            return
        key, read, database = self._chosen, here.attachments.read, here.desk.database

        def work(_progress: Any) -> QImage:
            with database.read() as session:
                return shown_picture(read(session, key).content)

        here.desk.tasks.run(work, lambda image: self._shown(key, image), lambda error: self._not_shown(key, error))

    def retype(self, typed: str) -> None:
        """The picture with that key again."""
        self.set_value(typed)

    def words(self, typed: str) -> str:
        """Whether there is one; a picture has no words."""
        return _("有照片") if typed else ""

    def set_read_only(self, read_only: bool) -> None:
        """Without buttons."""
        self.frame.set_read_only(read_only)
        self.choose_button.setVisible(not read_only)
        self.paste_button.setVisible(not read_only)
        self._show_remove()

    def choose(self) -> None:
        """A picture file."""
        path, _used = QFileDialog.getOpenFileName(self, _("选择照片"), "", _FILTER)
        if path:
            self.bring(Path(path), Path(path).name)

    def paste(self) -> None:
        """The clipboard's picture."""
        if not self.frame.take(QApplication.clipboard().mimeData()):
            self.set_note(_("剪贴板里没有图片。请先在微信、浏览器或看图软件里复制照片。"), "warn")
        self.frame.setFocus()

    def remove(self) -> None:
        """No picture; the form's saving makes it so."""
        if self._chosen is not None and not self.frame.is_read_only:
            self.set_value(None)
            self.frame.setFocus()
            self.changed.emit()

    def bring(self, source: bytes | Path, file_name: str) -> None:
        """A new picture: read, made small and kept on the worker, then shown; a refusal is said below."""
        here = office.current()
        if here is None or here.attachments is None or self.frame.is_read_only:
            return
        self._asked += 1
        number, add, of_record, of_id = self._asked, here.attachments.add, self._of_record, self._of_id
        self.set_note(_("正在处理照片…"))

        def work(session: Any) -> str:
            content = shrunk(content_of(source), pictures_only=True)
            return add(session, content, file_name=file_name, of_record=of_record, of_id=of_id, role="photo")

        keep(here, work, lambda key: self._kept(number, key), self._refused, _("正在处理照片…"))

    def _kept(self, number: int, key: str) -> None:
        if number == self._asked:
            self.set_value(key)
            self.changed.emit()

    def _refused(self, sentence: str) -> None:
        self.set_note(sentence, "bad")

    def _shown(self, key: str, image: QImage) -> None:
        if key == self._chosen:
            self._show(image)

    def _not_shown(self, key: str, error: Exception) -> bool:
        """A missing or damaged picture is said in its place; the record itself can still be worked with."""
        if not isinstance(error, (Refused, Trouble)):
            return False
        if key == self._chosen:
            self.set_note(str(error), "bad")
        return True

    def _show(self, image: QImage | None) -> None:
        self.frame.show_picture(image)
        self._show_remove()

    def _show_remove(self) -> None:
        self.remove_button.setVisible(self._chosen is not None and not self.frame.is_read_only)


def keep(
    here: office.Office,
    work: Callable[[Any], str],
    done: Callable[[str], None],
    refused: Callable[[str], None],
    title: str,
) -> None:
    """One file into the station in a transaction on the worker; a refusal becomes a sentence where the file was put."""

    def run(_progress: Any) -> str:
        with here.desk.database.work() as session:
            return work(session)

    def failed(error: Exception) -> bool:
        if isinstance(error, Refused):
            refused(str(error))
            return True
        refused("")
        return False

    here.desk.tasks.run(run, done, failed, title=title)
