"""Edits that keep templates and the manifest right after forms got other names.

Responsible for: component types, layouts, form-valued properties (`item_template` and those that custom
components declare), startup, toolbox entries. May not: touch HTML templates (see `rewrite_html`).
Process: designer; pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from formwright.runtime.appfiles.edit import Edit, Set
from formwright.runtime.appfiles.relocation import Relocation
from formwright.runtime.spec.app import App, Json

Path = tuple[str | int, ...]
_TYPED_BY_MAP = ("container", "layout", "component", "template")


def template_edits(app: App, template: Mapping[str, Json], relocation: Relocation) -> list[Edit]:
    """Edits of one form's template, found anywhere in it: components nest in lists and in slots."""
    return [Set(path, value) for path, value in _references((), template, app, relocation)]


def manifest_edits(app: App, relocation: Relocation) -> list[Edit]:
    data = app.manifest.data
    edits: list[Edit] = []
    startup = data.get("startup")
    places: list[tuple[Path, Json]] = [
        (("startup_form",), data.get("startup_form")),
        (("client_init_module",), data.get("client_init_module")),
    ]
    if isinstance(startup, dict):
        places.append((("startup", "module"), startup.get("module")))
    layouts = data.get("layouts")
    for index, layout in enumerate(layouts if isinstance(layouts, list) else []):
        if isinstance(layout, dict):
            places.append((("layouts", index, "layout"), layout.get("layout")))
    for path, value in places:
        if isinstance(value, str) and relocation.map_form_reference(value) != value:
            edits.append(Set(path, relocation.map_form_reference(value)))
    for key in ("toolbox_sections", "toolbox"):
        found = _references((key,), data.get(key), app, relocation)
        edits.extend(Set(path, value) for path, value in found)
    return edits


def _references(path: Path, data: Json, app: App, relocation: Relocation) -> Iterator[tuple[Path, str]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _references((*path, index), item, app, relocation)
        return
    if not isinstance(data, dict):
        return
    type_name = data.get("type")
    if isinstance(type_name, str) and ("name" in data or (path and path[-1] in _TYPED_BY_MAP)):
        new = relocation.map_form_reference(type_name)
        if new != type_name:
            yield (*path, "type"), new
    properties = data.get("properties")
    if isinstance(properties, dict):
        for name in form_properties(app, type_name, relocation):
            value = properties.get(name)
            if isinstance(value, str) and relocation.map_form_reference(value) != value:
                yield (*path, "properties", name), relocation.map_form_reference(value)
    for key, value in data.items():
        if key not in ("properties", "event_bindings", "data_bindings") and isinstance(value, (dict, list)):
            yield from _references((*path, key), value, app, relocation)


def form_properties(app: App, type_name: Json, relocation: Relocation) -> list[str]:
    """Properties of components of that type that name a form."""
    names = ["item_template"]
    if isinstance(type_name, str):
        local = type_name.removeprefix("form:").removeprefix(f"{relocation.package}.")
        declared = app.forms.get(local, {}).get("properties")
        for entry in declared if isinstance(declared, list) else []:
            if isinstance(entry, dict) and entry.get("type") == "form" and isinstance(entry.get("name"), str):
                names.append(entry["name"])
    return names
