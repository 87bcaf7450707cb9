"""The menu bar, derived from the commands that are registered. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu, QMenuBar

from formwright.designer.core.commands import Command, Commands
from formwright.designer.shell.actions import Actions

ORDER = ("File", "Edit", "View", "Form", "App", "Run", "Help")


class Menus(QObject):
    """Rebuilt when commands come and go; a menu without commands is not shown."""

    def __init__(self, bar: QMenuBar, commands: Commands, actions: Actions) -> None:
        super().__init__(bar)
        self._bar = bar
        self._commands = commands
        self._actions = actions
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.build)
        commands.added.connect(self._changed)
        commands.removed.connect(self._changed)
        self.build()

    def _changed(self, _command: Command) -> None:
        self._later.start()

    def build(self) -> None:
        self._bar.clear()
        by_menu: dict[str, list[Command]] = {}
        for command in self._commands:
            if command.menu:
                by_menu.setdefault(command.menu, []).append(command)
        tops = {name.partition("/")[0] for name in by_menu}
        known = [name for name in ORDER if name in tops]
        for name in known + sorted(tops.difference(ORDER)):
            menu = QMenu("&" + name, self._bar)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self._actions.update_states)
            for path in sorted(path for path in by_menu if path.startswith(name + "/")):
                self._fill(menu.addMenu(path.partition("/")[2]), by_menu[path])
            self._fill(menu, by_menu.get(name, []))
            self._bar.addMenu(menu)

    def _fill(self, menu: QMenu, commands: list[Command]) -> None:
        group: int | None = None
        for command in sorted(commands, key=lambda item: item.group):
            if group is not None and command.group != group:
                menu.addSeparator()
            group = command.group
            menu.addAction(self._actions.action(command.id))
