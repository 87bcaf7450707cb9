"""One event: its name, the method that handles it, and what to do where there is none. GUI thread."""

from __future__ import annotations

import keyword

from PySide6.QtCore import QEvent, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.forms.properties.documentation import event_tooltip
from formwright.designer.forms.properties.editors.base import MIXED
from formwright.designer.forms.properties.editors.cell import HEIGHT, Cell
from formwright.designer.forms.properties.editors.painting import mark, text
from formwright.designer.forms.properties.events.links import Link
from formwright.designer.forms.properties.row import INDENT, SIGN
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant
from formwright.runtime.spec.components import EventSpec

NAME = 92
"""Names of events are shorter than those of methods."""


class EventRow(QWidget):
    linked = Signal(str, str)
    """Event and method; "" unlinks it."""
    open_wanted = Signal(str)
    """The handler, which may have to be made."""
    leave = Signal(object, int)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.event_spec = EventSpec("")
        self.link = Link()
        self._methods: tuple[str, ...] = ()
        self._dirty = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.field = Cell()
        self.field.set_signs(after="arrow-right-circle-outline")
        self._words = QStringListModel(self)
        self.completer = QCompleter(self._words, self)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offered = QListView()
        self.completer.setPopup(self.offered)
        self.field.setCompleter(self.completer)
        self.field.textEdited.connect(self._on_edited)
        self.field.editingFinished.connect(self._on_finished)
        self.field.after_clicked.connect(self._open)
        self.reason = QLabel()
        self.reason.setProperty("kind", "error")
        self.reason.setWordWrap(True)
        self.create_button = QPushButton("Create")
        self.create_button.clicked.connect(self._open)
        self.relink = QPushButton("Relink")
        self.relink.clicked.connect(self._choose_other)
        self._mending = QWidget()
        buttons = QHBoxLayout(self._mending)
        buttons.setContentsMargins(0, 0, 0, 4)
        buttons.setSpacing(6)
        for button in (self.create_button, self.relink):
            button.setProperty("kind", "small")
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(NAME + INDENT, 2, SIGN, 2)
        column.setSpacing(3)
        column.addWidget(self.field)
        column.addWidget(self.reason)
        column.addWidget(self._mending)

    def show_event(self, event: EventSpec, link: Link, methods: tuple[str, ...], *, editable: bool) -> None:
        if event.name != self.event_spec.name:
            self._dirty = False
        self.event_spec, self.link = event, link
        if methods != self._methods:
            self._methods = methods
            self._words.setStringList(list(methods))
        self.field.setAccessibleName(f"Handler of {event.name}")
        self.field.setReadOnly(not editable or link.by_decorator)
        self.field.setPlaceholderText(MIXED if link.mixed else "")
        if not self._dirty:
            shown = "" if link.mixed else link.method
            if self.field.text() != shown:
                self.field.setText(shown)
                self.field.setCursorPosition(0)
            self._show_reason(self._broken_words(), mend=not link.exists and not link.mixed and editable)
        self.update()

    def forget(self) -> None:
        """What is half entered is of another component."""
        self._dirty = False

    def _broken_words(self) -> str:
        if self.link.exists or self.link.mixed:
            return ""
        return f"The form has no method {self.link.method}."

    def _show_reason(self, reason: str, *, mend: bool = False) -> None:
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self._mending.setVisible(mend)
        set_variant(self.field, "invalid", "true" if reason else "")
        self.field.setAccessibleDescription(reason)

    # --- entering

    def _on_edited(self) -> None:
        self._dirty = True
        self._show_reason("")

    def _on_finished(self) -> None:
        if not self._dirty or self.offered.isVisible():
            return
        name = self.field.text().strip()
        if name and (not name.isidentifier() or keyword.iskeyword(name)):
            self._show_reason("A method’s name has letters, digits and _, and is no word of Python.")
            return
        self._dirty = False
        if name != self.link.method or self.link.mixed:
            self.linked.emit(self.event_spec.name, name)
        else:
            self._show_reason(self._broken_words(), mend=not self.link.exists)

    def _open(self) -> None:
        self.open_wanted.emit(self.event_spec.name)

    def _choose_other(self) -> None:
        menu = QMenu(self)
        for name in self._methods:
            action = menu.addAction(icon("function", "muted"), name)
            action.triggered.connect(
                lambda _checked=False, name=name: self.linked.emit(self.event_spec.name, name)
            )
        if not self._methods:
            menu.addAction("The form has no methods yet").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.relink.mapToGlobal(QPoint(0, self.relink.height() + 2)))

    def unlink(self) -> None:
        self.linked.emit(self.event_spec.name, "")

    # --- the keyboard and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and alt:
            self._open()
        elif key == Qt.Key.Key_Down and alt:
            self.completer.setCompletionPrefix("")
            self.completer.complete()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.leave.emit(self, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape:
            if self._dirty:
                self._dirty = False
                self.show_event(
                    self.event_spec, self.link, self._methods, editable=not self.field.isReadOnly()
                )
            else:
                self.escaped.emit()
        elif key == Qt.Key.Key_Menu:
            self._show_menu(self.mapToGlobal(QPoint(NAME, HEIGHT)))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.field.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._show_menu(event.globalPos())

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(icon("arrow-right-circle-outline", "muted"), "Go to the handler").triggered.connect(
            self._open
        )
        unlink = menu.addAction(icon("link-variant-off", "muted"), "Unlink")
        unlink.setEnabled(
            bool(self.link.method) and not self.link.by_decorator and not self.field.isReadOnly()
        )
        unlink.triggered.connect(self.unlink)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            notes = "<br>Linked by @handle in the code." if self.link.by_decorator else ""
            QToolTip.showText(event.globalPos(), event_tooltip(self.event_spec) + notes, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        area = QRect(INDENT, 2, NAME - 6, HEIGHT)
        used = bool(self.link.method) or self.link.mixed
        if used:
            mark(painter, area.center().y(), "accent" if self.link.exists else "danger")
        text(
            painter,
            self,
            area,
            self.event_spec.name,
            "text" if used or self.event_spec.default else "muted",
            bold=used,
        )
        sign = QRect(self.width() - SIGN + 2, (HEIGHT - 16) // 2 + 2, 16, 16)
        if self.link.by_decorator:
            icon("at", "muted").paint(painter, sign)
        elif self.event_spec.default and not used:
            icon("flash-outline", "muted").paint(painter, sign)
