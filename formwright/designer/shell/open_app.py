"""One open app: its models, its rooms and its panels, made together and closed together. GUI thread.

Rooms do not know each other; what they share goes through the models and the commands registered here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from formwright.designer.consoles.panel import ConsolesPanel
from formwright.designer.core.commands import Commands
from formwright.designer.core.digests import scan
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.journal import FormJournals
from formwright.designer.core.journal import Journal, journal_file
from formwright.designer.core.locations import Location
from formwright.designer.core.operations import Bin
from formwright.designer.core.preferences import Preferences, Values
from formwright.designer.core.project import Project
from formwright.designer.core.recovery import recover
from formwright.designer.core.repl import history_file
from formwright.designer.core.run import RunSession
from formwright.designer.core.tabs_memory import TabsMemory
from formwright.designer.core.trust import Trust, what_it_may_do
from formwright.designer.editor.area import EditorArea
from formwright.designer.forms.code_commands import CodeCommands
from formwright.designer.forms.commands import add_design_commands
from formwright.designer.forms.component_panel import add_component_commands
from formwright.designer.forms.design_view import DesignView
from formwright.designer.forms.outline import OutlinePanel
from formwright.designer.forms.properties import PropertiesPanel
from formwright.designer.forms.toolbox import ToolboxPanel
from formwright.designer.packages import PackagesPanel
from formwright.designer.preview.panel import PreviewPanel
from formwright.designer.shell.app_commands import add_app_commands
from formwright.designer.shell.code_sync import CodeSync
from formwright.designer.shell.docks import Docks, Panel
from formwright.designer.shell.server_python import ServerPython
from formwright.designer.shell.tour import Tour
from formwright.designer.shell.window import Window
from formwright.designer.tasks import TasksPanel
from formwright.designer.tree import TreePanel
from formwright.designer.ui.autosave import Autosave
from formwright.designer.ui.background import Progress, Work
from formwright.designer.ui.host_process import HostProcess, host_command
from formwright.designer.ui.theme import Theme
from formwright.designer.ui.watcher import Watcher
from formwright.runtime.appfiles.watching import worth_watching


class OpenApp(QObject):
    def __init__(
        self,
        folder: Path,
        window: Window,
        commands: Commands,
        preferences: Preferences,
        theme: Theme,
        state_folder: Path,
        trust: Trust,
        throw_away: Bin | None,
        leave: Callable[[], object],
        warning: str = "",
    ) -> None:
        """With a `warning` nothing of the app runs until the user has read it and asks: safe mode."""
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._preferences = preferences
        self._before = commands.checkpoint()
        self._opened = time.time()
        self.project = Project(folder, throw_away)
        self.host = HostProcess(host_command(self.project.folder), self)
        question = "" if trust.trusts(folder) else what_it_may_do(self.project.app)
        self._careful = bool(warning)
        self._closed = False
        question = "\n\n".join(filter(None, (warning, question)))
        self.session = RunSession(self.host, self.project.app.manifest.server_persist, question)
        self.session.allowed.connect(lambda: trust.allow(folder))
        self.session.repl.remember_in(history_file(state_folder, self.project.folder))
        self.session.start_host()
        self.journal = Journal(journal_file(state_folder, self.project.folder), self.project.documents)
        self.autosave = Autosave(
            self.project.documents, self.journal, lambda: preferences.values.autosave_seconds, self
        )
        self.tabs = TabsMemory(state_folder, self.project.folder)
        self.watcher = Watcher(self.project.folder, self)
        self.python = ServerPython(self.project.folder, self.session, parent=self)
        self.designs = Designs(self.project, FormJournals(state_folder / "forms", self.project.folder))
        add_design_commands(commands, self.designs)
        CodeCommands(commands, self.designs, theme.monospace, window)
        self.design_view = DesignView(self.designs, self.session, commands, theme)
        add_component_commands(commands, self.designs, self.design_view)
        self.editor = EditorArea(self.project, commands, theme, self.design_view)
        self.code_sync = CodeSync(self.designs, self.editor, self)
        self.toolbox = ToolboxPanel(self.designs, commands, theme)
        self.properties = PropertiesPanel(self.designs, commands, theme)
        self.outline = OutlinePanel(self.designs, commands, theme)
        self.tree = TreePanel(self.project, commands)
        self.preview = PreviewPanel(self.session, commands)
        self.consoles = ConsolesPanel(self.session, self.project, commands, theme)
        self.tasks = TasksPanel(self.session, self.project, commands, theme)
        self.packages = PackagesPanel(self.project, self.python.current)
        self.docks = Docks(
            (
                Panel("editor", "Editor", self.editor, "centre"),
                Panel("tree", "App", self.tree, "left", "file-tree-outline", 250, 530),
                Panel("outline", "Outline", self.outline, "left", "file-tree", 250, 330, under="tree"),
                Panel("preview", "Preview", self.preview, "right", "play-box-outline", 400),
                Panel(
                    "toolbox", "Toolbox", self.toolbox, "right", "toolbox-outline", 300, 300, beside="preview"
                ),
                Panel(
                    "properties", "Properties", self.properties, "right", "tune", 300, 560, under="toolbox"
                ),
                Panel("consoles", "Consoles", self.consoles, "bottom", "console-line", height=230),
                Panel(
                    "tasks", "Tasks", self.tasks, "bottom", "progress-clock", height=230, tab_of="consoles"
                ),
                Panel(
                    "packages",
                    "Packages",
                    self.packages,
                    "bottom",
                    "package-variant-closed",
                    height=230,
                    tab_of="consoles",
                ),
            )
        )
        self.tour = Tour(self, window, preferences)
        self.runs = 0
        """How often the app was started or stopped: what the tour's last step waits for."""
        add_app_commands(self, commands, window, leave)
        self._connect()

    # --- opening and closing
    def show(self) -> None:
        window = self._window
        window.actions_by_command.attach("tree", self.tree)
        self.editor.texts_added.connect(lambda texts: window.actions_by_command.attach("editor", texts))
        for place in self.design_view.key_places:
            window.actions_by_command.attach("design", place)
        window.toolbar.fill(self.tree.new_menu)
        self._show_names()
        self._show_session()
        window.show_room(self.docks, self.project.app.manifest.title, toolbar=True)
        if saved := window.saved_layout():
            self.docks.restore(saved)
        recovered = recover(self.project, self.journal)  # first: histories of forms belong to these texts
        self._open_startup()
        if not self._careful:
            self.editor.restore(self.tabs.load())
        self._show_recovered(recovered)
        self._soon(self._start_watching)
        self._soon(self._run_at_first)
        self.tour.offer()
        if self.session.question:
            self.session.allowed.connect(self.python.prepare)
        else:
            self._soon(self.python.prepare)

    def _soon(self, act: Callable[[], object]) -> None:
        """Once the window is painted, unless the app is closed by then: its folder may be gone."""
        QTimer.singleShot(0, self, lambda: None if self._closed else act())

    def _run_at_first(self) -> None:
        """Nobody asked for it, so it saves nothing: recovered edits are there to be looked at first."""
        with self.session.run_asked.blocked():
            self.session.run()

    def _start_watching(self) -> None:
        """Digests first, in a thread: without them a mere touch of a file would count as a change."""
        self.watcher.start()

        def learn(_progress: Progress) -> dict[str, bytes]:
            found = scan(self.project.folder, worth_watching, self._opened)
            import formwright.runtime.appfiles.operations  # noqa: F401  # slow to load, needed at the first rename

            return found

        work = Work(learn, self)
        work.succeeded.connect(self.project.digests.learn)
        work.start()

    def close(self) -> bool:
        """Saves everything first; False when something could not be saved and so the app stays open."""
        self.tour.close()
        self.tour.withdraw_offer()
        self.editor.flush()
        tabs = self.editor.session()
        if not self.autosave.save_now() or not self.editor.close_all():
            return False
        if not self._careful:
            self.tabs.save(tabs)
        self._window.save_layout(self.docks.save())
        self.autosave.stop()
        self._closed = True
        self.watcher.stop()
        self.journal.close()
        self._preferences.changed.disconnect(self._on_preferences)
        self._window.status.problems.clicked.disconnect(self._show_problem_list)
        self.editor.release()
        self.preview.shut_down()
        self.design_view.shut_down()
        self.consoles.release()
        self.packages.release()
        self.tasks.release()
        self.session.close()
        for scope in ("tree", "editor", "design"):
            self._window.actions_by_command.detach(scope)
        self._window.toolbar.clear()
        self._window.status.show_session(None)
        self._window.status.show_problems(0, 0)
        self._commands.rollback(self._before)
        self.docks.close_all()
        self._window.drop_room(self.docks)
        self.deleteLater()
        return True

    def save(self) -> None:
        if self._save_typed():
            self._window.status.tell("Saved.")

    def _save_typed(self) -> bool:
        self.editor.flush()
        return self.autosave.save_now()

    def keep_typed(self) -> None:
        """Writes what is not saved yet where the next start finds it."""
        self.editor.flush()
        self.journal.flush()

    def _show_recovered(self, paths: tuple[str, ...]) -> None:
        for path in paths:
            self._commands.execute("open_location", Location(path))
        if paths:
            self._window.status.tell(f"Recovered unsaved edits of {', '.join(paths)}.")

    def _open_startup(self) -> None:
        startup = self.project.app.manifest.startup
        nodes = [node for root in self.project.tree() for node in root.walk() if node.path]
        wanted = startup.module if startup else ""
        node = next((node for node in nodes if node.dotted == wanted), None)
        node = node or next((node for node in nodes if node.path.endswith(".py")), None)
        if node is not None:
            self._commands.execute("open_location", Location(node.path))

    # --- wiring
    def _count_run(self, _wish: str) -> None:
        self.runs += 1

    def _connect(self) -> None:
        self.session.page_wanted.connect(self._count_run)
        project, session, status = self.project, self.session, self._window.status
        project.changed.connect(session.saved)
        session.run_asked.connect(self._save_typed)
        project.notice.connect(status.tell)
        project.app_changed.connect(self._on_app_changed)
        project.problems_changed.connect(self._show_problems)
        self.autosave.failed.connect(status.tell)
        self.python.progressed.connect(status.tell)
        self.python.progressed.connect(self.packages.show_progress)
        self.python.settled.connect(self.packages.show_python)
        self.python.refused.connect(self.packages.show_failure)
        self.packages.changed.connect(self._install)
        self.python.refused.connect(lambda message, remedy: status.tell(f"{message} {remedy}"))
        self.watcher.changed.connect(project.disk_changed)
        self.editor.current_changed.connect(self._follow_editor)
        self.designs.notice.connect(status.tell)
        self.properties.left.connect(self.design_view.setFocus)
        self.design_view.canvas.picture_changed.connect(self._show_drawing_errors)
        for signal in (session.host_changed, session.page_changed, session.workers_changed,
                       session.mode_changed, session.server_changed):  # fmt: skip
            signal.connect(self._show_session)
        status.problems.clicked.connect(self._show_problem_list)
        self.consoles.wanted.connect(lambda: self.docks.reveal("consoles"))
        self._preferences.changed.connect(self._on_preferences)
        self._show_problems()

    def _install(self) -> None:
        if not self.session.question:
            self.python.prepare()

    def _show_problem_list(self) -> None:
        self._commands.execute("consoles.problems")

    def _on_preferences(self, _values: Values) -> None:
        self.editor.apply_font()
        self.consoles.apply_theme()
        self.tasks.apply_theme()

    def _follow_editor(self) -> None:
        view = self.editor.current_view()
        if view is not None:
            self.tree.select_path(view.document.path)

    def _show_drawing_errors(self) -> None:
        boxes = self.design_view.canvas.picture.boxes
        self.outline.show_errors({box.ref: box.error for box in boxes if box.error})

    def _on_app_changed(self) -> None:
        manifest = self.project.app.manifest
        if manifest.server_persist != self.session.persistent:
            self.session.set_persistent(manifest.server_persist)
        self._show_names()

    def _show_names(self) -> None:
        self._window.toolbar.show_title(self.project.app.manifest.title)

    def _show_session(self) -> None:
        self._window.status.show_session(self.session)
        self._window.toolbar.show_mode(self.session)
        self._commands.refresh()

    def _show_problems(self) -> None:
        errors = sum(problem.severity == "error" for problem in self.project.problems)
        self._window.status.show_problems(errors, len(self.project.problems) - errors)
