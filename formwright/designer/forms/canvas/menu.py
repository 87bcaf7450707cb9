"""The context menu: the commands of the design view, and the way to the containers around. GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms import walking
from formwright.designer.core.forms.canvas import Ref
from formwright.designer.forms.canvas.painting import tag_words
from formwright.designer.forms.canvas.stage import Stage
from formwright.designer.ui.icons import icon

SCOPE = "design"


def context_menu(stage: Stage, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    own = [command for command in stage.commands if command.scope == SCOPE and command.palette]
    group: int | None = None
    for command in sorted(own, key=lambda each: each.group):
        if group is not None and command.group != group:
            menu.addSeparator()
        group = command.group
        menu.addAction(_action(command, stage.commands, menu))
    _add_ways_out(stage, menu)
    return menu


def _action(command: Command, commands: Commands, menu: QMenu) -> QAction:
    action = QAction(command.title, menu)
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
