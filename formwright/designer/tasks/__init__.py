"""The tasks room: background tasks that run and have run, and those that run by the clock. GUI thread."""

from formwright.designer.tasks.panel import TasksPanel

__all__ = ["TasksPanel"]
