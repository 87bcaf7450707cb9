"""The page of keyboard shortcuts, from the commands that the designer registers.

Makes a designer with an open app on no screen (Qt's platform `offscreen`) and reads its commands. The app is
a stranger, so that nothing of it runs. May not: add facts.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from formwright.designer.core.commands import Command
from formwright.designer.core.manual import anchor
from tools.manual.markdown import anchored, code, page, plain, table

_EXAMPLE = Path(__file__).parents[2] / "formwright" / "examples" / "hello"
_SCOPES = {
    "": ("Everywhere", "These work in the whole window."),
    "design": ("On the canvas", "While the focus is in the drawing of a Form, the outline or the toolbox."),
    "editor": ("In code", "While the focus is in the text of a file."),
    "tree": ("In the app tree", "While the focus is in the tree of the app's files."),
}


def registered_commands() -> list[Command]:
    """What menus, palette and shortcuts are made of while an app is open."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from formwright.designer.shell.designer import Designer
    from formwright.designer.shell.open_app import OpenApp

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = shutil.copytree(_EXAMPLE, scratch / "app")
        designer = Designer(application, scratch / "config", scratch / "state")
        designer.open = OpenApp(
            folder,
            designer.window,
            designer.commands,
            designer.preferences,
            designer.theme,
            scratch / "state",
            designer.trust,
            None,
            designer.show_gallery,
        )
        found = list(designer.commands)
        designer.close_app()
        designer.window.close()
    return found


def shortcuts_page(commands: list[Command]) -> tuple[str, str]:
    parts = [
        "Every command is in the command palette too (Ctrl+Shift+P), with its key. On macOS, Ctrl is Cmd.",
        "*File › Preferences…* changes the keys; here are those that Formwright comes with.",
        "The canvas has keys of its own besides: see [Designing Forms](../howto/designing-forms.md). So has "
        "the Python console: see [Consoles](../howto/consoles.md).",
    ]
    for scope in dict.fromkeys([*_SCOPES, *(command.scope for command in commands)]):
        keyed = [command for command in commands if command.scope == scope and command.shortcut]
        if not keyed:
            continue
        title, about = _SCOPES.get(scope, (scope.capitalize(), ""))
        rows = [
            (
                "{kbd}" + code(command.shortcut),
                anchored(command.title.rstrip("…"), anchor("command", command.id))
                .replace("[`", "[")
                .replace("`]", "]"),
                plain(command.menu.replace("/", " › ")),
            )
            for command in sorted(keyed, key=lambda command: command.title.lower())
        ]
        parts += [f"## {title}", about, table(("Key", "Command", "Menu"), rows)]
    return "reference/shortcuts.md", page("Keyboard shortcuts", *parts)
