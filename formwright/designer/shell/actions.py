"""One QAction per command, with its shortcut where the command's scope says. GUI thread.

A command of the scope "" has its key in the whole window; a room's command only while the focus is in the
room, which `attach` makes known.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.ui.icons import icon
from formwright.designer.ui.key_text import with_keys


class Actions(QObject):
    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._actions: dict[str, QAction] = {}
        self._places: dict[str, list[QWidget]] = {"": [window]}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.update_states)
        for command in commands:
            self._add(command)
        commands.added.connect(self._add)
        commands.removed.connect(self._remove)
        commands.rekeyed.connect(self._show_keys)
        commands.changed.connect(self.update_states)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def attach(self, scope: str, room: QWidget) -> None:
        """Keys of the commands of this scope work while the focus is inside the room, or another attached."""
        places = self._places.setdefault(scope, [])
        places.append(room)
        room.destroyed.connect(lambda: places.remove(room))
        for command in self._commands:
            if command.scope == scope:
                room.addAction(self._actions[command.id])

    def detach(self, scope: str) -> None:
        self._places.pop(scope, None)

    def update_states(self) -> None:
        for command in self._commands:
            action = self._actions[command.id]
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())
            if command.live_title is not None:
                action.setText(command.title_now)

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self._later.start()

    def _add(self, command: Command) -> None:
        action = QAction(command.title, self)
        action.setObjectName(command.id)
        if command.icon:
            colours = {"play": "success", "stop": "danger"}
            action.setIcon(icon(command.icon, colours.get(command.icon, "text")))
        self._actions[command.id] = action
        self._show_keys(command)
        window_wide = command.scope == ""
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if window_wide
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self._commands.execute(command.id))
        for place in self._places.get(command.scope, ()):
            place.addAction(action)
        self._later.start()

    def _show_keys(self, command: Command) -> None:
        action = self._actions[command.id]
        action.setShortcut(QKeySequence(command.shortcut))
        action.setToolTip(with_keys(command.title.rstrip("…"), command.shortcut))

    def _remove(self, command: Command) -> None:
        action = self._actions.pop(command.id, None)
        if action is not None:
            for place in self._places.get(command.scope, ()):
                place.removeAction(action)
            action.deleteLater()
