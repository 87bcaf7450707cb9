"""Making a form a component or a layout for other forms, and choosing the layout of a form."""

from formwright.designer.forms.component_panel.commands import add_component_commands
from formwright.designer.forms.component_panel.dialog import ComponentDialog
from formwright.designer.forms.component_panel.layout_dialog import LayoutDialog

__all__ = ["ComponentDialog", "LayoutDialog", "add_component_commands"]
