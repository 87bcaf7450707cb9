"""The style sheet: what Fusion and the palette do not give (spacing, edges, tabs, docks, focus). Text only.

Dynamic properties choose variants: `QPushButton[kind="primary"]`, `QLabel[kind="title"]`, `kind="muted"`.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from formwright.designer.ui.theme import Tokens

IMAGES = Path(__file__).with_name("images")
_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }
QLabel[kind="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="error"] { color: $danger; }
QLabel[kind="success"] { color: $success; font-weight: 600; }

QPushButton { background: $raised; border: 1px solid $border; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $link; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 5px 13px; }
QPushButton[kind="primary"]:disabled { background: $border; border-color: $border; color: $muted; }
QPushButton[kind="flat"] { background: transparent; border-color: transparent; padding: 6px 8px; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:focus { border-color: $accent; }

QLineEdit { background: $base; border: 1px solid $border; border-radius: 6px;
  padding: 5px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 1px solid $accent; }
QLineEdit[invalid="true"] { border: 1px solid $danger; }
QLineEdit[kind="cell"], QLineEdit[kind="binding"], QPlainTextEdit[kind="cell"] { background: $base;
  border: 1px solid transparent; border-radius: 5px; padding: 1px 6px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit[kind="cell"] { padding: 4px 6px 2px 6px; }
QLineEdit[kind="binding"] { background: $accent_soft; }
QLineEdit[kind="cell"]:hover, QPlainTextEdit[kind="cell"]:hover { border-color: $border; }
QLineEdit[kind="cell"]:focus, QLineEdit[kind="binding"]:focus, QPlainTextEdit[kind="cell"]:focus {
  border-color: $accent; }
QLineEdit[kind="cell"][invalid="true"], QLineEdit[kind="binding"][invalid="true"] { border-color: $danger; }
QLineEdit[kind="cell"]:read-only { color: $muted; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
  border: none; padding: 0; background: transparent; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 16px; height: 16px;
  border: 1px solid $muted; border-radius: 4px; background: $base; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$images/check-$mode.svg"); }
QCheckBox:focus { color: $link; }

QToolBar { background: $window; border: none; border-bottom: 1px solid $border; spacing: 4px;
  padding: 4px 8px; }
QToolBar::separator { background: $border; width: 1px; margin: 4px 6px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 4px 8px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border-color: $accent; }
QToolButton[kind="tiny"], QToolButton[kind="quiet"] { padding: 0; border-radius: 4px; }
QToolButton[kind="quiet"]:checked { background: transparent; }
QToolButton[kind="quiet"]:hover { background: $hover; }
QToolButton::menu-indicator { image: none; }
QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 2px 4px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QStatusBar { background: $window; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 0 6px; }

QComboBox[kind="field"] { background: $base; border: 1px solid $border; border-radius: 6px;
  padding: 5px 8px; }
QComboBox[kind="field"]:focus, QComboBox[kind="field"]:on { border-color: $accent; }
QComboBox[kind="field"]:disabled { color: $muted; background: $window; }
QComboBox[kind="field"] QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox[kind="field"]::drop-down { border: none; width: 24px; }
QComboBox[kind="field"]::down-arrow { image: url("$images/chevron-$mode.svg"); width: 16px; height: 16px; }
QPlainTextEdit[kind="field"] { background: $base; border: 1px solid $border; border-radius: 6px;
  padding: 2px 4px; }
QPlainTextEdit[kind="field"]:focus { border-color: $accent; }
QTableView { background: $base; border: 1px solid $border; border-radius: 6px; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QTableView::item { padding: 0 6px; border: none; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView::item:focus { border: 1px solid $accent; border-radius: 3px; }
QTableView::indicator { width: 14px; height: 14px;
  border: 1px solid $muted; border-radius: 4px; background: $base; }
QTableView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$images/check-$mode.svg"); }
QTableView QLineEdit { border-radius: 3px; padding: 0 6px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none;
  border-bottom: 1px solid $border; padding: 6px 8px; font-weight: 600; }

#server_log, #waterfall { background: $base; border: none; border-radius: 0; }
QTreeView, QListView { background: $window; border: none; outline: none; }
QTreeView::item { padding: 3px 2px; border-radius: 4px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $accent_soft; color: $text; }
QListView::item { padding: 4px 6px; border-radius: 4px; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { background: $window; color: $muted; border: none; border-right: 1px solid $border;
  padding: 6px 8px; }
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { background: $base; color: $text; border-top: 2px solid $accent; padding-top: 4px; }
QTabBar::tab:focus { color: $link; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; min-width: 28px;
  min-height: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

#picker { background: $raised; border: 1px solid $border; border-radius: 8px; }
#picker QListView { background: transparent; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: transparent; }
QCalendarWidget QAbstractItemView { background: $raised; border: none; outline: none;
  selection-background-color: $accent; selection-color: $on_accent; }
#panel_tabs::tab { border: none; border-bottom: 2px solid transparent; padding: 4px 8px;
  background: transparent; }
#panel_tabs::tab:selected { color: $text; border-bottom-color: $accent; padding: 4px 8px; }
#property_hint { border: none; border-top: 1px solid $border; }
#subject_title { font-weight: 600; }
QPushButton[kind="small"] { padding: 2px 10px; }
#tray { background: $window; border-top: 1px solid $border; }
#tray[drop="taken"] { background: $accent_soft; }
#tray[drop="refused"] { border-top: 1px solid $danger; }
#sidebar { background: $base; border: none; border-right: 1px solid $border; }
#sidebar QListWidget { background: transparent; margin: 0 -8px; }
#quickpick, #name_hint { background: $raised; border: 1px solid $border; border-radius: 8px; }
#quickpick QListView { background: $raised; }
#name_hint QPushButton { padding: 3px 10px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
#card { background: $raised; border: 1px solid $border; border-radius: 10px; }
#card:hover { border-color: $accent; }
#tour_card { background: $raised; border: 1px solid $accent; border-radius: 10px; }
#notice { background: $raised; border: 1px solid $danger; border-radius: 8px; }
QLabel[kind="tag"] { background: $hover; color: $muted; border-radius: 8px; padding: 2px 8px; }
QPushButton[kind="chip"] { background: $hover; border-color: transparent; border-radius: 12px;
  padding: 4px 12px; color: $muted; }
QPushButton[kind="chip"]:hover { border-color: $border; }
QPushButton[kind="chip"]:checked { background: $accent; color: $on_accent; }
QPushButton[kind="chip"]:focus { border-color: $text; }
QPushButton[kind="wide"] { text-align: left; padding: 8px 14px; }
QProgressBar { background: $hover; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

ads--CDockContainerWidget, ads--CDockSplitter::handle { background: $border; }
ads--CDockAreaWidget { background: $window; border: none; }
ads--CDockAreaTitleBar { background: $window; border-bottom: 1px solid $border; padding: 0; }
ads--CDockWidgetTab { background: $window; border: none; padding: 4px 6px; }
ads--CDockWidgetTab QLabel { color: $muted; font-weight: 600; }
ads--CDockWidgetTab[activeTab="true"] QLabel { color: $text; }
ads--CDockWidget { background: $window; border: none; }
ads--CTitleBarButton, ads--CDockWidgetTab QPushButton { background: transparent; border: none; padding: 2px; }
ads--CTitleBarButton:hover, ads--CDockWidgetTab QPushButton:hover { background: $hover; border-radius: 4px; }
ads--CAutoHideTab { background: $window; color: $text; border: none; padding: 2px 8px; }
ads--CAutoHideDockContainer { background: $window; }
""")


def stylesheet(colours: Tokens, size: float) -> str:
    """`size`: points of the interface's font; titles grow with it."""
    mode = "dark" if colours.dark else "light"
    sizes = {"title": f"{size * 2.2:.1f}", "heading": f"{size * 1.33:.1f}"}
    return _SHEET.substitute(asdict(colours), images=IMAGES.as_posix(), mode=mode, **sizes)
