"""The toolbox: what a form can be made of, to be dragged or put after what is selected. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.placement.editing import Editing
from formwright.designer.core.forms.reuse.item_templates import lacks_template
from formwright.designer.core.forms.tools import Tool
from formwright.designer.forms.key_commands import run_command
from formwright.designer.forms.toolbox.model import ToolboxModel
from formwright.designer.forms.toolbox.offer import Offer
from formwright.designer.forms.toolbox.view import ToolboxView
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Theme


class ToolboxPanel(QWidget):
    def __init__(self, designs: Designs, commands: Commands, theme: Theme) -> None:
        super().__init__()
        self._designs = designs
        self._commands = commands
        self._editing = Editing(designs)
        self.model = ToolboxModel()
        self.view = ToolboxView(self.model)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search components")
        self.search.setAccessibleName("Search components")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.offer = Offer()
        self.nothing = EmptyState("", "", "")
        self.nothing.hide()
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.view.chosen.connect(self.put)
        self.view.typed.connect(self._on_typed)
        self.view.left_above.connect(self.search.setFocus)
        self.view.control_pressed.connect(self._on_control_key)
        theme.changed.connect(self._on_theme)
        designs.catalog_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self.model.show(self._designs.catalog.toolbox)

    def put(self, tool: Tool) -> None:
        """After the selection, or into it when it is an empty container."""
        self.offer.hide()
        if self._designs.current is None:
            self._designs.notice.emit("Open a form first: components go into the form on the canvas.")
            return
        name = self._editing.insert(tool.node)
        if name:
            self._offer_template(name)

    def _offer_template(self, name: str) -> None:
        """A panel that repeats needs a form to repeat."""
        design = self._designs.current
        if design is None:
            return
        template = design.template
        panel = next((each for each in template.subtree(name) if lacks_template(template, each)), "")
        if not panel or "design.item_template" not in self._commands:
            return
        form = design.selection.form

        def make() -> None:
            design.selection.select(form, (panel,))
            self._commands.execute("design.item_template")

        words = f"{panel} repeats a form for each item of a list, and has none yet."
        self.offer.make(words, "Make the form", make)

    # --- searching
    def _on_search(self, text: str) -> None:
        self.model.set_filter(text)
        found = self.model.rowCount() > 0
        self.view.setVisible(found)
        self.nothing.setVisible(not found)
        self.nothing.say(f"No component fits “{text.strip()}”", "", "Clear the search", self.search.clear)
        if text.strip() and found:
            self.view.choose_first()

    def _on_typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _on_control_key(self, event: QKeyEvent) -> None:
        """What was just added can be undone from here, moved, or duplicated."""
        if run_command(self._commands, event):
            event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field: Down goes to the list, Enter takes the first, Esc clears."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                if self.model.tool(self.view.currentIndex()) is None:
                    self.view.choose_first()
                self.view.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.text().strip():
                tool = self.model.tool(self.view.currentIndex())
                if tool is not None:
                    self.put(tool)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _on_theme(self) -> None:
        self.view.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(300, 250)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.offer)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        self.setFocusProxy(self.view)
