"""DataRowPanel: one row of a DataGrid, with a cell for every column of the grid.

Responsible for the cells: a component that was put into a column, or what `item` has under the column's key.
The grid above it says which columns there are; without a grid the row shows its components side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    FONT,
    HIDE,
    LAYOUT,
    MARGIN,
    ROW_SPACING,
    SHOW,
)
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

if TYPE_CHECKING:
    from formwright.runtime.client.components.data_grid import DataGrid

SPEC = ComponentSpec(
    "DataRowPanel",
    "One row of a DataGrid.",
    (
        PropertySpec("item", "object", None),
        PropertySpec("auto_display_data", "boolean", True),
        ALIGN,
        *(each.but(priority=10) if each.name == "bold" else each for each in FONT),
        *COMMON,
        *(each.but(default="none") if each.name.startswith("spacing") else each for each in LAYOUT),
        MARGIN,
        ROW_SPACING,
    ),
    (SHOW, HIDE),
    (PropertySpec("column", default=""),),
    container=True,
    group="Layout",
    icon="fa:minus",
)


class DataRowPanel(Container, spec=SPEC):
    _fw_mouldable = True  # cells come later, with the grid

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-data-row")
        dom.attribute(node, "role", "row")
        self._fw.values["-cells"] = {}
        return node

    def add_component(self, component: Component, column: str | None = None, **unknown: Any) -> None:
        unknown.pop("index", None)
        if unknown:
            raise TypeError(
                f"DataRowPanel.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, column=column)

    @property
    def item(self) -> Any:
        return self._fw.values.get("item")

    @item.setter
    def item(self, value: Any) -> None:
        self._fw.values["item"] = value
        self._fw_refreshed()

    def _fw_refreshed(self) -> None:
        self._fw_fill()

    def _fw_apply_auto_display_data(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_fill()

    def _fw_entering(self, before: Component | None) -> None:
        super()._fw_entering(before)
        self._fw_adapt()

    def _fw_mounted(self) -> None:
        super()._fw_mounted()
        self._fw_adapt()

    def _fw_adapt(self) -> None:
        """To the grid, as soon as there is one above: cells cost least before the row is in the page."""
        if self._fw.values.get("-columns") is not self._fw_grid_columns():
            self._fw_lay_out()

    # --- cells -------------------------------------------------------------------------------------------

    def _fw_grid_columns(self) -> Any:
        grid = grid_above(self)
        return None if grid is None else grid.columns

    def _fw_lay_out(self) -> None:
        """Makes the cells for the columns of the grid, and puts the children into theirs."""
        dom, values = self._fw.page.dom, self._fw.values
        values["-columns"] = self._fw_grid_columns()
        grid = grid_above(self)
        cells: dict[str, Any] = {}
        dom.empty(self._fw.node)
        for column in grid._fw_columns if grid is not None else ():
            cell = dom.make("div", "fw-data-cell")
            dom.attribute(cell, "role", "cell")
            dom.attribute(cell, "data-title", str(column.get("title") or "") or None)
            if self._fw.page.names is not None:
                dom.attribute(cell, "data-grid-col-id", str(column.get("id")))
            cells[str(column.get("id"))] = cell
            dom.insert(self._fw.node, cell)
        values["-cells"] = cells
        values["-automatic"] = {}
        values["-texts"] = {}
        children = self._fw_children()
        for child in children:  # each after those that are there: the later ones are in no cell yet
            self._fw_place(child, len(children))
        self._fw_fill()

    def _fw_place(self, component: Component, position: int) -> None:
        dom, values, inner = self._fw.page.dom, self._fw.values, component._fw
        column = str(inner.layout.get("column") or "")
        cell = values["-cells"].get(column)
        if cell is not None:
            automatic = values["-automatic"].pop(column, None)
            if automatic is not None:
                dom.empty(cell)
                values["-texts"].pop(column, None)
            dom.insert(cell, inner.node, self._fw_next_in_column(position, column))
        elif not values["-cells"] or not column:  # no grid yet, or meant for no column
            dom.insert(self._fw.node, inner.node)

    def _fw_next_in_column(self, position: int, column: str) -> Any:
        later = self._fw_children()[position + 1 :]
        nodes = (c._fw.node for c in later if str(c._fw.layout.get("column") or "") == column)
        following = next(nodes, None)
        parent = self._fw.page.dom.get(following, "parentNode") if following is not None else None
        return following if parent is not None else None

    def _fw_remove(self, component: Component) -> None:
        super()._fw_remove(component)
        self._fw_fill()

    def _fw_fill(self) -> None:
        """Texts of the cells that have no component."""
        values = self._fw.values
        cells = values["-cells"]
        grid = grid_above(self) if cells else None
        if grid is None:
            return
        taken = {str(child._fw.layout.get("column") or "") for child in self._fw_children()}
        wanted = bool(values.get("auto_display_data", True))
        shown: dict[str, str] = values["-automatic"]
        for column in grid._fw_columns:
            name, key = str(column.get("id")), column.get("data_key")
            if name in taken or name not in cells:
                continue
            text = _text(self.item, key) if wanted and key else ""
            if shown.get(name, "") != text:
                shown[name] = text
                holder = values["-texts"].get(name)
                if holder is None:
                    holder = values["-texts"][name] = text_of_cell(self, cells[name])
                self._fw.page.dom.text(holder, text)

    def _fw_apply_row_spacing(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.node, "row-gap", css.length(value))


def text_of_cell(component: Component, cell: Any) -> Any:
    """The element for a cell's own text. Style sheets made for Anvil expect a label there."""
    page = component._fw.page
    if page.names is None:
        return cell
    label, words = page.dom.make("div", "fw-data-text"), page.dom.make("span", "fw-data-words")
    page.dom.insert(label, words)
    page.dom.insert(cell, label)
    return words


def grid_above(component: Component) -> DataGrid | None:
    from formwright.runtime.client.components.data_grid import DataGrid

    parent = component._fw.parent
    while parent is not None and not isinstance(parent, DataGrid):
        parent = parent._fw.parent
    return parent


def rows_below(component: Component) -> Iterator[DataRowPanel]:
    """The rows whose columns are those of the same grid."""
    from formwright.runtime.client.components.data_grid import DataGrid

    if isinstance(component, DataRowPanel):
        yield component
    for child in component._fw_children():
        if not isinstance(child, DataGrid):
            yield from rows_below(child)


def _text(item: Any, key: Any) -> str:
    """An item is a mapping, a table row, or anything that can be asked with `[key]`."""
    if item is None:
        return ""
    try:
        value = item[key]
    except (KeyError, TypeError, IndexError):
        return ""
    return "" if value is None else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(dict(value)) if isinstance(value, Mapping) else str(value)
