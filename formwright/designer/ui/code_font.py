"""Gives a widget the font of code. GUI thread.

By style sheet, because the application's own style sheet takes a font set with `setFont` away again when the
widget is polished.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QWidget


def installed_family(font: QFont) -> str:
    """The first family of the font's wishes that this machine has."""
    families = font.families() or [font.family()]
    return next((family for family in families if QFontDatabase.hasFamily(family)), families[-1])


def set_code_font(widget: QWidget, font: QFont) -> None:
    kind = type(widget).__name__
    widget.setStyleSheet(f'{kind} {{ font: {font.pointSizeF():g}pt "{installed_family(font)}"; }}')
