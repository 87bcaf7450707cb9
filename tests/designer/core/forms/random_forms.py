"""Random forms and random changes of them: what templates look like, and what gestures do to them."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from formwright.designer.core.forms.changes import (
    UNSET,
    Binding,
    Change,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetLayoutProperty,
    SetProperty,
)
from formwright.designer.core.forms.template import FORM, Place, Template

CONTAINERS = ("ColumnPanel", "LinearPanel", "FlowPanel", "form:Card")
LEAVES = ("Label", "Button", "TextBox", "CheckBox", "Image", "RepeatingPanel")
TEXTS = (
    "Save", "", "yes", "12", "Größe 😀", "a: b", "# no comment", "it's", 'say "hi"', "two\nlines\n", " lead",
    "trail ", "- x", "{x}", "[y", "@theme:x.html", "a & b < c > d", "&amp;", "true", "null", "tab\there",
    "long text that goes on and on, longer than any line of a file that people would want to read in one go",
    "*", "&x", "!t", "%", "`", "1.5", "1e5", "0x1F", "2020-01-01", "~", "=", "self.item['x']", "\\n",
)  # fmt: skip
PROPERTIES = ("text", "bold", "role", "foreground", "icon", "tooltip", "tag", "visible", "on", "y")
EVENTS = ("click", "show", "x-change", "pressed_enter")
LAYOUT = ("grid_position", "slot", "full_width_row", "row")


def value(random: Random) -> Any:
    kind = random.randrange(8)
    if kind < 4:
        return random.choice(TEXTS)
    if kind == 4:
        return random.choice([True, False, None, 0, -3, 1.5, 10**12])
    if kind == 5:
        return [random.choice(TEXTS) for _ in range(random.randrange(3))]
    if kind == 6:
        return {random.choice(PROPERTIES): random.choice(TEXTS) for _ in range(random.randrange(3))}
    return [{"id": "A", "title": random.choice(TEXTS), "width": 10}]


def text(random: Random) -> str:
    return random.choice([each for each in TEXTS if each])


def node(random: Random, names: set[str], depth: int = 0) -> dict[str, Any]:
    container = depth < 3 and random.random() < 0.45
    kind = random.choice(CONTAINERS if container else LEAVES)
    stem = kind.rpartition(":")[2].lower()
    number = 1
    while f"{stem}_{number}" in names:
        number += 1
    names.add(f"{stem}_{number}")
    found: dict[str, Any] = {"type": kind, "name": f"{stem}_{number}"}
    if random.random() < 0.8:
        found["properties"] = {each: value(random) for each in random.sample(PROPERTIES, random.randrange(4))}
    if random.random() < 0.5:
        found["layout_properties"] = {random.choice(LAYOUT): random.choice(["ABC,DEF", True, 3])}
    if random.random() < 0.3:
        found["event_bindings"] = {random.choice(EVENTS): "go"}
    if random.random() < 0.3:
        found["data_bindings"] = [{"property": "text", "code": "self.item['x']", "writeback": True}]
    if container:
        found["components"] = [node(random, names, depth + 1) for _ in range(random.randrange(4))]
    keys = list(found)
    if random.random() < 0.5:
        random.shuffle(keys)
    return {key: found[key] for key in keys}


def form(random: Random) -> dict[str, Any]:
    names: set[str] = set()
    found: dict[str, Any] = {}
    if random.random() < 0.3:
        found["layout"] = {"type": "form:Frame", "properties": {}, "event_bindings": {}}
        found["components_by_slot"] = {
            slot: [node(random, names) for _ in range(random.randrange(4))]
            for slot in random.sample(["main", "nav", "top bar"], random.randrange(1, 4))
        }
        if random.random() < 0.3:
            found["slots"] = {"inner": {"target": {"type": "slot", "name": "main"}, "index": 1}}
    else:
        found["container"] = {"type": "ColumnPanel", "properties": {"background": "red"}}
        found["components"] = [node(random, names) for _ in range(random.randrange(6))]
        if random.random() < 0.4:
            inside = random.choice([FORM, *sorted(each for each in names if each.startswith("col"))])
            found["slots"] = {"s": {"target": {"type": "container", "name": inside}, "index": 1}}
    if random.random() < 0.5:
        found["is_package"] = True
    if random.random() < 0.3:
        found["custom_component"] = True
        found["properties"] = [{"name": "value", "type": "string"}]
    return found


def change(random: Random, template: Template) -> Change:
    """One that fits."""
    names = template.names
    some = random.choice((*names, FORM)) if names else FORM
    kind = random.randrange(13)
    if kind < 3 or not names:
        return SetProperty(some, random.choice(PROPERTIES), value(random))
    name = random.choice(names)
    if kind == 3:
        present = list(template.node(some).get("properties") or {})
        return SetProperty(some, random.choice(present) if present else "text", UNSET)
    if kind == 4:
        new = UNSET if random.random() < 0.4 else random.choice(["X,Y", 1, True])
        return SetLayoutProperty(name, random.choice(LAYOUT), new)
    if kind == 5:
        return SetEvent(some, random.choice(EVENTS), random.choice(["go", "button_click", None]))
    if kind == 6:
        binding = random.choice([None, Binding("self.item['a b']"), Binding("self.x", True)])
        return SetBinding(name, random.choice(["text", "bold"]), binding)
    if kind == 7:
        return InsertComponent(place(random, template), node(random, set(names), 2))
    if kind == 8:
        return RemoveComponent(name) if random.random() < 0.6 else copied(random, template, name)
    if kind in (9, 10):
        return move(random, template, name)
    if kind == 11:
        free = f"renamed_{random.randrange(10**6)}"
        return RenameComponent(name, free)
    keys: list[tuple[tuple[str, ...], Any]] = [
        (("custom_component",), random.choice([True, UNSET])),
        (("events",), random.choice([UNSET, [{"name": "changed", "default_event": True}]])),
        (("toolbox_item", "title"), text(random)),
    ]
    path, new = random.choice(keys)
    return SetKey(path, new)


def place(random: Random, template: Template, without: str = "") -> Place:
    inside = [
        each
        for each in template.names
        if template.type_of(each) in (*CONTAINERS, "HtmlComponent")
        and (not without or not template.inside(each, without))
    ]
    parent = random.choice([FORM, *inside])
    slot = ""
    if parent == FORM and template.has_layout:
        slot = random.choice([*template.layout_slots, "new slot"])
    return Place(parent, random.randrange(len(template.children(parent, slot)) + 1), slot)


def move(random: Random, template: Template, name: str) -> Change:
    return MoveComponent(name, place(random, template, name))


def copied(random: Random, template: Template, name: str) -> Change:
    """A copy of a component with others in it, under free names."""
    data: dict[str, Any] = copy.deepcopy(dict(template.node(name)))
    todo = [data]
    while todo:
        each = todo.pop()
        each["name"] = f"copy_{random.randrange(10**9)}"
        todo += each.get("components") or []
    return InsertComponent(place(random, template), data)
