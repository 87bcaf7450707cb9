"""Rows of a tree that are renamed in place: a field that keeps open, and says why, while a name cannot be.

How rows look is for the rooms' own delegates. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from formwright.designer.ui.name_hint import NameHint
from formwright.runtime.appfiles.names import NameProblem

Index = QModelIndex | QPersistentModelIndex


class Named(Protocol):
    @property
    def name(self) -> str: ...


class RenamingDelegate(QStyledItemDelegate):
    def __init__(
        self,
        role: int,
        field_name: str,
        left: int,
        check_name: Callable[[Any, str], NameProblem | None],
        parent: QObject | None = None,
    ) -> None:
        """`role` gives what a row stands for, with a `name`; the field begins `left` pixels into the row."""
        super().__init__(parent)
        self._role = role
        self._field_name = field_name
        self._left = left
        self._check_name = check_name
        self._hint: NameHint | None = None

    def selected_length(self, item: Named) -> int:
        """How much of the name is selected, so that typing replaces it."""
        return len(item.name)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        item: Named = index.data(self._role)
        field = QLineEdit(parent)
        field.setObjectName(self._field_name)
        field.setAccessibleName(f"Name of {item.name}")
        field.setProperty("item", item)
        self._hint = NameHint(field)
        field.textEdited.connect(lambda _text: self._show_hint(field))
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        area: QRect = option.rect
        editor.setGeometry(area.adjusted(self._left, 0, -2, 0))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            item: Named = index.data(self._role)
            editor.setText(item.name)
            editor.setSelection(0, self.selected_length(item))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and self._problem(editor) is None:
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QLineEdit) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
            if enter and self._show_hint(editor):
                QApplication.beep()
                return True  # stays open until the name is possible, or Esc
        return super().eventFilter(editor, event)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._hint = None  # a child of the editor: goes with it
        super().destroyEditor(editor, index)

    def _problem(self, field: QLineEdit) -> NameProblem | None:
        item = field.property("item")
        return self._check_name(item, field.text().strip()) if item is not None else None

    def _show_hint(self, field: QLineEdit) -> bool:
        problem = self._problem(field)
        if self._hint is not None:
            self._hint.show_problem(problem)
        return problem is not None
