"""What a link from elsewhere asks for, shown before anything is fetched. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from formwright.designer.core.links import CloneLink, ExampleLink
from formwright.designer.ui.icons import icon


class LinkQuestion(QDialog):
    """No is what Enter and Esc answer: the question comes uncalled for."""

    def __init__(
        self,
        link: CloneLink | ExampleLink,
        workspace: Path,
        go: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Clone from a link")
        mark = QLabel()
        mark.setPixmap(icon("link-variant", "accent").pixmap(QSize(36, 36)))
        if isinstance(link, CloneLink):
            title, source = f"Clone “{link.name}” from {link.host}?", link.url
            what = (
                "The repository is downloaded from there. None of its code runs before you have been asked "
                "and said so."
            )
        else:
            title, source = f"Clone the example “{link.title}”?", "the gallery of this Formwright"
            what = "Nothing is downloaded: it came with Formwright, and runs when it is opened."
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        self.facts = QLabel(f"From: {source}\nTo: {workspace}")
        words = QLabel(f"A link asks for it. {what}")
        words.setProperty("kind", "muted")
        for label in (heading, self.facts, words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.clone = self.buttons.addButton("Clone", QDialogButtonBox.ButtonRole.AcceptRole)
        self.clone.setAutoDefault(False)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)
        self.accepted.connect(lambda: go())
        column = QVBoxLayout()
        column.setSpacing(10)
        for widget in (heading, self.facts, words, self.buttons):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 20)
        row.setSpacing(18)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setMinimumWidth(560)
        cancel.setFocus()
