"""InvalidComponent: what stands where a component could not be made. Says which and why."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import COMMON, HIDE, SHOW
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "InvalidComponent",
    "Stands for a component that could not be made.",
    (PropertySpec("type_name", default=""), PropertySpec("reason", default=""), *COMMON),
    (SHOW, HIDE),
    container=True,
    group="",
)


class InvalidComponent(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-invalid-component")
        dom.attribute(node, "role", "note")
        self._fw.values["-text"] = dom.make("div", "fw-text")
        dom.insert(node, self._fw.values["-text"])
        return node

    def add_component(self, component: Component, index: int | None = None, **_layout: Any) -> None:
        self._fw_add(component, index)

    def _fw_has_property(self, name: str) -> bool:
        return not name.startswith("_")  # whatever the unknown type had

    def _fw_check_event(self, name: str) -> None:
        """Any event of the unknown type may be bound; none will come."""

    def _fw_apply_type_name(self, value: Any) -> None:
        self._fw_write(str(value), str(self._fw.values.get("reason") or ""))

    def _fw_apply_reason(self, value: Any) -> None:
        self._fw_write(str(self._fw.values.get("type_name") or ""), str(value))

    def _fw_write(self, type_name: str, reason: str) -> None:
        text = f"{type_name or 'A component'} could not be drawn. {reason}"
        self._fw.page.dom.text(self._fw.values["-text"], text.strip())
