"""The context menu: the commands of the design view, and the way to the containers around. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.placement import walking
from formwright.designer.forms.canvas.painting import tag_words
from formwright.designer.forms.canvas.stage import Stage
from formwright.designer.ui.icons import icon

SCOPE = "design"
_LEADING = ("design.open_handler",)
_ELSEWHERE = ("design.undo", "design.redo", "design.select")
"""Not about the component under the pointer; containers have a menu of their own."""


def context_menu(stage: Stage, parent: QWidget, edit_text: Callable[[], object] | None = None) -> QMenu:
    """`edit_text`: what edits the text of the selected component, where it has one."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for number, section in enumerate(_sections(stage.commands)):
        if number:
            menu.addSeparator()
        if not number and edit_text is not None:
            action = menu.addAction(icon("form-textbox", "muted"), "Edit the text")
            action.setShortcut(QKeySequence(Qt.Key.Key_F2))
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(edit_text)
        submenus: dict[str, QMenu] = {}
        for command in section:
            _, _, title = command.menu.partition("/")
            target = menu
            if title:
                if title not in submenus:
                    submenus[title] = menu.addMenu(title)
                target = submenus[title]
            target.addAction(_action(command, stage.commands, target))
    _add_ways_out(stage, menu)
    return menu


def _sections(commands: Commands) -> list[list[Command]]:
    """What is about the component first, then the clipboard, then its place."""
    own = [c for c in commands if c.scope == SCOPE and c.palette and not c.id.startswith(_ELSEWHERE)]
    found: dict[tuple[int, bool, int], list[Command]] = {}
    for command in own:
        leads = command.id in _LEADING
        key = (0 if leads else 1, command.menu.partition("/")[0] != "Edit" and not leads, command.group)
        found.setdefault(key if not leads else (0, False, 0), []).append(command)
    return [found[key] for key in sorted(found)]


def _action(command: Command, commands: Commands, menu: QMenu) -> QAction:
    action = QAction(command.title_now, menu)
    if command.icon:
        action.setIcon(icon(command.icon, "muted"))
    if command.shortcut:
        action.setShortcut(QKeySequence(command.shortcut))
        action.setShortcutVisibleInContextMenu(True)
    if command.checked is not None:
        action.setCheckable(True)
        action.setChecked(command.checked())
    action.setEnabled(command.enabled())
    action.triggered.connect(lambda: commands.execute(command.id))
    return action


def _add_ways_out(stage: Stage, menu: QMenu) -> None:
    """Containers may be covered by what is in them."""
    design = stage.design
    if design is None:
        return
    ref: Ref | None = Ref(design.selection.form, design.selection.primary)
    inner = QMenu("Select", menu)
    scene = stage.scene
    while ref is not None and (ref := walking.parent(scene, ref)) is not None:
        inner.addAction(tag_words(ref.form, ref.name)).triggered.connect(partial(_select, stage, ref))
    if not inner.isEmpty():
        menu.addSeparator()
        menu.addMenu(inner)


def _select(stage: Stage, ref: Ref, _checked: bool = False) -> None:
    stage.select(ref)
