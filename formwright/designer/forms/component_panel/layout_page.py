"""How a form is shown where people choose a layout. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.component_panel.sheet import Sheet
from formwright.designer.ui.form_rows import add_row, form_layout

FIELDS = (
    ("title", "&Title", "What people choose it by"),
    ("description", "&Description", "What it is for"),
    ("thumbnail", "T&humbnail", "asset:picture.png"),
)
NO_SLOTS = (
    "A form with slots can be a layout for other forms. This one has none yet: add one on the page Slots."
)


class LayoutPage(QWidget):
    title = "As a layout"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.lines: dict[str, QLineEdit] = {}
        form = form_layout()
        for key, title, hint in FIELDS:
            line = QLineEdit()
            line.setPlaceholderText(hint)
            line.setObjectName(key)
            line.editingFinished.connect(lambda key=key, line=line: self._set(key, line.text()))
            add_row(form, title, line, f"{title.replace('&', '')} of the layout")
            self.lines[key] = line
        self.internal = QCheckBox("Do not offer it to apps that use this one")
        self.internal.clicked.connect(self._set_internal)
        form.addRow("", self.internal)
        self._state = QLabel()
        self._state.setProperty("kind", "muted")
        self._state.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self._state)
        column.addLayout(form)
        column.addStretch(1)
        sheet.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        slots = self._sheet.value("slots")
        names = ", ".join(map(str, slots)) if isinstance(slots, dict) else ""
        self._state.setText(
            f"Other forms can be shown in this one; they fill {names}." if names else NO_SLOTS
        )
        for key, line in self.lines.items():
            text = str(self._sheet.value("layout_metadata", key) or "")
            if line.text() != text:
                line.setText(text)
        self.internal.setChecked(bool(self._sheet.value("layout_metadata", "internal")))

    def _set(self, key: str, text: str) -> None:
        self._sheet.set(f"Change the layout's {key}", ("layout_metadata", key), text.strip() or UNSET)

    def _set_internal(self, on: bool) -> None:
        label = "Keep the layout to this app" if on else "Offer the layout to other apps"
        self._sheet.set(label, ("layout_metadata", "internal"), True if on else UNSET)
