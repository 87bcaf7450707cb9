"""The command palette and go to file. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.tree import Kind, Node
from formwright.designer.shell.quick_pick import Pick, QuickPick
from formwright.designer.ui.key_text import shown_keys

if TYPE_CHECKING:
    from formwright.designer.core.project import Project


def show_palette(window: QWidget, commands: Commands) -> QuickPick:
    """Every command there is, those that can run now first."""

    def pick(command: Command) -> Pick:
        key = shown_keys(command.shortcut)
        where = command.menu.replace("/", " › ") or command.scope.capitalize()
        return Pick(
            command.title_now.rstrip("…"),
            lambda: commands.execute(command.id),
            where,
            key,
            command.icon or "chevron-right",
            command.enabled(),
        )

    picks = [pick(command) for command in commands if command.palette]
    picks.sort(key=lambda item: not item.enabled)
    popup = QuickPick(window, "Command palette", "Type what you want to do", picks)
    popup.open()
    return popup


_ICONS = {
    Kind.FORM: "application-outline",
    Kind.SERVER_MODULE: "server",
    Kind.SERVER_PACKAGE: "server",
    Kind.ASSET: "palette-outline",
}


def show_files(window: QWidget, project: Project, commands: Commands) -> QuickPick:
    def pick(node: Node) -> Pick:
        location = Location(node.path)
        symbol = _ICONS.get(node.kind, "language-python" if node.path.endswith(".py") else "file-outline")
        return Pick(node.name, lambda: commands.execute("open_location", location), node.path, icon=symbol)

    nodes = [node for root in project.tree() for node in root.walk() if node.path]
    popup = QuickPick(window, "Go to file", "Name of a form, module or asset", [pick(node) for node in nodes])
    popup.open()
    return popup
