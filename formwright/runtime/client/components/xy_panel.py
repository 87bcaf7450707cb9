"""XYPanel: components at fixed places."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import COMMON, HEIGHT, HIDE, MARGIN, SHOW
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

MARGINS = {"left": "0 auto 0 0", "center": "0 auto", "right": "0 0 0 auto"}

SPEC = ComponentSpec(
    "XYPanel",
    "Places components by coordinates.",
    (
        PropertySpec("width", "number", None, important=False),
        HEIGHT,
        PropertySpec("align", "enum", "center", "align", options=tuple(MARGINS)),
        PropertySpec("spacing_above", "enum", "small", "layout", ("none", "small", "medium", "large")),
        PropertySpec("spacing_below", "enum", "small", "layout", ("none", "small", "medium", "large")),
        *COMMON,
        MARGIN,
    ),
    (SHOW, HIDE),
    (
        PropertySpec("x", "number", 0, priority=1),
        PropertySpec("y", "number", 0, priority=1),
        PropertySpec("width", "number", 0),
    ),
    container=True,
    group="Layout",
    icon="fa:arrows",
)


class XYPanel(Container, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-xy-box")
        surface = self._fw.values["-surface"] = dom.make("div", "fw-xy")
        dom.insert(node, surface)
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-surface"]

    def add_component(
        self,
        component: Component,
        x: Any = 0,
        y: Any = 0,
        width: Any = None,
        index: int | None = None,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(f"XYPanel.add_component() got unexpected layout properties: {', '.join(unknown)}")
        self._fw_add(component, index, x=x, y=y, width=width)

    def _fw_place(self, component: Component, position: int) -> None:
        dom, inner = self._fw.page.dom, component._fw
        before = self._fw_next(position)
        inner.cell = dom.make("div", "fw-xy-item")
        dom.style(inner.cell, "left", css.length(inner.layout.get("x") or 0))
        dom.style(inner.cell, "top", css.length(inner.layout.get("y") or 0))
        dom.style(inner.cell, "width", css.length(inner.layout.get("width") or ""))
        dom.insert(inner.cell, inner.node)
        dom.insert(self._fw.values["-surface"], inner.cell, before)

    def _fw_apply_width(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.values["-surface"], "width", css.length(value))

    def _fw_apply_align(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.values["-surface"], "margin", MARGINS.get(str(value), ""))

    def get_width(self) -> float:
        """Width in pixels."""
        return float(self._fw.page.dom.get(self._fw.values["-surface"], "offsetWidth") or 0)
