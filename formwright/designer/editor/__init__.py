"""The editor room: text documents in tabs. Runs in the designer's GUI thread; never runs app code."""

from formwright.designer.editor.area import EditorArea

__all__ = ["EditorArea"]
