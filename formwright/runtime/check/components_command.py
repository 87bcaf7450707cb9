"""`formwright components`: what forms can be made of.

Responsible for: printing the specifications, for people or as JSON for programs. May not: add facts.
Process: its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_ORDINARY: Mapping[str, Any] = {
    "group": "",
    "options": (),
    "description": "",
    "important": True,
    "priority": 0,
    "multiline": False,
    "designer_hint": "",
    "binding_default": False,
    "read_only": False,
    "deprecated": False,
}


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "components",
        help="what forms can be made of: properties, events, layout",
        description="List the components with their properties, types, defaults and events.",
        epilog="Exit status: 0, or 1 when there is no component of that name.",
    )
    parser.add_argument("name", nargs="*", metavar="COMPONENT", help="only these, such as Button")
    parser.add_argument("--json", action="store_true", help="print a JSON list for programs to read")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    specs = {kind._fw_spec.name: kind._fw_spec for kind in CLASSES}
    by_name = {name: spec for spec in specs.values() for name in (spec.name, *spec.aliases)}
    unknown = [name for name in arguments.name if name not in by_name]
    if unknown:
        print(
            f"There is no component {', '.join(unknown)}. `formwright components` lists all there are.",
            file=sys.stderr,
        )
        return 1
    chosen = [by_name[name] for name in arguments.name] or list(specs.values())
    if arguments.json:
        print(json.dumps([as_data(spec) for spec in chosen], ensure_ascii=False, indent=1))
    elif arguments.name:
        print("\n\n".join(_in_full(spec) for spec in chosen))
    else:
        print(_overview(chosen))
    return 0


def as_data(spec: ComponentSpec) -> dict[str, Any]:
    """A specification as plain JSON data. What is ordinary about a property is left out."""
    return {
        "name": spec.name,
        "description": spec.description,
        "group": spec.group,
        "icon": spec.icon,
        "container": spec.container,
        "visual": spec.visual,
        "aliases": list(spec.aliases),
        "slots": any(prop.name == "slot" for prop in spec.layout_properties),
        "properties": [_property(prop) for prop in spec.properties],
        "events": [
            {
                "name": e.name,
                "parameters": list(e.parameters),
                "default": e.default,
                "description": e.description,
            }
            for e in spec.events
        ],
        "layout_properties": [_property(prop) for prop in spec.layout_properties],
        "example": dict(spec.example),
    }


def _property(prop: PropertySpec) -> dict[str, Any]:
    data: dict[str, Any] = {"name": prop.name, "type": prop.type, "default": prop.default}
    data |= {name: getattr(prop, name) for name, usual in _ORDINARY.items() if getattr(prop, name) != usual}
    if prop.writeback:
        data["writeback_events"] = prop.writeback_events
    return data


def _overview(specs: list[ComponentSpec]) -> str:
    width = max(len(spec.name) for spec in specs)
    lines: list[str] = []
    for group in dict.fromkeys(spec.group for spec in specs):
        lines += ["", group] if lines else [group]
        lines += [f"  {spec.name:<{width}}  {spec.description}" for spec in specs if spec.group == group]
    return "\n".join([*lines, "", "`formwright components NAME` says all about one of them."])


def _in_full(spec: ComponentSpec) -> str:
    also = f"  (also {', '.join(spec.aliases)})" if spec.aliases else ""
    lines = [f"{spec.name}{also}", f"  {spec.description}", "", "  Properties"]
    lines += _table(spec.properties)
    if spec.events:
        lines += ["", "  Events"]
        lines += [
            f"    {e.name}{'  ' + ', '.join(e.parameters) if e.parameters else ''}" for e in spec.events
        ]
    if spec.layout_properties:
        lines += ["", "  Layout properties of its children"]
        lines += _table(spec.layout_properties)
    return "\n".join(lines)


def _table(properties: tuple[PropertySpec, ...]) -> list[str]:
    width = max((len(prop.name) for prop in properties), default=0)
    return [f"    {prop.name:<{width}}  {_facts(prop)}" for prop in properties]


def _facts(prop: PropertySpec) -> str:
    default = list(prop.default) if isinstance(prop.default, tuple) else prop.default
    kind = " | ".join(prop.options) if prop.options else prop.type
    notes = [kind, f"default {default!r}"]
    if prop.writeback:
        notes.append("writes back")
    if prop.deprecated:
        notes.append("for older apps")
    return ", ".join(notes)
