"""A tool button that shows an icon only: its title is its tool tip and its accessible name. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from formwright.designer.ui.icons import icon


def icon_button(
    row: QHBoxLayout, symbol: str, title: str, action: Callable[[], object] | None = None
) -> QToolButton:
    """Added at the end of `row`."""
    button = QToolButton()
    button.setIcon(icon(symbol))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(title)
    button.setAccessibleName(title)
    if action is not None:
        button.clicked.connect(lambda: action())
    row.addWidget(button)
    return button
