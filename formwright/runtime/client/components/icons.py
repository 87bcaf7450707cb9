"""Icons beside the text of a component: `fa:NAME` or `mi:NAME`, above, before or after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from formwright.runtime.client.appearance import one_of

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component
    from formwright.runtime.client.dom import Node


PLACES = ("left_edge-icon", "left-icon", "top-icon", "right-icon", "right_edge-icon")


class IconAndText:
    """Mixed into components whose surface holds an icon and a text (`Label`, `Link`, `Button`)."""

    def _fw_text_holder(self: Any) -> Node:
        """The element around icon and text."""
        return self._fw_surface()

    def _fw_after_text(self: Any) -> Node | None:
        """What follows the text in the holder."""
        return None

    def _fw_apply_text(self: Any, value: Any) -> None:
        page, text = self._fw.page, "" if value is None else str(value)
        page.dom.text(self._fw.values["-text"], text)
        if page.names is not None:
            page.dom.toggle_class(self._fw_text_holder(), page.names("has-text"), bool(text))

    def _fw_apply_icon(self: Any, value: Any) -> None:
        draw_icon(self, self._fw_text_holder(), str(value or ""))
        if self._fw.page.names is not None:
            name_icon(self)

    def _fw_apply_icon_align(self: Any, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw_text_holder(), "data-icon", str(value or "left"))
        if self._fw.page.names is not None:
            name_icon(self)


def name_icon(component: Any) -> None:
    """Class names of Anvil for the icon and its place, which are in the order of reading there."""
    inner, holder = component._fw, component._fw_text_holder()
    dom, names, icon = inner.page.dom, inner.page.names, inner.values.get("-icon")
    place = str(inner.values.get("icon_align") or "left")
    dom.toggle_class(holder, names("anvil-component-icon-present"), icon is not None)
    one_of(component, holder, "", f"{place}-icon" if icon is not None else "", PLACES)
    if icon is not None:
        for name in ("anvil-component-icon", f"{place}-icon", place):
            dom.toggle_class(icon, names(name), True)
        for other in PLACES:
            dom.toggle_class(icon, names(other), other == f"{place}-icon")
        after = place.startswith("right")
        dom.insert(holder, icon, component._fw_after_text() if after else inner.values["-text"])


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
