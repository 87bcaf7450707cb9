"""Places with names inside containers: of HTML, of custom components, of a form's layout. No Qt.

Says which there are and what they take; what fits where is `fitting.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.client.components import SPECS
from formwright.runtime.client.components.html_template import DEFAULT, STANDARD_PAGE
from formwright.runtime.spec.app import App, Json

THEME = "@theme:"


@dataclass(frozen=True)
class SlotOffer:
    name: str
    one_component: bool = False
    hint: str = ""
    """What the slot says while it is empty."""


def layout_slots(catalog: Catalog, template: Template) -> tuple[SlotOffer, ...]:
    """Of the layout that the form is shown in, and those that the template fills though there are none."""
    if not template.has_layout:
        return ()
    offered = slots_of_form(catalog, template.type_of(FORM))
    names = {slot.name for slot in offered}
    return (*offered, *(SlotOffer(name) for name in template.layout_slots if name not in names))


def component_slots(catalog: Catalog, template: Template, name: str) -> tuple[SlotOffer, ...]:
    """Of a container: children say which one by their layout property `slot`."""
    if name == FORM and template.has_layout:
        return ()
    return node_slots(catalog, template.type_of(name), template.node(name))


def node_slots(catalog: Catalog, kind: str, node: Mapping[str, Json]) -> tuple[SlotOffer, ...]:
    """Of a component's data."""
    if kind in ("HtmlTemplate", "HtmlPanel"):
        properties = node.get("properties")
        html = properties.get("html") if isinstance(properties, Mapping) else ""
        return tuple(SlotOffer(slot) for slot in slots_in_html(theme_html(catalog.app, str(html or ""))))
    found = catalog.form_of(kind) if kind and kind not in SPECS else None
    if found is None or not found[0].forms[found[1]].get("custom_component_container"):
        return ()
    return slots_of_form(catalog, kind)


def slots_of_form(catalog: Catalog, kind: str) -> tuple[SlotOffer, ...]:
    found = catalog.form_of(kind)
    if found is None:
        return ()
    app, form = found
    return offered_slots(app.forms[form])


def offered_slots(data: Mapping[str, Json]) -> tuple[SlotOffer, ...]:
    slots = data.get("slots")
    offers = []
    for name, definition in slots.items() if isinstance(slots, Mapping) else ():
        known = definition if isinstance(definition, Mapping) else {}
        hint = str(known.get("placeholder_text") or "")
        offers.append(SlotOffer(str(name), bool(known.get("one_component")), hint))
    return tuple(offers)


def theme_html(app: App, html: str) -> str:
    """The HTML that an `html` property means: its own, or a page of the theme."""
    if not html.startswith(THEME):
        return html
    path = html.removeprefix(THEME)
    for owner in (app, *(dependency.app for dependency in app.dependencies)):
        if owner.theme.asset(path) is not None:
            try:
                return (owner.folder / "theme" / "assets" / path).read_text("utf-8", errors="replace")
            except OSError:
                break
    return STANDARD_PAGE if path == "standard-page.html" else ""


def slots_in_html(html: str) -> tuple[str, ...]:
    reader = _SlotReader()
    reader.feed(html)
    return tuple(dict.fromkeys(reader.names))


class _SlotReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name in ("anvil-slot", "anvil-slot-repeat"):
                self.names.append(value or DEFAULT)
