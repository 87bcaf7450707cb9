"""Text and values for which the form itself has likely ones, in a menu. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.forms.properties.editors.json_value import JsonEditor
from formwright.designer.forms.properties.editors.text import TextEditor
from formwright.designer.forms.properties.subject import same


class SuggestedTextEditor(TextEditor):
    """What else is entered is as good."""

    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="chevron-down")

    def open_picker(self) -> None:
        show_suggestions(self)


class SuggestedValueEditor(JsonEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="chevron-down")

    def open_picker(self) -> None:
        if not show_suggestions(self):
            super().open_picker()


def show_suggestions(editor: LineEditor) -> bool:
    """False: there are none."""
    if editor.surroundings is None or editor.entry is None or editor.field.isReadOnly():
        return False
    found = editor.surroundings.suggest(editor.entry)
    if not found:
        return False
    menu = QMenu(editor)
    for title, value in found:
        action = menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(not editor.shown.mixed and same(editor.shown.value, value))
        action.triggered.connect(lambda _checked=False, value=value: editor.choose(value))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(editor.field.mapToGlobal(QPoint(0, editor.field.height() + 2)))
    return True
