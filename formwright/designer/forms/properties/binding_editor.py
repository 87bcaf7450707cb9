"""The data binding of one property: an expression over `self`, and whether it writes back. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QStringListModel, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QToolButton, QWidget

from formwright.designer.core.forms.changes import Binding
from formwright.designer.forms.properties.binding_names import check, names_for, token_at
from formwright.designer.forms.properties.editors.base import MIXED, Surroundings, words_of
from formwright.designer.forms.properties.editors.cell import HEIGHT, Cell
from formwright.designer.forms.properties.subject import Entry
from formwright.designer.ui.code_font import installed_family
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant

AT_MOST = 60


class BindingEditor(QWidget):
    bound = Signal(object)
    """A `Binding`, or None."""
    refused = Signal(str)
    abandoned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._binding: Binding | None = None
        self._entry: Entry | None = None
        self._surroundings: Surroundings | None = None
        self._dirty = False
        self.field = Cell()
        self.field.setProperty("kind", "binding")
        self.field.set_signs(self._paint_sign)
        self.field.setPlaceholderText('self.item["name"]')
        self.writeback = QToolButton()
        self.writeback.setCheckable(True)
        self.writeback.setIcon(icon("swap-horizontal", "text"))
        self.writeback.setFixedSize(22, HEIGHT)
        self.writeback.setProperty("kind", "tiny")
        self.writeback.setAccessibleName("Write back")
        self.writeback.setToolTip("Write back: what the user enters is assigned to the expression")
        self._words = QStringListModel(self)
        self.completer = QCompleter(self._words, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.field)
        self.offered = QListView()
        self.completer.setPopup(self.offered)
        self.completer.activated.connect(self._complete)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addWidget(self.writeback)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._on_edited)
        self.field.editingFinished.connect(self._on_finished)
        self.writeback.clicked.connect(self._on_writeback)

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        self._entry, self._surroundings = entry, surroundings
        self.writeback.setVisible(can_write_back(entry))
        self.field.setAccessibleName(f"Data binding of {words_of(entry)}")
        family = installed_family(surroundings.theme.monospace())
        if self.field.font().family() != family:
            self.field.setStyleSheet(f'font-family: "{family}"; font-size: 9pt;')

    def show_binding(self, binding: Binding | None, *, differs: bool) -> None:
        if self._dirty and binding == self._binding:
            return
        self._binding = binding
        self._dirty = False
        code = "" if differs or binding is None else binding.code
        if self.field.text() != code:
            self.field.setText(code)
            self.field.setCursorPosition(0)
        self.field.setPlaceholderText(MIXED if differs else 'self.item["name"]')
        self.field.setToolTip(code)
        self.writeback.setChecked(binding is not None and binding.writeback)
        if self._entry is not None and binding is not None and binding.writeback:
            self.writeback.setVisible(True)
        self._set_reason(check(code, writes=self.writeback.isChecked()))

    def set_editable(self, editable: bool) -> None:
        self.field.setReadOnly(not editable)
        self.writeback.setEnabled(editable)

    @property
    def is_dirty(self) -> bool:
        return self._dirty

    def restore(self) -> None:
        self._dirty = False
        self.show_binding(self._binding, differs=False)

    def forget(self) -> None:
        self._dirty = False
        self._binding = None
        self.field.clear()
        self.writeback.setChecked(False)
        self._set_reason("")

    # --- entering

    def _on_edited(self, text: str) -> None:
        self._dirty = True
        set_variant(self.field, "invalid", "")
        self.refused.emit("")
        self._offer(token_at(text, self.field.cursorPosition()))

    def offer_all(self) -> None:
        """Alt+Down: also before anything is typed."""
        token = token_at(self.field.text(), self.field.cursorPosition())
        self._offer(token or "self.")

    def _offer(self, token: str) -> None:
        if self._surroundings is None or len(token) < 2:
            self.offered.hide()
            return
        designs = self._surroundings.designs
        document = designs.document(self._surroundings.form)
        code = document.code.text if document.code is not None else ""
        names = names_for(token, document.template, designs.catalog, code, self._surroundings.app)
        words = [name.text for name in names]
        others = [word for word in words if word != token]
        self._words.setStringList(others[:AT_MOST])
        if not others:
            self.offered.hide()
            return
        self.completer.setCompletionPrefix("")
        place = QRect(0, 0, max(self.field.width(), 230), self.field.height())
        self.completer.complete(place)
        # What is a name already is not made a longer one by Enter.
        self.offered.setCurrentIndex(self._words.index(-1 if token in words else 0))

    def _complete(self, name: str) -> None:
        caret = self.field.cursorPosition()
        text = self.field.text()
        start = caret - len(token_at(text, caret))
        rest = text[caret:]
        if name.endswith('"]') and rest.startswith(('"]', "']")):
            rest = rest[2:]
        self.field.setText(text[:start] + name + rest)
        self.field.setCursorPosition(start + len(name))
        self._dirty = True

    def _on_finished(self) -> None:
        if self.offered.isVisible():
            return
        code = self.field.text().strip()
        if not self._dirty:
            if not code and self._binding is None and not self.field.hasFocus():
                self.abandoned.emit()
            return
        reason = check(code, writes=self.writeback.isChecked())
        self._set_reason(reason)
        if reason:
            return
        self._dirty = False
        if code:
            self._bind(Binding(code, self.writeback.isChecked()))
        elif self._binding is not None:
            self.bound.emit(None)
        else:
            self.abandoned.emit()

    def _bind(self, binding: Binding) -> None:
        if binding != self._binding:
            self._binding = binding
            self.bound.emit(binding)

    def _on_writeback(self, on: bool) -> None:
        code = self.field.text().strip()
        reason = check(code, writes=on)
        self._set_reason(reason)
        if reason and on:
            self.writeback.setChecked(False)
        elif code and not reason:
            self._dirty = False
            self._bind(Binding(code, on))

    def _set_reason(self, reason: str) -> None:
        set_variant(self.field, "invalid", "true" if reason else "")
        self.field.setAccessibleDescription(reason)
        self.refused.emit(reason)

    def _paint_sign(self, painter: QPainter, rect: QRect) -> None:
        icon("link-variant", "accent").paint(painter, rect)


def can_write_back(entry: Entry) -> bool:
    return entry.spec.writeback or bool(entry.spec.writeback_events)
