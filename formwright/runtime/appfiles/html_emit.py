"""Spells values and components as HTML forms have them.

Responsible for: attributes with the right quotes and escapes, and whole component nodes as lines of elements.
May not: know the text around. Process: designer, host, command line; pure functions.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from formwright.runtime.appfiles.html_fragments import HTML_COMPONENT, ZONE_PREFIX
from formwright.runtime.appfiles.html_nodes import json_value
from formwright.runtime.spec.app import Json

STEP = "  "
PLACEHOLDER = re.compile(r'<template anvil-dropzone="([^"]*)">\s*</template>')
_NAME = re.compile(r"""[^\s"'<>/=]+\Z""")
_UNQUOTED = re.compile(r"""[^\s"'=<>`&]+\Z""")


class Unspeakable(Exception):
    """HTML has no way to say it; the message is for the user."""


def value_text(value: Json) -> str:
    """What `json_value` reads as this value."""
    if isinstance(value, str) and json_value(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def quoted(text: str, quote: str = '"') -> str:
    """An attribute's value, in those quotes where they serve; "" asks for none."""
    if not quote and _UNQUOTED.match(text) and not text.endswith("/"):
        return text
    quote = quote or '"'
    other = "'" if quote == '"' else '"'
    if quote in text and other not in text:
        quote = other
    escaped = text.replace("&", "&amp;").replace("\r", "&#13;").replace("\n", "&#10;")
    return quote + escaped.replace(quote, "&quot;" if quote == '"' else "&#39;") + quote


def attribute(name: str, text: str) -> str:
    return f"{checked_name(name)}={quoted(text)}"


def checked_name(name: str) -> str:
    """Raises Unspeakable for what no attribute can be called."""
    if not _NAME.match(name):
        raise Unspeakable(f"{name!r} cannot be the name of an attribute in HTML.")
    return name


def node_attributes(node: Mapping[str, Json], prefix: str = "", *, zoned: bool = False) -> Iterator[str]:
    """Attributes of a component after its type and name. `zoned`: where it stands says its dropzone."""
    for name, value in _items(node, "properties"):
        if name != "html" or node.get("type") != HTML_COMPONENT:
            yield attribute(f"{prefix}prop:{name}", value_text(value))
    for binding in node.get("data_bindings") or ():
        kind = "writeback" if binding.get("writeback") else "bind"
        yield attribute(f"{prefix}{kind}:{binding.get('property')}", str(binding.get("code") or ""))
    for name, value in _items(node, "event_bindings"):
        yield attribute(f"{prefix}on:{name}", f"self.{value}")
    for name, value in _items(node, "layout_properties"):
        generated = isinstance(value, str) and value.startswith(ZONE_PREFIX)
        if name != "dropzone" or not (zoned or generated):
            yield attribute(f"{prefix}container:{name}", value_text(value))


def component(node: Mapping[str, Json], *, zoned: bool) -> list[str]:
    """A component and all in it, as lines without indentation. Raises Unspeakable."""
    kind, name = str(node.get("type") or ""), str(node.get("name") or "")
    words = [f"<anvil-component {attribute('type', kind)}"]
    if name and not name.startswith("$"):
        words.append(attribute("name", name))
    words += node_attributes(node, zoned=zoned)
    start = " ".join(words) + ">"
    inside = _html_content(node) if kind == HTML_COMPONENT else _children(node, zoned=False)
    if not inside:
        return [start + "</anvil-component>"]
    return [start, *(STEP + line if line else "" for line in inside), "</anvil-component>"]


def _children(node: Mapping[str, Json], *, zoned: bool) -> list[str]:
    return [line for child in node.get("components") or () for line in component(child, zoned=zoned)]


def _html_content(node: Mapping[str, Json]) -> list[str]:
    """Its HTML with the components where their dropzones are; those that have none at the end."""
    text = str((node.get("properties") or {}).get("html") or "")
    children = {
        str((child.get("layout_properties") or {}).get("dropzone") or f"\0{number}"): child
        for number, child in enumerate(node.get("components") or ())
    }

    def source(found: re.Match[str]) -> str:
        zone = html.unescape(found[1])
        child = children.pop(zone, None)
        if child is not None:
            return "\n".join(component(child, zoned=True))
        return "" if zone.startswith(ZONE_PREFIX) else found[0]  # of a slot of the form it was copied from

    lines = PLACEHOLDER.sub(source, text).split("\n") if text.strip() else []
    return lines + [line for child in children.values() for line in component(child, zoned=True)]


def _items(node: Mapping[str, Json], key: str) -> list[tuple[str, Json]]:
    found = node.get(key)
    return list(found.items()) if isinstance(found, Mapping) else []
