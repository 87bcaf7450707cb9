"""Margin and padding of one component, together. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Editor
from formwright.designer.forms.properties.editors.sides import Sides
from formwright.designer.forms.properties.subject import Shown
from formwright.runtime.spec.app import Json

_PARTS = ("margin", "padding")


class SpacingEditor(Editor):
    live = True
    wide = True

    def __init__(self) -> None:
        super().__init__()
        self._value: dict[str, Json] = {}
        self.parts = {name: Sides(name) for name in _PARTS}
        self.setFocusProxy(self.parts["margin"].fields[0])
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 0, 0, 0)
        grid.setSpacing(4)
        grid.setColumnStretch(1, 1)
        self._bad = dict.fromkeys(_PARTS, "")
        for row, (name, sides) in enumerate(self.parts.items()):
            label = QLabel(name)
            label.setProperty("kind", "muted")
            label.setFixedWidth(72)
            grid.addWidget(label, row, 0)
            grid.addWidget(sides, row, 1)
            sides.edited.connect(lambda value, name=name: self._on_edited(name, value))
            sides.committed.connect(self.committed)
            sides.refused.connect(lambda reason, name=name: self._on_refused(name, reason))

    def show_value(self, shown: Shown) -> None:
        self._value = dict(shown.value) if isinstance(shown.value, dict) else {}
        for name, sides in self.parts.items():
            sides.show_sides(self._value.get(name), mixed=shown.mixed)

    def focus_target(self) -> QWidget:
        return self.parts["margin"].fields[0]

    def forget(self) -> None:
        for sides in self.parts.values():
            sides.forget()

    def _on_edited(self, name: str, value: object) -> None:
        changed = {key: each for key, each in self._value.items() if key != name}
        if value is not UNSET:
            changed[name] = value
        self.edited.emit({key: changed[key] for key in sorted(changed)} or UNSET)

    def _on_refused(self, name: str, reason: str) -> None:
        self._bad[name] = reason
        self.refused.emit(next((each for each in self._bad.values() if each), ""))
