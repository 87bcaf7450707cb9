"""The consoles room: what the page and the server say, and what is wrong with the app. GUI thread."""

from formwright.designer.consoles.panel import ConsolesPanel

__all__ = ["ConsolesPanel"]
