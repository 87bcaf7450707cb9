"""The app that is on the page: its classes, its colours, its start and its end.

Responsible for resolving type names of templates, for starting a bundle and for taking it down again.
Runs in the page.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from formwright.runtime.client import capabilities, server_api
from formwright.runtime.client.bundle import Bundle
from formwright.runtime.client.class_names import ClassNames
from formwright.runtime.client.component import Component
from formwright.runtime.client.components import COMPONENTS
from formwright.runtime.client.container import Container
from formwright.runtime.client.forms import make_form_class
from formwright.runtime.client.history import Location
from formwright.runtime.client.imports import AppFinder, CodeCache
from formwright.runtime.client.layouts import WithLayout
from formwright.runtime.client.page import Page
from formwright.runtime.client.pluggable_ui import PluggableUI
from formwright.runtime.client.templates import Template
from formwright.runtime.protocol.background_task import TASK_NAME
from formwright.runtime.protocol.location import LOCATION_NAME
from formwright.runtime.protocol.portable import PortableClasses, Trust
from formwright.runtime.protocol.serialisation import loads

_PLUGGABLE = ("TextBox", "TextArea", "Button", "CheckBox", "RadioButton")


class RunningApp:
    def __init__(self, page: Page, bundle: Bundle, codes: CodeCache) -> None:
        self.bundle = bundle
        self._page = page
        self._finder = AppFinder(bundle, codes, self.template_class)
        self._templates: dict[tuple[str, str], type[Component]] = {}
        self._packages = {each.package: each for each in (*bundle.dependencies, bundle)}
        self.portable = PortableClasses(
            self._is_module, {LOCATION_NAME: Location, TASK_NAME: server_api.Task}
        )
        self.pluggable_ui = PluggableUI({f"anvil.{name}": COMPONENTS[name] for name in _PLUGGABLE})
        self.color_variables: dict[str, str] = {}
        self.colors: dict[str, str] = {}
        for each in self._packages.values():
            self.color_variables.update(each.color_variables)
            self.colors.update(each.colors)

    def app_file(self, filename: str) -> str | None:
        """Path relative to the app folder of a code object's file; None for foreign code."""
        return filename if filename in self._finder.paths or filename.startswith("<data binding") else None

    def package(self, name: str | None) -> Bundle | None:
        """The app itself (None), or the dependency of that package name."""
        return self._packages.get(name) if name else self.bundle

    def _is_module(self, full_name: str) -> bool:
        package, _, name = full_name.partition(".")
        return package in self._packages and name in self._packages[package].modules

    # --- start and end -----------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Makes the app's modules importable, its colours and class names known. Nothing of it runs."""
        self._dress()
        self.apply_colors()
        self._finder.install()
        if self.bundle.runtime_version < 2:
            self._publish_templates()

    def start(self) -> bool:
        """Imports what comes first, then opens the startup form or runs the startup module, if any."""
        self.prepare()
        for each in self._packages.values():
            if each.client_init_module:
                importlib.import_module(f"{each.package}.{each.client_init_module}")
        start = self._start_of_route()
        kind = start.get("type", self.bundle.startup_type)
        module = start.get("module", self.bundle.startup_module)
        if kind == "form":
            assert self._page.navigation is not None
            self._page.navigation.open_form(module, *start.get("args", ()), **start.get("kwargs", {}))
        elif kind == "module":
            self._run_main(module)
        return bool(kind)

    def _start_of_route(self) -> dict[str, Any]:
        """Which form or module a route of the server asks for; what else it sent becomes `startup_data`."""
        if not self._page.platform.route:
            return {}
        trust = Trust(local=False, remote=True, seal=capabilities.seal())
        start, server_api.startup_data = loads(self._page.platform.route, (), self.portable, trust)
        return dict(start)

    def stop(self) -> None:
        self._finder.remove()

    def _dress(self) -> None:
        prefix = self.bundle.class_prefix
        names = self._page.names = None if prefix is None else ClassNames(prefix)
        self._page.dom.dress({} if names is None else names.meanings())

    def check_syntax(self) -> None:
        """Compiles every module; SyntaxError of the first that does not compile."""
        for bundle in self._packages.values():
            for module in bundle.modules.values():
                self._finder.code(bundle, module)

    def replace_colors(self, bundle: Bundle) -> None:
        self.colors.update(bundle.colors)
        self.color_variables.update(bundle.color_variables)
        self.apply_colors()

    def set_color(self, name: str, value: str) -> None:
        self.colors[name] = value
        self.apply_colors()

    def apply_colors(self) -> None:
        dom = self._page.dom
        for name, value in self.colors.items():
            dom.style(dom.document(), self.color_variables[name], value)
        first = next(iter(self.bundle.colors), None)
        if first is not None and self.bundle.class_prefix is None:  # our look follows the main colour
            primary = f"var({self.color_variables[first]})"
            dom.style(dom.document(), "--fw-app-primary", primary)
            # Black or white, whichever can be read on it.
            dom.style(
                dom.document(), "--fw-on-app-primary", f"oklch(from {primary} calc((.67 - l) * 1000) 0 0)"
            )

    def _run_main(self, name: str) -> None:
        module = self.bundle.modules.get(name)
        if module is None:
            raise ModuleNotFoundError(
                f"The startup module {name!r} does not exist. Choose another in the settings."
            )
        main = ModuleType("__main__")
        parent = name if module.is_package else name.rpartition(".")[0]
        main.__dict__["__package__"] = f"{self.bundle.package}.{parent}".rstrip(".")
        main.__dict__["__file__"] = module.path
        importlib.import_module(main.__dict__["__package__"].partition(".")[0])
        sys.modules["__main__"] = main
        exec(self._finder.code(self.bundle, module), main.__dict__)

    def _publish_templates(self) -> None:
        """Apps of the oldest runtimes get their templates by `from anvil import *`."""
        import anvil  # type: ignore[import-not-found]  # the finder of `imports.py` provides it

        for name in self.bundle.forms:
            leaf = f"{name.rpartition('.')[2]}Template"
            setattr(anvil, leaf, self.template_class(self.bundle, name))
            if leaf not in anvil.__all__:
                anvil.__all__.append(leaf)

    def uses(self, form: str) -> bool:
        """Whether the class of one of the app's own templates has been made."""
        return (self.bundle.package, form) in self._templates

    # --- names -------------------------------------------------------------------------------------------

    def theme_html(self, name: str) -> str | None:
        for each in (self.bundle, *reversed(self.bundle.dependencies)):
            if name in each.html:
                return each.html[name]
        return None

    def template_class(self, bundle: Bundle, name: str) -> type[Component]:
        key = (bundle.package, name)
        if key not in self._templates:
            template = Template(bundle.package, name, bundle.forms[name])
            container = WithLayout
            if template.layout is None:
                container = self.component_class(template.container_type, bundle.package)
            if not issubclass(container, Container):
                raise TypeError(f"{name}: a form cannot be a {template.container_type}; choose a container.")
            self._templates[key] = make_form_class(template, container)
        return self._templates[key]

    def component_class(self, type_name: str, package: str) -> Any:
        """The class for a template's `type`: a component of ours or a form of an app."""
        if type_name.startswith("form:"):
            return self.form_reference(type_name[len("form:") :], package)
        name = type_name.removeprefix("anvil.")
        if name in COMPONENTS:
            return COMPONENTS[name]
        if "." in type_name or type_name in self._packages[package].modules:
            return self.form_reference(type_name, package)
        raise LookupError(f"Formwright has no component {type_name!r} in this version.")

    def form_reference(self, text: str, package: str | None) -> Any:
        """A form by name: local first, then `Package.Form`; `DEP_ID:Form` of older apps: a dependency."""
        owner, local = self.locate_form(text, package)
        return _leaf(importlib.import_module(f"{owner}.{local}"), local)

    def locate_form(self, text: str, package: str | None) -> tuple[str, str]:
        """The package and dotted name of the form that a reference means; nothing is imported."""
        home = self._packages[package or self.bundle.package]
        dependency, colon, local = text.rpartition(":")
        if colon:
            owner = next((each for each in self._packages.values() if dependency in each.ids), None)
            if owner is None:  # known by another id here: whichever dependency has such a form
                owner = next((each for each in self._packages.values() if local in each.modules), None)
            if owner is not None and local in owner.modules:
                return owner.package, local
        elif local in home.modules:
            return home.package, local
        name, _, rest = local.partition(".")
        if name in self._packages and rest:
            return name, rest
        raise LookupError(_no_form(text, dependency if colon else name if rest else ""))


def _no_form(text: str, owner: str) -> str:
    if not owner:
        return f"There is no form {text!r} in this app."
    return (
        f"There is no form {text!r}. If {owner!r} is another app that this one depends on, put its folder "
        "beside this app's, or name it with --dep-id."
    )


def _leaf(module: ModuleType, name: str) -> Any:
    leaf = name.rpartition(".")[2]
    try:
        return getattr(module, leaf)
    except AttributeError:
        raise AttributeError(
            f"The module {name} has no class {leaf!r}. A form's class has the name of its file."
        ) from None
