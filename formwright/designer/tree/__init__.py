"""The app as a tree: forms, modules, server code, assets, settings; adding, renaming, moving, deleting."""

from formwright.designer.tree.panel import TreePanel

__all__ = ["TreePanel"]
