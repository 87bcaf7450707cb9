"""What one tab holds: a document, or a form's code and template under two sub-tabs. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from formwright.designer.editor.document_view import SERVER_FOLDER, DocumentView


class TabPage(QWidget):
    view_changed = Signal()

    def __init__(self, views: Sequence[DocumentView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = tuple(views)
        self._stack = QStackedWidget()
        self.parts = QTabBar()
        self.parts.setDrawBase(False)
        self.parts.setExpanding(False)
        self.parts.setStyleSheet("QTabBar::tab { padding: 3px 12px; border: none; }")
        self.parts.setAccessibleName("Parts of the form")
        for view in self.views:
            self._stack.addWidget(view)
            self.parts.addTab("Code" if view.document.path.endswith(".py") else "Template")
        self.parts.setVisible(len(self.views) > 1)
        self.parts.currentChanged.connect(self._on_part_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.parts)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.views[0])

    def current_view(self) -> DocumentView:
        return self.views[self._stack.currentIndex()]

    def view_of(self, path: str) -> DocumentView | None:
        return next((view for view in self.views if view.document.path == path), None)

    def show_view(self, view: DocumentView) -> None:
        self.parts.setCurrentIndex(self.views.index(view))

    @property
    def dirty(self) -> bool:
        return any(view.document.dirty for view in self.views)

    @property
    def is_form(self) -> bool:
        return any(not view.document.path.endswith(".py") for view in self.views) and len(self.views) > 1

    @property
    def is_server(self) -> bool:
        return self.views[0].document.path.startswith(SERVER_FOLDER)

    @property
    def title(self) -> str:
        """Modules are called what Python calls them; other files by their file name."""
        path = PurePosixPath(self.views[0].document.path)
        if path.suffix != ".py":
            return path.name
        return path.parent.name if path.name == "__init__.py" else path.stem

    def _on_part_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.setFocusProxy(self.views[index])
        self.view_changed.emit()
