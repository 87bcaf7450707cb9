"""Keys as this machine writes them, for menus, tool tips and lists. GUI thread."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence


def shown_keys(keys: str) -> str:
    """ "Ctrl+S" on Linux and Windows, "⌘S" on macOS."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(text: str, keys: str) -> str:
    """A tool tip that names the keys in brackets, where there are some."""
    return f"{text} ({shown_keys(keys)})" if keys else text
