"""A form's template as the pages of the dialog see it: read it, change it, hear of changes. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from formwright.designer.core.forms.changes import UNSET, Change, SetKey, Transaction, Unset, value_at
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.template import Template
from formwright.runtime.spec.app import Json


class Sheet(QObject):
    """Each change is one step of the form's history; undo elsewhere shows here at once."""

    changed = Signal()

    def __init__(self, designs: Designs, form: str, parent: QObject) -> None:
        super().__init__(parent)
        self.designs = designs
        self._document: FormDocument = designs.document(form)
        self._document.changed.connect(self._on_changed)

    def release(self) -> None:
        self._document.changed.disconnect(self._on_changed)

    def _on_changed(self, _changes: object) -> None:
        self.changed.emit()

    @property
    def form(self) -> str:
        return self._document.name

    @property
    def template(self) -> Template:
        return self._document.template

    def value(self, *path: str | int) -> Json:
        """None for what the template does not say."""
        found = value_at(self.template.data, path)
        return None if found is UNSET else found

    def apply(self, label: str, changes: Sequence[Change]) -> bool:
        """False: `Designs.notice` has said why not."""
        design = self.designs.current
        if design is None or not changes:
            return False
        return design.apply(Transaction(label, tuple(changes)), self.form)

    def set(self, label: str, path: tuple[str | int, ...], value: Json | Unset) -> bool:
        """Nothing when it has that value. A map that would be left empty goes with its last key."""
        if value_at(self.template.data, path) == value:
            return False
        owner = value_at(self.template.data, path[:-1]) if len(path) > 1 else UNSET
        if value is UNSET and isinstance(owner, dict) and set(owner) == {path[-1]}:
            path = path[:-1]
        return self.apply(label, (SetKey(path, value),))
