"""All consoles in one panel, with badges for errors nobody has looked at. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from formwright.designer.consoles.console_page import ConsolePage
from formwright.designer.consoles.log_page import LogPage
from formwright.designer.consoles.problems_page import ProblemsPage
from formwright.designer.consoles.python_page import PythonPage
from formwright.designer.consoles.server_header import ServerHeader
from formwright.designer.consoles.waterfall_page import WaterfallPage
from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.project import Project
from formwright.designer.core.run import Call, PageState, RunSession
from formwright.designer.ui.checker import Checker
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Theme

OUTPUT, SERVER, CALLS, PYTHON, PROBLEMS = 0, 1, 2, 3, 4

_OUTPUT = "What Forms and Modules print in the browser, and the errors of the page, appear here."


class ConsolesPanel(QTabWidget):
    """Runs the commands `open_location`, `run.persistent` and `run.restart_server`, which others register."""

    wanted = Signal()
    """A command asks for one of the consoles: whoever holds the panel brings it to the front."""

    def __init__(
        self,
        session: RunSession,
        project: Project,
        commands: Commands,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._project = project
        self._commands = commands
        self._theme = theme
        self._checker = Checker(project, self)
        self.setDocumentMode(True)
        self.header = ServerHeader(session)
        self.header.persistent_wanted.connect(lambda: commands.execute("run.persistent"))
        self.header.persistent_wanted.connect(self.header.refresh)
        self.header.restart_wanted.connect(lambda: commands.execute("run.restart_server"))
        nothing = EmptyState("No output yet", _OUTPUT, "Run the app", self._run)
        self.output = ConsolePage(session.client_console, "Output", nothing)
        self.server = LogPage(session.server_log, self.header, self.header.summary, self._run)
        self.calls = WaterfallPage(session.server_log, self._run)
        self.python = PythonPage(session)
        self.problems = ProblemsPage(self._run)
        for page, title, symbol in (
            (self.output, "Output", "text-box-outline"),
            (self.server, "Server", "server"),
            (self.calls, "Calls", "chart-gantt"),
            (self.python, "Python", "language-python"),
            (self.problems, "Problems", "alert-circle-outline"),
        ):
            self.addTab(page, icon(symbol, "muted"), title)
        self.tabBar().setAccessibleName("Consoles")
        self.tabBarClicked.connect(self._on_tab_clicked)
        for console in (self.output, self.server):
            console.view.location_clicked.connect(self._go)
            console.errors_changed.connect(self._show_badges)
        self.python.view.location_clicked.connect(self._go)
        self.problems.location_clicked.connect(self._go)
        self.calls.loops_changed.connect(self._show_badges)
        self._connect()
        self._add_commands(commands)
        self.apply_theme()
        self._show_problems()
        self._offer_run()

    def _connect(self) -> None:
        session = self._session
        for signal in (
            session.workers_changed, session.server_changed, session.mode_changed, session.host_changed,
        ):  # fmt: skip
            signal.connect(self.header.refresh)
        session.called.connect(self._on_called)
        session.page_changed.connect(self._offer_run)
        self._project.problems_changed.connect(self._show_problems)
        self._theme.changed.connect(self.apply_theme)

    def release(self) -> None:
        """Before the panel is deleted: session and project may outlive it."""
        session = self._session
        for signal in (
            session.workers_changed, session.server_changed, session.mode_changed, session.host_changed,
        ):  # fmt: skip
            signal.disconnect(self.header.refresh)
        session.called.disconnect(self._on_called)
        session.page_changed.disconnect(self._offer_run)
        self._checker.stop()
        self._project.problems_changed.disconnect(self._show_problems)
        self.output.release()
        self.server.release()
        self.calls.release()
        self.python.release()

    def _add_commands(self, commands: Commands) -> None:
        for number, name, title in (
            (OUTPUT, "output", "Show the output"),
            (SERVER, "server", "Show the server's output"),
            (CALLS, "calls", "Show the calls of server functions"),
            (PYTHON, "python", "Try Python in the app's interpreter"),
            (PROBLEMS, "problems", "Show the problems"),
        ):
            commands.add(Command(f"consoles.{name}", title, lambda number=number: self.show_page(number)))

    def show_page(self, number: int) -> None:
        self.wanted.emit()
        self.setCurrentIndex(number)
        places = {
            OUTPUT: self.output.view,
            SERVER: self.server.view,
            CALLS: self.calls.view,
            PYTHON: self.python.field,
        }
        place = places.get(number, self.problems.list)
        (place if place.isVisibleTo(self) else self.tabBar()).setFocus()  # an empty list is not shown

    def _on_tab_clicked(self, number: int) -> None:
        if number == PYTHON:  # once it is shown: a person goes there to type
            QTimer.singleShot(0, self.python, self.python.take_focus)

    def apply_theme(self, _tokens: object = None) -> None:
        for page in (self.output, self.server, self.python):
            page.set_code_font(self._theme.monospace())
        self.output.view.show_again()
        self.python.view.show_again()
        self.header.refresh()
        self._show_badges()

    def _offer_run(self) -> None:
        """What the button does while nothing is listed: of an app that runs it says so."""
        words = "Run the app" if self._session.page is PageState.STOPPED else "Run the app again"
        self.server.offer(words)
        for page in (self.output, self.calls, self.problems):
            page.empty.offer(words)

    def _run(self) -> None:
        self._commands.execute("run.start")

    def _go(self, location: Location) -> None:
        self._commands.execute("open_location", location)

    def _on_called(self, _call: Call) -> None:
        self.header.count_call()

    def _show_problems(self) -> None:
        self.problems.show_problems(self._project.problems)
        self._show_badges()

    def _show_badges(self) -> None:
        self._badge(OUTPUT, "Output", self.output.unseen_errors, "text-box-outline", alarming=True)
        self._badge(SERVER, "Server", self.server.unseen_errors, "server", alarming=True)
        self._badge(CALLS, "Calls", self.calls.loops, "chart-gantt", alarming=False)
        problems = self.problems.problems
        errors = any(problem.severity == "error" for problem in problems)
        self._badge(PROBLEMS, "Problems", len(problems), "alert-circle-outline", alarming=errors)

    def _badge(self, tab: int, title: str, count: int, symbol: str, *, alarming: bool) -> None:
        self.setTabText(tab, f"{title} ({count})" if count else title)
        colour = ("danger" if alarming else "warning") if count else "muted"
        self.setTabIcon(tab, icon(symbol, colour))
