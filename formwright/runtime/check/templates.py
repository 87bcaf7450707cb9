"""Form templates against the catalog of components and the form's own class.

Responsible for: unknown component types and properties, forms named and not there, names used twice, event
handlers that the class lacks, data bindings that are not Python.
May not: execute code. Process: designer (a thread), host, command line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from formwright.runtime.appfiles.html_form import read_html_form
from formwright.runtime.appfiles.names import near
from formwright.runtime.appfiles.relocation import leaf_of
from formwright.runtime.appfiles.yaml_places import KeyPath, NotPlain, Places
from formwright.runtime.appfiles.yaml_text import YamlError, parse
from formwright.runtime.check import catalog
from formwright.runtime.check.code import Parsed
from formwright.runtime.check.form_class import FormClass
from formwright.runtime.spec.app import App, Dependency, FormFile, Json, Problem, Severity

Path = tuple[str | int, ...]


def template_problems(app: App, parsed: Parsed) -> Iterator[Problem]:
    for name, template in app.forms.items():
        file = app.form_files.get(name)
        if file is None:
            continue
        tree = parsed.tree_of(app.client_module(name))
        checks = _Template(app, name, FormClass.find(tree, leaf_of(name)))
        checks.form(template)
        if checks.found:
            places = _HtmlLines.of(app, file) if file.format == "html" else _Lines.of(app, file.template_path)
            for finding in checks.found:
                line, column = places.find(finding.path)
                yield Problem(
                    file.template_path,
                    line,
                    column,
                    finding.severity,
                    finding.code,
                    finding.message,
                    finding.remedy,
                )


@dataclass(frozen=True)
class _Finding:
    path: Path
    severity: Severity
    code: str
    message: str
    remedy: str


@dataclass
class _Template:
    app: App
    name: str
    form_class: FormClass | None
    found: list[_Finding] = field(default_factory=list)
    names: dict[str, Path] = field(default_factory=dict)
    dependencies: set[str] = field(default_factory=set)

    def form(self, template: Mapping[str, Json]) -> None:
        for key in ("container", "layout"):
            root = template.get(key)
            if isinstance(root, dict):
                self._component((key,), root, root=True)
        self._children(("components",), template.get("components"))
        slots = template.get("components_by_slot")
        for slot, children in slots.items() if isinstance(slots, dict) else ():
            self._children(("components_by_slot", slot), children)

    def _children(self, path: Path, children: Json) -> None:
        for index, child in enumerate(children if isinstance(children, list) else []):
            if isinstance(child, dict):
                self._component((*path, index), child)

    def _component(self, path: Path, node: Mapping[str, Json], *, root: bool = False) -> None:
        type_name = node.get("type")
        if not isinstance(type_name, str):
            self._add(path, "error", "no-type", "a component has no type", "Add `type: Label`, or delete it.")
        else:
            self._type(path, type_name)
            self._properties(path, type_name, node)
        if not root:
            self._name(path, node.get("name"))
        self._handlers((*path, "event_bindings"), node.get("event_bindings"), node)
        self._handlers((*path, "form_event_bindings"), node.get("form_event_bindings"), node)
        self._bindings((*path, "data_bindings"), node.get("data_bindings"))
        self._children((*path, "components"), node.get("components"))

    # Types and properties ---------------------------------------------------------------------------------

    def _type(self, path: Path, name: str) -> None:
        if catalog.specification(name) is not None:
            return
        place = (*path, "type")
        if catalog.is_not_drawn_yet(name):
            message = f"{name} is not drawn by this version; a marked box stands in its place"
            self._add(place, "warning", "type-not-yet", message, "The rest of the form works.")
        elif name.startswith("form:") or "." in name:
            self._form_reference(place, name)
        elif name not in self.app.form_files and self.app.client_module(name) is None:
            suggestion = near(name, catalog.known_types() | set(self.app.form_files))
            remedy = f"Did you mean {suggestion}?" if suggestion else "Choose a component of the toolbox."
            self._add(place, "error", "type-unknown", f"there is no component type {name}", remedy)

    def _form_reference(self, path: Path, name: str) -> None:
        """`form:Form1`, `form:DEP:Form1`, `Package.Form1`, `Form1`."""
        local = name.removeprefix("form:")
        if ":" in local:
            identity, _, form = local.partition(":")
            for each in self.app.dependencies:
                if identity in each.ids:
                    self._form_of(each, path, form)
                    return
            if not any(
                _has_form(each.app, form) for each in self.app.dependencies
            ):  # it may have another id here
                self._dependency(path, name, identity)
            return
        local = local.removeprefix(f"{self.app.package}.")
        if _has_form(self.app, local):
            return
        first, _, rest = local.partition(".")
        for each in self.app.dependencies:
            if each.app.package == first:
                self._form_of(each, path, rest)
                return
        if "." in local and first not in {form.partition(".")[0] for form in self.app.form_files}:
            self._dependency(path, name, first)
            return
        suggestion = near(local, self.app.form_files)
        remedy = f"Did you mean {suggestion}?" if suggestion else "Create the Form, or name another one."
        self._add(path, "error", "form-missing", f"there is no Form {local}", remedy)

    def _dependency(self, path: Path, name: str, dependency: str) -> None:
        if dependency in self.dependencies:
            return  # once a form: an app built on a component library would drown in it
        self.dependencies.add(dependency)
        message = f"{name} belongs to another app ({dependency}), which is not loaded"
        remedy = (
            "Marked boxes stand in the place of such components. Put the folder of that app beside this one."
        )
        self._add(path, "warning", "dependency", message, remedy)

    def _form_of(self, dependency: Dependency, path: Path, form: str) -> None:
        app = dependency.app
        if _has_form(app, form):
            return
        suggestion = near(form, app.form_files)
        remedy = f"Did you mean {suggestion}?" if suggestion else "Name another one of its Forms."
        message = f"{app.manifest.title} ({app.package}) has no Form {form}"
        self._add(path, "error", "form-missing", message, remedy)

    def _properties(self, path: Path, type_name: str, node: Mapping[str, Json]) -> None:
        properties = node.get("properties")
        if not isinstance(properties, dict):
            return
        spec = catalog.specification(type_name)
        template = properties.get("item_template")
        if isinstance(template, str) and template:
            self._form_reference((*path, "properties", "item_template"), template)
        if spec is None:
            return
        names = {item.name for item in spec.properties}
        if self.name and path in (("container",), ("layout",)):
            names |= self._custom_properties()
        for name, value in properties.items():
            if name not in names and value is not None:
                suggestion = near(name, names)
                remedy = f"Did you mean {suggestion}?" if suggestion else "It has no effect: delete it."
                message = f"{type_name} has no property {name}"
                self._add((*path, "properties", name), "warning", "property-unknown", message, remedy)

    def _custom_properties(self) -> set[str]:
        declared = self.app.forms[self.name].get("properties")
        entries = declared if isinstance(declared, list) else []
        return {str(entry.get("name")) for entry in entries if isinstance(entry, dict)}

    # Names, handlers, bindings ----------------------------------------------------------------------------

    def _name(self, path: Path, name: Json) -> None:
        if not isinstance(name, str) or not name:
            self._add(path, "error", "no-name", "a component has no name", "Add `name: label_1`.")
        elif name.startswith("$"):
            return  # a part of an HTML form that nobody named
        elif not name.isidentifier():
            message = f"{name!r} is not a Python name: code cannot use this component"
            self._add(
                (*path, "name"), "error", "name-invalid", message, "Use letters, digits and underscores."
            )
        elif name in self.names:
            message = f"two components of the form are called {name}"
            self._add(
                (*path, "name"), "error", "name-twice", message, "Rename one: code reaches the last one only."
            )
        else:
            self.names[name] = path

    def _handlers(self, path: Path, bindings: Json, node: Mapping[str, Json]) -> None:
        if self.form_class is None:
            return
        for event, handler in bindings.items() if isinstance(bindings, dict) else ():
            method = handler.removeprefix("self.") if isinstance(handler, str) else None
            if not method or self.form_class.has(method):
                continue
            who = node.get("name") or "the form"
            suggestion = near(method, self.form_class.names)
            self._add(
                (*path, event),
                "warning",
                "handler-missing",
                f"{who} calls {method} on {event}, and the class {leaf_of(self.name)} has no such method",
                f"Did you mean {suggestion}?" if suggestion else f"Add `def {method}(self, **event_args):`.",
            )

    def _bindings(self, path: Path, bindings: Json) -> None:
        for index, binding in enumerate(bindings if isinstance(bindings, list) else []):
            if not isinstance(binding, dict) or not isinstance(binding.get("code"), str):
                continue
            if not binding["code"].strip():
                continue  # the editor of Anvil leaves such entries behind; they bind nothing
            place = (*path, index, "code")
            try:
                expression = ast.parse(binding["code"].strip(), mode="eval").body
            except (SyntaxError, ValueError) as error:
                reason = error.msg if isinstance(error, SyntaxError) else str(error)
                message = f"the data binding is not a Python expression: {reason}"
                self._add(place, "error", "binding-syntax", message, "Correct the expression.")
                continue
            if binding.get("writeback") and not isinstance(
                expression, ast.Name | ast.Attribute | ast.Subscript
            ):
                message = f"writing back to {binding['code']!r} is not possible"
                remedy = (
                    "Bind to a name, an attribute or an item such as self.item['x'], or turn write-back off."
                )
                self._add(place, "error", "binding-writeback", message, remedy)

    def _add(self, path: Path, severity: Severity, code: str, message: str, remedy: str) -> None:
        self.found.append(_Finding(path, severity, code, message, remedy))


def _has_form(app: App, name: str) -> bool:
    return name in app.form_files or app.client_module(name) is not None


class _Lines:
    """Line and column of places in a template: it is read again only when there is something to say."""

    def __init__(self, places: Places | None) -> None:
        self._places = places

    @classmethod
    def of(cls, app: App, path: str) -> _Lines:
        try:
            text = (app.folder / path).read_text("utf-8-sig")
            return cls(Places(parse(text)))
        except (OSError, UnicodeDecodeError, YamlError):
            return cls(None)

    def find(self, path: KeyPath) -> tuple[int, int]:
        if self._places is None:
            return 0, 0
        try:
            nodes = self._places.find(path)
        except NotPlain:
            return 0, 0
        if not nodes:
            return 0, 0
        mark = nodes[-1].start_mark
        return mark.line + 1, mark.column + 1


class _HtmlLines:
    """The same for HTML: the element or the attribute."""

    def __init__(self, places: Mapping[Path, tuple[int, int]]) -> None:
        self._places = places

    @classmethod
    def of(cls, app: App, file: FormFile) -> _HtmlLines:
        try:
            return cls(read_html_form((app.folder / file.template_path).read_text("utf-8-sig")).places)
        except (OSError, UnicodeDecodeError):
            return cls({})

    def find(self, path: KeyPath) -> tuple[int, int]:
        """The nearest thing around that has a place."""
        for end in range(len(path), 0, -1):
            found = self._places.get(tuple(path[:end]))
            if found is not None:
                return found
        return 1, 1
