"""GridPanel: the twelve columns of older apps; children with the same row name share a row."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import COMMON, HIDE, LAYOUT, ROW_SPACING, SHOW, SPACING
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SIZES = ("xs", "sm", "md", "lg")
COLUMN_PROPERTIES = tuple(
    PropertySpec(f"{part}_{size}", "number") for size in SIZES for part in ("col", "width")
)
NAMES = frozenset(prop.name for prop in COLUMN_PROPERTIES)

SPEC = ComponentSpec(
    "GridPanel",
    "Rows of twelve columns.",
    (*COMMON, *LAYOUT, SPACING, ROW_SPACING),
    (SHOW, HIDE),
    (PropertySpec("row"), *COLUMN_PROPERTIES),
    container=True,
    group="Layout",
    icon="fa:th",
)


class GridPanel(Container, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        return dom.make("div", "fw-c fw-grid")

    def add_component(
        self, component: Component, row: Any = None, index: int | None = None, **columns: Any
    ) -> None:
        unknown = set(columns) - NAMES
        if unknown:
            raise TypeError(
                f"GridPanel.add_component() got unexpected layout properties: {', '.join(sorted(unknown))}"
            )
        self._fw_add(component, index, row=row, **columns)

    def _fw_place(self, component: Component, position: int) -> None:  # noqa: ARG002 (rows keep their order)
        dom, inner = self._fw.page.dom, component._fw
        if not component._fw_spec.visual:
            dom.insert(self._fw.node, inner.node)
            return
        rows: dict[str, Any] = self._fw.values.setdefault("-rows", {})
        name = str(inner.layout.get("row") or f"auto{inner.identity}")
        row = rows.get(name)
        if row is None:
            row = rows[name] = dom.make("div", "fw-grid-row")
            dom.insert(self._fw.node, row)
        inner.cell = dom.make("div", "fw-grid-cell")
        for size in SIZES:
            for part in ("col", "width"):
                value = inner.layout.get(f"{part}_{size}")
                if isinstance(value, (int, float)):
                    dom.style(inner.cell, f"--fw-{part}-{size}", f"{value:g}")
        dom.insert(inner.cell, inner.node)
        dom.insert(row, inner.cell)

    def _fw_unplace(self, component: Component) -> None:
        name = str(component._fw.layout.get("row") or f"auto{component._fw.identity}")
        super()._fw_unplace(component)
        others = [c for c in self._fw_kids if c is not component and str(c._fw.layout.get("row")) == name]
        if not others:
            row = self._fw.values.get("-rows", {}).pop(name, None)
            if row is not None:
                self._fw.page.dom.remove(row)

    def _fw_apply_row_spacing(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.node, "gap", css.length(value))
