"""Keys of the design view's commands in panels beside it: toolbox and outline. GUI thread."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtGui import QKeyEvent, QKeySequence

from formwright.designer.core.commands import Commands
from formwright.designer.forms.commands import SCOPE


def run_command(commands: Commands, event: QKeyEvent, without: Collection[str] = ()) -> bool:
    """Runs the command that has this key. False: none has, or it is one of `without`."""
    pressed = QKeySequence(event.keyCombination())
    for command in commands:
        if command.scope != SCOPE or not command.shortcut or command.id in without:
            continue
        if QKeySequence(command.shortcut) == pressed:
            commands.execute(command.id)
            return True
    return False
