"""The tree room: search, the add button, the tree, and the commands that act on what is chosen. GUI thread.

Opens files through the command `open_location`; changes the app through `project.edits`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.project import Project
from formwright.designer.core.tree import Kind, Node
from formwright.designer.tree.delegate import NodeDelegate
from formwright.designer.tree.model import PENDING, TreeModel
from formwright.designer.tree.view import TreeView
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.designer.ui.notice import Notice
from formwright.designer.ui.template_dialog import Choice, TemplateDialog
from formwright.runtime.appfiles import OperationError
from formwright.runtime.appfiles.names import NameProblem

SCOPE = "tree"
TEXT_SUFFIXES = (
    ".css", ".csv", ".html", ".htm", ".js", ".json", ".md", ".mjs", ".py", ".svg", ".txt", ".xml",
    ".yaml", ".yml", ".toml", ".ini",
)  # fmt: skip
NEW = (
    (Kind.FORM, "Form", "application-outline"),
    (Kind.MODULE, "Module", "language-python"),
    (Kind.SERVER_MODULE, "Server module", "server"),
    (Kind.PACKAGE, "Package", "folder-plus-outline"),
    (Kind.SERVER_PACKAGE, "Server package", "folder-plus-outline"),
)
FORM_FROM = "New form from a template…"
AskFiles = Callable[[QWidget], list[Path]]


def ask_files(parent: QWidget) -> list[Path]:
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Add assets to the theme")
    return [Path(name) for name in chosen]


class TreePanel(QWidget):
    def __init__(self, project: Project, commands: Commands, choose_files: AskFiles = ask_files) -> None:
        super().__init__()
        self._project = project
        self._commands = commands
        self._choose_files = choose_files
        self.model = TreeModel(self._can_drop)
        self.view = TreeView(self.model)
        self.view.setItemDelegate(NodeDelegate(self._check_name, self.view))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search the app")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.add_button = QToolButton()
        self.add_button.setIcon(icon("plus", "accent"))
        self.add_button.setAccessibleName("Add to the app")
        self.add_button.setToolTip("Add a form, module, server module, package or asset")
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.notice = Notice()
        self.empty = EmptyState("", "", "")
        self._pending: tuple[Kind, str] | None = None
        self._expected = ""
        self._lay_out()
        self._add_commands()
        self.new_menu = QMenu("New", self)
        self._fill_new(self.new_menu)
        self.add_button.setMenu(self.new_menu)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Shows the app as it is, once no name is being typed."""
        if self.view.is_editing():
            return
        self.view.show_nodes(self._project.tree())
        self._say_nothing()
        if self._expected:
            index = self.model.index_of_path(self._expected)
            if index.isValid():
                self.view.choose(index)
                self._expected = ""

    def _say_nothing(self) -> None:
        """What is missing below the roots, which are always there, and the one way to it."""
        searched = self.search.text().strip()
        found = any(self.model.rowCount(self.model.index(row, 0)) for row in range(self.model.rowCount()))
        if searched:
            self.empty.say(f"Nothing is called “{searched}”", "", "Clear the search", self.search.clear)
        else:
            words = "An app begins with a form: what people see and click."
            self.empty.say("There is no form yet", words, "New form…", self.ask_new_form)
        self.empty.setVisible(not found if searched else not self._project.app.form_files)

    def select_path(self, path: str) -> None:
        """Another room shows this file now."""
        if not self.view.is_editing() and not self.view.hasFocus():
            self.view.choose(self.model.index_of_path(path))

    # --- adding
    def begin_new(self, kind: Kind) -> None:
        """Shows a row with a free name to be typed over; Enter makes the thing."""
        parent = self._parent_for(kind)
        self.search.clear()
        name = self._project.edits.free_name(kind, parent.dotted)
        self._pending = (kind, parent.dotted)
        self.model.set_pending(parent.key, Node(kind, name))
        self.view.restore((), "")
        index = self.model.pending_index()
        self.view.setExpanded(index.parent(), True)
        self.view.setFocus()
        self.view.rename_at(index)

    def ask_new_form(self) -> None:
        """A Form that begins with more than nothing."""
        edits, parent = self._project.edits, self._parent_for(Kind.FORM).dotted
        choices = [
            Choice(t.id, t.title, t.line, edits.proposed_name(t, parent), icon=t.icon)
            for t in edits.form_templates()
        ]
        dialog = TemplateDialog(
            "New form",
            choices,
            "&Name of the form",
            lambda name: edits.check_new(Kind.FORM, parent, name),
            self,
        )
        dialog.chosen.connect(
            lambda template, name: self._try(lambda: self._add_from(template, parent, name))
        )
        dialog.open()

    def _add_from(self, template: str, parent: str, name: str) -> None:
        path = self._project.edits.add_form_from(template, parent, name)
        self._expect(path)
        self._commands.execute("open_location", Location(path))

    def add_assets(self) -> None:
        self._import(self._choose_files(self))

    def _import(self, files: list[Path]) -> None:
        for file in files:
            self._try(partial(self._import_one, file))

    def _import_one(self, file: Path) -> None:
        self._expect(self._project.edits.add_asset(file))

    def _parent_for(self, kind: Kind) -> Node:
        """The package that holds (or is) what is selected, on the right side of the app."""
        server = kind in (Kind.SERVER_MODULE, Kind.SERVER_PACKAGE)
        client_root, server_root, *_ = self._project.tree()
        root = server_root if server else client_root
        packages = (Kind.SERVER_PACKAGE,) if server else (Kind.PACKAGE,)
        current = self.view.current_node()
        if current is None or current.dotted == PENDING:
            return root
        holder = current.dotted if current.kind in packages else current.dotted.rpartition(".")[0]
        for node in root.walk():
            if node.dotted == holder and node.kind in packages and current.server == server:
                return node
        return root

    def _on_named(self, node: Node, name: str) -> None:
        """A name was typed; the work is done after the editor has gone."""
        if node.dotted == PENDING and self._pending is not None:
            kind, parent = self._pending
            QTimer.singleShot(0, self, lambda: self._try(lambda: self._add(kind, parent, name)))
        elif name != node.name:
            QTimer.singleShot(0, self, lambda: self._try(lambda: self._rename(node, name)))

    def _add(self, kind: Kind, parent: str, name: str) -> None:
        path = self._project.edits.add(kind, parent, name)
        self._expect(path)
        if path:
            self._commands.execute("open_location", Location(path))

    def _rename(self, node: Node, name: str) -> None:
        self._expect(self._project.edits.rename(node, name))

    def _on_editing_ended(self) -> None:
        self._pending = None
        self.model.set_pending("", None)
        self.view.restore((), "")
        QTimer.singleShot(0, self, self.refresh)

    def _check_name(self, node: Node, name: str) -> NameProblem | None:
        if self._pending is not None and node.dotted == PENDING:
            return self._project.edits.check_new(self._pending[0], self._pending[1], name)
        return None if name == node.name else self._project.edits.check_rename(node, name)

    # --- the commands on what is selected
    def rename(self) -> None:
        node = self.view.current_node()
        if node is not None and node.editable:
            self.view.rename_at(self.view.currentIndex())

    def duplicate(self) -> None:
        node = self.view.current_node()
        if node is not None:
            self._try(lambda: self._expect(self._project.edits.duplicate(node)))

    def delete(self) -> None:
        nodes = [node for node in self.view.selected_nodes() if node.editable]
        if nodes:
            self._try(lambda: self._project.edits.delete(nodes))

    def set_startup(self) -> None:
        node = self.view.current_node()
        if node is not None:
            self._try(lambda: self._project.edits.set_startup(node))

    def undo(self) -> None:
        self._try(lambda: self._tell("Undone", self._project.operations.undo()))

    def redo(self) -> None:
        self._try(lambda: self._tell("Done again", self._project.operations.redo()))

    def _tell(self, what: str, description: str) -> None:
        if description:
            self._project.notice.emit(f"{what}: {description}")

    def _expect(self, path: str) -> None:
        """Select what is at this path as soon as the tree shows it."""
        self._expected = path
        self.refresh()

    def _try(self, action: Callable[[], object]) -> None:
        self.notice.hide()
        try:
            action()
        except OperationError as error:
            self.notice.tell(error.message, error.remedy)
        except OSError as error:
            self.notice.tell(
                f"{error.filename or 'A file'} could not be written: {error.strerror or error}",
                "Check the permissions of the folder and the free space. Nothing was changed.",
            )

    # --- dragging
    def _can_drop(self, key: str, target: Node) -> bool:
        node = self.model.node(self.model.index_of(key))
        return node is not None and self._project.edits.can_move(node, target)

    def _on_dropped(self, key: str, target: Node) -> None:
        node = self.model.node(self.model.index_of(key))
        if node is not None:
            moving = node
            QTimer.singleShot(
                0, self, lambda: self._try(lambda: self._expect(self._project.edits.move(moving, target)))
            )

    # --- opening
    def _open(self, node: Node, with_focus: bool) -> None:
        if node.dotted == PENDING:
            return
        if node.kind is Kind.SETTINGS:
            self._commands.execute("app.settings")
        elif node.kind is Kind.ASSET and Path(node.path).suffix.lower() not in TEXT_SUFFIXES:
            if with_focus:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._project.folder / node.path)))
        elif node.path:
            self._commands.execute("open_location", Location(node.path))
            if not with_focus:
                self.view.setFocus()

    # --- making it
    def _add_commands(self) -> None:
        edits = self._project.edits

        def chosen(test: Callable[[Node], bool]) -> Callable[[], bool]:
            def enabled() -> bool:
                node = self.view.current_node()
                return node is not None and node.dotted != PENDING and test(node)

            return enabled

        for kind, title, symbol in NEW:
            self._commands.add(
                Command(f"new.{kind.value}", f"New {title.lower()}…", lambda kind=kind: self.begin_new(kind),
                        menu="File/New", icon=symbol)
            )  # fmt: skip
        self._commands.add(
            Command("new.form_from", FORM_FROM, self.ask_new_form, menu="File/New",
                    icon="view-dashboard-outline"),
            Command("new.asset", "Add asset…", self.add_assets, menu="File/New", icon="file-plus-outline"),
            Command("tree.rename", "Rename…", self.rename, "F2", chosen(lambda n: n.editable), menu="App",
                    scope=SCOPE, icon="rename-outline"),
            Command("tree.duplicate", "Duplicate", self.duplicate, "Ctrl+D", chosen(edits.can_duplicate),
                    menu="App", scope=SCOPE, icon="content-duplicate"),
            Command("tree.delete", "Delete", self.delete, "Del", chosen(lambda n: n.editable), menu="App",
                    scope=SCOPE, icon="trash-can-outline"),
            Command("tree.startup", "Set as startup form", self.set_startup,
                    enabled=chosen(lambda n: n.kind is Kind.FORM and not n.startup), menu="App", scope=SCOPE,
                    icon="flag-outline"),
            Command("tree.undo", "Undo file operation", self.undo, "Ctrl+Z",
                    lambda: bool(self._project.operations.can_undo), menu="Edit", group=9, scope=SCOPE),
            Command("tree.redo", "Redo file operation", self.redo, "Ctrl+Shift+Z",
                    lambda: bool(self._project.operations.can_redo), menu="Edit", group=9, scope=SCOPE),
            Command("tree.search", "Search the tree", self.search.setFocus, "Ctrl+F", scope=SCOPE),
        )  # fmt: skip

    def _fill_new(self, menu: QMenu) -> None:
        for kind, title, symbol in NEW:
            action = menu.addAction(icon(symbol, "server" if "server" in kind.value else "accent"), title)
            action.triggered.connect(lambda _checked=False, kind=kind: self.begin_new(kind))
            if kind is Kind.FORM:
                more = menu.addAction(icon("view-dashboard-outline", "accent"), "Form from a template…")
                more.triggered.connect(self.ask_new_form)
        menu.addSeparator()
        menu.addAction(icon("file-plus-outline", "muted"), "Asset…").triggered.connect(self.add_assets)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_new(menu.addMenu(icon("plus", "accent"), "New"))
        menu.addSeparator()
        for name in ("tree.rename", "tree.duplicate", "tree.delete", "tree.startup"):
            command = self._commands.get(name)
            action = menu.addAction(icon(command.icon, "muted"), command.title)
            action.setShortcut(command.shortcut)
            action.setEnabled(command.enabled())
            action.triggered.connect(lambda _checked=False, name=name: self._commands.execute(name))
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _connect(self) -> None:
        self.model.named.connect(self._on_named)
        self.model.dropped.connect(self._on_dropped)
        self.model.files_dropped.connect(lambda names: self._import([Path(name) for name in names]))
        self.view.opened.connect(self._open)
        self.view.selected.connect(self._commands.refresh)
        self.view.menu_wanted.connect(self._show_menu)
        self.view.editing_ended.connect(self._on_editing_ended)
        self.search.textChanged.connect(self._on_search)
        self._project.app_changed.connect(self.refresh)

    def _on_search(self, text: str) -> None:
        keys = self.view.selected_keys()
        self.model.set_filter(text)
        self.view.restore(keys, keys[0] if keys else "")
        self._say_nothing()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field: Down and Enter go to the first thing found, Esc clears."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
                self._go_to_first()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _go_to_first(self) -> None:
        index = self.model.index(0, 0)
        while index.isValid():
            node = self.model.node(index)
            if node is not None and node.path and (self.search.text().strip().lower() in node.name.lower()):
                self.view.choose(index)
                break
            index = self.view.indexBelow(index)
        self.view.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty)
        self.setFocusProxy(self.view)
