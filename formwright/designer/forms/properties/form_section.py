"""At the top of a form's own properties: what it is made on. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from formwright.designer.forms.properties.editors.base import Editor
from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.choice import ChoiceEditor
from formwright.designer.forms.properties.editors.painting import text
from formwright.designer.forms.properties.row import INDENT, LABEL, SIGN
from formwright.designer.forms.properties.shape import (
    OWN,
    change_container,
    container_types,
    layouts,
    leave_layout,
    use_layout,
)
from formwright.designer.forms.properties.subject import Shown, Subject


class _Line(QWidget):
    def __init__(self, title: str, editor: Editor) -> None:
        super().__init__()
        self._title = title
        self.setToolTip("")
        row = QHBoxLayout(self)
        row.setContentsMargins(LABEL + INDENT, 2, SIGN, 2)
        row.addWidget(editor)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        area = self.rect().adjusted(INDENT, 2, 0, 0)
        area.setWidth(LABEL - 6)
        area.setHeight(HEIGHT)
        text(painter, self, area, self._title, "text")


class FormSection(QWidget):
    apply = Signal(object)
    """A `Transaction`."""

    def __init__(self) -> None:
        super().__init__()
        self._subject: Subject | None = None
        self.container = ChoiceEditor()
        self.container.setToolTip("What the form itself is: how it arranges what is put into it")
        self.layout_choice = ChoiceEditor()
        self.layout_choice.setToolTip("A form with slots that this form is shown in")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._container_line = _Line("container", self.container)
        self._layout_line = _Line("layout", self.layout_choice)
        column.addWidget(self._container_line)
        column.addWidget(self._layout_line)
        self.container.edited.connect(self._on_container)
        self.layout_choice.edited.connect(self._on_layout)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        self._subject = subject
        template = subject.template
        kind = template.type_of("")
        types = container_types()
        self.container.options = tuple((name, name) for name in (types if kind in types else (*types, kind)))
        self.container.show_value(Shown("" if template.has_layout else kind))
        self.container.setAccessibleName(f"Container: {kind}")
        self._container_line.setVisible(not template.has_layout)
        offered = layouts(subject.design.catalog, subject.form)
        current = str(template.node("").get("type") or "") if template.has_layout else OWN
        known = [value for _, value in offered]
        match = next((value for value in known if _same_form(subject, value, current)), current)
        extra = ((current, current),) if current and match not in known else ()
        self.layout_choice.options = (("none", OWN), *offered, *extra)
        self.layout_choice.show_value(Shown(match))
        self.layout_choice.setAccessibleName(f"Layout: {self.layout_choice.words}")
        self._layout_line.setVisible(bool(offered) or template.has_layout)
        self.container.set_editable(editable)
        self.layout_choice.set_editable(editable)

    def _on_container(self, kind: object) -> None:
        subject = self._subject
        if subject is not None and kind != subject.template.type_of(""):
            self.apply.emit(change_container(subject.template, subject.design.catalog, str(kind)))

    def _on_layout(self, kind: object) -> None:
        subject = self._subject
        if subject is None or kind == self.layout_choice._shown.value:
            return
        if kind == OWN:
            self.apply.emit(leave_layout(subject.template))
        else:
            self.apply.emit(use_layout(subject.template, subject.design.catalog, str(kind)))


def _same_form(subject: Subject, left: str, right: str) -> bool:
    catalog = subject.design.catalog
    found = catalog.form_of(left)
    return bool(right) and found is not None and found == catalog.form_of(right)
