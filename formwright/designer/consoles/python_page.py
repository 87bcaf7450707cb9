"""The Python console: what was typed and what came of it, above the field to type in. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from formwright.designer.consoles.input_field import InputField
from formwright.designer.consoles.text_view import TextView
from formwright.designer.core.console import Line
from formwright.designer.core.repl import ReplSession
from formwright.designer.core.run import HostState, RunSession
from formwright.designer.ui.code_font import set_code_font
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icon_button import icon_button

_EMPTY = (
    "Python of the app's server code: call your server functions, look at values, try a line. "
    "It is a process of its own and disturbs nobody."
)


class PythonPage(QWidget):
    def __init__(self, session: RunSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._repl: ReplSession = session.repl
        self.view = TextView("Python output")
        self.field = InputField()
        self.state = QLabel()
        self.state.setProperty("kind", "muted")
        self.state.setSizePolicy(
            self.state.sizePolicy().Policy.Ignored, self.state.sizePolicy().Policy.Preferred
        )
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.state, 1)
        self.stop = icon_button(row, "stop-circle-outline", "Interrupt (Ctrl+C)", self._repl.interrupt)
        self.restart = icon_button(row, "restart", "Start a new Python", self._restart)
        self.copy = icon_button(row, "content-copy", "Copy (all, or what is selected)", self.view.copy_text)
        self.clear = icon_button(row, "delete-sweep-outline", "Clear (Ctrl+L)", self._repl.console.clear)
        self.empty = EmptyState("Try a line of Python", _EMPTY, "Write a line", self._write)
        self._focus_wanted = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self._prompt = QLabel(">>>")
        self._prompt.setAccessibleName("Prompt")
        self._prompt.setContentsMargins(0, 5, 0, 0)
        entry = QHBoxLayout()
        entry.setContentsMargins(12, 4, 8, 8)
        entry.setSpacing(8)
        entry.addWidget(self._prompt, 0, Qt.AlignmentFlag.AlignTop)
        entry.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addLayout(entry)
        self.setFocusProxy(self.field)
        self.field.entered.connect(self._repl.enter)
        self.field.interrupted.connect(self._repl.interrupt)
        self.field.cleared.connect(self._repl.console.clear)
        self.field.completion_wanted.connect(self._repl.complete)
        self.field.older_wanted.connect(self._older)
        self.field.newer_wanted.connect(self._newer)
        self._repl.changed.connect(self.refresh)
        self._repl.wants_more.connect(self.field.continue_with)
        self._repl.completed.connect(self.field.offer)
        self._repl.console.appended.connect(self._on_appended)
        self._repl.console.cleared.connect(self._on_cleared)
        session.host_changed.connect(self._on_host)
        self._on_appended(tuple(self._repl.console.lines))
        self.refresh()

    def release(self) -> None:
        self._repl.changed.disconnect(self.refresh)
        self._repl.wants_more.disconnect(self.field.continue_with)
        self._repl.completed.disconnect(self.field.offer)
        self._repl.console.appended.disconnect(self._on_appended)
        self._repl.console.cleared.disconnect(self._on_cleared)
        self._session.host_changed.disconnect(self._on_host)

    def set_code_font(self, font: QFont) -> None:
        set_code_font(self.view, font)
        self.field.set_code_font(font)
        set_code_font(self._prompt, font)

    def take_focus(self) -> None:
        """Now, or once the server that is starting is there."""
        self._focus_wanted = self._session.host in (HostState.STARTING, HostState.READY)
        self.refresh()

    def refresh(self) -> None:
        ready = self._session.host is HostState.READY
        self.field.setEnabled(ready)
        if ready and self._focus_wanted:
            self._focus_wanted = False
            if self.isVisible():
                self.field.setFocus()
        self.stop.setEnabled(self._repl.busy)
        self.restart.setEnabled(ready and bool(self._repl.state))
        self.state.setText(self._words())

    def _words(self) -> str:
        if self._session.host is not HostState.READY:
            return "The app server is not running."
        if self._repl.state == "starting":
            return "Starting, and importing the app…"
        if self._repl.state == "failed":
            return "This Python could not be started. The next line tries again."
        if self._repl.state == "ready":
            python = self._repl.python.partition(" (")[0]
            return (
                f"{python} · running…" if self._repl.busy else f"{python} · the server modules are imported"
            )
        return "Starts with the first line you enter."

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_host()

    def _on_host(self) -> None:
        if self._session.host is HostState.READY and self.isVisible():
            self._repl.start()
        self.refresh()

    def _write(self) -> None:
        """Nothing can be typed before the app's server is there."""
        self._focus_wanted = True
        self._session.start_host()
        self.refresh()

    def _restart(self) -> None:
        self._repl.restart()
        self.field.setFocus()

    def _older(self) -> None:
        source = self._repl.history.older(self.field.toPlainText())
        if source is not None:
            self.field.take(source)

    def _newer(self) -> None:
        source = self._repl.history.newer()
        if source is not None:
            self.field.take(source)

    def _on_appended(self, lines: tuple[Line, ...]) -> None:
        if lines:
            self.view.append_lines(lines)
            self._stack.setCurrentWidget(self.view)

    def _on_cleared(self) -> None:
        self.view.clear_lines()
        self._stack.setCurrentWidget(self.empty)
