"""The toolbox of the form designer."""

from formwright.designer.forms.toolbox.panel import ToolboxPanel

__all__ = ["ToolboxPanel"]
