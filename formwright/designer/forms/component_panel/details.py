"""Below a table of entries: the fields of the selected one that have no column. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from formwright.designer.core.forms.reuse.declarations import Entry, Field, applies, shown
from formwright.designer.ui.form_rows import form_layout

#: Takes what was typed into a field of the selected entry; False keeps what was there.
Take = Callable[[Field, str], bool]


class Details(QWidget):
    def __init__(self, fields: Sequence[Field], take: Take) -> None:
        super().__init__()
        self._take = take
        self._entry: Entry | None = None
        self._form = form_layout()
        self._form.setVerticalSpacing(8)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.setLayout(self._form)
        self.controls: dict[str, QWidget] = {}
        self._fields = {field.key: field for field in fields}
        for field in fields:
            self._add(field)
        self.show_entry(None)

    def _add(self, field: Field) -> None:
        control = self._make(field)
        control.setAccessibleName(field.title)
        control.setObjectName(field.key)
        self.controls[field.key] = control
        if all(each.input == "flag" for each in self._fields.values()):
            self._form.addRow(control)
        else:
            self._form.addRow("" if field.input == "flag" else field.title, control)

    def _make(self, field: Field) -> QWidget:
        if field.input == "flag":
            box = QCheckBox(field.title)
            box.clicked.connect(lambda on, field=field: self._give(field, "yes" if on else ""))
            return box
        if field.input == "choice":
            combo = QComboBox()
            combo.setProperty("kind", "field")
            for option in field.options:
                combo.addItem(option or "by its type", option)
            combo.activated.connect(lambda _at, field=field: self._give(field, str(combo.currentData())))
            return combo
        if field.input == "lines":
            area = QPlainTextEdit()
            area.setProperty("kind", "field")
            area.setPlaceholderText(field.hint)
            area.setFixedHeight(72)
            area.setTabChangesFocus(True)
            area.installEventFilter(self)
            return area
        line = QLineEdit()
        line.setPlaceholderText(field.hint)
        line.editingFinished.connect(lambda field=field: self._give(field, line.text()))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An area of lines is done when it is left."""
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, QPlainTextEdit):
            self._give(self._fields[watched.objectName()], watched.toPlainText())
        return super().eventFilter(watched, event)

    def _give(self, field: Field, text: str) -> None:
        if self._entry is None or text == shown(field, self._entry):
            return
        if not self._take(field, text):
            self.show_entry(self._entry)

    def show_entry(self, entry: Entry | None) -> None:
        self._entry = entry
        self.setVisible(entry is not None)
        for key, control in self.controls.items():
            field = self._fields[key]
            self._form.setRowVisible(control, entry is not None and applies(field, entry))
            if entry is not None:
                _show(control, shown(field, entry))


def _show(control: QWidget, text: str) -> None:
    if isinstance(control, QCheckBox):
        control.setChecked(bool(text))
    elif isinstance(control, QComboBox):
        at = control.findData(text)
        if at < 0:
            control.addItem(text, text)
        control.setCurrentIndex(max(at, 0) if at >= 0 else control.count() - 1)
    elif isinstance(control, QPlainTextEdit):
        if control.toPlainText() != text:
            control.setPlainText(text)
    elif isinstance(control, QLineEdit) and control.text() != text:
        control.setText(text)
