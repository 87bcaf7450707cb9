"""Where the selected component stands: the form, its containers, itself; each can be clicked. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.template import FORM
from formwright.designer.ui.icons import icon

_MOST = 6
"""Deeper ones are left out from the middle."""


class Breadcrumbs(QWidget):
    def __init__(self, designs: Designs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._designs = designs
        self._design: Design | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 1, 8, 1)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.setAccessibleName("Path of the selected component")
        self.crumbs: list[QToolButton] = []
        designs.current_changed.connect(self._on_current)
        self._on_current()

    def _on_current(self) -> None:
        if self._design is not None:
            self._design.selection.changed.disconnect(self.refresh)
            self._design.changed.disconnect(self._on_changed)
        self._design = self._designs.current
        if self._design is not None:
            self._design.selection.changed.connect(self.refresh)
            self._design.changed.connect(self._on_changed)
        self.refresh()

    def _on_changed(self, _form: str, _changes: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.crumbs = []
        design = self._design
        if design is None:
            return
        selection = design.selection
        if selection.primary not in design.template:
            return
        steps = [(selection.form, selection.primary)]
        if selection.primary != FORM:
            steps += [(selection.form, name) for name in design.template.ancestors(selection.primary)]
        if selection.form != design.form:
            steps.append((design.form, FORM))
        steps.reverse()
        for number, (form, name) in enumerate(steps):
            if len(steps) > _MOST and 1 <= number < len(steps) - _MOST + 2:
                if number == 1:
                    self._add(QLabel("…"))
                continue
            if number:
                arrow = QLabel()
                arrow.setPixmap(icon("chevron-right", "muted").pixmap(QSize(14, 14)))
                self._add(arrow)
            self._add(self._crumb(design, form, name, last=number == len(steps) - 1))
        more = len(selection.names) - 1
        if more:
            self._add(QLabel(f"and {more} more"))

    def _crumb(self, design: Design, form: str, name: str, *, last: bool) -> QToolButton:
        crumb = QToolButton()
        crumb.setText(name or form.rpartition(".")[2])
        crumb.setStyleSheet("padding: 1px 5px;" + ("font-weight: 600;" if last else ""))
        crumb.setAccessibleName(f"Select {crumb.text()}")
        crumb.clicked.connect(lambda: design.selection.select(form, [name]))
        self.crumbs.append(crumb)
        return crumb

    def _add(self, widget: QWidget) -> None:
        self._row.insertWidget(self._row.count() - 1, widget)
