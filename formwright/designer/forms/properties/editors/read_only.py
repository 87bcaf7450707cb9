"""What only running code sets. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from formwright.designer.forms.properties.editors.base import Editor
from formwright.designer.forms.properties.subject import Shown


class ReadOnlyEditor(Editor):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        label = QLabel("set while running")
        label.setProperty("kind", "muted")
        row.addWidget(label)

    def show_value(self, shown: Shown) -> None:
        """There is none to show."""
