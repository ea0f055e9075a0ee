"""The scans and photos of one record, on any screen: drop or choose files, look at them, void one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_app.core.texts import _
from station_app.ui import icons, office, theme
from station_app.ui.editors.photos import keep
from station_app.ui.photographs import SCAN_SIDE, content_of, shown_picture, shrunk, written
from station_app.ui.screen import button_for
from station_app.ui.why import ask_why

_KEY = Qt.ItemDataRole.UserRole
_FILTER = _("图片或 PDF (*.jpg *.jpeg *.png *.bmp *.webp *.pdf)")
_SHOWN_SIDE = 2000


class _Files(QListWidget):
    """The list itself; takes drops and the clipboard."""

    brought = Signal(object)
    """QMimeData that was dropped or pasted."""
    unwanted = Signal()
    """Delete."""
    save_wanted = Signal()
    """Ctrl+Shift+S."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "embedded")
        self.setAcceptDrops(True)
        self.setAccessibleName(_("附件"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter looks at it, Delete takes it out of use, Ctrl+V adds."""
        current = self.currentItem()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.brought.emit(QApplication.clipboard().mimeData())
        elif event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
        elif event.matches(QKeySequence.StandardKey.SaveAs):
            self.save_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.itemActivated.emit(current)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and pictures are welcome."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: Any) -> None:  # noqa: N802
        """Anywhere in the list."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """What was dropped is added."""
        self.brought.emit(event.mimeData())
        event.acceptProposedAction()


class AttachmentList(QWidget):
    """What belongs to one record in one role; says `changed` when a file was added or taken out of use."""

    changed = Signal()

    def __init__(self, of_record: str, role: str = "scan", *, empty: str = "", parent: QWidget | None = None) -> None:
        """`empty` says what belongs here while there is nothing."""
        super().__init__(parent)
        self._of_record, self._role = of_record, role
        self._of_id: str | None = None
        self._rows: Sequence[office.AttachmentRow] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        self.add_button = button_for(_("添加附件…"), "plus", self.choose)
        self.add_button.setToolTip(_("选择图片或 PDF；也可以把文件拖进来，或按 Ctrl+V 粘贴"))
        self.open_button = button_for(_("查看"), "eye", self.open_current)
        self.open_button.setToolTip(_("查看选中的附件（回车）"))
        self.save_button = button_for(_("另存为…"), "download", self.save_current)
        self.save_button.setToolTip(_("选中的附件另存一份（Ctrl+Shift+S）"))
        self.void_button = button_for(_("作废"), "ban", self.void_current)
        self.void_button.setToolTip(_("作废选中的附件（Delete）"))
        for button in (self.add_button, self.open_button, self.save_button, self.void_button):
            button.setAutoDefault(False)
            bar.addWidget(button)
        bar.addStretch(1)
        layout.addLayout(bar)
        self.files = _Files()
        self.files.brought.connect(self.take)
        self.files.unwanted.connect(self.void_current)
        self.files.save_wanted.connect(self.save_current)
        self.files.itemActivated.connect(lambda _item: self.open_current())
        self.files.currentRowChanged.connect(lambda _row: self._show_buttons())
        layout.addWidget(self.files, 1)
        self.empty = QLabel(empty or _("还没有附件。把扫描件或照片拖到这里，或点“添加附件”。"))
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        layout.addWidget(self.empty)
        self.note = QLabel()
        self.note.setProperty("role", "problem")
        self.note.setWordWrap(True)
        self.note.hide()
        layout.addWidget(self.note)
        self._read_only = False
        self._show_rows(())

    def set_owner(self, of_id: str | None) -> None:
        """Show what belongs to this record; None for no record yet: nothing can be added."""
        self._of_id = of_id
        self._say("")
        self._show_rows(())
        self.reload()

    def make_small(self, height: int) -> None:
        """For a card at the side: signs instead of words, a list of so many pixels before large type."""
        for button in (self.open_button, self.save_button, self.void_button):
            button.setAccessibleName(button.text())
            button.setText("")
            button.setProperty("role", "sign")
        self.files.setMaximumHeight(theme.px(height))

    def set_read_only(self, read_only: bool) -> None:
        """Only looking and saving elsewhere."""
        self._read_only = read_only
        self.files.setAcceptDrops(not read_only)
        self._show_buttons()

    def reload(self) -> None:
        """Read the list again."""
        here, of_id = office.current(), self._of_id
        if here is None or here.attachments is None or of_id is None:
            return
        listed = here.attachments.list
        here.desk.read(
            lambda session: list(listed(session, self._of_record, of_id, self._role)),
            lambda rows: self._show_rows(rows) if of_id == self._of_id else None,
        )

    def choose(self) -> None:
        """Some files."""
        paths, _used = QFileDialog.getOpenFileNames(self, _("选择附件"), "", _FILTER)
        for path in paths:
            self.bring(Path(path), Path(path).name)

    def take(self, data: QMimeData) -> None:
        """Every file, or the picture, of what was dropped or pasted."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        image = data.imageData() if data.hasImage() and not paths else None
        for path in paths:
            self.bring(path, path.name)
        if isinstance(image, QImage) and not image.isNull():
            self.bring(written(image, b"PNG"), _("粘贴的图片") + ".png")
        elif not paths:
            self._say(_("剪贴板里没有图片或文件。"))

    def bring(self, source: bytes | Path, file_name: str) -> None:
        """One more file: pictures are made small and lose what else is in them, PDFs stay as they are."""
        here, of_id = office.current(), self._of_id
        if here is None or here.attachments is None or of_id is None or self._read_only:
            return
        add, of_record, role = here.attachments.add, self._of_record, self._role
        self._say("")

        def work(session: Any) -> str:
            small = shrunk(content_of(source), longest=SCAN_SIDE)
            return add(session, small, file_name=file_name, of_record=of_record, of_id=of_id, role=role)

        keep(here, work, lambda _key: self._added(), lambda why: self._say(_told(file_name, why)), _("正在添加附件…"))

    def open_current(self) -> None:
        """A picture is shown in a window; a PDF is saved where the user wants it."""
        row = self._current()
        if row is None:
            return
        if row.media_type == "application/pdf":
            self.save_current()
            return
        self._read(row, self._view)

    def save_current(self) -> None:
        """A readable copy outside the station, by the user's explicit act; noted in the audit trail."""
        row = self._current()
        if row is None:
            return
        path, _used = QFileDialog.getSaveFileName(self, _("另存为"), row.file_name)
        if path:
            self._read(row, lambda found: self._write(found, Path(path)))

    def void_current(self) -> None:
        """Out of use, with a reason."""
        row, here = self._current(), office.current()
        if row is None or here is None or here.attachments is None or self._read_only:
            return
        void = here.attachments.void
        ask_why(
            self,
            here.desk,
            _("作废附件“{name}”").format(name=row.file_name),
            lambda session, reason: void(session, row.id, reason),
            done=lambda _none: self._added(),
        )

    def _added(self) -> None:
        self.reload()
        self.changed.emit()

    def _read(self, row: office.AttachmentRow, done: Callable[[office.AttachmentContent], None]) -> None:
        here = office.current()
        if here is not None and here.attachments is not None:
            read = here.attachments.read
            here.desk.read(lambda session: read(session, row.id), done)

    def _view(self, found: office.AttachmentContent) -> None:
        PictureView(self, found.file_name, shown_picture(found.content, _SHOWN_SIDE)).exec()

    def _write(self, found: office.AttachmentContent, path: Path) -> None:
        from station_app.storage.safe_file import write_output  # noqa: PLC0415 - when first saved

        here = office.current()
        if here is None:
            return

        def work(_progress: Any) -> None:
            write_output(path, found.content)
            here.desk.database.note("export", "attachment", found.id)

        here.desk.tasks.run(work, lambda _none: here.desk.say(_("已另存：{path}").format(path=path)))

    def _current(self) -> office.AttachmentRow | None:
        at = self.files.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show_rows(self, rows: Sequence[office.AttachmentRow]) -> None:
        kept = self.files.currentRow()
        self._rows = rows
        self.files.clear()
        for row in rows:
            day = f"{row.added_at.astimezone():%Y-%m-%d %H:%M}"
            item = QListWidgetItem(f"{row.file_name}    {_size(row.byte_count)}    {day}")
            item.setIcon(icons.icon("file-text" if row.media_type == "application/pdf" else "eye", "soft"))
            item.setData(_KEY, row.id)
            self.files.addItem(item)
        if rows:
            self.files.setCurrentRow(min(max(kept, 0), len(rows) - 1))
        self.files.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.setAcceptDrops(not rows)
        self.setFocusProxy(self.files if rows else self.add_button)
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self._current() is not None
        self.add_button.setEnabled(self._of_id is not None and not self._read_only)
        self.open_button.setEnabled(chosen)
        self.save_button.setEnabled(chosen)
        self.void_button.setEnabled(chosen and not self._read_only)
        for button in (self.open_button, self.save_button, self.void_button):
            button.setVisible(bool(self._rows))

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """The empty widget takes files as well as the list does."""
        if not self._read_only and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """What was dropped is added."""
        self.take(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+V also works before there is a list."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)


class PictureView(QDialog):
    """A kept picture, as large as the screen lets it be; Esc closes."""

    def __init__(self, parent: QWidget, title: str, image: QImage) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.picture = QLabel()
        self.picture.setAccessibleName(title)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room = self.screen().availableGeometry().size() * 0.85
        fitted = (
            image
            if image.width() <= room.width()
            else image.scaledToWidth(room.width(), Qt.TransformationMode.SmoothTransformation)
        )
        self.picture.setPixmap(QPixmap.fromImage(fitted))
        area = QScrollArea()
        area.setWidget(self.picture)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(area)
        least = theme.px(320)
        self.resize(
            min(max(fitted.width() + 24, least), room.width()), min(max(fitted.height() + 24, least), room.height())
        )


def _told(file_name: str, why: str) -> str:
    return f"{file_name}：{why}" if why else ""


def _size(count: int) -> str:
    if count < 2**20:
        return _("{n} KB").format(n=max(1, count // 1024))
    return _("{n} MB").format(n=f"{count / 2**20:.1f}")
