"""Forms: classes made from templates.

Responsible for what `Form1Template` is: a container that builds its components before `__init__`, sets
properties in `init_components`, evaluates bindings, connects handlers. Building the components of a
template is `templates.py`. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from formwright.runtime.client.bindings import Binding, refresh
from formwright.runtime.client.component import Component, Property
from formwright.runtime.client.page import current_page
from formwright.runtime.client.slots import Slot
from formwright.runtime.client.templates import Template, build
from formwright.runtime.spec.components import PropertySpec

if TYPE_CHECKING:
    from formwright.runtime.client.mould import Mould


class FormState:
    """What a form instance keeps besides being a component."""

    __slots__ = ("bindings", "built", "components", "html", "item", "refreshing_off", "slots")

    def __init__(self) -> None:
        self.components: dict[str, Component] = {}
        self.bindings: list[Binding] = []
        self.slots: dict[str, Slot] = {}
        self.html: list[Any] = []  # components made of HTML, whose elements may have names
        self.item: Any = None
        self.built = False
        self.refreshing_off = 0


class FormBehaviour(Component):
    """Mixed into the container class that a template names."""

    _fw_template: ClassVar[Template]
    _fw_form: FormState
    _fw_mould: ClassVar[Mould | None] = None  # of this very class, when many of it are made

    def __new__(cls, *args: Any, **properties: Any) -> Any:
        mould: Mould | None = cls.__dict__.get("_fw_mould")
        if mould is None:
            made = cls._fw_draw(args, properties)
        else:
            made = mould.make(current_page(), lambda: cls._fw_draw(args, properties))
        defaults = cls._fw_template.defaults
        if defaults and defaults.keys() <= properties.keys():
            made._fw.values["-defaults"] = True  # came as arguments: `init_components` need not add them
        return made

    @classmethod
    def _fw_draw(cls, args: tuple[Any, ...], properties: dict[str, Any]) -> Any:
        self = super().__new__(cls, *args, **properties)
        state = FormState()
        object.__setattr__(self, "_fw_form", state)
        self._fw.events = frozenset(("refreshing_data_bindings", *self._fw_template.events))
        self._fw.page.dom.attribute(self._fw.node, "data-fw-form", self._fw.identity)
        build(self, self._fw_template, state)
        state.built = True
        return self

    def __init__(self, *_args: Any, **properties: Any) -> None:
        self.init_components(**properties)

    def __setattr__(self, name: str, value: Any) -> None:
        state = self.__dict__.get("_fw_form")
        if (
            state is not None
            and state.built
            and name in state.components
            and value is not state.components[name]
        ):
            raise AttributeError(
                f"{type(self).__name__}.{name} is a component of the form and cannot be replaced. "
                f"Set one of its properties, such as self.{name}.text, or choose another name."
            )
        object.__setattr__(self, name, value)

    def init_components(self, **properties: Any) -> None:
        """Sets the properties given (unknown ones are ignored), then evaluates the bindings once."""
        state = self._fw_form
        given = {} if "-defaults" in self._fw.values else dict(self._fw_template.defaults)
        given.update(properties)
        state.refreshing_off += 1
        try:
            for name, value in given.items():
                if self._fw_has_property(name):
                    setattr(self, name, value)
        finally:
            state.refreshing_off -= 1
        self.refresh_data_bindings()

    @property
    def dom_nodes(self) -> dict[str, Any]:
        """Elements that the form's HTML names."""
        found: dict[str, Any] = dict(getattr(super(), "dom_nodes", ()))
        for component in self._fw_form.html:
            found.update(component.dom_nodes)
        return found

    def _fw_add_own(self, component: Component, **layout: Any) -> None:
        """Adds to the form itself. Forms that take components put those of others into their slots."""
        add: Callable[..., None] = super().add_component  # type: ignore[misc]  # mixed into containers
        add(component, **layout)

    def refresh_data_bindings(self) -> None:
        state = self._fw_form
        if state.refreshing_off or not state.built:
            return
        if self._fw.handlers.wants("refreshing_data_bindings"):
            self.raise_event("refreshing_data_bindings")
        self._fw_refreshed()
        refresh(state.bindings, self)

    @property
    def item(self) -> Any:
        state = self._fw_form
        if state.item is None and "item" not in self._fw.values:
            state.item = {}
            self._fw.values["item"] = True
        return state.item

    @item.setter
    def item(self, value: Any) -> None:
        self._fw_form.item = value
        self._fw.values["item"] = True
        self.refresh_data_bindings()

    def _fw_property(self, name: str) -> PropertySpec | None:
        return next((p for p in self._fw_template.properties if p.name == name), super()._fw_property(name))

    def _fw_set(self, name: str, value: Any) -> None:
        if any(prop.name == name for prop in self._fw_template.properties):
            self._fw.values[name] = value
            self.refresh_data_bindings()
            return
        super()._fw_set(name, value)


def make_form_class(template: Template, container: type[Component]) -> type[Component]:
    """The class that app code imports as `<Form>Template`."""
    namespace: dict[str, Any] = {
        "_fw_template": template,
        "__module__": template.module,
        "_anvil_properties_": template.declared("properties"),  # what other components build theirs upon
        "_anvil_events_": template.declared("events"),
        "__doc__": f"Made from the template of {template.name}.",
    }
    for prop in template.properties:
        if not hasattr(container, prop.name):
            namespace[prop.name] = Property(prop)
    if isinstance(template.data.get("slots"), Mapping):  # also without any: a layout with nothing to fill in
        namespace["slots"] = property(lambda self: self._fw_form.slots)
    bases: tuple[type[Component], ...] = (FormBehaviour, container)
    if template.takes_components:
        bases = (TakesComponents, *bases)
    return type(template.class_name, bases, namespace)


class TakesComponents(Component):
    """Mixed into custom containers: once built, what is added goes to a slot."""

    def add_component(
        self, component: Component, slot: str = "", index: int | None = None, **layout: Any
    ) -> None:
        state: FormState = self._fw_form
        if not state.built:
            if slot:
                layout["slot"] = slot
            self._fw_add_own(component, index=index, **layout)
            return
        name = slot or next(iter(state.slots))
        if name not in state.slots:
            known = ", ".join(sorted(state.slots))
            raise ValueError(f"{type(self).__name__} has no slot {name!r}. It has: {known}.")
        state.slots[name].add_component(component, index=index, **layout)

    def get_components(self) -> list[Component]:
        return [each for slot in self._fw_form.slots.values() for each in slot.get_components()]

    def clear(self, slot: str | None = None) -> None:
        for name, each in self._fw_form.slots.items():
            if slot is None or slot == name:
                each.clear()


def named_components(form: Any) -> Mapping[str, Component]:
    state: FormState = form._fw_form
    return state.components
