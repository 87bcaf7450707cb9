"""A table of what a form declares, with buttons to add, remove and reorder, and details below. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.forms.changes import Change
from formwright.designer.core.forms.reuse.declarations import Field, Invalid, parsed
from formwright.designer.forms.component_panel.details import Details
from formwright.designer.forms.component_panel.model import EntriesModel, Index
from formwright.designer.forms.component_panel.sheet import Sheet
from formwright.designer.forms.component_panel.sources import Entries
from formwright.designer.ui.icons import icon


class FieldDelegate(QStyledItemDelegate):
    """A list for a choice, a line for the rest."""

    def __init__(self, entries: Entries, model: EntriesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = entries
        self._model = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        field = self._model.fields[index.column()]
        if field.input != "choice":
            line = QLineEdit(parent)
            line.setPlaceholderText(field.hint)
            line.setAccessibleName(field.title)
            return line
        combo = QComboBox(parent)
        combo.setAccessibleName(field.title)
        combo.addItems(list(self._entries.options(field)))
        combo.activated.connect(lambda _at: self._done(combo))
        return combo

    def _done(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            if editor.findText(text) < 0:
                editor.addItem(text)
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        model.setData(index, editor.text() if isinstance(editor, QLineEdit) else text)


class EntriesTable(QTableView):
    """Del removes, Insert adds; Alt with arrows reorders."""

    def __init__(self, page: EntriesPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete:
            self._page.remove()
        elif event.key() == Qt.Key.Key_Insert:
            self._page.add()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._page.move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class EntriesPage(QWidget):
    def __init__(self, sheet: Sheet, entries: Entries, explanation: str) -> None:
        super().__init__()
        self._sheet = sheet
        self._entries = entries
        self.model = EntriesModel(entries, self._take)
        self.table = EntriesTable(self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(FieldDelegate(entries, self.model, self.table))
        self.details = Details(
            [field for field in entries.fields if not field.in_table], lambda f, t: self._take(self.row, f, t)
        )
        self.problem = QLabel()
        self.problem.setProperty("kind", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._explanation = QLabel(explanation)
        self._explanation.setProperty("kind", "muted")
        self._explanation.setWordWrap(True)
        noun = entries.noun
        self.add_button = QPushButton(
            icon("plus", "accent"), f"Add {'an' if noun == 'event' else 'a'} {noun}"
        )
        self.add_button.setAutoDefault(False)  # Enter in a field is not for it
        self.add_button.clicked.connect(self.add)
        self.remove_button = _tool("trash-can-outline", f"Remove the {noun} (Del)", self.remove)
        self.up_button = _tool("arrow-up", "Move up (Alt+Up)", lambda: self.move_by(-1))
        self.down_button = _tool("arrow-down", "Move down (Alt+Down)", lambda: self.move_by(1))
        self._set_up_table()
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._on_current)
        sheet.changed.connect(self.refresh)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_row()

    @property
    def row(self) -> int:
        return self.table.currentIndex().row()

    @property
    def title(self) -> str:
        """With how many there are."""
        count = self.model.rowCount()
        words = {"property": "Properties"}.get(self._entries.noun, f"{self._entries.noun.capitalize()}s")
        return f"{words} ({count})" if count else words

    def refresh(self) -> None:
        self.model.refresh()
        if self.row < 0 and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(self.model.rowCount() - 1, 0))
        self._show_row()

    # --- what the buttons do
    def add(self) -> None:
        if self._apply(f"Add a {self._entries.noun}", self._entries.add()):
            self.table.setFocus()
            index = self.model.index(self.model.rowCount() - 1, 0)
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def remove(self) -> None:
        row = self.row
        entry = self.model.entry(row)
        if entry is None:
            return
        try:
            change = self._entries.remove(row)
        except Invalid as error:
            self._say(str(error))
            return
        if self._apply(f"Remove the {self._entries.noun} {entry.get('name')}", change):
            self.table.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))

    def move_by(self, by: int) -> None:
        row = self.row
        change = self._entries.move(row, by) if row >= 0 else None
        if change is not None and self._apply(f"Move the {self._entries.noun}", change):
            self.table.setCurrentIndex(self.model.index(row + by, self.table.currentIndex().column()))

    def _apply(self, label: str, change: Change) -> bool:
        self._say("")
        return self._sheet.apply(label, (change,))

    def _take(self, row: int, field: Field, text: str) -> bool:
        """What was typed, into the template; what cannot be leaves the old value and says why."""
        entry = self.model.entry(row)
        if entry is None:
            return False
        try:
            value = parsed(field, entry, text)
            self._entries.check(row, field, value)
        except Invalid as error:
            self._say(f"{field.title} of {entry.get('name')}: {error}")
            return False
        self._say("")
        label = f"Change {field.title.lower()} of the {self._entries.noun} {entry.get('name')}"
        return self._sheet.apply(label, self._entries.set(row, field, value))

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.table.setAccessibleDescription(problem)

    # --- how it looks
    def _on_current(self, _new: QModelIndex | QPersistentModelIndex, _old: object) -> None:
        self._show_row()

    def _show_row(self) -> None:
        row, count = self.row, self.model.rowCount()
        self.details.show_entry(self.model.entry(row))
        self.table.setVisible(count > 0)
        self.remove_button.setEnabled(row >= 0)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.title.partition(" (")[0])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.setShowGrid(False)
        table.setMinimumHeight(150)
        table.setAlternatingRowColors(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate((150, 130, 130)[: len(self.model.fields) - 1]):
            table.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        for button in (self.up_button, self.down_button, self.remove_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._explanation)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        column.addWidget(self.details)
        column.addStretch(0)


def _tool(sign: str, name: str, run: object) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(sign, "muted"))
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(run)
    return button
