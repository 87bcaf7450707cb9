"""At the top of a form's own properties: what it is made on, and what it is for others. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.changes import Transaction
from formwright.designer.core.forms.reuse.layout_choice import layouts, with_layout, without_layout
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.choice import ChoiceEditor
from formwright.designer.forms.properties.editors.painting import text
from formwright.designer.forms.properties.row import INDENT, LABEL, SIGN
from formwright.designer.forms.properties.shape import change_container, container_types
from formwright.designer.forms.properties.subject import Shown, Subject
from formwright.runtime.spec.custom_components import declared_events, declared_properties

NONE = ""
"""Stands for no layout."""
COMPONENT = "design.component"


class _Line(QWidget):
    def __init__(self, title: str, editor: QWidget) -> None:
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

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._subject: Subject | None = None
        self._layout = NONE
        self.container = ChoiceEditor()
        self.container.setToolTip("What the form itself is: how it arranges what is put into it")
        self.layout_choice = ChoiceEditor()
        self.layout_choice.setToolTip("A form with slots that this form is shown in")
        self.component = QPushButton()
        self.component.setProperty("kind", "small")
        self.component.setFixedHeight(HEIGHT)
        self.component.setToolTip("Properties and events that other forms see, and slots")
        self.component.clicked.connect(lambda: self._commands.execute(COMPONENT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._container_line = _Line("container", self.container)
        self._layout_line = _Line("layout", self.layout_choice)
        self._component_line = _Line("component", self.component)
        for line in (self._container_line, self._layout_line, self._component_line):
            column.addWidget(line)
        self.container.edited.connect(self._on_container)
        self.layout_choice.edited.connect(self._on_layout)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        self._subject = subject
        template, catalog = subject.template, subject.design.catalog
        kind = template.type_of(FORM)
        types = container_types()
        self.container.options = tuple((name, name) for name in (types if kind in types else (*types, kind)))
        self.container.show_value(Shown("" if template.has_layout else kind))
        self.container.setAccessibleName(f"Container: {kind}")
        self._container_line.setVisible(not template.has_layout)
        offered = tuple((offer.title, offer.type) for offer in layouts(catalog, subject.form))
        current = str(template.node(FORM).get("type") or "") if template.has_layout else NONE
        self._layout = next((each for _, each in offered if _same_form(subject, each, current)), current)
        known = (NONE, *(each for _, each in offered))
        unknown = () if self._layout in known else ((current, current),)
        self.layout_choice.options = (("none", NONE), *offered, *unknown)
        self.layout_choice.show_value(Shown(self._layout))
        self.layout_choice.setAccessibleName(f"Layout: {self.layout_choice.words}")
        # Forms that are HTML files say their layout in a way of their own.
        is_html = subject.design.active.text.path.endswith(".html")
        self._layout_line.setVisible((bool(offered) or template.has_layout) and not is_html)
        self._show_component(subject)
        for editor in (self.container, self.layout_choice):
            editor.set_editable(editable)

    def _show_component(self, subject: Subject) -> None:
        data = subject.template.data
        properties, events = len(declared_properties(data)), len(declared_events(data))
        words = f"{_count(properties, 'property', 'properties')}, {_count(events, 'event', 'events')}"
        self.component.setText(words if data.get("custom_component") else "Use as component…")
        same_form = subject.form == subject.design.form
        self._component_line.setVisible(COMPONENT in self._commands and same_form)

    def _on_container(self, kind: object) -> None:
        subject = self._subject
        if subject is not None and kind != subject.template.type_of(FORM):
            self.apply.emit(change_container(subject.template, subject.design.catalog, str(kind)))

    def _on_layout(self, kind: object) -> None:
        subject = self._subject
        if subject is None or kind == self._layout:
            return
        if kind == NONE:
            self.apply.emit(Transaction("Use no layout", without_layout(subject.template)))
        else:
            changes = with_layout(subject.design.catalog, subject.template, str(kind))
            title = next((title for title, each in self.layout_choice.options if each == kind), str(kind))
            self.apply.emit(Transaction(f"Use the layout {title}", changes))


def _same_form(subject: Subject, left: str, right: str) -> bool:
    catalog = subject.design.catalog
    found = catalog.form_of(left)
    return bool(right) and found is not None and found == catalog.form_of(right)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
