"""Roles of the theme: those that fit the component, several together. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json, Role


class RoleEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="chevron-down")

    def empty_words(self) -> str:
        return "none"

    def roles(self) -> tuple[Role, ...]:
        """Of the app and its dependencies that fit all selected components."""
        if self.surroundings is None:
            return ()
        found: dict[str, Role] = {}
        app = self.surroundings.app
        for each in (app, *(dependency.app for dependency in app.dependencies)):
            for role in each.theme.roles:
                kinds = self.surroundings.types
                if not role.components or all(kind in role.components for kind in kinds):
                    found.setdefault(role.name, role)
        return tuple(found.values())

    def read(self, text: str) -> Json:
        names = [name.strip() for name in text.split(",") if name.strip()]
        for name in names:
            if any(mark.isspace() for mark in name):
                raise Invalid(f"Between two roles is a comma: {', '.join(name.split())}.")
        names = list(dict.fromkeys(names))
        return UNSET if not names else names[0] if len(names) == 1 else names

    def write(self, value: Json) -> str:
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")

    def _names(self) -> list[str]:
        value = None if self._shown.mixed else self._shown.value
        return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []

    def open_picker(self) -> None:
        if self.field.isReadOnly():
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        chosen = self._names()
        roles = self.roles()
        for role in roles:
            action = menu.addAction(role.title or role.name)
            action.setToolTip(role.name)
            action.setCheckable(True)
            action.setChecked(role.name in chosen)
            action.triggered.connect(lambda _on=False, name=role.name: self.toggle(name))
        if not roles:
            menu.addAction("The theme has no roles for this").setEnabled(False)
        if chosen:
            menu.addSeparator()
            menu.addAction("No role").triggered.connect(lambda: self.enter(""))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.field.mapToGlobal(QPoint(0, self.field.height() + 2)))

    def toggle(self, name: str) -> None:
        names = self._names()
        names = [each for each in names if each != name] if name in names else [*names, name]
        self.enter(", ".join(names))
