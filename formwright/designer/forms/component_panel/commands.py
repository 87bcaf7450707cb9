"""Commands that open the windows about a form as a component and about its layout. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.design import Designs
from formwright.designer.forms.commands import MENU, SCOPE
from formwright.designer.forms.component_panel.dialog import ComponentDialog
from formwright.designer.forms.component_panel.layout_dialog import LayoutDialog


def add_component_commands(commands: Commands, designs: Designs, view: QWidget) -> None:
    """The windows go with `view`, which goes with the app."""

    def show_component() -> None:
        if designs.current is not None:
            _show(ComponentDialog(designs, designs.current.form, view))

    def show_layout() -> None:
        if designs.current is not None:
            _show(LayoutDialog(designs.current, view))

    def shown() -> bool:
        return designs.current is not None

    commands.add(
        Command("design.component", "Use as a component…", show_component, enabled=shown, menu=MENU, group=4,
                scope=SCOPE, icon="puzzle-outline"),
        Command("design.layout", "Choose a layout…", show_layout, enabled=shown, menu=MENU, group=4,
                scope=SCOPE, icon="page-layout-header-footer"),
    )  # fmt: skip


def _show(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
