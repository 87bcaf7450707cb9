"""Choosing a picture: the app's assets as thumbnails, or a file that becomes one. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from formwright.designer.forms.properties.editors.popup import Popup
from formwright.designer.ui.icons import icon

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".ico", ".avif")
_THUMB = QSize(64, 48)


def thumbnail(file: Path, size: QSize = _THUMB) -> QPixmap | None:
    """Read in the size that is needed; None for what is no picture."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid() and (whole.width() > size.width() or whole.height() > size.height()):
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


def _shown(file: Path) -> QPixmap:
    """All of one size, so that their names stand in lines; a sign in place of what cannot be read."""
    whole = QPixmap(_THUMB)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    picture = thumbnail(file)
    place = QRect(0, 0, 30, 30) if picture is None else picture.rect()
    place.moveCenter(whole.rect().center())
    if picture is None:
        icon("image-off-outline", "muted").paint(painter, place)
    else:
        painter.drawPixmap(place, picture)
    painter.end()
    return whole


class AssetPicker(Popup):
    picked = Signal(str)
    """Path of an asset; "" is none."""
    file_wanted = Signal()

    def __init__(self, owner: QWidget, folder: Path, assets: Iterable[str], current: str) -> None:
        super().__init__(owner, 286)
        names = [name for name in assets if Path(name).suffix.lower() in PICTURES]
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search pictures of the app")
        self.search.setAccessibleName("Search pictures of the app")
        self.search.setVisible(len(names) > 8)
        self.grid = QListWidget()
        self.grid.setAccessibleName("Pictures of the app")
        self.grid.setViewMode(QListView.ViewMode.IconMode)
        self.grid.setResizeMode(QListView.ResizeMode.Adjust)
        self.grid.setMovement(QListView.Movement.Static)
        self.grid.setIconSize(_THUMB)
        self.grid.setGridSize(QSize(86, 86))
        self.grid.setUniformItemSizes(True)
        self.grid.setWordWrap(False)
        self.grid.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for name in names:
            item = QListWidgetItem(QIcon(_shown(folder / name)), Path(name).name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(name)
            self.grid.addItem(item)
            if name == current:
                self.grid.setCurrentItem(item)
        self.grid.setFixedHeight(min(3, max(1, (len(names) + 2) // 3)) * 88)
        self.grid.setVisible(bool(names))
        empty = QLabel("This app has no pictures yet.")
        empty.setProperty("kind", "muted")
        empty.setVisible(not names)
        file = QPushButton("From a file…")
        file.clicked.connect(self._want_file)
        none = QPushButton("No picture")
        none.clicked.connect(lambda: self._pick(""))
        foot = QHBoxLayout()
        foot.addWidget(none)
        foot.addStretch(1)
        foot.addWidget(file)
        for widget in (self.search, self.grid, empty):
            self.column.addWidget(widget)
        self.column.addLayout(foot)
        self.search.textChanged.connect(self._filter)
        self.grid.itemClicked.connect(lambda item: self._pick(str(item.data(Qt.ItemDataRole.UserRole))))
        self.grid.itemActivated.connect(lambda item: self._pick(str(item.data(Qt.ItemDataRole.UserRole))))
        self.first = self.grid if names else file

    def _filter(self, words: str) -> None:
        for row in range(self.grid.count()):
            item = self.grid.item(row)
            item.setHidden(words.lower() not in str(item.data(Qt.ItemDataRole.UserRole)).lower())

    def _pick(self, name: str) -> None:
        self.picked.emit(name)
        self.close()

    def _want_file(self) -> None:
        self.close()
        self.file_wanted.emit()
