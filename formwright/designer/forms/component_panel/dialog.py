"""The window in which a form is made a component or a layout for other forms. GUI thread.

Not modal: each change is a step of the form's history, so that canvas, toolbox and undo go along.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.reuse.declarations import EVENT_FIELDS, PROPERTY_FIELDS
from formwright.designer.forms.component_panel.entries_page import EntriesPage
from formwright.designer.forms.component_panel.identity_page import IdentityPage
from formwright.designer.forms.component_panel.layout_page import LayoutPage
from formwright.designer.forms.component_panel.sheet import Sheet
from formwright.designer.forms.component_panel.sources import Declarations, Slots

PROPERTIES = "Where the form is used, these stand in the properties panel. In its code they are self.NAME."
EVENTS = "What the form tells those who use it: its code calls self.raise_event(NAME)."
SLOTS = "Places in which other forms put components, when this one is their layout or a component of theirs."


class ComponentDialog(QDialog):
    def __init__(self, designs: Designs, form: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Use {form} as a component")
        self.sheet = Sheet(designs, form, self)
        new_property = {"name": "value", "type": "string"}
        properties = Declarations(self.sheet, "properties", "property", PROPERTY_FIELDS, new_property)
        events = Declarations(self.sheet, "events", "event", EVENT_FIELDS, {"name": "changed"})
        self.identity = IdentityPage(self.sheet)
        self.properties = EntriesPage(self.sheet, properties, PROPERTIES)
        self.events = EntriesPage(self.sheet, events, EVENTS)
        self.slots = EntriesPage(self.sheet, Slots(self.sheet), SLOTS)
        self.layout_page = LayoutPage(self.sheet)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._pages: tuple[IdentityPage | EntriesPage | LayoutPage, ...] = (
            self.identity,
            self.properties,
            self.events,
            self.slots,
            self.layout_page,
        )
        for page in self._pages:
            self.tabs.addTab(page, page.title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setProperty("autoDefault", False)  # Enter ends a field, not the dialog
        buttons.setContentsMargins(16, 0, 16, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        self.sheet.changed.connect(self._show_counts)
        designs.catalog_changed.connect(self._on_app_changed)
        self._designs = designs
        self.finished.connect(self._release)

    def _show_counts(self) -> None:
        for number, page in enumerate(self._pages):
            self.tabs.setTabText(number, page.title)

    def _on_app_changed(self) -> None:
        """The form may have been renamed, or be gone."""
        if self.sheet.form not in self._designs.project.app.form_files:
            self.reject()
        else:
            self.setWindowTitle(f"Use {self.sheet.form} as a component")
            self.identity.refresh()

    def _release(self) -> None:
        self._designs.catalog_changed.disconnect(self._on_app_changed)
        self.sheet.release()

    def sizeHint(self) -> QSize:
        return QSize(760, 660)
