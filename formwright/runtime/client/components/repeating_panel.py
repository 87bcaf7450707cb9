"""RepeatingPanel: one form for every item of a list."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import COMMON, HIDE, LAYOUT, MARGIN, SHOW
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "RepeatingPanel",
    "Repeats a form for each item of a list.",
    (
        PropertySpec("item_template", "form"),
        PropertySpec("items", "object", None, binding_default=True),
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE),
    container=True,
    group="Layout",
    icon="fa:list",
)


class RepeatingPanel(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        return dom.make("div", "fw-c fw-repeating")

    def add_component(self, component: Component, index: Any = None, **layout: Any) -> None:  # noqa: ARG002
        raise ValueError("A RepeatingPanel makes its components from `items`; nothing can be added to it.")

    def _fw_apply_items(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_rebuild()

    def _fw_apply_item_template(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_rebuild()

    def _fw_rebuild(self) -> None:
        template, items = self.item_template, self.items
        make = template
        if isinstance(template, str):
            app = self._fw.page.app
            make = app.form_reference(template, None) if app is not None and template else None
        self.clear()
        if make is None or items is None:
            return
        for item in items:
            self._fw_add(make(item=item))
