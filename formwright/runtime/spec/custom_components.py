"""What a form declares when it is a component for other forms: properties and events in its template.

Responsible for the spellings of templates. Anything malformed becomes the nearest thing that works: a
declaration must never keep a form from loading. Standard library only, runs everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.runtime.spec.app import Json
from formwright.runtime.spec.components import PROPERTY_TYPES, EventSpec, PropertySpec


def declared_properties(template: Mapping[str, Json]) -> tuple[PropertySpec, ...]:
    return tuple(custom_property(each) for each in declarations(template, "properties"))


def declared_events(template: Mapping[str, Json]) -> tuple[EventSpec, ...]:
    return tuple(custom_event(each) for each in declarations(template, "events"))


def declarations(template: Mapping[str, Json], key: str) -> list[dict[str, Json]]:
    """Of `properties` or `events`: those that have a name."""
    found: Any = template.get(key)
    return (
        [each for each in found if isinstance(each, dict) and each.get("name")]
        if isinstance(found, list)
        else []
    )


def declaration_of(spec: PropertySpec) -> dict[str, Any]:
    """A property of ours as apps declare theirs: components made by apps build their lists upon ours."""
    facts: dict[str, Any] = {"name": spec.name, "type": spec.type, "default_value": spec.default}
    more = {
        "group": spec.group,
        "options": list(spec.options),
        "description": spec.description,
        "important": spec.important,
        "multiline": spec.multiline,
        "allow_binding_writeback": spec.writeback,
        "binding_writeback_events": list(spec.writeback_events),
    }
    return {**facts, **{key: value for key, value in more.items() if value}}


def custom_property(data: Mapping[str, Json]) -> PropertySpec:
    kind = str(data.get("type") or "string")
    events = data.get("binding_writeback_events")
    options = data.get("options")
    priority = data.get("priority")
    return PropertySpec(
        name=str(data["name"]),
        type=kind if kind in PROPERTY_TYPES else "object",
        default=data.get("default_value"),
        group=str(data.get("group") or ""),
        options=tuple(map(str, options)) if isinstance(options, list) else (),
        description=str(data.get("description") or ""),
        important=bool(data.get("important", True)),
        priority=priority if isinstance(priority, int) else 0,
        multiline=bool(data.get("multiline")),
        designer_hint=str(data.get("designer_hint") or ""),
        binding_default=bool(data.get("default_binding_prop")),
        writeback=bool(data.get("allow_binding_writeback")),
        writeback_events=tuple(map(str, events)) if isinstance(events, list) else (),
        deprecated=bool(data.get("deprecated")),
    )


def custom_event(data: Mapping[str, Json]) -> EventSpec:
    parameters = data.get("parameters")
    names = [
        str(each.get("name") if isinstance(each, Mapping) else each)
        for each in (parameters if isinstance(parameters, list) else ())
    ]
    return EventSpec(
        name=str(data["name"]),
        parameters=tuple(name for name in names if name and name != "None"),
        default=bool(data.get("default_event")),
        description=str(data.get("description") or ""),
    )
