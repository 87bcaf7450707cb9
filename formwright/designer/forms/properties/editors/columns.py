"""Columns of a DataGrid: a title, the key of the item to show, a width. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Editor, Invalid
from formwright.designer.forms.properties.editors.length import check_length
from formwright.designer.forms.properties.editors.record_list import Column, Record, RecordList
from formwright.designer.forms.properties.subject import Shown
from formwright.runtime.spec.app import Json

_COLUMNS = (Column("title"), Column("key"), Column("width", 52))
_KEYS = ("title", "data_key", "width")


class ColumnsEditor(Editor):
    """A column has an id that components in rows refer to: it is given once and stays."""

    wide = True
    live = True

    def __init__(self) -> None:
        super().__init__()
        self.list = RecordList("columns", _COLUMNS, "Takes the room that is left", "Add column")
        self.setFocusProxy(self.list.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.changed.connect(self._on_changed)
        self.list.committed.connect(self.committed)
        self._value: list[Json] = []

    def show_value(self, shown: Shown) -> None:
        value = [] if shown.mixed or not isinstance(shown.value, list | tuple) else list(shown.value)
        if value != self._value or not value:
            self._value = value
            self.list.show_records([_record(each) for each in value if isinstance(each, dict)])

    def focus_target(self) -> QWidget:
        return self.list.cells(0)[0] if self.list.records else self.list.add_button

    def set_editable(self, editable: bool) -> None:
        self.list.set_editable(editable)

    def forget(self) -> None:
        self._value = []
        self.list.show_records([])

    def _on_changed(self, records: list[Record]) -> None:
        bad = {}
        for index, record in enumerate(records):
            try:
                if record.texts[2].strip():
                    check_length(record.texts[2])
            except Invalid as error:
                bad[index] = str(error)
        self.list.set_bad({(index, 2) for index in bad})
        self.refused.emit(next(iter(bad.values()), ""))
        if not bad:
            taken = {str(record.origin.get("id")) for record in records if isinstance(record.origin, dict)}
            # A new row is a column once something is in it.
            self.list.records = [
                _record(self._column(record, taken)) if record.origin or any(record.texts) else record
                for record in records
            ]
            self._value = [record.origin for record in self.list.records if record.origin]
            self.edited.emit(list(self._value) or UNSET)

    @staticmethod
    def _column(record: Record, taken: set[str]) -> Json:
        """What the template says of it beyond this stays."""
        data = dict(record.origin) if isinstance(record.origin, dict) else {"id": _free_id(taken)}
        taken.add(str(data.get("id")))
        for key, text in zip(_KEYS, record.texts, strict=True):
            if text or key in ("title", "data_key"):
                data[key] = text.strip() if key == "width" else text
            else:
                data.pop(key, None)
        if record.flag:
            data["expand"] = True
        else:
            data.pop("expand", None)
        return data


def _record(column: dict[str, Json]) -> Record:
    texts = tuple("" if column.get(key) is None else str(column[key]) for key in _KEYS)
    return Record(texts, bool(column.get("expand")), dict(column))


def _free_id(taken: set[str]) -> str:
    """A, B, ... Z, AA, ... as in new DataGrids."""
    number = 0
    while True:
        name, rest = "", number
        while rest >= 0:
            name = chr(ord("A") + rest % 26) + name
            rest = rest // 26 - 1
        if name not in taken:
            return name
        number += 1
