"""The outline: the form on the canvas as a tree, with the same selection. GUI thread.

What is done here goes through `Design.apply` and the commands of the design view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.changes import Change, ChangeError, RenameComponent, Transaction
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.naming import check_component_name
from formwright.designer.core.forms.outline.builder import OutlineBuilder
from formwright.designer.core.forms.outline.drops import Part, check, target
from formwright.designer.core.forms.outline.rows import Kind, Row, filtered
from formwright.designer.core.forms.template import FORM
from formwright.designer.core.locations import Location
from formwright.designer.forms.component_icons import type_icon
from formwright.designer.forms.key_commands import run_command
from formwright.designer.forms.outline.delegate import RowDelegate
from formwright.designer.forms.outline.drops import Dropping, dragged
from formwright.designer.forms.outline.model import OutlineModel
from formwright.designer.forms.outline.view import OutlineView
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Theme
from formwright.runtime.appfiles.names import NameProblem

#: Keys that walk in a tree keep doing that here.
OF_TREES = frozenset(
    ("design.select_parent", "design.select_child", "design.select_next", "design.select_previous")
)
IN_MENU = (
    ("design.cut", "design.copy", "design.paste", "design.duplicate", "design.delete"),
    ("design.move_up", "design.move_down", "design.unwrap"),
    ("design.item_template", "design.open_handler", "design.show_in_code"),
)


class OutlinePanel(QWidget):
    def __init__(self, designs: Designs, commands: Commands, theme: Theme) -> None:
        super().__init__()
        self._designs = designs
        self._commands = commands
        self._design: Design | None = None
        self._errors: Mapping[Ref, str] = {}
        self._builder = OutlineBuilder(designs.catalog)
        self._from_view = False
        self._dropping = Dropping(designs)
        self.model = OutlineModel()
        self.view = OutlineView(self.model, self._may_drop)
        self.view.setItemDelegate(RowDelegate(self._check_name, self._icon, self.view))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Filter")
        self.search.setAccessibleName("Filter the outline")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.empty = EmptyState("", "", "")
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.model.named.connect(self._on_named)
        self.view.chosen.connect(self._on_chosen)
        self.view.dropped.connect(self._on_dropped)
        self.view.refused.connect(designs.notice.emit)
        self.view.key_pressed.connect(self._on_key)
        self.view.menu_wanted.connect(self._show_menu)
        theme.changed.connect(self._on_theme)
        designs.current_changed.connect(self._follow)
        designs.catalog_changed.connect(self._start_afresh)
        self._follow()

    def show_errors(self, errors: Mapping[Ref, str]) -> None:
        """What the canvas says of components that it could not draw."""
        if dict(errors) != dict(self._errors):
            self._errors = dict(errors)
            self._start_afresh()

    # --- following the form
    def _follow(self) -> None:
        if self._design is not None:
            self._design.changed.disconnect(self._on_changed)
            self._design.selection.changed.disconnect(self._show_selection)
        self._design = self._designs.current
        if self._design is not None:
            self._design.changed.connect(self._on_changed)
            self._design.selection.changed.connect(self._show_selection)
        self._errors = {}
        self._start_afresh()

    def _start_afresh(self) -> None:
        """What components are, or what is wrong with them, is no longer what it was."""
        self._builder = OutlineBuilder(self._designs.catalog, self._errors)
        self.refresh()

    def _on_changed(self, form: str, changes: Sequence[Change] | None) -> None:
        for change in changes or ():
            if isinstance(change, RenameComponent):
                self.model.renamed(form, change.component, change.name)
        self.refresh()

    def refresh(self) -> None:
        design = self._design
        self.search.setEnabled(design is not None)
        root = None
        if design is not None:
            root = self._builder.build(design.form)
            root = filtered(root, self.search.text())
        self._say_nothing(root)
        self.view.quietly(lambda: self.model.show(root))
        self._show_selection()

    def _say_nothing(self, root: Row | None) -> None:
        """What is missing, and the one way to it."""
        self.view.setVisible(root is not None)
        self.empty.setVisible(root is None or not root.children)
        if root is None:
            self.empty.say(
                "No form is open", "What is in a form is listed here.", "Open a form", self._open_form
            )
        elif self.search.text().strip():
            self.empty.say("Nothing fits the filter", "", "Clear the filter", self.search.clear)
        else:
            words = "Drag components from the toolbox onto it."
            self.empty.say("The form is empty", words, "To the toolbox", self._to_toolbox)

    def _to_toolbox(self) -> None:
        self._commands.execute("view.focus_toolbox")

    def _open_form(self) -> None:
        app = self._designs.project.app
        startup = app.manifest.startup
        paths = {name: files.code_path for name, files in app.form_files.items() if files.code_path}
        first = paths.get(startup.module) if startup is not None else None
        for path in [first or "", *paths.values()]:
            if path:
                self._commands.execute("open_location", Location(path))
                return

    def _show_selection(self) -> None:
        """Selects the rows of what is selected; a component in an item template has one for each panel."""
        design = self._design
        if design is None or self._from_view:
            return
        current = self.view.currentIndex()
        indexes: list[QModelIndex] = []
        for ref in design.selection.refs:
            found = list(self.model.indexes_of(ref))
            indexes += [index for index in found if index == current][:1] or found[:1]
        if set(indexes) != set(self.view.selectionModel().selectedIndexes()):
            self.view.quietly(lambda: self.view.choose(indexes))

    def _on_chosen(self) -> None:
        design, rows = self._design, self.view.selected_rows()
        if design is None or not rows:
            return
        form = rows[-1].form
        names = [row.name for row in rows if row.form == form]
        self._from_view = True
        try:
            design.selection.select(form, names)
        finally:
            self._from_view = False
        if any(row.form != form for row in rows):
            self._show_selection()

    # --- naming
    def rename(self) -> None:
        row = self.model.row(self.view.currentIndex())
        if row is not None and row.kind is Kind.COMPONENT:
            self.view.edit(self.view.currentIndex())

    def _check_name(self, row: Row, name: str) -> NameProblem | None:
        if name == row.name:
            return None
        return check_component_name(name, self._designs.catalog.template(row.form).names)

    def _on_named(self, row: Row, name: str) -> None:
        """Once the editor of the name has gone: the rows change with the name."""
        if name == row.name or self._design is None:
            return
        design = self._design

        def rename() -> None:
            if "design.rename" in self._commands:
                self._commands.execute("design.rename", row.form, row.name, name)
            else:
                change = RenameComponent(row.name, name)
                design.apply(Transaction(f"Rename {row.name} to {name}", (change,)), row.form)

        QTimer.singleShot(0, self, rename)

    def _icon(self, kind: str, colour: str) -> QIcon:
        return type_icon(self._designs.catalog, kind, colour)

    # --- dropping
    def _may_drop(self, data: QMimeData, row: Row, part: Part, is_open: bool) -> str:
        what = dragged(data)
        if what is None:
            return "That cannot be put into a form."
        template = self._designs.catalog.template(row.form)
        to = target(self._designs.catalog, template, row, part, is_open=is_open)
        moving = what.names if what.form == row.form else ()
        kinds = self._dropping.kinds(what)
        try:
            check(self._designs.catalog, template, to, kinds, moving)
        except ChangeError as error:
            return error.message
        return ""

    def _on_dropped(self, data: QMimeData, row: Row, part: Part, is_open: bool, copying: bool) -> None:
        what = dragged(data)
        if what is not None:
            template = self._designs.catalog.template(row.form)
            to = target(self._designs.catalog, template, row, part, is_open=is_open)
            self._dropping.drop(what, to, copying=copying)
            self.view.setFocus()

    # --- keys and menu
    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename()
            event.accept()
        elif run_command(self._commands, event, OF_TREES):
            event.accept()

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.model.row(self.view.indexAt(point))
        rename = menu.addAction(icon("rename-outline", "muted"), "Rename…", self.rename)
        rename.setShortcut("F2")
        rename.setEnabled(row is not None and row.kind is Kind.COMPONENT)
        for group in IN_MENU:
            menu.addSeparator()
            for name in group:
                if name in self._commands:
                    self._add(menu, self._commands.get(name))
            if "design.unwrap" in group:
                wrap = menu.addMenu(icon("card-outline", "muted"), "Wrap in")
                for command in self._commands:
                    if command.id.startswith("design.wrap_"):
                        self._add(wrap, command)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _add(self, menu: QMenu, command: Command) -> None:
        action = menu.addAction(icon(command.icon, "muted") if command.icon else QIcon(), command.title_now)
        action.setShortcut(command.shortcut)
        action.setEnabled(command.enabled())
        action.triggered.connect(lambda _checked=False: self._commands.execute(command.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter: Down and Enter go to the first row that fits, Esc clears."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
                self._go_to_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _go_to_first(self) -> None:
        wanted = self.search.text().strip().lower()
        index = self.model.index(0, 0)
        while index.isValid():
            row = self.model.row(index)
            if row is not None and row.name != FORM and wanted in f"{row.title} {row.type}".lower():
                self.view.choose([index])
                break
            index = self.view.indexBelow(index)
        self.view.setFocus()

    def _on_theme(self) -> None:
        self.view.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(300, 300)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.view)
