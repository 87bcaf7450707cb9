"""The list of events: what handles each, what could, and links that lead nowhere."""

from formwright.designer.forms.properties.events.list import EventList

__all__ = ["EventList"]
