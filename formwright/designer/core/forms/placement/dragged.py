"""What is dragged over the canvas: a new component, a form, or components that are there. No Qt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from formwright.designer.core.forms.placement.arrangements.landing import Held
from formwright.designer.core.forms.wire import COMPONENTS_MIME, FORM_MIME, NODE_MIME
from formwright.runtime.spec.app import Json


@dataclass(frozen=True)
class NewComponent:
    node: Mapping[str, Json]  # as the toolbox has it


@dataclass(frozen=True)
class FormAsComponent:
    form: str  # dotted name of a form of the app


@dataclass(frozen=True)
class Components:
    form: str  # that has them
    names: tuple[str, ...]
    copies: bool = False
    held: tuple[Held, ...] = ()  # where each is from the pointer, in the order of the template


Dragged = NewComponent | FormAsComponent | Components


def from_mime(kind: str, text: str) -> Dragged | None:
    """None: it is nothing that goes on a form."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if kind == NODE_MIME and isinstance(data, dict) and isinstance(data.get("type"), str):
        return NewComponent(data)
    if kind == FORM_MIME and isinstance(data, str):
        return FormAsComponent(data)
    if kind == COMPONENTS_MIME and isinstance(data, dict):
        names = data.get("names")
        if isinstance(data.get("form"), str) and isinstance(names, list) and names:
            return Components(data["form"], tuple(map(str, names)))
    return None


MIMES = (NODE_MIME, FORM_MIME, COMPONENTS_MIME)


def types_in(node: Mapping[str, Json]) -> Iterator[str]:
    yield str(node.get("type") or "")
    children = node.get("components")
    for child in children if isinstance(children, list) else ():
        if isinstance(child, Mapping):
            yield from types_in(child)
