"""Templates: the declarative part of a form, read into values and built into components.

Responsible for component nodes, their properties, layout, handlers and bindings. A type that nobody knows
becomes a visible placeholder and the rest goes on. May not import app code itself: it asks the running app
for classes. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from formwright.runtime.client.bindings import Binding, CompiledBinding, attach_write_back, compile_binding
from formwright.runtime.client.events import BoundHandler, marked_methods
from formwright.runtime.client.layouts import LayoutSlot
from formwright.runtime.client.slots import Slot, make_slots
from formwright.runtime.spec.components import PropertySpec
from formwright.runtime.spec.custom_components import declarations, declared_events, declared_properties

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component
    from formwright.runtime.client.forms import FormState


@dataclass(frozen=True)
class Template:
    """One template. `package` is the app whose names the types in it mean."""

    package: str
    name: str
    data: Mapping[str, Any]
    compiled: dict[int, CompiledBinding] = field(default_factory=dict, compare=False)  # once for all rows

    def binding(self, data: Mapping[str, Any], component: str) -> CompiledBinding:
        known = self.compiled.get(id(data))  # parts of `data`, which lives as long as this
        if known is None:
            known = self.compiled[id(data)] = compile_binding(dict(data), self.leaf, component)
        return known

    @property
    def leaf(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def class_name(self) -> str:
        return f"{self.leaf}Template"

    @property
    def module(self) -> str:
        return f"{self.package}.{self.name}._anvil_designer"

    @cached_property
    def container(self) -> Mapping[str, Any]:
        found = self.data.get("container")
        return found if isinstance(found, Mapping) else {}

    @property
    def container_type(self) -> str:
        return str(self.container.get("type") or "ColumnPanel")

    @cached_property
    def layout(self) -> Mapping[str, Any] | None:
        found = self.data.get("layout")
        return found if isinstance(found, Mapping) else None

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """Of custom properties: a component that is not given one behaves as if given its default."""
        return {
            prop.name: prop.default
            for prop in self.properties
            if prop.default is not None and prop.type != "object"
        }

    def declared(self, key: str) -> list[Mapping[str, Any]]:
        """Custom properties or events as the template says them."""
        return [*declarations(self.data, key)]

    def property_named(self, name: str) -> PropertySpec | None:
        return next((prop for prop in self.properties if prop.name == name), None)

    @property
    def takes_components(self) -> bool:
        """Whether other forms may put components into this one, which go to its slots."""
        return bool(self.data.get("custom_component_container") and self.data.get("slots"))

    @cached_property
    def events(self) -> tuple[str, ...]:
        return tuple(event.name for event in declared_events(self.data))

    @cached_property
    def properties(self) -> tuple[PropertySpec, ...]:
        return declared_properties(self.data)


def build(form: Component, template: Template, state: FormState) -> None:
    """Fills a new form: components, then handlers and bindings in template order, the container's first."""
    builder = _Builder(form, template, state)
    container = template.container
    builder.set_own_properties(container.get("properties"))
    builder.connect(form, container, "")
    if template.layout is not None:
        builder.connect(form, {"event_bindings": template.layout.get("form_event_bindings")}, "")
    for node in _maps(template.data.get("components")):
        builder.add(form, node)
    by_slot = template.data.get("components_by_slot")
    if template.layout is not None and isinstance(by_slot, Mapping):
        for slot, nodes in by_slot.items():
            for node in _maps(nodes):
                builder.add(LayoutSlot(builder.form, str(slot)), node)
    state.slots = builder.slots()


