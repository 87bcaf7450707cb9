"""Spacer: empty room."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import HEIGHT, HIDE, LAYOUT, SHOW, TAG, TOOLTIP, VISIBLE
from formwright.runtime.spec.components import ComponentSpec

SPEC = ComponentSpec(
    "Spacer",
    "Empty room between components.",
    (HEIGHT.but(default="32"), *LAYOUT, VISIBLE.but(group="visibility"), TOOLTIP, TAG),
    (SHOW, HIDE),
    group="Layout",
    icon="fa:arrows-v",
)


class Spacer(Component, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-spacer")
        dom.style(node, "height", "32px")
        return node
