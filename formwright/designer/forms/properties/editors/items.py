"""Lists of texts, such as what a DropDown offers; with a value beside each text if wanted. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Editor, Invalid, Surroundings
from formwright.designer.forms.properties.editors.json_value import read_json, write_json
from formwright.designer.forms.properties.editors.record_list import Column, Record, RecordList
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.runtime.spec.app import Json


class ItemsEditor(Editor):
    live = True
    wide = True

    def __init__(self) -> None:
        super().__init__()
        self.list = RecordList("items", (Column("text"), Column("value")), adding="Add item")
        self.setFocusProxy(self.list.add_button)
        self.values = QPushButton("With values")
        self.values.setCheckable(True)
        self.values.setProperty("kind", "flat")
        self.values.setToolTip("A value beside each text: what the program gets when it is chosen")
        self.values.toggled.connect(self._on_values)
        self.list.foot.addWidget(self.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.changed.connect(self._on_changed)
        self.list.committed.connect(self.committed)

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self.values.setVisible(entry.classic)

    def show_value(self, shown: Shown) -> None:
        value = [] if shown.mixed or not isinstance(shown.value, list | tuple) else list(shown.value)
        records = [_record(item) for item in value]
        if self._values_of(self.list.records) != value or not records:
            self.list.show_records(records)
        if any(record.texts[1] for record in records) and not self.values.isChecked():
            self.values.setChecked(True)
        self.list.add_button.setText("Mixed: replace all" if shown.mixed else "Add item")
        self._arrange()

    def focus_target(self) -> QWidget:
        return self.list.cells(0)[0] if self.list.records else self.list.add_button

    def set_editable(self, editable: bool) -> None:
        self.list.set_editable(editable)

    def forget(self) -> None:
        self.list.show_records([])
        self.values.setChecked(False)

    def _arrange(self) -> None:
        self.list.show_column(1, self.values.isChecked())

    def _on_values(self, on: bool) -> None:
        self._arrange()
        if not on and any(record.texts[1] for record in self.list.records):
            self.list.show_records([Record((record.texts[0], "")) for record in self.list.records])
            self._on_changed(self.list.records)
            self.committed.emit()

    def _on_changed(self, records: list[Record]) -> None:
        self._arrange()
        bad = {}
        for index, record in enumerate(records):
            try:
                _item(record)
            except Invalid as error:
                bad[index] = str(error)
        self.list.set_bad({(index, 1) for index in bad})
        self.refused.emit(next(iter(bad.values()), ""))
        if not bad:
            self.edited.emit(self._values_of(records) or UNSET)

    @staticmethod
    def _values_of(records: list[Record]) -> list[Json]:
        """A new row counts once something is in it."""
        try:
            return [_item(record) for record in records if record.origin or any(record.texts)]
        except Invalid:
            return []


def _record(item: Json) -> Record:
    if isinstance(item, list | tuple) and len(item) == 2:
        return Record((str(item[0]), write_json(item[1])), origin=True)
    return Record((item if isinstance(item, str) else str(item), ""), origin=True)


def _item(record: Record) -> Json:
    """Without a value, the text is the value."""
    text, value = record.texts
    return [text, read_json(value.strip())] if value.strip() else text
