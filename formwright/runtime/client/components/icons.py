"""Icons beside the text of a component: `fa:NAME` or `mi:NAME`, above, before or after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component
    from formwright.runtime.client.dom import Node


class IconAndText:
    """Mixed into components whose surface holds an icon and a text (`Label`, `Link`, `Button`)."""

    def _fw_text_holder(self: Any) -> Node:
        """The element around icon and text."""
        return self._fw_surface()

    def _fw_apply_text(self: Any, value: Any) -> None:
        self._fw.page.dom.text(self._fw.values["-text"], "" if value is None else str(value))

    def _fw_apply_icon(self: Any, value: Any) -> None:
        draw_icon(self, self._fw_text_holder(), str(value or ""))

    def _fw_apply_icon_align(self: Any, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw_text_holder(), "data-icon", str(value or "left"))


def draw_icon(component: Component, holder: Node, icon: str) -> None:
    inner = component._fw
    old = inner.values.pop("-icon", None)
    if old is not None:
        inner.page.dom.remove(old)
    prefix, _, name = icon.partition(":")
    if not name:
        return
    classes = f"fw-icon fa fa-{name}" if prefix == "fa" else f"fw-icon {prefix} {prefix}-{name}"
    inner.page.dom.need_icons()
    # Material icons are words that their font draws as one sign.
    sign = name.replace("-", "_") if prefix == "mi" else ""
    node = inner.values["-icon"] = inner.page.dom.make("i", "fw-icon mi" if sign else classes, sign)
    inner.page.dom.attribute(node, "aria-hidden", "true")
    inner.page.dom.insert(holder, node, inner.values["-text"])
