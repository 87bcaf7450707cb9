"""LinearPanel: components one below the other."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client import css
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
from formwright.runtime.spec.components import ComponentSpec

SPEC = ComponentSpec(
    "LinearPanel",
    "Stacks components.",
    (*COMMON, *LAYOUT, SPACING, ROW_SPACING),
    (SHOW, HIDE),
    (INDEX,),
    container=True,
    group="Layout",
    icon="fa:bars",
)


class LinearPanel(Container, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        return dom.make("div", "fw-c fw-linear")

    def add_component(self, component: Component, index: int | None = None, **unknown: Any) -> None:
        if unknown:
            raise TypeError(
                f"LinearPanel.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, index)

    def _fw_apply_row_spacing(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.node, "gap", css.length(value))
