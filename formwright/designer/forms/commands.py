"""The commands of the design view: history, clipboard, selection, order, containers. GUI thread.

Registers them; what they do is `core/forms/placement/editing.py`. Keys work where the shell attaches the
scope "design"; toolbox and outline take them through `key_commands.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.placement.editing import Editing
from formwright.designer.core.forms.reuse.item_templates import lacks_template, make_item_template
from formwright.runtime.appfiles import OperationError
from formwright.runtime.spec.app import Json

SCOPE = "design"
MENU = "Form"
#: title, what its id ends with, the container's data; its name begins as `name` says
CONTAINERS: tuple[tuple[str, str, dict[str, Json]], ...] = (
    ("Column panel", "column", {"type": "ColumnPanel"}),
    ("Flow panel", "flow", {"type": "FlowPanel"}),
    ("Linear panel", "linear", {"type": "LinearPanel"}),
    ("Card", "card", {"type": "ColumnPanel", "name": "card_1", "properties": {"role": "card"}}),
)

in_edit = partial(Command, menu="Edit", scope=SCOPE)
in_form = partial(Command, menu=MENU, scope=SCOPE)


def add_design_commands(commands: Commands, designs: Designs) -> Editing:
    editing = Editing(designs)
    _add_history(commands, editing)
    _add_clipboard(commands, editing)
    _add_selection(commands, editing)
    _add_order(commands, editing)
    _add_template(commands, designs, editing)
    _follow(commands, designs)
    return editing


def _add_history(commands: Commands, editing: Editing) -> None:
    commands.add(
        in_edit(
            "design.undo",
            "Undo",
            editing.undo,
            "Ctrl+Z",
            editing.can_undo,
            icon="undo",
            live_title=editing.undo_title,
        ),
        in_edit(
            "design.redo",
            "Redo",
            editing.redo,
            "Ctrl+Shift+Z",
            editing.can_redo,
            icon="redo",
            live_title=editing.redo_title,
        ),
    )


def _add_clipboard(commands: Commands, editing: Editing) -> None:
    def take(get: Callable[[], str]) -> None:
        if text := get():
            QGuiApplication.clipboard().setText(text)

    def paste() -> None:
        editing.paste(QGuiApplication.clipboard().text())

    some = editing.has_components
    commands.add(
        in_edit("design.cut", "Cut", partial(take, editing.cut), "Ctrl+X", some, group=1, icon="content-cut"),
        in_edit(
            "design.copy", "Copy", partial(take, editing.copy), "Ctrl+C", some, group=1, icon="content-copy"
        ),
        in_edit("design.paste", "Paste", paste, "Ctrl+V", editing.has_design, group=1, icon="content-paste"),
        in_edit(
            "design.duplicate",
            "Duplicate",
            editing.duplicate,
            "Ctrl+D",
            some,
            group=1,
            icon="content-duplicate",
        ),
        in_edit("design.delete", "Delete", editing.delete, "Del", some, group=1, icon="trash-can-outline"),
    )


def _add_selection(commands: Commands, editing: Editing) -> None:
    shown = editing.has_design
    commands.add(
        in_edit(
            "design.select_all", "Select all", editing.select_all, "Ctrl+A", shown, group=2, icon="select-all"
        ),
        in_form(
            "design.select_parent",
            "Select the container",
            editing.select_parent,
            "Esc",
            shown,
            icon="arrow-up-left",
        ),
        in_form(
            "design.select_child",
            "Select the first inside",
            editing.select_child,
            "Return",
            shown,
            icon="arrow-down-right",
        ),
        in_form(
            "design.select_next",
            "Select the next",
            partial(editing.select_sibling, 1),
            "Tab",
            shown,
            icon="arrow-right",
        ),
        in_form(
            "design.select_previous",
            "Select the previous",
            partial(editing.select_sibling, -1),
            "Shift+Tab",
            shown,
            icon="arrow-left",
        ),
    )


def _add_order(commands: Commands, editing: Editing) -> None:
    some = editing.has_components
    commands.add(
        in_form(
            "design.move_up", "Move up", partial(editing.move, -1), "Alt+Up", some, group=1, icon="arrow-up"
        ),
        in_form(
            "design.move_down",
            "Move down",
            partial(editing.move, 1),
            "Alt+Down",
            some,
            group=1,
            icon="arrow-down",
        ),
        in_form(
            "design.unwrap",
            "Unwrap",
            editing.unwrap,
            "Ctrl+Shift+U",
            editing.can_unwrap,
            group=2,
            icon="arrow-expand-all",
        ),
    )
    for title, name, node in CONTAINERS:
        run = partial(editing.wrap, node, f"a {title.lower()}")
        shortcut = "Ctrl+G" if name == "column" else ""
        commands.add(
            Command(
                f"design.wrap_{name}",
                f"Wrap in a {title.lower()}",
                run,
                shortcut,
                some,
                menu=f"{MENU}/Wrap in",
                scope=SCOPE,
            )
        )


def _add_template(commands: Commands, designs: Designs, editing: Editing) -> None:
    def make_template() -> None:
        design = editing.design
        if design is None:
            return
        selection = design.selection
        try:
            made = make_item_template(designs, selection.form, selection.primary)
        except OperationError as error:
            designs.notice.emit(f"{error.message} {error.remedy}")
        except OSError as error:
            designs.notice.emit(f"The item template could not be written: {error.strerror or error}.")
        else:
            if made:
                selection.select(made)

    def can_make_template() -> bool:
        design = editing.design
        return design is not None and lacks_template(design.template, design.selection.primary)

    commands.add(
        in_form(
            "design.item_template",
            "Make an item template",
            make_template,
            enabled=can_make_template,
            group=3,
            icon="application-outline",
        ),
    )


def _follow(commands: Commands, designs: Designs) -> None:
    """Menus and keys are asked again when the selection or the history is another."""
    heard: list[Design] = []

    def refresh(*_ignored: object) -> None:
        commands.refresh()

    def follow() -> None:
        for old in heard:
            old.selection.changed.disconnect(refresh)
            old.changed.disconnect(refresh)
        heard.clear()
        if (design := designs.current) is not None:
            design.selection.changed.connect(refresh)
            design.changed.connect(refresh)
            heard.append(design)
        commands.refresh()

    designs.current_changed.connect(follow)
    follow()
