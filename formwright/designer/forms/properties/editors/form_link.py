"""A form of the app or of a dependency, such as the template of a repeated item. GUI thread."""

from __future__ import annotations

import difflib

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.core.tree import Kind
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.ui.icons import icon
from formwright.runtime.appfiles import OperationError
from formwright.runtime.spec.app import Json


class FormLinkEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="chevron-down")

    def empty_words(self) -> str:
        return "none"

    def forms(self) -> tuple[str, ...]:
        """As templates name them: those of the app first, without the one that is being designed."""
        if self.surroundings is None:
            return ()
        app = self.surroundings.app
        own = [name for name in app.form_files if name != self.surroundings.form]
        others = [f"{each.app.package}.{name}" for each in app.dependencies for name in each.app.forms]
        return (*own, *others)

    def read(self, text: str) -> Json:
        text = text.strip().removeprefix("form:")
        if not text:
            return UNSET
        if self.surroundings is not None and text == self.surroundings.form:
            raise Invalid("A form cannot be drawn within itself.")
        if self.surroundings is None or self._is_known(text):
            return text
        near = difflib.get_close_matches(text, self.forms(), 1)
        hint = f" Do you mean {near[0]}?" if near else ""
        raise Invalid(f"This app has no form {text!r}.{hint}")

    def _is_known(self, text: str) -> bool:
        assert self.surroundings is not None
        files = self.surroundings.app.form_files
        return text in files or self.surroundings.designs.catalog.form_of(text) is not None

    def open_picker(self) -> None:
        if self.surroundings is None or self.field.isReadOnly():
            return
        menu = QMenu(self)
        current = "" if self._shown.mixed else self.write(self._shown.value)
        for name in self.forms():
            action = menu.addAction(icon("application-outline", "muted"), name)
            action.triggered.connect(lambda _checked=False, name=name: self.enter(name))
        menu.addSeparator()
        menu.addAction(icon("plus", "accent"), "New form…").triggered.connect(self._make)
        if current:
            if current in self.surroundings.app.form_files:
                opening = menu.addAction(icon("open-in-app", "muted"), f"Open {current}")
                opening.triggered.connect(lambda: self._open(current))
            menu.addAction("None").triggered.connect(lambda: self.enter(""))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.field.mapToGlobal(QPoint(0, self.field.height() + 2)))

    def _open(self, form: str) -> None:
        assert self.surroundings is not None
        self.surroundings.open_form(form)

    def _make(self) -> None:
        """A form beside this one, with a name that says what it is for."""
        assert self.surroundings is not None
        project = self.surroundings.designs.project
        package = self.surroundings.form.rpartition(".")[0]
        name = project.edits.free_name(Kind.FORM, package)
        if self.entry is not None and self.entry.spec.name == "item_template":
            wanted = "ItemTemplate1"
            number = 1
            while project.edits.check_new(Kind.FORM, package, wanted) is not None and number < 999:
                number += 1
                wanted = f"ItemTemplate{number}"
            name = wanted
        try:
            project.edits.add(Kind.FORM, package, name)
        except OperationError as error:
            self.refused.emit(f"{error.message} {error.remedy}")
            return
        except OSError as error:
            self.refused.emit(f"{name} could not be made: {error.strerror or error}")
            return
        self.enter(f"{package}.{name}".lstrip("."))
