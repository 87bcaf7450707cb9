"""Rows of a dialog: label and control of one height, the label naming the control for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

HEIGHT = 32


def form_layout() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(20)
    form.setVerticalSpacing(12)
    return form


def add_row(form: QFormLayout, title: str, control: QWidget, name: str = "") -> None:
    """`title` may mark its shortcut letter with `&`."""
    label = QLabel(title)
    label.setMinimumHeight(HEIGHT)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    label.setBuddy(control)
    if not control.accessibleName():
        control.setAccessibleName(name or title.replace("&", ""))
    if control.layout() is None:
        control.setMinimumHeight(HEIGHT)
    form.addRow(label, control)


def add_explanation(form: QFormLayout, text: str) -> None:
    label = QLabel(text)
    label.setProperty("kind", "muted")
    label.setWordWrap(True)
    form.addRow("", label)
