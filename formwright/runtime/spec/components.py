"""What a component is, as data: its properties, events and layout properties.

Responsible for the vocabulary that component files, the toolbox, the property panel, `check`, stubs and
documentation share. May not know how a component looks or runs: that is `client/components/`.
Runs everywhere (standard library only, CPython 3.9+).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

PROPERTY_TYPES = frozenset(
    [
        "string",
        "number",
        "boolean",
        "text[]",
        "enum",
        "color",
        "icon",
        "uri",
        "html",
        "form",
        "object",
        "dict",
        "themeRole",
        "margin",
        "padding",
        "spacing",
        "classes",
        "style",
        "dataGridColumns",
        "recordType",
    ]
)


@dataclass(frozen=True)
class PropertySpec:
    """One property. `writeback_events` empty means that bindings to it cannot write back."""

    name: str
    type: str = "string"
    default: Any = None
    group: str = ""
    options: tuple[str, ...] = ()
    description: str = ""
    important: bool = True
    priority: int = 0
    multiline: bool = False
    designer_hint: str = ""
    binding_default: bool = False
    writeback: bool = False
    writeback_events: tuple[str, ...] = ()
    read_only: bool = False
    deprecated: bool = False

    def __post_init__(self) -> None:
        if self.type not in PROPERTY_TYPES:
            raise ValueError(f"property {self.name!r}: unknown type {self.type!r}")

    def but(self, **changes: Any) -> PropertySpec:
        """The same property with some facts changed: components differ in defaults and options."""
        return replace(self, **changes)


@dataclass(frozen=True)
class EventSpec:
    """One event. Handlers receive `parameters` plus `sender` and `event_name`."""

    name: str
    parameters: tuple[str, ...] = ()
    default: bool = False
    description: str = ""


@dataclass(frozen=True)
class ComponentSpec:
    """One component type. `name` is what a template's `type` says."""

    name: str
    description: str
    properties: tuple[PropertySpec, ...] = ()
    events: tuple[EventSpec, ...] = ()
    layout_properties: tuple[PropertySpec, ...] = ()
    container: bool = False
    visual: bool = True
    group: str = "Basics"
    icon: str = ""
    aliases: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    """Properties that a new one starts with in the designer."""
    example_components: tuple[Mapping[str, Any], ...] = ()
    """What a new one starts with inside it, as a template says it, without names."""

    def property(self, name: str) -> PropertySpec | None:
        return self._properties_by_name.get(name)

    @cached_property
    def _properties_by_name(self) -> Mapping[str, PropertySpec]:
        return {prop.name: prop for prop in self.properties}

    def event(self, name: str) -> EventSpec | None:
        return next((e for e in self.events if e.name == name), None)

    def default_event(self) -> EventSpec | None:
        """The event that a double-click in the designer makes a handler for."""
        return next((e for e in self.events if e.default), None)

    def default_binding(self) -> PropertySpec | None:
        """The property that the designer proposes for a data binding."""
        return next((p for p in self.properties if p.binding_default), None)
