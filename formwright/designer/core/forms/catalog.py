"""What forms of an app can be made of: classic components, its own, and those of its dependencies. No Qt.

Toolbox, property panel, events list and canvas ask here. Facts about classic components are in their own
files (`runtime/client/components`); those about forms are in their templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.forms.tools import Tool, ToolGroup, toolbox_of
from formwright.runtime.client.components import SPECS
from formwright.runtime.spec.app import App, Json
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec
from formwright.runtime.spec.custom_components import declared_events, declared_properties

#: Events that every form has besides those of its container.
FORM_EVENTS = (
    EventSpec("show", description="The form has appeared on the page."),
    EventSpec("hide", description="The form has left the page."),
    EventSpec("refreshing_data_bindings", description="The form is about to evaluate its data bindings."),
)
ITEM = PropertySpec("item", "object", None, "binding", description="What data bindings read and write.")


class Catalog:
    def __init__(self, app: App, edited: Callable[[str], Template | None] = lambda _form: None) -> None:
        """`edited` gives the template of a form of the app that is being edited."""
        self.app = app
        self._edited = edited

    def template(self, form: str) -> Template:
        """Of a form of the app, as it is now; empty for one that there is not."""
        return self._edited(form) or Template(self.app.forms.get(form, {}))

    # --- specifications

    def spec(self, type_name: str, package: str = "") -> ComponentSpec | None:
        """Of a template's `type`, read in the app itself or in a dependency. None: nobody knows it."""
        known = SPECS.get(type_name.removeprefix("anvil."))
        if known is not None:
            return known
        key = (type_name, package)
        if key not in self._specs:
            found = self.form_of(type_name, package)
            self._specs[key] = self._form_spec(*found) if found else None
        return self._specs[key]

    @cached_property
    def _specs(self) -> dict[tuple[str, str], ComponentSpec | None]:
        return {}

    def spec_of(self, template: Template, name: str) -> ComponentSpec | None:
        """Of a component of a form, or of the form itself: its container's properties and its own."""
        if name != FORM:
            return self.spec(template.type_of(name))
        base = self.spec(template.type_of(FORM)) if template.type_of(FORM) else None
        return own_spec(template.data, base)

    def layout_properties(self, template: Template, name: str) -> tuple[PropertySpec, ...]:
        """Those that the component's parent gives it, without `index`, which order in the template says."""
        if name == FORM:
            return ()
        parent = self.spec_of(template, template.parent(name))
        return tuple(prop for prop in (parent.layout_properties if parent else ()) if prop.name != "index")

    def form_of(self, type_name: str, package: str = "") -> tuple[App, str] | None:
        """The app and dotted name of the form that a `type`, or a property of type form, means."""
        home = self._packages.get(package, self.app)
        dependency, colon, local = type_name.removeprefix("form:").rpartition(":")
        if colon:
            owners = [each.app for each in self.app.dependencies if dependency in each.ids]
            owners += [each.app for each in self.app.dependencies]
            return next(((owner, local) for owner in owners if local in owner.forms), None)
        if local in home.forms:
            return home, local
        first, _, rest = local.partition(".")
        owner = self._packages.get(first)
        return (owner, rest) if owner is not None and rest in owner.forms else None

    @cached_property
    def _packages(self) -> Mapping[str, App]:
        return {
            **{each.app.package: each.app for each in self.app.dependencies},
            self.app.package: self.app,
            "": self.app,
        }

    def _form_spec(self, app: App, form: str) -> ComponentSpec:
        data = app.forms[form]
        container = data.get("container")
        base_type = str(container.get("type") or "ColumnPanel") if isinstance(container, Mapping) else ""
        nested = f"{app.package}.{form}" == base_type or base_type in (form, f"form:{form}")
        base = None if not base_type or nested else self.spec(base_type, app.package)
        spec = own_spec(data, base)
        leaf = form.rpartition(".")[2]
        item = data.get("toolbox_item")
        title = str(item.get("title") or leaf) if isinstance(item, Mapping) else leaf
        takes = bool(data.get("custom_component_container"))
        slots = data.get("slots")
        layout: tuple[PropertySpec, ...] = ()
        if takes and isinstance(slots, Mapping):
            layout = (PropertySpec("slot", "enum", next(iter(map(str, slots)), ""), options=tuple(slots)),)
        return replace(
            spec, name=title, description=f"The form {form}.", container=takes, layout_properties=layout
        )

    # --- toolbox

    @cached_property
    def toolbox(self) -> tuple[ToolGroup, ...]:
        """Groups in the order in which people look for them; empty ones are left out."""
        return toolbox_of(self.app)

    def tool(self, type_name: str) -> Tool | None:
        return next((t for group in self.toolbox for t in group.tools if t.type == type_name), None)


def own_spec(data: Mapping[str, Json], base: ComponentSpec | None) -> ComponentSpec:
    """A form from within: what its container or its layout has, what it declares, what all forms have."""
    own = declared_properties(data)
    names = {prop.name for prop in own} | {ITEM.name}
    inherited = tuple(prop for prop in (base.properties if base else ()) if prop.name not in names)
    events = declared_events(data)
    taken = {event.name for event in events} | {event.name for event in FORM_EVENTS}
    base_events = tuple(event for event in (base.events if base else ()) if event.name not in taken)
    return ComponentSpec(
        name=base.name if base else "Form",
        description=base.description if base else "A form.",
        properties=(*own, *inherited, ITEM),
        events=(*events, *FORM_EVENTS, *base_events),
        layout_properties=base.layout_properties if base else (),
        container=True,
        group="",
        icon="fa:window-maximize",
    )


def snake_case(name: str) -> str:
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"\W+", "_", parts).strip("_").lower() or "component"
