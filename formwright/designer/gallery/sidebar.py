"""Left side of the gallery: new app, open folder, clone from Git, and the apps opened lately. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.workspace import Recent
from formwright.designer.gallery.ask_line import AskLine
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import app_mark, icon

_FOLDER = Qt.ItemDataRole.UserRole


class RecentList(QListWidget):
    """Enter or a click opens; Del takes an app off the list (not off the disk)."""

    chosen = Signal(Path)
    forgotten = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Recent apps")
        self.setIconSize(QSize(20, 20))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)

    def fill(self, recent: Sequence[Recent]) -> None:
        self.clear()
        for app in recent:
            item = QListWidgetItem(icon("application-brackets-outline", "accent"), app.title)
            item.setData(_FOLDER, app.folder)
            item.setToolTip(str(app.folder))
            item.setSizeHint(QSize(0, 34))
            if not app.exists:
                item.setIcon(icon("folder-remove-outline", "muted"))
                item.setForeground(self.palette().placeholderText())
                item.setToolTip(f"{app.folder} is not there any more. Press Del to take it off the list.")
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit(item.data(_FOLDER))
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_FOLDER))


class Sidebar(QFrame):
    folder_wanted = Signal()
    new_wanted = Signal()
    git_wanted = Signal(str)
    first_wanted = Signal()
    """The simplest example, by somebody who has no app yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(300)
        self.new_button = _button("plus", "New app…", "primary", "on_accent")
        self.open_button = _button("folder-open-outline", "Open folder…")
        self.git_button = _button("source-branch", "Clone from Git URL…")
        self.git_line = AskLine("Git URL to clone", "Clone", "https://… or git@…")
        self.recent = RecentList()
        self.no_recent = EmptyState("", "Apps you open appear here.", "Start with Hello")
        self.no_recent.button.clicked.connect(self.first_wanted)
        self._where = QLabel()
        self._where.setProperty("kind", "muted")
        self._where.setWordWrap(True)
        self.where_button = QPushButton(icon("folder-cog-outline", "muted"), "Change")
        self.where_button.setProperty("kind", "flat")
        self.where_button.setAccessibleName("Change the folder for new apps")

        self.new_button.clicked.connect(self.new_wanted)
        self.git_button.clicked.connect(self._toggle_git)
        self.open_button.clicked.connect(self.folder_wanted)
        self.git_line.accepted.connect(self.git_wanted)

        column = QVBoxLayout(self)
        column.setContentsMargins(24, 28, 24, 16)
        column.setSpacing(8)
        column.addWidget(_brand())
        column.addSpacing(14)
        for widget in (self.new_button, self.open_button, self.git_button, self.git_line):
            column.addWidget(widget)
        column.addSpacing(18)
        heading = QLabel("Recent apps")
        heading.setProperty("kind", "heading")
        column.addWidget(heading)
        column.addWidget(self.no_recent)
        column.addWidget(self.recent, 1)
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.addWidget(self._where, 1)
        foot.addWidget(self.where_button)
        column.addLayout(foot)

    def show_recent(self, recent: Sequence[Recent]) -> None:
        self.recent.fill(recent)
        self.recent.setVisible(bool(recent))
        self.no_recent.setVisible(not recent)

    def show_workspace(self, folder: Path) -> None:
        home = str(Path.home())
        text = str(folder)
        shown = "~" + text[len(home) :] if text.startswith(home) else text
        self._where.setText(f"New apps go to\n{shown}")

    def _toggle_git(self) -> None:
        line = self.git_line
        line.ask() if line.isHidden() else line.hide()


def _button(symbol: str, text: str, kind: str = "", colour: str = "accent") -> QPushButton:
    button = QPushButton(icon(symbol, colour), "  " + text)
    button.setAccessibleName(text.rstrip("…"))
    button.setProperty("kind", kind or "wide")
    button.setIconSize(QSize(18, 18))
    return button


def _brand() -> QWidget:
    brand = QWidget()
    mark = QLabel()
    mark.setPixmap(app_mark().pixmap(QSize(38, 38)))
    name = QLabel("Formwright")
    name.setProperty("kind", "title")
    row = QHBoxLayout(brand)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(mark)
    row.addWidget(name, 1)
    return brand
