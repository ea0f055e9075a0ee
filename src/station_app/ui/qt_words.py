"""Qt's own words in Chinese: file dialogs where the desktop has none of its own, and the menus of text fields."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from station_app.core.texts import _

_LEFT_OUT = {
    "&Look in:": _("位置(&I)："),
    "Look in:": _("位置："),
    "Files of &type:": _("文件类型(&T)："),
    "Files of type:": _("文件类型："),
    "Folder": _("文件夹"),
    "File Folder": _("文件夹"),
    "All Files (*)": _("所有文件 (*)"),
}
"""What Qt's own catalogue does not have."""


class _Rest(QTranslator):
    """Asked after the catalogue."""

    def isEmpty(self) -> bool:  # noqa: N802
        """Qt asks only translators that have something."""
        return False

    def translate(self, _context: str, source: str, _hint: str | None = None, _n: int = -1) -> str | None:
        """The Chinese word, None when it is not one of ours."""
        return _LEFT_OUT.get(source)


def speak_chinese(app: QApplication) -> None:
    """From now on, once for the program; dates in Qt's dialogs too."""
    if app.findChild(QTranslator) is not None:
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.installTranslator(_Rest(app))
    catalogue = QTranslator(app)
    if catalogue.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(catalogue)
