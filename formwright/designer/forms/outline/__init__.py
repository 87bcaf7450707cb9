"""The outline of the form designer."""

from formwright.designer.forms.outline.panel import OutlinePanel

__all__ = ["OutlinePanel"]
