"""The one style sheet, as a template over the colour tokens; no widget sets colours of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SHEET = """
QWidget { color: $text; }
QMainWindow, QDialog, #desk { background: $ground; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 8px; }

QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="figure"] { font-size: 24px; font-weight: 600; }
QLabel[role="heading"] { font-size: 15px; font-weight: 600; }
QLabel[role="facts"], QLabel[role="soft"] { color: $soft; }
QLabel[role="small"] { color: $soft; font-size: 12px; }
QLabel[role="required"] { color: $bad; font-size: 12px; }
QLabel[role="note"] { font-size: 13px; }
QLabel[role="photo"] { background: $head; border: 1px dashed $edge; border-radius: 8px; }
QLabel[role="photo"]:focus { border: 2px solid $accent; }
QLabel[role="problem"] { color: $bad; font-size: 13px; }
QLabel[role="warn"], QFrame[role="warn"] { background: $warn_tint; color: $warn; border-radius: 8px;
  padding: 8px 12px; }
QLabel[role="bad"], QFrame[role="bad"] { background: $bad_tint; color: $bad; border-radius: 8px;
  padding: 8px 12px; }
QLabel[role="good"] { background: $accent_tint; color: $accent; border-radius: 8px; padding: 8px 12px; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="soft"] { color: $soft; }

QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: 10px; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

#sidebar { background: $card; border: none; border-right: 1px solid $line; }
#sidebar QLabel#station { font-size: 16px; font-weight: 600; padding: 0 12px; }
#sidebar QPushButton { color: $soft; background: transparent; border: none; border-radius: 8px;
  padding: 0 14px; min-height: 40px; max-height: 40px; text-align: left; }
#sidebar QPushButton:hover { background: $hover; color: $text; }
#sidebar QPushButton:checked { background: $accent_tint; color: $accent; font-weight: 600; }
#sidebar QPushButton:focus { border: 1px solid $accent; padding: 0 13px; min-height: 38px; max-height: 38px; }
#sidebar[narrow="true"] QPushButton { padding: 0 8px; }
#sidebar[narrow="true"] QPushButton:focus { padding: 0 7px; }
#sidebar QLabel[role="badge"] { color: $soft; background: transparent; }

QPushButton, QToolButton, QCheckBox, QRadioButton, QTabBar { outline: none; }
QPushButton { background: $card; color: $text; border: 1px solid $line; border-radius: 8px; padding: 0 14px;
  min-height: 34px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $soft; background: $ground; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 0 13px; min-height: 32px; }
QPushButton[role="primary"]:disabled { background: $line; color: $soft; border-color: $line; }
QPushButton[role="danger"] { color: $bad; border-color: $bad; }
QPushButton[role="danger"]:hover { background: $bad_tint; }
QPushButton[role="danger"]:disabled { color: $soft; border-color: $line; }
QPushButton[role="link"] { background: transparent; border: none; color: $accent; padding: 0 4px; text-align: left; }
QPushButton[role="link"]:hover, QPushButton[role="link"]:focus { text-decoration: underline; }
QPushButton[role="line"] { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 0;
  min-height: 32px; max-height: 32px; text-align: left; }
QPushButton[role="line"]:hover { background: $hover; }
QPushButton[role="line"]:focus { background: $accent_tint; border-color: $accent; }
QPushButton[role="line"] QLabel { background: transparent; }
QPushButton[role="sign"] { padding: 0; min-width: 32px; }
QPushButton[role="chip"] { color: $soft; border-radius: 14px; padding: 0 12px; min-height: 28px; max-height: 28px; }
QPushButton[role="chip"]:checked { background: $accent_tint; color: $accent; border-color: $accent; font-weight: 600; }
QPushButton[role="chip"]:focus { border-color: $accent; }
QPushButton[role="choice"]:checked { background: $accent_tint; border-color: $accent; }
QPushButton[role="choice"]:focus { border: 2px solid $accent; }
QPushButton::menu-indicator { image: none; width: 0; }
QToolButton[role="quiet"] { background: transparent; border: 1px solid transparent; border-radius: 8px;
  padding: 4px 8px; color: $soft; }
