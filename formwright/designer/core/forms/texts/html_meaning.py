"""What an HTML form means, apart from how its reader names and spaces things: proves that an edit was right.

Reading gives names to what nobody named, and a placeholder in the HTML to every component in it. After an
edit those may differ while all that the user wrote is what was meant. No Qt; pure functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from formwright.runtime.appfiles.html_emit import PLACEHOLDER
from formwright.runtime.appfiles.html_fragments import HTML_COMPONENT, ZONE_PREFIX
from formwright.runtime.spec.app import Json

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LISTS = ("components", "components_by_slot", "slots")


def same(left: Mapping[str, Json], right: Mapping[str, Json]) -> bool:
    """The same for whoever draws it: only what is empty may be missing on one side."""
    return _spelled(_full(left)) == _spelled(_full(right))


def equivalent(left: Mapping[str, Json], right: Mapping[str, Json]) -> bool:
    """The same for whoever wrote it."""
    return _spelled(meaning(left)) == _spelled(meaning(right))


def _spelled(data: Any) -> str:
    """`==` would take 1 for true."""
    return json.dumps(data, sort_keys=True)


def meaning(template: Mapping[str, Json]) -> dict[str, Any]:
    found: dict[str, Any] = {k: v for k, v in template.items() if k not in _LISTS and not _empty(v)}
    for own in ("container", "layout"):
        if isinstance(template.get(own), Mapping):
            found[own] = _node(template[own], in_html=False)
    container = template.get("container") or {}
    found["components"] = _nodes(template.get("components"), container.get("type") == HTML_COMPONENT)
    by_slot = template.get("components_by_slot") or {}
    found["by_slot"] = {slot: nodes for slot in by_slot if (nodes := _nodes(by_slot[slot], False))}
    slots = template.get("slots") or {}
    found["slots"] = sorted((_name(name), repr(_slot(slots[name]))) for name in slots)
    return found


def _nodes(nodes: Iterable[Mapping[str, Json]] | None, in_html: bool) -> list[dict[str, Any]]:
    """HTML that stands side by side is one piece of HTML, however it is cut into components."""
    found: list[dict[str, Any]] = []
    for node in (_node(each, in_html) for each in nodes or ()):
        last = found[-1] if found else None
        if last is not None and _anonymous(last) and _anonymous(node):
            last["html"] += node["html"]
            last["components"] += node["components"]
        else:
            found.append(node)
    return found


def _anonymous(node: Mapping[str, Any]) -> bool:
    return node["type"] == HTML_COMPONENT and node["name"] == "$" and set(node) <= _BARE


_BARE = {"type", "name", "html", "components"}


def _node(node: Mapping[str, Json], in_html: bool) -> dict[str, Any]:
    found = {k: v for k, v in node.items() if k not in ("name", "type", "components") and not _empty(v)}
    found["type"] = str(node.get("type") or "").removeprefix("anvil.")
    found["name"] = _name(str(node.get("name") or ""))
    properties = dict(node.get("properties") or {})
    found.pop("properties", None)
    if found["type"] == HTML_COMPONENT:
        found["html"] = _html(str(properties.pop("html", None) or ""))
    if properties:
        found["properties"] = properties
    layout = _layout(node.get("layout_properties"))
    if in_html:
        layout.pop("dropzone", None)  # its place in the HTML says it
    found.pop("layout_properties", None)
    if layout:
        found["layout_properties"] = layout
    if "data_bindings" in found:
        found["data_bindings"] = _bindings(node)
    found["components"] = _nodes(node.get("components"), found["type"] == HTML_COMPONENT)
    return found


def _layout(properties: Mapping[str, Json] | None) -> dict[str, Json]:
    return {
        name: value
        for name, value in (properties or {}).items()
        if name != "dropzone" or not str(value).startswith(ZONE_PREFIX)
    }


def _slot(definition: Mapping[str, Json]) -> list[Any]:
    target = definition.get("target") or {}
    settings = sorted(_layout(definition.get("set_layout_properties")).items())
    flags = bool(definition.get("one_component")), definition.get("placeholder_text") or ""
    return [target.get("type"), _name(str(target.get("name") or "")), settings, flags]


def _name(name: str) -> str:
    return "$" if name.startswith("$") or not name else name


def _html(text: str) -> str:
    without = PLACEHOLDER.sub(lambda found: "" if found[1].startswith(ZONE_PREFIX) else found[0], text)
    return re.sub(r"\s+", "", _COMMENT.sub("", without))


def _bindings(node: Mapping[str, Json]) -> list[tuple[str, str, bool]]:
    return [
        (str(each.get("property")), str(each.get("code") or ""), bool(each.get("writeback")))
        for each in node.get("data_bindings") or ()
        if isinstance(each, Mapping)
    ]


def _empty(value: Json) -> bool:
    return value is None or value == {} or value == []


def _full(data: Json, key: str = "") -> Any:
    if key == "data_bindings":
        return _bindings({"data_bindings": data})
    if key == "properties" and isinstance(data, Mapping):
        return dict(data)  # an empty value of a property is a value
    if isinstance(data, Mapping):
        full = {name: _full(value, name) for name, value in data.items()}
        return {name: value for name, value in full.items() if value not in (None, {}, [])}
    return [_full(each) for each in data] if isinstance(data, list) else data
