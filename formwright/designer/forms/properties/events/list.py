"""All events of what is selected. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import Transaction
from formwright.designer.forms.properties.documentation import doc_of_event
from formwright.designer.forms.properties.events.links import Links
from formwright.designer.forms.properties.events.row import EventRow
from formwright.designer.forms.properties.subject import Subject


class EventList(QScrollArea):
    apply = Signal(object)
    """A `Transaction`."""
    open_wanted = Signal(str)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._links: Links | None = None
        self._editable = True
        self._search = ""
        self._code: TextDocument | None = None
        self.rows: list[EventRow] = []
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 4, 0, 12)
        self._column.setSpacing(0)
        self._hint = QLabel("Double-click an event to write its handler.")
        self._hint.setProperty("kind", "muted")
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(14, 6, 14, 6)
        self._column.addWidget(self._hint)
        self._column.addStretch(1)
        self.setWidget(inner)
        # The code may be typed while this is open: what exists is looked up once it rests.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self.refresh)

    def show_subject(self, subject: Subject | None, search: str = "", *, editable: bool = True) -> None:
        self._links = Links(subject) if subject is not None else None
        self._editable, self._search = editable, search
        self._follow(subject.design.active.code if subject is not None else None)
        self._fill()

    def forget(self) -> None:
        for row in self.rows:
            row.forget()

    def refresh(self) -> None:
        if self._links is not None:
            self._links = Links(self._links.subject)
            self._fill()

    def _follow(self, code: TextDocument | None) -> None:
        if code is not self._code:
            if self._code is not None:
                self._code.text_changed.disconnect(self._on_code)
            self._code = code
            if code is not None:
                code.text_changed.connect(self._on_code)

    def _on_code(self, *_: object) -> None:
        if self.isVisible():
            self._later.start()

    def _fill(self) -> None:
        links = self._links
        words = self._search.lower().split()
        events = [
            event
            for event in (links.subject.events if links is not None else ())
            if all(word in f"{event.name} {doc_of_event(event)}".lower().replace("_", " ") for word in words)
        ]
        while len(self.rows) < len(events):
            row = EventRow()
            row.linked.connect(self._on_linked)
            row.open_wanted.connect(self.open_wanted)
            row.leave.connect(self._on_leave)
            row.escaped.connect(self.escaped)
            self._column.insertWidget(self._column.count() - 2, row)
            self.rows.append(row)
        for index, row in enumerate(self.rows):
            if links is not None and index < len(events):
                event = events[index]
                row.show_event(event, links.link(event), links.methods, editable=self._editable)
            row.setVisible(index < len(events))
        self._hint.setVisible(bool(events) or not words)
        self._hint.setText(self._words(bool(events)))

    def _words(self, some: bool) -> str:
        links = self._links
        if not some:
            return "It has no events."
        if links is not None and not links.has_code:
            return "The form has no Python file: handlers cannot be written."
        if links is not None and links.code.error:
            return "The code does not parse just now, so methods are guessed by their lines."
        return "Double-click an event, or press Alt+Enter, to write its handler."

    def row(self, event: str) -> EventRow | None:
        return next((row for row in self.rows if row.event_spec.name == event and not row.isHidden()), None)

    def event_of(self, widget: QWidget) -> str:
        """The event in whose row a widget stands, or ""."""
        return next((row.event_spec.name for row in self.rows if row.isAncestorOf(widget)), "")

    def focus_first(self) -> bool:
        if self.rows and not self.rows[0].isHidden():
            self.rows[0].field.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _on_linked(self, name: str, method: str) -> None:
        links = self._links
        event = next((each for each in links.subject.events if each.name == name), None) if links else None
        if links is not None and event is not None:
            transaction: Transaction = links.transaction(event, method or None)
            self.apply.emit(transaction)
            self.refresh()

    def _on_leave(self, row: EventRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows) and not self.rows[at].isHidden():
            self.rows[at].field.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.rows[at], 0, 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
