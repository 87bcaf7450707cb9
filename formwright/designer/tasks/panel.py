"""Runs and schedules in one panel; the only module of the room that commands anything. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.project import Project
from formwright.designer.core.run import HostState, RunSession
from formwright.designer.core.task_names import task_names
from formwright.designer.tasks.runs_page import RunsPage
from formwright.designer.tasks.schedule_dialog import ScheduleDialog
from formwright.designer.tasks.schedules_page import SchedulesPage
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Theme
from formwright.runtime.appfiles import OperationError
from formwright.runtime.spec.schedules import scheduled_tasks

RUNS, SCHEDULED = 0, 1


class TasksPanel(QTabWidget):
    """Runs the command `open_location`, which others register."""

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
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName("Tasks")
        self.runs = RunsPage(session.tasks, lambda: task_names(project.app))
        self.scheduled = SchedulesPage()
        self.addTab(self.runs, icon("progress-clock", "muted"), "Runs")
        self.addTab(self.scheduled, icon("calendar-clock", "muted"), "Scheduled")
        self.runs.kill_wanted.connect(session.kill_task)
        self.runs.run_wanted.connect(self._run)
        self.runs.view.location_clicked.connect(self._go)
        self.scheduled.add_wanted.connect(self._add)
        self.scheduled.change_wanted.connect(self._change)
        self.scheduled.remove_wanted.connect(self._remove)
        self.scheduled.run_wanted.connect(self._run)
        commands.add(
            Command("tasks.runs", "Show background tasks", lambda: self._show_page(RUNS)),
            Command("tasks.scheduled", "Show scheduled tasks", lambda: self._show_page(SCHEDULED)),
        )
        session.tasks.changed.connect(self._on_task)
        project.app_changed.connect(self._show_schedules)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self._show_schedules()

    def release(self) -> None:
        """Before the panel is deleted: session and project may outlive it."""
        self._session.tasks.changed.disconnect(self._on_task)
        self._project.app_changed.disconnect(self._show_schedules)
        self.runs.release()

    def apply_theme(self, _tokens: object = None) -> None:
        self.runs.view.set_code_font(self._theme.monospace())
        self.runs.show_again()

    def _show_page(self, number: int) -> None:
        self.setCurrentIndex(number)
        (self.runs.list if number == RUNS else self.scheduled.list).setFocus()

    def _on_task(self, _id: str) -> None:
        count = self._session.tasks.running
        self.setTabText(RUNS, f"Runs ({count})" if count else "Runs")
        self.setTabIcon(RUNS, icon("progress-clock", "accent" if count else "muted"))

    def _show_schedules(self) -> None:
        found = scheduled_tasks(self._project.app.manifest.data)
        self.scheduled.show_schedules(found)
        self.setTabText(SCHEDULED, f"Scheduled ({len(found)})" if found else "Scheduled")

    def _run(self, name: str) -> None:
        if self._session.host is not HostState.READY:
            self._project.notice.emit(
                f"{name} cannot run now: the app's server is not there. Run the app first."
            )
            return
        self._session.run_task(name)
        self.setCurrentIndex(RUNS)

    def _add(self) -> None:
        dialog = ScheduleDialog(task_names(self._project.app), parent=self.window())
        dialog.accepted.connect(lambda: self._edit(lambda: self._project.edits.add_schedule(*dialog.chosen)))
        dialog.open()

    def _change(self, row: int) -> None:
        before = scheduled_tasks(self._project.app.manifest.data)[row]
        dialog = ScheduleDialog(task_names(self._project.app), before.task, before.when, parent=self.window())

        def change() -> None:
            now = scheduled_tasks(self._project.app.manifest.data)
            if row < len(now) and now[row] == before:
                self._project.edits.change_schedule(row, *dialog.chosen)
            else:
                self._project.notice.emit("anvil.yaml has changed meanwhile; nothing was written.")

        dialog.accepted.connect(lambda: self._edit(change))
        dialog.open()

    def _remove(self, row: int) -> None:
        self._edit(lambda: self._project.edits.remove_schedule(row))

    def _edit(self, edit: Callable[[], object]) -> None:
        try:
            edit()
        except OperationError as error:
            self._project.notice.emit(f"{error.message} {error.remedy}")
        except OSError as error:
            self._project.notice.emit(f"anvil.yaml could not be written: {error.strerror or error}.")

    def _go(self, location: Location) -> None:
        self._commands.execute("open_location", location)
