"""Dynamic properties that the style sheet reads, such as kind="primary" or invalid="true". GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_variant(widget: QWidget, name: str, value: str) -> None:
    """Sets the property and has the style sheet looked up again, which Qt does not do by itself."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
