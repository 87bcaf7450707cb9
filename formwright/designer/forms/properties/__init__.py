"""The properties panel: what is selected in a design, its properties, data bindings and events."""

from formwright.designer.forms.properties.panel import PropertiesPanel

__all__ = ["PropertiesPanel"]
