"""Keeps HTML forms right after forms got other names: types, layouts and properties that name a form.

Responsible for: the attributes of elements of ours, each in the quotes in which it was typed. May not: touch
any other text. Process: designer; pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator

from formwright.runtime.appfiles.html_emit import value_text
from formwright.runtime.appfiles.html_form import read_html_form
from formwright.runtime.appfiles.html_nodes import json_value
from formwright.runtime.appfiles.html_patch import set_attribute
from formwright.runtime.appfiles.html_tree import Attribute, Element, read
from formwright.runtime.appfiles.relocation import Relocation
from formwright.runtime.appfiles.rewrite_templates import form_properties
from formwright.runtime.spec.app import App

_TYPED = {"anvil-component": ("type",), "anvil-form": ("layout", "container", "type")}


def rewrite_html(text: str, app: App, relocation: Relocation) -> str:
    body = read_html_form(text).body
    root, _ = read(text[body:], first_offset=body)
    found = [
        (element, attribute, new)
        for element in root.walk()
        if element.tag in _TYPED
        for attribute, new in _references(element, app, relocation)
    ]
    # From the end, so that what stands before keeps its place.
    for element, attribute, new in sorted(
        found, key=lambda each: (each[0].start, each[1].start), reverse=True
    ):
        text = set_attribute(text, element, attribute.name, new, attribute)
    return text


def _references(element: Element, app: App, relocation: Relocation) -> Iterator[tuple[Attribute, str]]:
    names = form_properties(app, element.get("type"), relocation)
    for attribute in element.attributes:
        if attribute.key in _TYPED[element.tag]:
            new = relocation.map_form_reference(attribute.value)
            if new != attribute.value:
                yield attribute, new
        elif attribute.name.removeprefix("prop:") in names and attribute.name.startswith("prop:"):
            value = json_value(attribute.value)
            if isinstance(value, str) and relocation.map_form_reference(value) != value:
                yield attribute, value_text(relocation.map_form_reference(value))
