"""DataGrid: rows under common columns, a page at a time.

Responsible for columns, the header, which rows are on the current page, and the controls below them. Cells
belong to the rows (`data_row_panel.py`); a RepeatingPanel in a grid makes only the rows that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.data_row_panel import DataRowPanel, rows_below, text_of_cell
from formwright.runtime.client.components.repeating_panel import RepeatingPanel
from formwright.runtime.client.components.shared import (
    COMMON,
    HIDE,
    INDEX,
    LAYOUT,
    MARGIN,
    ROW_SPACING,
    SHOW,
)
from formwright.runtime.client.container import Container
from formwright.runtime.client.forms import FormBehaviour
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "DataGrid",
    "Shows rows in columns, a page at a time.",
    (
        PropertySpec("columns", "dataGridColumns", None),
        PropertySpec("auto_header", "boolean", True),
        PropertySpec("show_page_controls", "boolean", True),
        PropertySpec("rows_per_page", "number", 20),
        PropertySpec("wrap_on", "enum", "never", options=("never", "mobile", "tablet")),
        *COMMON,
        *LAYOUT,
        MARGIN,
        ROW_SPACING,
    ),
    (SHOW, HIDE),
    (PropertySpec("pinned", "boolean", False), INDEX),
    container=True,
    group="Layout",
    icon="fa:table",
    example={
        "columns": [
            {"id": "A", "title": "Name", "data_key": "name"},
            {"id": "B", "title": "Amount", "data_key": "amount"},
            {"id": "C", "title": "Note", "data_key": "note"},
        ]
    },
    example_components=({"type": "RepeatingPanel"},),
)


class PageButton(Component):
    """One of the controls below the rows."""

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("button", "fw-page-button")
        dom.attribute(node, "type", "button")
        return node

    def _fw_name(self, sign: str, label: str, run: Callable[[], None]) -> None:
        dom, inner = self._fw.page.dom, self._fw
        dom.text(inner.node, sign)
        dom.attribute(inner.node, "aria-label", label)
        dom.attribute(inner.node, "title", label)
        dom.attribute(inner.node, "data-fw", inner.identity)
        dom.attribute(inner.node, "data-fw-on", "click")
        inner.values["-run"] = run

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:  # noqa: ARG002 (only clicks come)
        self._fw.values["-run"]()


class DataGrid(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        node = dom.make("div", "fw-c fw-data-grid")
        table = values["-table"] = dom.make("div", "fw-data-table")
        header = values["-header"] = dom.make("div", "fw-data-row fw-data-header")
        dom.attribute(table, "role", "table")
        dom.attribute(header, "role", "row")
        footer = values["-footer"] = dom.make("div", "fw-data-footer fw-hidden")
        dom.insert(node, table)
        dom.insert(node, footer)
        self._fw_make_controls(dom, footer)
        values["-page"] = 0
        return node

    def _fw_make_controls(self, dom: Any, footer: Any) -> None:
        status = dom.make("span", "fw-page-status")
        dom.attribute(status, "aria-live", "polite")
        buttons = []
        for sign, label, run in (
            ("«", "First page", self.jump_to_first_page),
            ("‹", "Previous page", self.previous_page),
            ("›", "Next page", self.next_page),
            ("»", "Last page", self.jump_to_last_page),
        ):
            button = PageButton()
            button._fw_name(sign, label, run)
            buttons.append(button)
        for node in (*(b._fw.node for b in buttons[:2]), status, *(b._fw.node for b in buttons[2:])):
            dom.insert(footer, node)
        self._fw.values.update({"-buttons": buttons, "-status": status})

    def _fw_slot(self) -> Any:
        return self._fw.values["-table"]

    # --- children ----------------------------------------------------------------------------------------

    def add_component(
        self, component: Component, index: int | None = None, pinned: bool = False, **unknown: Any
    ) -> None:
        if unknown:
            raise TypeError(
                f"DataGrid.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, index, pinned=bool(pinned))
        for row in rows_below(component):
            row._fw_lay_out()
        self.repaginate()

    def _fw_remove(self, component: Component) -> None:
        super()._fw_remove(component)
        self._fw.page.dom.attribute(component._fw.node, "hidden", None)
        self.repaginate()

    def _fw_units(self, parent: Component) -> Iterator[Component]:
        """What pages are made of: panels that make rows, and single components that are a row each."""
        for child in parent._fw_children():
            if child._fw.layout.get("pinned") or not child._fw_spec.visual:
                continue
            plain = isinstance(child, Container) and not isinstance(child, (DataRowPanel, FormBehaviour))
            if plain and not isinstance(child, RepeatingPanel) and rows_inside(child):
                yield from self._fw_units(child)
            else:
                yield child

    # --- columns -----------------------------------------------------------------------------------------

    @property
    def columns(self) -> Any:
        return self._fw.values.get("columns")

    @columns.setter
    def columns(self, value: Any) -> None:
        self._fw.values["columns"] = value
        self._fw.page.dom.style(self._fw.node, "--fw-columns", " ".join(map(_track, self._fw_columns)))
        self._fw_draw_header()
        for row in rows_below(self):
            row._fw_lay_out()

    @property
    def _fw_columns(self) -> list[Mapping[str, Any]]:
        columns = self._fw.values.get("columns")
        return [each for each in columns or () if isinstance(each, Mapping)]

    def _fw_draw_header(self) -> None:
        dom, values = self._fw.page.dom, self._fw.values
        header = values["-header"]
        dom.remove(header)
        dom.empty(header)
        if not values.get("auto_header", True) or not self._fw_columns:
            return
        for column in self._fw_columns:
            title = column.get("title")
            cell = dom.make("div", "fw-data-cell")
            dom.text(text_of_cell(self, cell), "" if title is None else str(title))
            dom.attribute(cell, "role", "columnheader")
            dom.insert(header, cell)
        dom.insert(values["-table"], header, self._fw_next(-1))

    def _fw_apply_auto_header(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_draw_header()

    def _fw_apply_wrap_on(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw.node, "data-wrap", str(value or "never"))

    def _fw_apply_row_spacing(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.values["-table"], "gap", css.length(value))

    # --- pages -------------------------------------------------------------------------------------------

    @property
    def _fw_size(self) -> int:
        """Rows on a page; 0: all on one."""
        size = self._fw.values.get("rows_per_page", 20)
        return int(size) if isinstance(size, (int, float)) and size > 0 else 0

    def _fw_apply_rows_per_page(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_go(0)

    def _fw_apply_show_page_controls(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_draw_controls(*self._fw.values.get("-counts", (0, False)))

    def get_page(self) -> int:
        """The number of the page that is shown; the first is 0."""
        page: int = self._fw.values["-page"]
        return page

    def set_page(self, page: int) -> None:
        """Shows a page; the first is 0."""
        self._fw_go(int(page))

    def next_page(self) -> None:
        """Shows the page after this one."""
        self._fw_go(self.get_page() + 1)

    def previous_page(self) -> None:
        """Shows the page before this one."""
        self._fw_go(self.get_page() - 1)

    def jump_to_first_page(self) -> None:
        """Shows the first page."""
        self._fw_go(0)

    def jump_to_last_page(self) -> None:
        """Shows the last page."""
        self._fw_go(self._fw_last_page())

    def get_first_index_on_page(self) -> int:
        """The number of the first row on this page, among all rows."""
        return self.get_page() * self._fw_size

    def repaginate(self) -> None:
        """Shows the current page anew, or the last one if there are fewer pages now."""
        self._fw_go(self.get_page())

    def _fw_rows_changed(self) -> None:
        """A panel in the grid has other items: they are read from the first page on."""
        self._fw_go(0)

    def _fw_go(self, page: int) -> None:
        size, page = self._fw_size, max(0, page)
        if size and page and self._fw_count(page * size + 1) <= page * size:
            page = self._fw_last_page()
        self._fw.values["-page"] = page if size else 0
        self._fw_show(page * size, page * size + size if size else None)

    def _fw_last_page(self) -> int:
        size = self._fw_size
        return max(0, self._fw_count(None) - 1) // size if size else 0

    def _fw_count(self, limit: int | None) -> int:
        """How many rows there are; counting stops at the limit, so that items are not fetched for nothing."""
        total = 0
        for unit in self._fw_units(self):
            if limit is not None and total >= limit:
                break
            if isinstance(unit, RepeatingPanel):
                total += unit._fw_rows.count(None if limit is None else limit - total)
            else:
                total += 1
        return total

    def _fw_show(self, start: int, stop: int | None) -> None:
        dom, at = self._fw.page.dom, 0
        for unit in self._fw_units(self):
            if isinstance(unit, RepeatingPanel):
                end = None if stop is None else max(0, stop - at)
                unit._fw_show_rows(max(0, start - at), end)
                at += unit._fw_rows.count(None if end is None else end + 1)
            else:
                here = start <= at and (stop is None or at < stop)
                dom.attribute(unit._fw.node, "hidden", None if here else "")
                at += 1
        shown = max(0, (at if stop is None else min(at, stop)) - start)
        self._fw_draw_controls(shown, stop is not None and at > stop)

    def _fw_draw_controls(self, shown: int, more: bool) -> None:
        dom, values = self._fw.page.dom, self._fw.values
        values["-counts"] = (shown, more)
        size, page = self._fw_size, self.get_page()
        wanted = bool(values.get("show_page_controls", True)) and size > 0 and (more or page > 0)
        dom.toggle_class(values["-footer"], "fw-hidden", not wanted)
        if not wanted:
            return
        first = page * size
        known = [unit._fw_rows.total() for unit in self._fw_units(self) if isinstance(unit, RepeatingPanel)]
        total = "" if None in known else f" of {self._fw_count(None)}"
        dom.text(values["-status"], f"{first + 1}–{first + shown}{total}")
        for button, enabled in zip(values["-buttons"], (page > 0, page > 0, more, more), strict=True):
            dom.set(button._fw.node, "disabled", not enabled)


def rows_inside(container: Component) -> bool:
    return any(
        isinstance(child, (RepeatingPanel, DataRowPanel)) or rows_inside(child)
        for child in container._fw_children()
    )


def _track(column: Mapping[str, Any]) -> str:
    """Width of a column for `grid-template-columns`."""
    width = css.length(column.get("width"))
    if not width:
        return "minmax(0, 1fr)"
    return f"minmax({width}, 1fr)" if column.get("expand") else width
