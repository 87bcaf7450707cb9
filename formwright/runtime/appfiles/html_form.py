"""HTML forms: `form_template.html` as the same plain JSON data that a YAML template is.

Responsible for: front matter, components, slots, blocks, promoted elements and the fragments of HTML between
them, with the place in the file of every part. The user's text is only read. May not: touch the disk, or know
which components exist. Process: designer, host, command line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from formwright.runtime.appfiles.html_fragments import Fragments, PlaceKey, within
from formwright.runtime.appfiles.html_nodes import Names, Part, Places, attach, is_component
from formwright.runtime.appfiles.html_tree import Element, Fault, read
from formwright.runtime.appfiles.yaml_text import YamlError, parse
from formwright.runtime.spec.app import Json

#: What front matter may hold; everything structural is the body's business.
METADATA = (
    "custom_component", "custom_component_container", "properties", "events", "toolbox_item",
    "layout_metadata", "item_type",
)  # fmt: skip
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class HtmlForm:
    template: dict[str, Json]
    places: dict[PlaceKey, tuple[int, int]]  # key path in `template` → line and column, from 1
    faults: tuple[Fault, ...] = ()
    parts: Mapping[PlaceKey, Part] = field(
        default_factory=dict
    )  # key path in `template` → where it is in the text
    front: tuple[int, int] | None = None  # offsets of the front matter between its fences
    body: int = 0  # offset


@dataclass(frozen=True)
class _Split:
    metadata: dict[str, Json] = field(default_factory=dict)
    body: str = ""
    first_line: int = 1  # of the body
    start: int = 0  # of the body
    front: tuple[int, int] | None = None
    faults: tuple[Fault, ...] = ()


def read_html_form(text: str) -> HtmlForm:
    split = _split(text)
    root, faults = read(split.body, split.first_line, split.start)
    places: dict[PlaceKey, tuple[int, int]] = {}
    fragments = Fragments(Names.reserve(root), places, {})
    template: dict[str, Json] = dict(split.metadata)
    outer = [child for child in root.elements if child.tag == "anvil-form"]
    found = [*split.faults, *faults, *_misplaced(root, outer)]
    if not outer:
        html, components = fragments.fragment(root.children, ("components",), within(""))
        template["container"] = {"type": "HtmlComponent", "properties": {"html": html}}
        template["components"] = components
    elif outer[0].get("layout"):
        _layout_form(outer[0], template, fragments)
    else:
        _container_form(outer[0], template, fragments)
    if fragments.slots:
        template["slots"] = fragments.slots
    return HtmlForm(template, places, tuple(found), fragments.parts, split.front, split.start)


def _container_form(form: Element, template: dict[str, Json], fragments: Fragments) -> None:
    container = container_node(form, fragments.places)
    fragments.parts["container",] = Part.of("form", form)
    kind = container["type"]
    if kind == "HtmlComponent":
        html, components = fragments.fragment(form.children, ("components",), within(""))
        container.setdefault("properties", {})["html"] = html
    else:
        components = fragments.children(form, ("components",), within(""))
    template["container"] = container
    template["components"] = components


def _layout_form(form: Element, template: dict[str, Json], fragments: Fragments) -> None:
    layout = layout_node(form, fragments.places)
    fragments.parts["layout",] = Part.of("form", form)
    by_slot: dict[str, Json] = {}
    unknown = 0
    for child in form.children:
        if isinstance(child, Element) and child.tag == "anvil-block":
            name = child.get("slot") or child.get("name") or "default"
            slot, copies = name, 0
            while slot in by_slot:
                copies += 1
                slot = f"{name}_copy_{copies}"
            fragments.parts["components_by_slot", slot] = Part.of("block", child)
            by_slot[slot] = fragments.children(
                child, ("components_by_slot", slot), {"type": "slot", "name": slot}
            )
        elif isinstance(child, Element):
            unknown += 1
            slot = f"$unknown-slot-{unknown}"
            alone = Element("", "", (), child.line, child.column, children=[child], offsets=[child.start])
            fragments.parts["components_by_slot", slot] = Part.of("loose", child)
            by_slot[slot] = fragments.children(
                alone, ("components_by_slot", slot), {"type": "slot", "name": slot}
            )
    template["layout"] = layout
    template["components_by_slot"] = by_slot


def container_node(form: Element, places: Places) -> dict[str, Json]:
    """What the start tag of `<anvil-form container=...>` says."""
    kind = (form.get("container") or form.get("type") or "HtmlComponent").removeprefix("anvil.")
    container: dict[str, Json] = {"type": kind}
    attach(form, container, ("container",), places)
    container.pop("layout_properties", None)
    return container


def layout_node(form: Element, places: Places) -> dict[str, Json]:
    """What the start tag of `<anvil-form layout=...>` says."""
    layout: dict[str, Json] = {"type": form.get("layout")}
    attach(form, layout, ("layout",), places)
    layout["form_event_bindings"] = layout.pop("event_bindings", {})
    layout["event_bindings"] = {
        attribute.name[len("on:layout:") :]: attribute.value.removeprefix("self.")
        for attribute in form.attributes
        if attribute.key.startswith("on:layout:")
    }
    return layout


def _misplaced(root: Element, outer: list[Element]) -> list[Fault]:
    faults = []
    for element in root.walk():
        if element.tag == "anvil-form" and element not in outer[:1]:
            message = "<anvil-form> must be the outermost element, and there is only one"
            faults.append(Fault(element.line, element.column, message, "Make it an <anvil-component>."))
        elif is_component(element) and not element.get("type"):
            message = "an <anvil-component> has no type"
            faults.append(Fault(element.line, element.column, message, 'Add type="Label", or delete it.'))
    return faults


def _split(text: str) -> _Split:
    """Front matter is between a first line `---` and the next one."""
    first = _FENCE.match(text)
    second = _FENCE.search(text, first.end() + 1) if first else None
    if first is None:
        return _Split(body=text)
    if second is None:
        fault = Fault(1, 1, "the front matter has no end", "Add a line of three dashes where it ends.")
        return _Split(body=text[first.end() :], start=first.end(), faults=(fault,))
    front = (first.end() + 1, second.start())
    start = min(second.end() + 1, len(text))
    body, line = text[start:], text.count("\n", 0, start) + 1
    faults: list[Fault] = []
    data: Json = None
    try:
        data = parse(text[slice(*front)]).data
    except YamlError as error:
        message, remedy = f"not valid YAML: {error.reason}", "Mend that line of front matter."
        faults.append(Fault(error.line + 1, error.column, message, remedy))
    if data is not None and not isinstance(data, dict):
        message, remedy = "the front matter is not a map of keys and values", "Write `key: value` lines."
        faults.append(Fault(2, 1, message, remedy))
        data = None
    metadata = {key: value for key, value in (data or {}).items() if key in METADATA}
    return _Split(metadata, body, line, start, front, tuple(faults))
