"""A picture of a template without a browser: boxes and zones laid out as the page would, in plain numbers.

Every component without children is 40 high and as wide as its column (flow: 100); panels have an inset of 16
around what is in them and gaps of 8.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from formwright.designer.core.forms.canvas import Arrangement, Box, Picture, Rect, Ref, Zone
from formwright.designer.core.forms.placement.arrangements import column_rows, grid
from formwright.designer.core.forms.template import FORM, Template

INSET, GAP, HEIGHT, FLOW_WIDTH = 16.0, 8.0, 40.0, 100.0
ARRANGEMENTS: Mapping[str, Arrangement] = {
    "ColumnPanel": "columns",
    "Link": "columns",
    "FlowPanel": "flow",
    "LinearPanel": "stack",
    "GridPanel": "grid",
    "XYPanel": "free",
    "DataRowPanel": "data_row",
    "HtmlTemplate": "stack",
    "DataGrid": "stack",
}
HTML_SLOTS = ("title", "default")
COLUMN_IDS = ("A", "B", "C")


@dataclass
class Drawing:
    templates: Callable[[str], Template]
    form: str
    boxes: list[Box] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)

    def picture(self, width: float = 800, slots: Sequence[str] = ()) -> Picture:
        template = self.templates(self.form)
        if template.has_layout:
            bottom = 0.0
            for slot in slots:
                bottom = self.zone(self.form, FORM, 0, bottom, width, "columns", slot=slot) + GAP
            self.boxes.insert(0, Box(Ref(self.form, FORM), Rect(0, 0, width, bottom), None))
        else:
            bottom = self.draw(self.form, FORM, 0, 0, width, None)
        return Picture(self.form, 1, tuple(self.boxes), tuple(self.zones), width, bottom)

    def draw(self, form: str, name: str, x: float, y: float, width: float, parent: Ref | None) -> float:
        """Draws a component and what is in it; its lower edge."""
        template = self.templates(form)
        kind = template.type_of(name)
        if kind == "Timer":
            return y
        at = len(self.boxes)
        ref = Ref(form, name)
        self.boxes.append(Box(ref, Rect(x, y, width, HEIGHT), parent))
        bottom = y + HEIGHT
        if kind == "RepeatingPanel":
            item = str((template.node(name).get("properties") or {}).get("item_template") or "")
            for _ in range(2 if item else 0):
                bottom = self.draw(item, FORM, x, bottom, width, ref)
        elif kind == "HtmlTemplate":
            inner = y + INSET
            for slot in HTML_SLOTS:
                inner = self.zone(form, name, x + INSET, inner, width - 2 * INSET, "stack", {"slot": slot})
                inner += GAP
            bottom = inner + INSET
        elif kind in ARRANGEMENTS:
            inside = ARRANGEMENTS[kind]
            bottom = self.zone(form, name, x + INSET, y + INSET, width - 2 * INSET, inside) + INSET
        shown = (template.node(name).get("properties") or {}).get("visible", True)
        text = Rect(x + 4, y + 8, width - 8, 24) if kind in ("Label", "Button", "Link", "CheckBox") else None
        self.boxes[at] = Box(
            ref, Rect(x, y, width, bottom - y), parent, bool(shown), text, "14px Roboto" if text else ""
        )
        return bottom

    def zone(
        self,
        form: str,
        name: str,
        x: float,
        y: float,
        width: float,
        arrangement: Arrangement,
        layout: Mapping[str, Any] | None = None,
        slot: str = "",
    ) -> float:
        template = self.templates(form)
        children = template.children(name, slot)
        wanted = (layout or {}).get("slot")
        if wanted:
            children = tuple(n for n in children if _layout(template, n).get("slot", "default") == wanted)
        at = len(self.zones)
        cells: tuple[Rect, ...] = ()
        columns: tuple[str, ...] = ()
        if arrangement == "data_row":
            columns = COLUMN_IDS
            third = width / len(columns)
            cells = tuple(Rect(x + i * third, y, third, HEIGHT) for i in range(len(columns)))
        self.zones.append(Zone(Ref(form, name), Rect(x, y, width, HEIGHT), arrangement))
        bottom = max(y + HEIGHT, self.arrange(form, name, children, x, y, width, arrangement, cells))
        rect = Rect(x, y, width, bottom - y)
        label = slot or ("" if template.type_of(name) in ("Link", "DataRowPanel") else "Drop components here")
        cells = tuple(Rect(c.x, c.y, c.width, rect.height) for c in cells)
        self.zones[at] = Zone(
            Ref(form, name), rect, arrangement, children, slot, layout or {}, label, False, columns, cells
        )
        return bottom

    def arrange(
        self,
        form: str,
        name: str,
        children: Sequence[str],
        x: float,
        y: float,
        width: float,
        arrangement: Arrangement,
        cells: Sequence[Rect],
    ) -> float:
        template, parent = self.templates(form), Ref(form, name)
        if arrangement == "columns":
            return self.columns(form, column_rows.rows(template, children), x, y, width, parent)
        bottom = top = y
        if arrangement == "grid":
            for names in grid.grid_rows(template, tuple(children)).values():
                left, unit, top = x, width / grid.WHOLE, bottom
                for child in names:
                    wide = grid.width_of(template, child) * unit
                    bottom = max(bottom, self.draw(form, child, left, top, wide - GAP, parent) + GAP)
                    left += wide
        elif arrangement == "free":
            for child in children:
                layout = _layout(template, child)
                left, above = x + float(layout.get("x") or 0), y + float(layout.get("y") or 0)
                wide = float(layout.get("width") or FLOW_WIDTH)
                bottom = max(bottom, self.draw(form, child, left, above, wide, parent))
        elif arrangement == "flow":
            left = x
            for child in children:
                if left + FLOW_WIDTH > x + width:
                    left, top = x, bottom + GAP
                bottom = max(bottom, self.draw(form, child, left, top, FLOW_WIDTH, parent))
                left += FLOW_WIDTH + GAP
        elif arrangement == "data_row":
            for child in children:
                column = str(_layout(template, child).get("column") or "A")
                cell = cells[COLUMN_IDS.index(column) if column in COLUMN_IDS else 0]
                bottom = max(bottom, self.draw(form, child, cell.x, cell.y, cell.width, parent))
        else:
            for child in children:
                bottom = self.draw(form, child, x, bottom, width, parent) + GAP
        return bottom

    def columns(
        self, form: str, entries: Sequence[Any], x: float, y: float, width: float, parent: Ref
    ) -> float:
        template = self.templates(form)
        weights = column_rows.widths(template, parent.name)
        bottom = y
        for entry in entries:
            if isinstance(entry, str):
                bottom = self.draw(form, entry, x, bottom, width, parent) + GAP
                continue
            shares = [weights.get(column.name, column_rows.SHARE) for column in entry.columns]
            left, top = x, bottom
            for share, column in zip(shares, entry.columns, strict=True):
                wide = width * share / sum(shares)
                low = self.columns(form, column.body, left, top, wide - GAP, parent)
                bottom = max(bottom, low)
                left += wide
        return bottom


def _layout(template: Template, name: str) -> Mapping[str, Any]:
    found = template.node(name).get("layout_properties")
    return found if isinstance(found, Mapping) else {}


def draw(templates: Callable[[str], Template], form: str, slots: Sequence[str] = ()) -> Picture:
    return Drawing(templates, form).picture(slots=slots)
