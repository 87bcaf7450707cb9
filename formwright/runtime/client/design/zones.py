"""Where components can be put: the places of each kind of container, for the `Picture` of the designer.

Responsible for the kinds of containers and their elements; measuring is `page/design.mjs`. A container of a
kind that is not listed here is taken for a stack of what is in it. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formwright.runtime.client.components.column_panel import ColumnPanel
from formwright.runtime.client.components.data_grid import DataGrid
from formwright.runtime.client.components.data_row_panel import DataRowPanel, grid_above
from formwright.runtime.client.components.flow_panel import FlowPanel
from formwright.runtime.client.components.google_map import GoogleMap
from formwright.runtime.client.components.grid_panel import GridPanel
from formwright.runtime.client.components.html_component import HtmlComponent
from formwright.runtime.client.components.html_template import DEFAULT, HtmlTemplate
from formwright.runtime.client.components.invalid import InvalidComponent
from formwright.runtime.client.components.link import Link
from formwright.runtime.client.components.rich_text import RichText
from formwright.runtime.client.components.xy_panel import XYPanel
from formwright.runtime.client.container import Container
from formwright.runtime.client.design.drawing import Drawn
from formwright.runtime.client.design.hints import Hint, slot_content, slots_of
from formwright.runtime.client.design.making import is_repeating
from formwright.runtime.client.forms import FormBehaviour, TakesComponents
from formwright.runtime.client.layouts import StandIn, WithLayout

Json = dict[str, Any]
DROP_HERE = "Drop components here"


class Zones:
    """Makes the zones of one component. Elements are marked with `data-fwz`, by which the page finds them."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._count = 0
        self._component = drawn.component
        self._dom = drawn.component._fw.page.dom

    def make(self) -> list[Json]:
        return list(self._all())

    def _all(self) -> Iterator[Json]:
        component, drawn = self._component, self._drawn
        is_root = drawn.parent is None
        if (is_root and isinstance(component, WithLayout)) or (
            not is_root and isinstance(component, TakesComponents)
        ):
            for name, slot in slots_of(drawn).items():
                yield self._slot(name, slot)
        elif isinstance(component, FormBehaviour) and not is_root:
            return
        elif is_repeating(component):
            empty = drawn.item is None
            self._dom.attribute(component._fw.node, "data-fw-hint", "No item template" if empty else None)
            self._dom.toggle_class(component._fw.node, "fw-design-empty", empty)
        elif isinstance(component, Container):
            yield from self._of(component)

    def _of(self, component: Container) -> Iterator[Json]:
        values, node = component._fw.values, component._fw.node
        match component:
            case Link():
                yield self._zone("columns", node, label="")
            case ColumnPanel():
                yield self._zone("columns", values["-body"])
            case GridPanel():
                yield self._zone("grid", node)
            case FlowPanel():
                yield self._zone("flow", node)
            case XYPanel():
                yield self._zone("free", values["-surface"])
            case DataGrid():
                yield self._zone(
                    "stack", values["-table"], label="Drop a RepeatingPanel or a DataRowPanel here"
                )
            case DataRowPanel():
                yield self._row(component)
            case HtmlTemplate():
                yield from self._html_slots(component)
            case HtmlComponent():
                yield from self._drop_zones(component)
            case RichText():
                for name, place in values["-slots"].items():
                    kids = self._kids(lambda layout: layout.get("slot") == name)  # noqa: B023 (used at once)
                    yield self._zone("one", place, kids=kids, layout={"slot": name}, label=str(name))
            case InvalidComponent() | StandIn() | GoogleMap():
                yield self._zone("stack", node, label="")
            case _:
                yield self._zone("stack", component._fw_slot())

    # --- kinds

    def _slot(self, name: str, slot: Any) -> Json:
        """Of a layout, or of a custom component that takes components."""
        hint = self._drawn.drawing.hints.get(self._drawn, name)
        content = list(slot_content(slot))
        target = slot._find()
        container = _container_of(target)
        of_layout = self._drawn.parent is None
        one = bool(slot._one)
        zone = self._zone(
            "one" if one else _arrangement(container),
            None if hint is None else hint._fw.node,
            kids=[each for each in self._drawn.children if any(each.component is c for c in content)],
            label=name,
            layout={} if of_layout else {"slot": name},
        )
        zone["slot"] = name if of_layout else ""
        zone["full"] = one and bool(content)
        if hint is None and container is not None and _only(container, content):
            zone["el"] = self._mark(_element_of(container))
        return zone

    def _row(self, row: DataRowPanel) -> Json:
        cells: Json = row._fw.values["-cells"]
        if not cells:
            return self._zone("flow", row._fw.node)
        self._show_keys(row, cells)
        zone = self._zone("data_row", row._fw.node, label="")
        zone["columns"] = list(cells)
        zone["cells"] = [self._mark(cell) for cell in cells.values()]
        return zone

    def _show_keys(self, row: DataRowPanel, cells: Json) -> None:
        """What the running app writes into a cell that has no component."""
        grid = grid_above(row)
        taken = {str(each._fw.layout.get("column") or "") for each in row._fw_children()}
        shown = bool(row._fw.values.get("auto_display_data", True))
        for column in grid._fw_columns if grid is not None else ():
            name, key = str(column.get("id")), str(column.get("data_key") or "")
            if name in cells:
                self._dom.attribute(cells[name], "data-fw-key", key if shown and name not in taken else None)

    def _html_slots(self, component: HtmlTemplate) -> Iterator[Json]:
        slots = component._fw.values["-slots"]
        if not slots:
            yield self._zone("stack", component._fw.node)
        for name, place in slots.items():
            kids = self._kids(lambda layout: (layout.get("slot") or DEFAULT) == name)  # noqa: B023 (used at once)
            layout = {} if name == DEFAULT else {"slot": name}
            label = DROP_HERE if name == DEFAULT else str(name)
            yield self._zone("stack", place, kids=kids, layout=layout, label=label)

    def _drop_zones(self, component: HtmlComponent) -> Iterator[Json]:
        zones = component._fw.values["-zones"]
        if not zones:
            yield self._zone("stack", component._fw.node)
        for name, marker in zones.items():
            kids = self._kids(lambda layout: layout.get("dropzone") == name)  # noqa: B023 (used at once)
            zone = self._zone(
                "stack", marker, kids=kids, layout={"dropzone": name}, label=str(name) or DROP_HERE
            )
            zone["around"] = True  # its components stand beside the marker
            yield zone

    # --- parts

    def _kids(self, belongs: Any) -> list[Drawn]:
        return [
            each
            for each in self._drawn.children
            if each.component._fw.parent is self._component and belongs(each.component._fw.layout)
        ]

    def _zone(
        self,
        arrangement: str,
        element: Any,
        kids: Iterable[Drawn] | None = None,
        layout: Json | None = None,
        label: str = DROP_HERE,
    ) -> Json:
        inside = list(self._drawn.children if kids is None else kids)
        visual = any(each.component._fw_spec.visual for each in inside)
        zone: Json = {"arrangement": arrangement, "children": [each.name for each in inside], "label": label}
        zone["kids"] = [each.identity for each in inside]
        if layout:
            zone["layout"] = layout
        if element is not None:
            zone["el"] = self._mark(element)
            hint = self._drawn.drawing.hints.get(self._drawn, label)
            if hint is None:
                empty = not visual and bool(label)
                self._dom.toggle_class(element, "fw-design-empty", empty)
                self._dom.attribute(element, "data-fw-hint", label if empty else None)
        return zone

    def _mark(self, element: Any) -> str:
        self._count += 1
        mark = f"{self._drawn.identity}.{self._count}"
        self._dom.attribute(element, "data-fwz", mark)
        return mark


def _container_of(target: Any) -> Any:
    """The container that a slot leads to, through slots of layouts around it."""
    for _ in range(20):
        if isinstance(target, Container):
            return target
        form = getattr(target, "_form", None)
        if form is None:
            return None
        name = getattr(target, "_name", None)
        if name is None:
            return form  # the form itself, as the container of its own components
        slot = form._fw_content.layout.slots.get(name)
        if slot is None:
            return None
        target = slot._find()
    return None


def _arrangement(container: Any) -> str:
    match container:
        case ColumnPanel():
            return "columns"
        case GridPanel():
            return "grid"
        case FlowPanel():
            return "flow"
        case XYPanel():
            return "free"
    return "stack"


def _element_of(container: Any) -> Any:
    values = container._fw.values
    match container:
        case ColumnPanel():
            return values["-body"]
        case XYPanel():
            return values["-surface"]
        case HtmlTemplate():
            return container._fw.node
    return container._fw_slot()


def _only(container: Any, content: list[Any]) -> bool:
    """Whether what a slot has is all that its container has."""
    if isinstance(container, (HtmlTemplate, HtmlComponent)):
        return False  # there is more in it than its components
    inside = [each for each in container._fw_children() if not isinstance(each, Hint)]
    return len(inside) == len(content)
