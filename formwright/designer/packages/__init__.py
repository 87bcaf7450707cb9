"""The packages room: what the app's server code asks for and what is installed. GUI thread."""

from formwright.designer.packages.panel import PackagesPanel

__all__ = ["PackagesPanel"]