QToolButton[role="quiet"]:hover { background: $hover; color: $text; }
QToolButton[role="quiet"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: $card; color: $text; border: 1px solid $line;
  placeholder-text-color: $soft;
  border-radius: 8px; padding: 0 10px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox { min-height: 34px; max-height: 34px; }
QPlainTextEdit { padding: 6px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $edge; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: $accent; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QPlainTextEdit:read-only { background: $ground;
  color: $soft; }
QLineEdit[bad="true"], QPlainTextEdit[bad="true"] { border: 1px solid $bad; background: $bad_tint; }
QTableView QLineEdit { min-height: 0; max-height: 100px; border-radius: 0; padding: 0 8px; border-color: $accent; }
QComboBox::drop-down { border: none; width: 28px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$icons/arrow-$name.svg"); width: 14px; height: 14px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox::indicator, QListView::indicator { width: 16px; height: 16px; border: 1px solid $edge; border-radius: 4px;
  background: $card; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/tick-$name.svg"); }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $edge; border-radius: 9px; background: $card; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px; }

QTableView, QListView, QTreeView { background: $card; border: 1px solid $line; border-radius: 10px;
  gridline-color: $line; outline: none; selection-background-color: $accent_tint; selection-color: $text; }
QTableView[role="embedded"], QListView[role="embedded"] { border: none; border-radius: 0; }
QListView::item { padding: 0 10px; min-height: 32px; border: none; border-radius: 6px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_tint; color: $accent; }
QListView[role="side"] { background: transparent; border: none; }
QListView[role="side"]::item { padding: 0 8px; min-height: 36px; color: $text; }
QListView[role="side"]::item:selected { background: $accent_tint; color: $accent; }
QListView[role="side"]::item:focus { border: 1px solid $accent; }
QTextBrowser { background: $card; color: $text; border: 1px solid $line; border-radius: 10px;
  selection-background-color: $accent; selection-color: $on_accent; }
QListView[role="popup"] { padding: 4px; border-radius: 8px; }
QHeaderView { background: transparent; border: none; font-size: 12px; }
QHeaderView::section { background: $head; color: $soft; border: none; border-right: 1px solid $line;
  border-bottom: 1px solid $line; padding: 0 8px; font-size: 12px; }
QHeaderView::section:horizontal { min-height: 34px; }
QHeaderView::section:horizontal:hover { color: $text; background: $hover; }
QHeaderView::section:first:horizontal { border-top-left-radius: 10px; }
QHeaderView::section:last:horizontal { border-right: none; border-top-right-radius: 10px; }
QHeaderView::section:vertical { background: $card; padding: 0 6px; }
QHeaderView::up-arrow { image: url("$icons/up-$name.svg"); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url("$icons/arrow-$name.svg"); width: 12px; height: 12px; }
QTableCornerButton::section { background: $head; border: none; border-bottom: 1px solid $line;
  border-top-left-radius: 10px; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $soft; padding: 8px 4px 10px 4px; margin-right: 28px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:selected:focus { background: $accent_tint; border-top-left-radius: 8px; border-top-right-radius: 8px; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

#qt_calendar_navigationbar { background: $card; }
QCalendarWidget QToolButton { background: transparent; color: $text; border: 1px solid transparent;
  border-radius: 6px; padding: 4px 6px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $accent; }
QCalendarWidget QToolButton::menu-indicator { image: none; width: 0; }
QCalendarWidget QAbstractItemView { border: none; border-radius: 0; }
QCalendarWidget QAbstractItemView:enabled { selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $soft; }
QCalendarWidget QSpinBox { min-height: 26px; max-height: 26px; }

QMenu { background: $card; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_tint; color: $accent; }
QMenu::item:disabled { color: $soft; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }

QStatusBar { background: $card; border-top: 1px solid $line; color: $soft; min-height: 28px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $soft; font-size: 13px; padding: 0 10px; }
QStatusBar QLabel[tone="bad"] { color: $bad; font-weight: 600; }
QStatusBar QLabel[tone="warn"] { color: $warn; }
QStatusBar QLabel[tone="accent"] { color: $accent; }
QStatusBar QToolButton[role="quiet"] { font-size: 13px; padding: 2px 8px; }
#busy { background: $card; border: none; border-top: 1px solid $line; }
#popover { background: $card; border: 1px solid $edge; border-radius: 10px; }
#popover QListView { border-radius: 8px; }
#popover QLineEdit { min-height: 34px; max-height: 34px; border-radius: 8px; border-color: $line; padding: 0 8px; }
#popover QLineEdit:focus { border-color: $accent; }
QToolButton#tabletools { padding: 0; border-radius: 6px; background: $head; }
#filterbar { background: $accent_tint; border: none; border-top: 1px solid $line; }
#finder { background: $card; border: 1px solid $edge; border-radius: 10px; }
"""


def mixed(first: str, second: str, share: float) -> str:
    """A colour between two #RRGGBB colours; `share` of the second, 0 to 1."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def style_sheet(colours: Mapping[str, str], factor: float, icons: str) -> str:
    """The sheet for a theme; lengths above 2 px grow with `factor`, `icons` is the folder of the arrows."""
    names = dict(colours) | {
        "icons": icons,
        "edge": mixed(colours["line"], colours["soft"], 0.45),
        "accent_hover": mixed(colours["accent"], colours["text"], 0.15),
    }
    sheet = re.sub(r"\$(\w+)", lambda match: names[match[1]], _SHEET)
    if factor != 1.0:
        sheet = re.sub(r"(\d+)px", lambda m: m[0] if int(m[1]) <= 2 else f"{round(int(m[1]) * factor)}px", sheet)
    return sheet
