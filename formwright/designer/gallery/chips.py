"""Filter chips: the tags that several examples share; one at a time, or none. GUI thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from formwright.designer.ui.flow_layout import FlowLayout
from formwright.runtime.appfiles.examples import ExampleApp

SHARED = 2


def tags_of(examples: Sequence[ExampleApp]) -> tuple[str, ...]:
    """Those that more than one example has, the most frequent first."""
    found = Counter(tag for example in examples for tag in example.tags)
    return tuple(tag for tag, count in found.most_common() if count >= SHARED)


class Chips(QWidget):
    changed = Signal()

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        row = FlowLayout(self, spacing=8, stretch=False)
        self.buttons: dict[str, QPushButton] = {}
        for tag in tags:
            button = QPushButton(tag)
            button.setCheckable(True)
            button.setProperty("kind", "chip")
            button.setAccessibleName(f"Only examples about {tag}")
            button.clicked.connect(lambda _on=False, tag=tag: self._choose(tag))
            row.addWidget(button)
            self.buttons[tag] = button
        self.setVisible(bool(tags))

    @property
    def chosen(self) -> str:
        return next((tag for tag, button in self.buttons.items() if button.isChecked()), "")

    def clear(self) -> None:
        self._choose("")

    def _choose(self, tag: str) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == tag and button.isChecked())
        self.changed.emit()
