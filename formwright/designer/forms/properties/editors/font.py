"""Names of fonts: those of the app's theme, of the web, and any other. GUI thread."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QMenu

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import App, Json

WEB = (
    "Arial", "Courier New", "Georgia", "Helvetica", "Roboto", "Tahoma", "Times New Roman", "Trebuchet MS",
    "Verdana", "system-ui", "sans-serif", "serif", "monospace", "cursive",
)  # fmt: skip
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)


def fonts_of(app: App) -> tuple[str, ...]:
    """Those that the app's style sheet names, in its order."""
    try:
        sheet = (app.folder / "theme" / "assets" / "theme.css").read_text("utf-8", errors="replace")
    except OSError:
        return ()
    found = [
        name.strip(" \t\n\"'")
        for group in _FAMILY.findall(sheet)
        for name in re.split(r",(?![^()]*\))", group)
    ]
    usable = [name for name in found if name and "(" not in name and "%" not in name and "!" not in name]
    return tuple(dict.fromkeys(name for name in usable if name.lower() not in ("inherit", "initial")))


class FontEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="chevron-down")

    def empty_words(self) -> str:
        return "as the page"

    def read(self, text: str) -> Json:
        text = text.strip()
        if any(mark in text for mark in "{};<>"):
            raise Invalid("The name of a font has none of { } ; < >.")
        return text or UNSET

    def open_picker(self) -> None:
        if self.surroundings is None or self.field.isReadOnly():
            return
        menu = QMenu(self)
        own = fonts_of(self.surroundings.app)
        for name in own:
            self._add(menu, name)
        if own:
            menu.addSeparator()
        for name in WEB:
            if name not in own:
                self._add(menu, name)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.field.mapToGlobal(QPoint(0, self.field.height() + 2)))

    def _add(self, menu: QMenu, name: str) -> None:
        action = menu.addAction(name)
        font = QFont(name)
        if name in ("sans-serif", "serif", "monospace", "cursive"):
            font.setStyleHint(
                {"serif": QFont.StyleHint.Serif, "monospace": QFont.StyleHint.Monospace}.get(
                    name, QFont.StyleHint.SansSerif
                )
            )
        action.setFont(font)
        action.triggered.connect(lambda: self.enter(name))
