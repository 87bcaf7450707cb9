"""The tabs in which files are edited, and the commands that act on them. GUI thread.

A form is one tab with its code and its template. Files are read and written by the project's documents;
the area knows no other room: others reach it through the command `open_location`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.document import TextDocument
from formwright.designer.core.locations import Location
from formwright.designer.core.project import Project
from formwright.designer.editor.completion import WordCompletion
from formwright.designer.editor.document_view import DocumentView
from formwright.designer.editor.form_names import FormNames
from formwright.designer.editor.languages import language_for
from formwright.designer.editor.surface import Mode, Surface
from formwright.designer.editor.tab_page import TabPage
from formwright.designer.editor.tabs import Tabs
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.key_text import shown_keys
from formwright.designer.ui.theme import Theme

SCOPE = "editor"


class EditorArea(QWidget):
    current_changed = Signal()
    """Another tab or sub-tab is in front, or its caret moved."""
    texts_added = Signal(QWidget)
    """A place with texts: where keys of the scope "editor" work. A form's drawing is not in it."""

    def __init__(
        self,
        project: Project,
        commands: Commands,
        theme: Theme,
        surface: Surface | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._commands = commands
        self._names = FormNames(project)
        self._theme = theme
        self._surface = surface
        self._mode: Mode = "design"  # in which the next form opens: as the last one was looked at
        self._zoom = 0
        self._places: dict[str, tuple[int, int]] = {}
        self.tabs = Tabs(self)
        self.tabs.close_wanted.connect(self.close_page)
        self.tabs.currentChanged.connect(self._on_current_changed)
        self.empty = EmptyState("", "", "")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._stack)
        theme.changed.connect(self._apply_theme)
        project.app_changed.connect(self._on_app_changed)
        self._add_commands(commands)
        self._keys_later = QTimer(self, singleShot=True, interval=0)
        self._keys_later.timeout.connect(self._on_keys)
        commands.rekeyed.connect(self._on_rekeyed)
        commands.added.connect(self._on_rekeyed)
        self._show_empty()

    # -- what is open

    def pages(self) -> Iterable[TabPage]:
        return self.tabs.pages()

    def current_page(self) -> TabPage | None:
        return self.tabs.current_page()

    def current_view(self) -> DocumentView | None:
        page = self.current_page()
        return page.current_view() if page else None

    def open_path(self, path: str, *, as_text: bool = True) -> DocumentView:
        """Shows the file, opening it first if need be. Raises OSError when it cannot be read.

        `as_text` false: a form is shown as forms were last looked at, drawn or as code.
        """
        for page in self.pages():
            if (view := page.view_of(path)) is not None:
                break
        else:
            page = self._make_page(path)
            found = page.view_of(path)
            assert found is not None
            view = found
        if as_text or self._surface is None or not page.form or path == self._template_path(page):
            page.show_view(view)
        self.tabs.setCurrentWidget(page)
        self._stack.setCurrentWidget(self.tabs)
        page.take_surface()
        focus = view.editor if as_text else page.focus_place()
        QWidget.setFocus(focus)
        return view

    def open_location(self, location: Location) -> None:
        try:
            view = self.open_path(location.path, as_text=bool(location.line))
        except OSError as error:
            self._project.notice.emit(f"{location.path} could not be opened: {error.strerror or error}.")
            return
        if location.line:
            view.editor.go_to(location.line, location.column, flash=True)
            if location.length:
                start = view.editor.position_at(location.line, location.column)
                view.editor.select_range(start, start + location.length)

    def _make_page(self, path: str) -> TabPage:
        form = self._names.form_of(path)
        paths = [path]
        if form is not None:
            paths = [item for item in (form.code_path, form.template_path) if item]
        views = [self._make_view(self._project.open_document(item)) for item in paths]
        name = form.name if form is not None and form.code_path else ""
        surface = (
            self._surface if name and self._surface is not None and self._surface.can_show(name) else None
        )
        page = TabPage(views, name, surface)
        page.show_keys(self._commands.keys_of)
        if surface is not None:
            page.set_mode(self._mode)
        page.view_changed.connect(self._on_view_changed)
        self.texts_added.emit(page.texts)
        self.tabs.add_page(page)
        return page

    def _template_path(self, page: TabPage) -> str:
        form = self._project.app.form_files.get(page.form)
        return form.template_path if form is not None else ""

    def _make_view(self, document: TextDocument) -> DocumentView:
        language = language_for(document.path)
        completions = WordCompletion(language, self._module_names, self._names)
        view = DocumentView(document, language, completions, self._theme)
        editor = view.editor
        editor.zoom_to(self._zoom)
        editor.zoom_wanted.connect(self.zoom)
        view.caret_moved.connect(self._on_caret_moved)
        for keys, name, action in (
            ("Ctrl+W", "close", self.close_current),
            ("Ctrl+F4", "", self.close_current),
            ("Ctrl+Tab", "", lambda: self.tabs.step(1)),
            ("Ctrl+Shift+Tab", "", lambda: self.tabs.step(-1)),
            ("Ctrl+Shift+Backtab", "", lambda: self.tabs.step(-1)),
            ("Ctrl+PgDown", "next_tab", lambda: self.tabs.step(1)),
            ("Ctrl+PgUp", "previous_tab", lambda: self.tabs.step(-1)),
        ):
            editor.bind(keys, action, name)
        self._give_keys(view)
        if (place := self._places.get(document.path)) is not None:
            editor.setEmptySelection(place[0])
            editor.setFirstVisibleLine(place[1])
        return view

    # -- closing

    def close_current(self) -> None:
        page = self.current_page()
        if page is not None:
            self.close_page(page)

    def close_page(self, page: TabPage) -> bool:
        """Saves first; a page whose text cannot be saved stays and says why."""
        for view in page.views:
            view.flush()
            document = view.document
            if document.conflict is not None:
                self._keep_open(page, view, None)
                return False
            if document.dirty and not document.missing:
                try:
                    document.save()
                except OSError as error:
                    reason = error.strerror or str(error)
                    self._keep_open(page, view, f"{document.path} could not be saved: {reason}.")
                    return False
        self._discard(page)
        return True

    def _keep_open(self, page: TabPage, view: DocumentView, failure: str | None) -> None:
        self.tabs.setCurrentWidget(page)
        page.show_view(view)
        if failure is not None:
            view.show_failure(failure)

    def close_all(self) -> bool:
        """False when a page had to stay; the others are closed all the same."""
        stayed = [page for page in tuple(self.pages()) if not self.close_page(page)]
        return not stayed

    def _discard(self, page: TabPage) -> None:
        for view in page.views:
            editor = view.editor
            self._places[view.document.path] = (editor.currentPos(), editor.firstVisibleLine())
            view.release()
            self._project.documents.close(view.document)
        if self._surface is not None and page.form:
            self._surface.leave()
        self.tabs.remove_page(page)
        if self.tabs.count() == 0:
            self._stack.setCurrentWidget(self.empty)
        else:
            self._focus_current()

    def flush(self) -> None:
        """Before saving: what was typed in this very moment reaches the documents."""
        for page in self.pages():
            for view in page.views:
                view.flush()

    # -- what the app consists of

    def _module_names(self) -> Iterable[str]:
        return [module.name for module in self._project.app.modules]

    def _on_app_changed(self) -> None:
        """A file was deleted or became a form: tabs follow what is there."""
        for page in tuple(self.pages()):
            for view in page.views:
                document = view.document
                gone = not (self._project.folder / document.path).exists()
                if gone and not document.dirty and not document.missing:
                    self._discard(page)
                    break
            else:
                self.tabs.retitle(page)

    # -- session

    def session(self) -> dict[str, Any]:
        """What to remember of the open tabs, as JSON."""
        current = self.current_view()
        return {
            "open": [
                {"path": view.document.path, "caret": list(view.editor.caret())}
                for page in self.pages()
                for view in page.views[:1]
            ],
            "current": current.document.path if current else None,
            "mode": self._mode,
        }

    def restore(self, session: Mapping[str, Any]) -> None:
        if (mode := session.get("mode")) in ("design", "code", "split"):
            self._mode = mode
        for item in session.get("open", ()):
            path, caret = str(item.get("path", "")), item.get("caret") or (1, 1)
            if (self._project.folder / path).is_file():
                self.open_location(Location(path))
                view = self.current_view()
                if view is not None:
                    view.editor.go_to(int(caret[0]), int(caret[1]))
        current = session.get("current")
        if current and (self._project.folder / current).is_file():
            self.open_location(Location(current))

    def release(self) -> None:
        """Before the area is deleted: the commands outlive it."""
        self._commands.rekeyed.disconnect(self._on_rekeyed)
        self._commands.added.disconnect(self._on_rekeyed)

    # -- looks and commands

    def _give_keys(self, view: DocumentView) -> None:
        own = {c.id.removeprefix("editor."): c.shortcut for c in self._commands if c.scope == SCOPE}
        others = [c.shortcut for c in self._commands if c.scope == "" and c.shortcut]
        view.editor.use_keys(own, others)

    def _on_rekeyed(self, _command: Command) -> None:
        self._keys_later.start()

    def _on_keys(self) -> None:
        for page in self.pages():
            page.show_keys(self._commands.keys_of)
            for view in page.views:
                self._give_keys(view)
        self._show_empty()

    def _show_empty(self) -> None:
        keys = shown_keys(self._commands.keys_of("file.go_to"))
        help = "Choose one in the tree" + (f", or press {keys} to go to one by name." if keys else ".")
        self.empty.say("No file is open", help, "Go to a file…", self._go_to_file)

    def _go_to_file(self) -> None:
        self._commands.execute("file.go_to")

    def zoom(self, steps: int) -> None:
        self._zoom = max(-6, min(24, self._zoom + steps)) if steps else 0
        for page in self.pages():
            for view in page.views:
                view.editor.zoom_to(self._zoom)

    def _apply_theme(self, _tokens: object) -> None:
        for page in self.pages():
            for view in page.views:
                view.apply_theme()
            self.tabs.retitle(page)

    def apply_font(self) -> None:
        """The preferred font or its size changed."""
        self._apply_theme(None)

    def _on_current_changed(self, _index: int) -> None:
        self._show_surface()
        self._focus_current()
        self.current_changed.emit()

    def _on_view_changed(self) -> None:
        page = self.current_page()
        if page is not None and page.form and page.mode != "template":
            self._mode = page.mode
        self._show_surface()
        self._focus_current()
        self.current_changed.emit()

    def _show_surface(self) -> None:
        page = self.current_page()
        if page is not None and page.shows_design:
            page.take_surface()
        elif self._surface is not None:
            self._surface.show_form(page.form if page is not None else "")

    def _on_caret_moved(self) -> None:
        self.current_changed.emit()

    def _focus_current(self) -> None:
        page = self.current_page()
        if page is not None and self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self):
            QWidget.setFocus(page.focus_place())

    # -- design, code and both

    def show_mode(self, mode: Mode) -> None:
        page = self.current_page()
        if page is not None:
            page.set_mode(mode)

    def toggle_design(self) -> None:
        """F7: between drawing and code; from both side by side to whichever has no focus."""
        page = self.current_page()
        if page is None or "design" not in page.modes:
            return
        if page.mode == "split":
            drawing = self._surface is not None and self._surface.widget.isAncestorOf(
                self.window().focusWidget() or self
            )
            place = page.current_view().editor if drawing or self._surface is None else self._surface.widget
            QWidget.setFocus(place)
        else:
            page.set_mode("code" if page.mode == "design" else "design")

    def _add_commands(self, commands: Commands) -> None:
        def on_view(action: Callable[[DocumentView], object]) -> Callable[[], object]:
            def run() -> object:
                view = self.current_view()
                return action(view) if view is not None else None

            return run

        def has_view() -> bool:
            return self.current_view() is not None

        def add(name: str, title: str, shortcut: str, run: Callable[[], object], menu: str = "Edit") -> None:
            commands.add(
                Command(
                    f"editor.{name}", title, run, shortcut=shortcut, enabled=has_view, menu=menu, scope=SCOPE
                )
            )

        commands.add(Command("open_location", "Open a place in the code", self.open_location, palette=False))
        add("undo", "Undo typing", "Ctrl+Z", on_view(lambda view: view.editor.undo()))
        add("redo", "Redo typing", "Ctrl+Shift+Z", on_view(lambda view: view.editor.redo()))
        add("find", "Find", "Ctrl+F", on_view(lambda view: view.find_bar.open_bar(replace=False)))
        add("replace", "Replace", "Ctrl+H", on_view(lambda view: view.find_bar.open_bar(replace=True)))
        add("find_next", "Find next", "F3", on_view(lambda view: view.find_bar.find_next()))
        add("find_previous", "Find previous", "Shift+F3", on_view(lambda v: v.find_bar.find_previous()))
        add("go_to_line", "Go to line", "Ctrl+G", on_view(lambda view: view.go_to_line.open_field()))
        add("comment", "Comment or uncomment", "Ctrl+/", on_view(lambda v: v.editor.toggle_comment()))
        add("move_up", "Move lines up", "Alt+Up", on_view(lambda view: view.editor.move_lines(-1)))
        add("move_down", "Move lines down", "Alt+Down", on_view(lambda view: view.editor.move_lines(1)))
        add("duplicate", "Duplicate lines", "Shift+Alt+Down", on_view(lambda v: v.editor.duplicate_lines()))
        add("next_match", "Select next match", "Ctrl+D", on_view(lambda v: v.editor.select_next_match()))
        add("all_matches", "Select all matches", "Ctrl+Shift+L",
            on_view(lambda view: view.editor.select_all_matches()))  # fmt: skip
        add("complete", "Complete word", "Ctrl+Space", on_view(lambda v: v.editor.complete(asked=True)))
        add("zoom_in", "Larger text", "Ctrl+=", lambda: self.zoom(1), "View")
        add("zoom_out", "Smaller text", "Ctrl+-", lambda: self.zoom(-1), "View")
        add("zoom_reset", "Normal text size", "Ctrl+0", lambda: self.zoom(0), "View")
        add("select_line", "Select line", "Ctrl+L", on_view(lambda view: view.editor.select_line()))
        add("delete_lines", "Delete lines", "Ctrl+Shift+K", on_view(lambda view: view.editor.delete_lines()))
        add("next_tab", "Next tab", "Ctrl+PgDown", lambda: self.tabs.step(1), "View")
        add("previous_tab", "Previous tab", "Ctrl+PgUp", lambda: self.tabs.step(-1), "View")
        add("close", "Close tab", "Ctrl+W", self.close_current, "File")
        if self._surface is not None:
            self._add_mode_commands(commands)

    def _add_mode_commands(self, commands: Commands) -> None:
        def drawn() -> bool:
            page = self.current_page()
            return page is not None and "design" in page.modes

        def showing(mode: Mode) -> Callable[[], bool]:
            def is_shown() -> bool:
                page = self.current_page()
                return page is not None and page.mode == mode

            return is_shown

        titles: tuple[tuple[Mode, str, str], ...] = (
            ("design", "Design", "Ctrl+1"),
            ("code", "Code", "Ctrl+2"),
            ("split", "Design and code", "Ctrl+3"),
            ("template", "Template", "Ctrl+4"),
        )
        for mode, title, keys in titles:
            commands.add(
                Command(f"view.{mode}", title, partial(self.show_mode, mode), keys, drawn, showing(mode),
                        menu="View", group=0)
            )  # fmt: skip
        commands.add(
            Command("view.toggle_design", "Change between design and code", self.toggle_design, "F7", drawn,
                    menu="View", group=0)
        )  # fmt: skip
