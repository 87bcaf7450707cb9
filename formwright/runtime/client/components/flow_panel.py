"""FlowPanel: components one after the other, wrapping like words."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client import appearance, css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    GAP_NAMES,
    HIDE,
    INDEX,
    LAYOUT,
    SHOW,
    SPACING,
)
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

HORIZONTAL = {"left": "flex-start", "center": "center", "right": "flex-end", "justify": "space-between"}
VERTICAL = {"top": "flex-start", "middle": "center", "bottom": "flex-end", "full": "stretch"}

SPEC = ComponentSpec(
    "FlowPanel",
    "Places components side by side and wraps them.",
    (
        ALIGN.but(options=tuple(HORIZONTAL), group=""),
        PropertySpec(
            "vertical_align", "enum", "full", options=tuple(VERTICAL), designer_hint="align-vertical"
        ),
        PropertySpec("gap", "enum", None, options=GAP_NAMES, important=False),
        *COMMON,
        *LAYOUT,
        SPACING,
    ),
    (SHOW, HIDE),
    (PropertySpec("width", "number", None), PropertySpec("expand", "boolean", False), INDEX),
    container=True,
    group="Layout",
    icon="fa:ellipsis-h",
)


class FlowPanel(Container, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        node = self._fw.values["-gutter"] = dom.make("div", "fw-c fw-flow")
        if self._fw.page.names is not None:
            gutter = self._fw.values["-gutter"] = dom.make("div", "fw-flow-gutter")
            dom.insert(node, gutter)
        return node

    def _fw_slot(self) -> Any:
        return self._fw.values["-gutter"]

    def add_component(
        self,
        component: Component,
        index: int | None = None,
        width: Any = None,
        expand: bool | None = None,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(
                f"FlowPanel.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, index, width=width, expand=expand)

    def _fw_place(self, component: Component, position: int) -> None:
        dom, inner = self._fw.page.dom, component._fw
        before = self._fw_next(position)
        if not component._fw_spec.visual:
            dom.insert(self._fw_slot(), inner.node)
            return
        inner.cell = dom.make("div", "fw-flow-item")
        dom.style(inner.cell, "width", css.length(inner.layout.get("width")))
        if inner.layout.get("expand"):
            dom.style(inner.cell, "flex-grow", "1")
        dom.insert(inner.cell, inner.node)
        dom.insert(self._fw_slot(), inner.cell, before)

    def _fw_apply_align(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw_slot(), "justify-content", HORIZONTAL.get(str(value), ""))

    def _fw_apply_vertical_align(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw_slot(), "align-items", VERTICAL.get(str(value), ""))

    def _fw_apply_gap(self, value: Any) -> None:
        if self._fw.page.names is None:
            self._fw.page.dom.style(self._fw.node, "gap", css.GAPS.get(str(value), ""))
        else:
            appearance.one_of(self, self._fw.node, "flow-spacing-", str(value or "medium"), css.GAPS)

    def _fw_apply_spacing(self, value: Any) -> None:
        if isinstance(value, str) and value in GAP_NAMES:  # what older templates call the gap
            self._fw_apply_gap(value)
        else:
            appearance.apply(self, "spacing", value)
