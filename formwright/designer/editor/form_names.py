"""What the code of a form can name: its components, what they have, its template's class. No Qt.

Names come from the saved app; the form being edited follows within a moment, as it is saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.template import Template
from formwright.designer.core.project import Project
from formwright.runtime.client.components import COMPONENTS
from formwright.runtime.spec.app import FormFile

_OF_FORMS = ("init_components", "refresh_data_bindings", "dom_nodes")


class FormNames:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._catalog = Catalog(project.app)

    def _catalog_now(self) -> Catalog:
        if self._catalog.app is not self._project.app:
            self._catalog = Catalog(self._project.app)
        return self._catalog

    def form_of(self, path: str) -> FormFile | None:
        files = self._project.app.form_files.values()
        return next((form for form in files if path in (form.code_path, form.template_path)), None)

    def components(self, path: str) -> tuple[str, ...]:
        """Of the form that the file belongs to, in document order; without those that nobody named."""
        template = self._template(path)
        return tuple(name for name in template.names if not name.startswith("$")) if template else ()

    def members(self, path: str, owner: str) -> tuple[str, ...]:
        """Properties and methods of a component, or with `owner` "" of the form itself."""
        template = self._template(path)
        if template is None or owner not in template:
            return ()
        spec = self._catalog_now().spec_of(template, owner)
        kind = template.type_of(owner)
        properties = [prop.name for prop in spec.properties] if spec else []
        own = () if owner else _OF_FORMS
        return (*properties, *own, *_methods(kind if kind in COMPONENTS else "ColumnPanel"))

    def templates(self, path: str) -> tuple[str, ...]:
        """What `from ._anvil_designer import` offers in a file: its form's class, or its siblings'."""
        form = self.form_of(path)
        if form is None:
            return ()
        if form.is_package:
            return (_class(form.name),)
        package = form.name.rpartition(".")[0]
        files = self._project.app.form_files.values()
        siblings = [f.name for f in files if not f.is_package and f.name.rpartition(".")[0] == package]
        return tuple(_class(name) for name in siblings)

    def _template(self, path: str) -> Template | None:
        form = self.form_of(path)
        data = self._project.app.forms.get(form.name) if form else None
        return Template(data) if data is not None else None


def _class(form: str) -> str:
    return f"{form.rpartition('.')[2]}Template"


@lru_cache(maxsize=64)
def _methods(kind: str) -> Iterable[str]:
    found = COMPONENTS[kind]
    return tuple(name for name in dir(found) if not name.startswith("_") and callable(getattr(found, name)))
