"""What the toolbox holds: classic components, what dependencies add, the app's own. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formwright.runtime.client.components import CLASSES, SPECS
from formwright.runtime.spec.app import App, Json
from formwright.runtime.spec.components import ComponentSpec

OWN_GROUP = "This app"
#: Those of the classic components, in the order in which people look for them.
GROUPS = ("Basics", "Layout", "More components", "Map", "Other")
OF_FORMS = "fa:puzzle-piece"


@dataclass(frozen=True)
class Tool:
    """One thing to drag from the toolbox: a component with the data a new one starts from."""

    title: str
    type: str  # as a template says it
    icon: str  # fa:NAME
    description: str
    node: Mapping[str, Json]  # without `name`
    pictures: tuple[Path | None, Path | None] = (None, None)
    """Of a component that brings its own: on light and on dark."""


@dataclass(frozen=True)
class ToolGroup:
    title: str
    tools: tuple[Tool, ...]
    description: str = ""


def toolbox_of(app: App) -> tuple[ToolGroup, ...]:
    """Groups in the order in which people look for them; empty ones are left out."""
    apps = [dependency.app for dependency in app.dependencies]
    groups: dict[str, list[Tool]] = {}
    if not any(_hides_classic(each) for each in (*apps, app)):
        groups.update((title, []) for title in GROUPS)
        for spec in (kind._fw_spec for kind in CLASSES):
            if spec.group:
                groups.setdefault(spec.group, []).append(_classic(spec))
    described: dict[str, str] = {}
    for each in (*apps, app):
        own = each is app
        sections = tuple(_sections(each))
        for group in sections:
            groups.setdefault(group.title, []).extend(group.tools)
            described.setdefault(group.title, group.description)
        for form, item in _components(each) if own or not sections else ():
            title = str(item.get("group") or (OWN_GROUP if own else each.manifest.title))
            groups.setdefault(title, []).append(_form_tool(each, form, item, "" if own else each.package))
    return tuple(ToolGroup(title, tuple(of), described.get(title, "")) for title, of in groups.items() if of)


def _classic(spec: ComponentSpec) -> Tool:
    node: dict[str, Json] = {"type": spec.name, "properties": dict(spec.example)}
    if spec.example_components:
        node["components"] = [dict(each) for each in spec.example_components]
    return Tool(spec.name.rpartition(".")[2], spec.name, spec.icon, spec.description, node)


# --- forms that are components -----------------------------------------------------------------------------


def _components(app: App) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """Forms for the toolbox, with what they say about themselves there."""
    for form, data in app.forms.items():
        item = data.get("toolbox_item")
        item = item if isinstance(item, Mapping) else {}
        if data.get("custom_component") and not item.get("hidden"):
            yield form, item


def _form_tool(app: App, form: str, item: Mapping[str, Json], package: str) -> Tool:
    kind = f"{package}.{form}" if package else f"form:{form}"
    title = str(item.get("title") or form.rpartition(".")[2])
    node: dict[str, Json] = {"type": kind, "properties": {}}
    return Tool(title, kind, OF_FORMS, f"The form {form}.", node, _pictures(app, item.get("icon")))


def _pictures(app: App, icon: Json) -> tuple[Path | None, Path | None]:
    known = icon if isinstance(icon, Mapping) else {}
    light, dark = (_asset(app, str(known.get(mode) or "")) for mode in ("light", "dark"))
    return light or dark, dark or light


def _asset(app: App, reference: str) -> Path | None:
    """The file of a theme asset, as `asset:PATH` or by its address in the app."""
    path = reference.removeprefix("asset:").removeprefix("_/theme/")
    return app.folder / "theme" / "assets" / path if path and app.theme.asset(path) is not None else None


# --- what a manifest adds ----------------------------------------------------------------------------------


def _toolbox(app: App) -> Mapping[str, Json]:
    found = app.manifest.data.get("toolbox")
    return found if isinstance(found, Mapping) else {}


def _hides_classic(app: App) -> bool:
    return bool(_toolbox(app).get("hide_classic_components"))


def _sections(app: App) -> Iterator[ToolGroup]:
    """`toolbox_sections` of the manifest, in either spelling; entries that are no component are left out."""
    sections: Any = app.manifest.data.get("toolbox_sections") or _toolbox(app).get("sections")
    for section in sections if isinstance(sections, list) else ():
        if not isinstance(section, Mapping):
            continue
        items: Any = section.get("items")
        tools = tuple(
            tool
            for item in (items if isinstance(items, list) else ())
            if isinstance(item, Mapping) and (tool := _section_tool(app, item)) is not None
        )
        title = str(section.get("title") or app.manifest.title)
        yield ToolGroup(title, tools, str(section.get("description") or ""))


def _section_tool(app: App, item: Mapping[str, Json]) -> Tool | None:
    component = item.get("component")
    node = _node(component) if isinstance(component, Mapping) else None
    if node is None:
        return None
    kind = node["type"]
    spec = SPECS.get(kind)
    title = str(item.get("title") or kind.rpartition(".")[2])
    words = str(
        item.get("description") or (spec.description if spec else f"{title} of {app.manifest.title}.")
    )
    return Tool(title, kind, spec.icon if spec else OF_FORMS, words, node, _pictures(app, item.get("icon")))


def _node(component: Mapping[str, Json]) -> dict[str, Json] | None:
    """Without properties that stand for forms to be made: there are none of these here."""
    kind = component.get("type")
    if not isinstance(kind, str) or not kind:
        return None
    given = component.get("properties")
    properties = {
        name: value
        for name, value in (given.items() if isinstance(given, Mapping) else ())
        if not str(value).startswith("#form#")
    }
    node: dict[str, Json] = {"type": kind.removeprefix("anvil."), "properties": properties}
    if isinstance(component.get("layout_properties"), Mapping):
        node["layout_properties"] = dict(component["layout_properties"])
    children: Any = component.get("components")
    inside = (
        [_node(each) for each in children if isinstance(each, Mapping)] if isinstance(children, list) else []
    )
    if any(inside):
        node["components"] = [each for each in inside if each is not None]
    return node
