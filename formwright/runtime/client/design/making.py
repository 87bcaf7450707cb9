"""Makes the components of a form on the canvas, one at a time, and says what went wrong with each.

Responsible for classes, properties and red boxes. Every step into code of the app ends here: whatever it
raises belongs to that component, and the rest is drawn. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.invalid import InvalidComponent
from formwright.runtime.client.forms import FormBehaviour, make_form_class
from formwright.runtime.client.layouts import WithLayout
from formwright.runtime.client.loop import Restarted
from formwright.runtime.client.page import Page
from formwright.runtime.client.templates import Template

FAINT = "fw-design-faint"
#: Properties that the canvas deals with itself.
_ITEMS = frozenset(["item_template", "items"])


class Maker:
    def __init__(self, page: Page) -> None:
        self._page = page

    def words(self, error: BaseException) -> str:
        described = self._page.errors.describe(error)
        return f"{described.type}: {described.message}"

    # --- components

    def component(self, node: Mapping[str, Any], package: str) -> tuple[Any, str]:
        """The component of a template's node, or the red box in its place; and why it is one."""
        type_name = str(node.get("type") or "")
        given = _mapping(node.get("properties"))
        try:
            kind = self._class(type_name, package)
            made = self._make(kind, given, package)
            return made, self._finish(made, given, package)
        except Restarted:
            raise
        except BaseException as error:
            return self.red_box(type_name, self.words(error))

    def red_box(self, type_name: str, reason: str) -> tuple[Any, str]:
        name = type_name.removeprefix("form:").rpartition(":")[2]
        return InvalidComponent(type_name=name, reason=reason), reason

    def _class(self, type_name: str, package: str) -> Any:
        app = self._page.app
        assert app is not None
        return app.component_class(type_name, package)

    def _make(self, kind: Any, given: Mapping[str, Any], package: str) -> Any:
        if not hasattr(kind, "_fw_template"):
            return kind()
        code = getattr(kind.__init__, "__code__", None)
        if code is None or not code.co_flags & 0x08:  # takes no **properties
            return kind()
        template: Template = kind._fw_template
        values = {**template.defaults, **given}
        arguments = {
            key: self._resolve(template.property_named(key), value, package)
            for key, value in values.items()
            if key != "visible"
        }
        made = kind(**arguments)
        made._fw.values["-given"] = True
        return made

    def _finish(self, made: Any, given: Mapping[str, Any], package: str) -> str:
        if "-given" in made._fw.values:
            if "visible" in given:
                self.set(made, "visible", given["visible"], package)
            return ""
        problems = [problem for key in given if (problem := self.set(made, key, given[key], package))]
        return problems[0] if problems else ""

    # --- properties

    def set(self, component: Any, name: str, value: Any, package: str) -> str:
        """Sets one property. The problem in words, if there is one; code of the app may raise."""
        if name == "visible":
            dom = self._page.dom
            dom.toggle_class(component._fw.node, FAINT, not value)
            return ""
        if is_repeating(component) and name in _ITEMS:
            return ""
        if not component._fw_has_property(name):
            return ""
        try:
            setattr(component, name, self._resolve(component._fw_property(name), value, package))
        except Restarted:
            raise
        except Exception as error:
            if not is_ours(component):
                raise
            return f"{name}: {self.words(error)}"
        return ""

    def _resolve(self, spec: Any, value: Any, package: str) -> Any:
        app = self._page.app
        if spec is not None and spec.type == "form" and isinstance(value, str) and value and app is not None:
            return app.form_reference(value, package)
        return value

    # --- forms

    def form(self, name: str, data: Mapping[str, Any], package: str) -> tuple[Any, str]:
        """An empty form of the template's own class. Neither the form's class nor its module is touched."""
        app = self._page.app
        assert app is not None
        bare = {key: data[key] for key in ("container", "layout", "properties", "events") if key in data}
        bare["container"] = _without(bare.get("container"), "properties", "event_bindings", "data_bindings")
        if isinstance(bare.get("layout"), dict):
            bare["layout"] = _without(
                bare["layout"], "event_bindings", "form_event_bindings", "data_bindings"
            )
        template = Template(package, name, bare)
        problem = ""
        try:
            container: Any = WithLayout
            if template.layout is None:
                container = app.component_class(template.container_type, package)
            kind = make_form_class(template, container)
            form = kind.__new__(kind)
            self._enter(form)
        except Restarted:
            raise
        except BaseException as error:
            problem = self.words(error)
            kind = make_form_class(Template(package, name, {}), app.component_class("LinearPanel", package))
            form = kind.__new__(kind)
        return form, problem

    def _enter(self, form: Any) -> None:
        if not isinstance(form, WithLayout):
            return
        try:
            form._fw_entering(None)
        except Restarted:
            raise
        except Exception as error:  # the layout's own code
            content = form._fw_content
            content.layout = form._fw_stand_in(error)
            form._fw_entering(None)


def is_ours(component: Any) -> bool:
    """Whether no code of the app is in it."""
    return type(component).__module__.startswith("formwright.") and not isinstance(component, FormBehaviour)


def is_repeating(component: Component) -> bool:
    return component._fw_spec.name == "RepeatingPanel"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _without(node: Any, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in _mapping(node).items() if key not in keys}
