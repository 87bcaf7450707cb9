"""Over a form without components: one button that leads to the toolbox. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.ui.icons import icon

_ABOVE_THE_END = 28


class EmptyForm(QObject):
    """Keeps the button at the lower edge of the canvas while the form in front is empty."""

    def __init__(self, place: QWidget, designs: Designs, commands: Commands) -> None:
        """`place` lies over the canvas, and under what covers it while it draws."""
        super().__init__(place)
        self._place = place
        self._designs = designs
        self._design: Design | None = None
        self.button = QPushButton(icon("plus", "on_accent"), "Add a component", place)
        self.button.setProperty("kind", "primary")
        self.button.setToolTip("Goes to the toolbox: drag a component from there, or press Enter on one")
        self.button.clicked.connect(lambda: commands.execute("view.focus_toolbox"))
        self.button.hide()
        place.installEventFilter(self)
        designs.current_changed.connect(self._on_current)
        self._on_current()

    def release(self) -> None:
        self._designs.current_changed.disconnect(self._on_current)
        if self._design is not None:
            self._design.changed.disconnect(self._on_changed)
            self._design = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._place and event.type() == QEvent.Type.Resize:
            self._stand()
        return False

    def refresh(self) -> None:
        empty = self._design is not None and not self._design.template.names
        self.button.setVisible(empty)
        self._stand()

    def _on_current(self) -> None:
        if self._design is not None:
            self._design.changed.disconnect(self._on_changed)
        self._design = self._designs.current
        if self._design is not None:
            self._design.changed.connect(self._on_changed)
        self.refresh()

    def _on_changed(self, _form: str, _changes: object) -> None:
        self.refresh()

    def _stand(self) -> None:
        button = self.button
        button.adjustSize()
        x = (self._place.width() - button.width()) // 2
        button.move(QPoint(x, self._place.height() - button.height() - _ABOVE_THE_END))
        button.raise_()