class _Builder:
    def __init__(self, form: Any, template: Template, state: FormState) -> None:
        self.form = form
        self.template = template
        self.state = state
        self.marks = marked_methods(type(form))
        self.page = form._fw.page

    def add(self, parent: Any, node: Mapping[str, Any]) -> None:
        name = str(node.get("name") or "")
        component = self.make(str(node.get("type") or ""), node.get("properties"))
        layout = dict(node.get("layout_properties") or {})
        layout.pop("index", None)
        try:
            parent.add_component(component, **layout)
        except TypeError:
            parent.add_component(component)  # layout properties of another kind of container: place it anyway
        if name:
            self.publish(name, component)
        self.connect(component, node, name)
        children = _maps(node.get("components"))
        if children and hasattr(component, "add_component"):
            for child in children:
                self.add(component, child)

    def make(self, type_name: str, properties: Any) -> Any:
        from formwright.runtime.client.components.invalid import InvalidComponent

        app = self.page.app
        try:
            kind = app.component_class(type_name, self.template.package)
            return make_component(self.page, kind, properties, self.template.package, self.form)
        except Exception as error:
            reason = self.page.errors.describe(error)
            self.page.errors.report(error)
            return InvalidComponent(type_name=type_name, reason=f"{reason.type}: {reason.message}")

    def set_own_properties(self, properties: Any) -> None:
        """Past properties of the same name in the form's class: its `__init__` has not run yet."""
        base = next(kind for kind in type(self.form).__mro__ if "_fw_template" in vars(kind))
        for key, value in (properties if isinstance(properties, Mapping) else {}).items():
            own: Any = getattr(base, key, None)
            if self.form._fw_has_property(key) and hasattr(own, "__set__"):
                spec = self.form._fw_property(key)
                with self.page.errors.reporting():
                    own.__set__(self.form, _resolve(spec, value, self.template.package, self.page))

    def slots(self) -> dict[str, Slot]:
        def container(name: str) -> Any:
            return OwnContainer(self.form) if not name else self.state.components.get(name)

        definitions = self.template.data.get("slots")
        if not definitions:
            return {}
        return make_slots(definitions, container, lambda name: LayoutSlot(self.form, name))

    def publish(self, name: str, component: Any) -> None:
        if name.startswith("$"):  # a part of an HTML form that nobody named
            self.state.components[name] = component
            return
        if hasattr(type(self.form), name):
            print(
                f"Warning: {self.template.leaf} has a component named {name!r}, which hides the attribute "
                "of that name in its class. Rename one of them."
            )
        self.state.components[name] = component
        self.form.__dict__[name] = component

    def connect(self, component: Any, node: Mapping[str, Any], name: str) -> None:
        handlers = {
            event: str(method) for event, method in (node.get("event_bindings") or {}).items() if method
        }
        handlers.update({event: method for (owner, event), method in self.marks.items() if owner == name})
        for event, method in handlers.items():
            source = f"{name or self.template.leaf}.{event}"
            with self.page.errors.reporting():
                component.add_event_handler(event, BoundHandler(self.form, method, source))
        for data in _maps(node.get("data_bindings")):
            if not str(data.get("code") or "").strip():
                continue  # the editor of Anvil leaves such entries behind
            binding = Binding(component, self.template.binding(data, name))
            self.state.bindings.append(binding)
            attach_write_back(binding, self.form)


def make_component(page: Any, kind: Any, properties: Any, package: str, owner: Any = None) -> Any:
    """A component with its properties set. Forms get theirs as arguments, as their `__init__` expects."""
    given = properties if isinstance(properties, dict) else {}
    if not hasattr(kind, "_fw_template"):
        component = kind()
        if owner is not None and hasattr(component, "dom_nodes"):
            component._fw.values["-owner"] = owner
            owner._fw_form.html.append(component)
        set_properties(component, given, package)
        return component
    code = getattr(kind.__init__, "__code__", None)
    if code is None or not code.co_flags & 0x08:  # takes no **properties
        component = kind()
        set_properties(component, given, package)
        return component
    arguments = {}
    for key, value in {**kind._fw_template.defaults, **given}.items():
        with page.errors.reporting():
            arguments[key] = _resolve(kind._fw_template.property_named(key), value, package, page)
    return kind(**arguments)


def set_properties(component: Any, properties: Any, package: str) -> None:
    page = component._fw.page
    for key, value in (properties if isinstance(properties, dict) else {}).items():
        if not component._fw_has_property(key):
            continue  # a newer or foreign property: the rest of the form is worth more
        with page.errors.reporting():
            setattr(component, key, _resolve(component._fw_property(key), value, package, page))


def _resolve(spec: PropertySpec | None, value: Any, package: str, page: Any) -> Any:
    if spec is not None and spec.type == "form" and isinstance(value, str) and value:
        return page.app.form_reference(value, package)
    return value


class OwnContainer:
    """A form as the container of its own components, also when others' components go to its slots."""

    def __init__(self, form: Any) -> None:
        self._form = form

    def add_component(self, component: Component, index: int | None = None, **layout: Any) -> None:
        self._form._fw_add_own(component, index=index, **layout)

    def get_components(self) -> list[Component]:
        return list(self._form._fw_children())


def _maps(value: Any) -> list[Mapping[str, Any]]:
    """`dict`, because asking for a Mapping takes long, and this is asked for every component."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
