"""The toolbar of an open app: gallery, name, new, run, stop, restart, mode of the server. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget, QWidgetAction

from formwright.designer.core.run import HostState, RunSession
from formwright.designer.shell.actions import Actions
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant

RUNNING = ("run.start", "run.stop", "run.restart")


class Toolbar(QToolBar):
    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("Main toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions = actions
        self.title = QLabel()
        self.title.setProperty("kind", "heading")
        self.mode = QToolButton()
        self.mode.setObjectName("mode")
        self.mode.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.mode.setIcon(icon("server", "server"))
        self.mode.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # Places of our own: what `addWidget` was given is not shown when it is added again after `clear`.
        self._title_place, self._mode_place = QWidgetAction(self), QWidgetAction(self)
        self._title_place.setDefaultWidget(self.title)
        self._mode_place.setDefaultWidget(self.mode)

    def fill(self, new_menu: QMenu | None = None) -> None:
        """Call once the commands of the open app are registered."""
        self.clear()
        self._button("app.close", text=True)
        self.addSeparator()
        self.addAction(self._title_place)
        self.addSeparator()
        if new_menu is not None:
            self._menu_button("plus", "New", new_menu)
            self.addSeparator()
        for name in RUNNING:
            self._button(name, text=name == "run.start")
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self.addAction(self._mode_place)
        for name in ("view.palette", "app.settings"):
            self._button(name)
        menu = QMenu(self.mode)
        menu.addAction(self._actions.action("run.persistent"))
        menu.addAction(self._actions.action("run.restart_server"))
        menu.addAction(self._actions.action("app.settings"))
        self.mode.setMenu(menu)

    def running_parts(self) -> list[QWidget]:
        """The buttons that run and stop, and the mode of the server: for the tour."""
        buttons = [self.widgetForAction(self._actions.action(name)) for name in RUNNING]
        return [*buttons, self.mode]

    def show_title(self, text: str) -> None:
        self.title.setText(text)

    def show_mode(self, session: RunSession) -> None:
        calls = sum(worker.calls for worker in session.workers.values())
        if session.persistent:
            text, tip = "Server kept running", "The same server process serves many calls; globals stay."
            pids = [str(worker.pid) for worker in session.workers.values() if worker.state != "ended"]
            if pids:
                text += f" · pid {pids[0]} · {calls} call{'s' if calls != 1 else ''}"
        else:
            text, tip = "Server per call", "Each call gets a new Python; module-level globals never survive."
        if session.host is HostState.FAILED or (session.server and session.server.state == "failed"):
            text, tip = (
                "Server not available",
                session.host_message or (session.server.remedy if session.server else ""),
            )
        self.mode.setText(" " + text)
        self.mode.setToolTip(tip)
        self.mode.setAccessibleName(f"Server mode: {text}")
        set_variant(self.mode, "persistent", "true" if session.persistent else "")

    def _button(self, command_id: str, *, text: bool = False) -> None:
        action: QAction = self._actions.action(command_id)
        self.addAction(action)
        button = self.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if text:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _menu_button(self, symbol: str, text: str, menu: QMenu) -> None:
        button = QToolButton()
        button.setIcon(icon(symbol, "accent"))
        button.setText(text)
        button.setAccessibleName(f"{text}…")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        self.addWidget(button)
