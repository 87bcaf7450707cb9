"""ColumnPanel: rows of columns, as the designer's drag and drop makes them.

`grid_position` "ROW,COL" puts a child into a named column of a named row; several pairs separated by a
space nest. `col_widths` gives weights to columns by name. A child without a position has a row of its own.
"""

from __future__ import annotations

import json
from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.appearance import one_of
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import (
    COMMON,
    HIDE,
    INDEX,
    LAYOUT,
    ROW_SPACING,
    SHOW,
    SPACING,
)
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

UNITS = 60  # of a row, shared by its columns; an older layout has 12

SPEC = ComponentSpec(
    "ColumnPanel",
    "Arranges components in rows and columns.",
    (
        *COMMON,
        *LAYOUT,
        SPACING,
        ROW_SPACING,
        PropertySpec("col_widths", default="", important=False),
        PropertySpec("wrap_on", "enum", "mobile", options=("never", "mobile", "tablet")),
        PropertySpec(
            "col_spacing",
            "enum",
            "medium",
            options=("none", "tiny", "small", "medium", "large", "huge"),
            important=False,
        ),
    ),
    (SHOW, HIDE),
    (
        PropertySpec("full_width_row", "boolean", False, important=False),
        PropertySpec("row_background", "color", "", important=False),
        PropertySpec("grid_position", important=False),
        INDEX,
    ),
    container=True,
    group="Layout",
    icon="fa:columns",
)


class ColumnPanel(Container, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-column-panel")
        if self._fw.page.names is not None:  # every row has its section right below
            self._fw.values["-body"] = node
            return node
        body = self._fw.values["-body"] = dom.make("div", "fw-column")
        dom.insert(node, body)
        return node

    def add_component(
        self,
        component: Component,
        index: int | None = None,
        full_width_row: bool = False,
        row_background: Any = None,
        grid_position: str | None = None,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(
                f"ColumnPanel.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(
            component,
            index,
            full_width_row=bool(full_width_row),
            row_background=row_background,
            grid_position=grid_position,
        )

    def _fw_place(self, component: Component, position: int) -> None:
        if not component._fw_spec.visual:
            self._fw.page.dom.insert(self._fw.node, component._fw.node)
        elif position == len(self._fw_kids) - 1:
            self._fw_append(component)
        else:
            self._fw_arrange()

    def _fw_unplace(self, component: Component) -> None:
        inner = component._fw
        inner.page.dom.remove(inner.node)
        inner.cell = None
        rest = [child for child in self._fw_kids if child is not component]
        self._fw_arrange(rest)

    def _fw_arrange(self, children: list[Component] | None = None) -> None:
        """Lays all children out anew. Elements move; nothing is made again but rows and columns."""
        self._fw.page.dom.empty(self._fw.values["-body"])
        self._fw.values["-rows"] = {}
        for child in self._fw_kids if children is None else children:
            if child._fw_spec.visual:
                self._fw_append(child)

    def _fw_append(self, component: Component) -> None:
        page = self._fw.page
        dom = page.dom
        rows: dict[str, Any] = self._fw.values.setdefault("-rows", {})
        layout = component._fw.layout
        body, path = self._fw.values["-body"], ""
        for pair in str(layout.get("grid_position") or f"auto{component._fw.identity},only").split():
            row_name, _, column_name = pair.partition(",")
            path += f"/{row_name}"
            row = rows.get(path)
            if row is None:
                row = rows[path] = dom.make("div", "fw-row")
                if body is self._fw.values["-body"]:
                    self._fw_add_row(row, layout)
                else:
                    dom.insert(body, row)
            path += f",{column_name}"
            column = rows.get(path)
            if column is None:
                column = rows[path] = dom.make("div", "fw-col")
                dom.style(column, "--fw-grow", self._fw_weight(column_name))
                dom.insert(row, column)
                if page.names is not None:
                    padded = rows[path] = dom.make("div", "fw-col-padding")
                    dom.toggle_class(padded, page.names(f"col-padding-{self._fw_spacing()}"), True)
                    dom.insert(column, padded)
                    column = padded
            body = column
        dom.insert(body, component._fw.node)

    def _fw_add_row(self, row: Any, layout: dict[str, Any]) -> None:
        page = self._fw.page
        dom, coloured, full = page.dom, row, ""
        if page.names is None:
            full = "fw-row-full"
            outer = wide = row
        else:
            full = page.names("full-width-row")
            outer = coloured = dom.make("div", "fw-section")
            wide = dom.make("div", "fw-section-container")
            gutter = dom.make("div", "fw-gutter")
            dom.insert(outer, wide)
            dom.insert(wide, gutter)
            dom.insert(gutter, row)
        if layout.get("full_width_row"):
            dom.toggle_class(wide, full, True)
        if layout.get("row_background"):
            variables = page.app.color_variables if page.app is not None else {}
            dom.style(coloured, "background-color", css.color(layout["row_background"], variables))
            dom.toggle_class(coloured, "fw-row-coloured", True)
        dom.insert(self._fw.values["-body"], outer)

    def _fw_spacing(self) -> str:
        return str(self._fw.values.get("col_spacing") or "medium")

    def _fw_weight(self, column: str) -> str:
        """As a number for flex-grow; empty: an equal share."""
        weight = self._fw.values.get("-weights", {}).get(column)
        return f"{weight:g}" if isinstance(weight, (int, float)) and weight > 0 else ""

    def _fw_apply_col_widths(self, value: Any) -> None:
        try:
            weights = json.loads(value) if isinstance(value, str) and value else value or {}
        except ValueError:
            weights = {}
        self._fw.values["-weights"] = weights if isinstance(weights, dict) else {}
        if self._fw_children():
            self._fw_arrange()

    def _fw_apply_wrap_on(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw.values["-body"], "data-wrap", str(value or "mobile"))

    def _fw_apply_col_spacing(self, value: Any) -> None:
        if self._fw.page.names is None:
            gap = css.GAPS.get(str(value), "")
            self._fw.page.dom.style(self._fw.values["-body"], "--fw-col-gap", gap)
            return
        one_of(self, self._fw.node, "col-padding-", self._fw_spacing(), css.GAPS)
        if self._fw_children():
            self._fw_arrange()

    def _fw_apply_row_spacing(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.values["-body"], "--fw-row-gap", css.length(value))
