"""The status bar: what was just done, where the caret is, and the state of server and preview. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from formwright.designer.core.run import HostState, PageState, RunSession
from formwright.designer.ui.icons import icon

SHOWN_MILLISECONDS = 8000


class Status(QStatusBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.host = QLabel()
        self.host.setAccessibleName("State of the app server")
        self.note = QLabel()
        self.note.setAccessibleName("Note")
        self.note.hide()
        self.problems = QToolButton()
        self.problems.setAccessibleName("Problems of the app")
        self.problems.setIcon(icon("alert-outline", "warning"))
        for widget in (self.note, self.problems, self.host):
            self.addPermanentWidget(widget)
        self.show_session(None)
        self.show_problems(0, 0)

    def tell(self, text: str) -> None:
        self.showMessage(text, SHOWN_MILLISECONDS)

    def show_note(self, text: str, explanation: str) -> None:
        """Something that stays true for the whole session, such as a missing sandbox."""
        self.note.setText(" · ".join(filter(None, (self.note.text(), text))))
        self.note.setToolTip("\n".join(filter(None, (self.note.toolTip(), explanation))))
        self.note.show()

    def show_problems(self, errors: int, warnings: int) -> None:
        count = errors + warnings
        self.problems.setVisible(count > 0)
        self.problems.setIcon(icon("alert-circle-outline" if errors else "alert-outline",
                                   "danger" if errors else "warning"))  # fmt: skip
        self.problems.setText(f" {count}")
        self.problems.setToolTip(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
        self.problems.setToolButtonStyle(self.problems.toolButtonStyle().ToolButtonTextBesideIcon)

    def show_session(self, session: RunSession | None) -> None:
        self.host.setVisible(session is not None)
        if session is None:
            return
        words = {
            HostState.DOWN: "App server stopped",
            HostState.STARTING: "App server starting…",
            HostState.READY: session.url,
            HostState.FAILED: "App server failed",
        }
        page = {
            PageState.RUNNING: " · running",
            PageState.STARTING: " · starting",
            PageState.FAILED: " · failed",
        }
        self.host.setText(words[session.host] + page.get(session.page, ""))
        self.host.setToolTip(session.host_message or session.message)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
