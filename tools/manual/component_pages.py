"""One page for each component, from its specification and its class. May not: add facts."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Sequence

from formwright.designer.core.manual import anchor, page_name
from formwright.designer.forms.properties.documentation import doc_of, doc_of_event, type_words
from formwright.runtime.client.component import Component
from formwright.runtime.client.components import CLASSES
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec
from tools.manual.api_pages import signature_of
from tools.manual.markdown import anchored, code, contents, page, plain, table

_FOLDER = "reference/components"
_COMMON = "every-component"


def component_pages() -> Iterator[tuple[str, str]]:
    """Path below the manual and text of each page."""
    yield f"{_FOLDER}/index.md", _overview()
    yield f"{_FOLDER}/{_COMMON}.md", _common_page()
    for kind in CLASSES:
        yield f"{_FOLDER}/{page_name(kind._fw_spec.name)}.md", _page(kind)


def _overview() -> str:
    specs = [kind._fw_spec for kind in CLASSES]
    groups = dict.fromkeys(spec.group for spec in specs)
    parts = [
        "Everything that a Form can be made of. This part of the manual is written from the specifications "
        "that the toolbox, the property panel and `formwright check` use."
    ]
    for group in groups:
        rows = [
            (f"[{spec.name}]({page_name(spec.name)}.md)", plain(spec.description))
            for spec in specs
            if spec.group == group
        ]
        parts += [f"## {group}", table(("Component", "What it is"), rows)]
    parts += [
        f"[What every component can do]({_COMMON}.md): events, places in containers, the page.",
        contents([_COMMON, *(page_name(spec.name) for spec in specs)], hidden=True),
    ]
    return page("Components", *parts)


def _common_page() -> str:
    return page(
        "Every component",
        "These methods are there in every component, and in every Form, which is a component too.",
        *_methods(Component, ()),
        "## Containers",
        "Components that hold others have these as well. How a child stands is said by layout properties: "
        "see the page of the container.",
        *_methods(Container, (Component,)),
    )


def _page(kind: type[Component]) -> str:
    spec = kind._fw_spec
    notes = []
    if spec.aliases:
        notes.append("Older apps also call it " + ", ".join(code(name) for name in spec.aliases) + ".")
    if not spec.visual:
        notes.append("It cannot be seen: on the canvas it stands in the tray below the Form.")
    if spec.container:
        notes.append("It holds other components.")
    if slots_of(spec):
        notes.append("Its places for components are named slots.")
    event = spec.default_event()
    if event is not None:
        notes.append(f"A double-click on the canvas makes a handler for `{event.name}`.")
    methods = list(_methods(kind, (Container, Component)))
    base = "It also has [what every component has]" if methods else "It has [those of every component]"
    return page(
        spec.name,
        f"(component-{page_name(spec.name)})=",
        plain(spec.description),
        " ".join(notes),
        *_properties(spec.properties),
        *_events(spec.events),
        *_layout(spec.layout_properties),
        "## Methods",
        *methods,
        f"{base}({_COMMON}.md).",
    )


def slots_of(spec: ComponentSpec) -> bool:
    return any(prop.name == "slot" for prop in spec.layout_properties)


def _properties(properties: Sequence[PropertySpec]) -> list[str]:
    if not properties:
        return []
    parts = ["## Properties"]
    by_group: dict[str, list[PropertySpec]] = {}
    for prop in properties:
        by_group.setdefault(_title(prop.group), []).append(prop)
    ordered = sorted(by_group, key=lambda title: title != _title(""))
    for group in ordered:
        if len(ordered) > 1:
            parts.append(f"### {group}")
        parts.append(_property_table(by_group[group], "property"))
    return parts


def _title(group: str) -> str:
    """`mapAreaOverlays` and `Image Display` as words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", group).lower()
    return words[:1].upper() + words[1:] if words else "Of its own"


def _property_table(properties: Sequence[PropertySpec], kind: str) -> str:
    rows = [
        (anchored(prop.name, anchor(kind, prop.name)), _type(prop), _default(prop), _about(prop))
        for prop in properties
    ]
    return table(("Property", "Type", "Default", "What it is for"), rows)


def _type(prop: PropertySpec) -> str:
    if prop.options:
        return ", ".join(code(option) for option in prop.options)
    return plain(type_words(prop))


def _default(prop: PropertySpec) -> str:
    if prop.default in (None, ""):
        return ""
    value = list(prop.default) if isinstance(prop.default, tuple) else prop.default
    if isinstance(value, str):
        return code(value)
    if isinstance(value, bool):
        return code(str(value))
    return code(json.dumps(value, default=str))


def _about(prop: PropertySpec) -> str:
    notes = [plain(doc_of(prop))]
    if prop.writeback:
        notes.append("A data binding can write it back.")
    if prop.read_only:
        notes.append("Running code reads it.")
    if prop.deprecated:
        notes.append("*For older apps.*")
    return " ".join(note for note in notes if note)


def _events(events: Sequence[EventSpec]) -> list[str]:
    if not events:
        return []
    rows = [
        (
            anchored(event.name, anchor("event", event.name)),
            ", ".join(code(name) for name in event.parameters),
            plain(doc_of_event(event)),
        )
        for event in events
    ]
    return [
        "## Events",
        table(("Event", "Arguments", "When"), rows),
        "Every handler also gets `sender`, the component, and `event_name`.",
    ]


def _layout(properties: Sequence[PropertySpec]) -> list[str]:
    if not properties:
        return []
    return [
        "## Layout properties",
        "How each component inside it stands; `add_component` takes them by name.",
        _property_table(properties, "layout"),
    ]


def _methods(kind: type, known: tuple[type, ...]) -> Iterator[str]:
    """What the class adds to what `known` classes have."""
    for name, member in inspect.getmembers(kind):
        if name.startswith("_") or not inspect.isfunction(member):
            continue
        owner = next(each for each in kind.__mro__ if name in vars(each))
        if any(issubclass(each, owner) for each in known) or owner.__module__ == "builtins":
            continue
        about = inspect.getdoc(member) or ""
        yield f":::{{py:method}} {kind.__name__}.{name}{signature_of(member, method=True)}\n\n{about}\n:::"
