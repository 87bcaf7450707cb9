"""A layout that fills lines with widgets of one width and breaks where they no longer fit. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items of a line are as tall as the tallest and stretch together to fill the width."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 16, stretch: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self._stretch = stretch
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        visible = [item for item in self._items if not item.isEmpty()]
        if not visible:
            return 0
        y = rect.y()
        for line in self._lines(visible, rect.width()):
            widths = [item.sizeHint().width() for item in line]
            if self._stretch:
                columns = self._columns(visible, rect.width())
                widths = [(rect.width() - self._gap * (columns - 1)) // columns] * len(line)
            height = max(
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in zip(line, widths, strict=True)
            )
            x = rect.x()
            for item, width in zip(line, widths, strict=True):
                if move:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + self._gap
            y += height + self._gap
        return y - self._gap - rect.y()

    def _columns(self, items: list[QLayoutItem], width: int) -> int:
        widest = max(item.sizeHint().width() for item in items)
        return max(1, (width + self._gap) // (widest + self._gap))

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        if self._stretch:
            columns = self._columns(items, width)
            return [items[start : start + columns] for start in range(0, len(items), columns)]
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in items:
            need = item.sizeHint().width() + (self._gap if lines[-1] else 0)
            if lines[-1] and used + need > width:
                lines.append([])
                used, need = 0, item.sizeHint().width()
            lines[-1].append(item)
            used += need
        return lines
