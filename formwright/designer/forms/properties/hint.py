"""Below the list: what the property or event that has the keyboard is for. GUI thread.

Tooltips say the same to those who use the mouse.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from formwright.designer.forms.properties.documentation import doc_of, doc_of_event, type_words
from formwright.designer.forms.properties.events.row import EventRow
from formwright.designer.forms.properties.row import Row


class Hint(QFrame):
    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self.setObjectName("property_hint")
        self._owner = owner
        self.title = QLabel()
        self.title.setObjectName("subject_title")
        self.words = QLabel()
        self.words.setProperty("kind", "muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        for label in (self.title, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 12, 8)
        column.setSpacing(1)
        column.addWidget(self.title)
        column.addWidget(self.words, 1)
        self.setFixedHeight(self.title.sizeHint().height() + self.fontMetrics().lineSpacing() * 2 + 18)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self._subject = ("", "")
        self.show_subject("", "")

    def show_subject(self, title: str, words: str) -> None:
        """What is said while no property has the keyboard."""
        self._subject = (title, words)
        self.show_words(title, words)

    def show_words(self, title: str, words: str) -> None:
        self.title.setText(title)
        self.words.setText(words)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        at = now
        while at is not None and at is not self._owner and not isinstance(at, Row | EventRow):
            at = at.parentWidget()
        if isinstance(at, Row) and at.entry is not None and self._owner.isAncestorOf(at):
            spec = at.entry.spec
            self.show_words(f"{spec.name} – {type_words(spec)}", doc_of(spec))
        elif isinstance(at, EventRow) and self._owner.isAncestorOf(at):
            event = at.event_spec
            self.show_words(f"{event.name} – event", doc_of_event(event))
        elif now is not None:
            self.show_words(*self._subject)
