"""Properties that look the same on every component: colours, fonts, spacing, role, tooltip.

Responsible for turning their values into CSS on the component's surface. A component that treats one of
them in its own way defines `_fw_apply_<name>`. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from formwright.runtime.client import css

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component

_WEIGHTS = {
    "bold": ("font-weight", "bold"),
    "italic": ("font-style", "italic"),
    "underline": ("text-decoration", "underline"),
}
_OUTER = {"spacing_above": "margin-top", "spacing_below": "margin-bottom"}


def apply(component: Component, name: str, value: Any) -> None:
    inner = component._fw
    dom = inner.page.dom
    if name in ("background", "foreground"):
        app = inner.page.app
        text = css.color(value, app.color_variables if app is not None else {})
        dom.style(component._fw_surface(), "background-color" if name == "background" else "color", text)
    elif name == "border":
        dom.style(component._fw_surface(), "border", str(value or ""))
    elif name in _WEIGHTS:
        style, on = _WEIGHTS[name]
        dom.style(component._fw_surface(), style, on if value else "")
    elif name == "font_size":
        dom.style(component._fw_surface(), "font-size", css.length(value))
    elif name == "font":
        dom.style(component._fw_surface(), "font-family", str(value or ""))
    elif name == "align":
        dom.style(inner.node, "text-align", str(value or ""))
    elif name in _OUTER:
        if inner.page.names is None:
            dom.style(inner.node, _OUTER[name], css.SPACES.get(str(value), "") if value else "")
        else:
            one_of(
                component, inner.node, f"anvil-spacing-{name.removeprefix('spacing_')}-", value, css.SPACES
            )
    elif name == "width":
        dom.style(inner.node, "width", css.length(value))
    elif name == "height":
        dom.style(component._fw_surface(), "height", css.length(value))
    elif name == "tooltip":
        tooltip = str(value) if value else None
        dom.attribute(inner.node, "title", tooltip)
        control = component._fw_control()
        if control is not inner.node:  # a field or an icon without text has no other name
            dom.attribute(control, "title", tooltip)
    elif name == "enabled":
        dom.set(component._fw_control(), "disabled", not value)
    elif name == "role":
        _apply_role(component, value)
    elif name in ("margin", "padding"):
        _apply_sides(component, name, value)
    elif name == "spacing":
        parts = value if isinstance(value, dict) else {}
        _apply_sides(component, "margin", parts.get("margin"))
        _apply_sides(component, "padding", parts.get("padding"))


def one_of(component: Component, node: Any, stem: str, value: Any, values: Iterable[str]) -> None:
    """Of the class names of Anvil that begin with `stem`, the element gets the one for the value."""
    page = component._fw.page
    if page.names is not None:
        for each in values:
            page.dom.toggle_class(node, page.names(f"{stem}{each}"), each == value)


def _apply_role(component: Component, value: Any) -> None:
    inner = component._fw
    old = inner.values.get("-role-classes", ())
    names = [] if not value else [value] if isinstance(value, str) else list(value)
    new = tuple(f"anvil-role-{name}" for name in names)
    for name in old:
        inner.page.dom.toggle_class(inner.node, name, False)
    for name in new:
        inner.page.dom.toggle_class(inner.node, name, True)
    inner.values["-role-classes"] = new


def _apply_sides(component: Component, name: str, value: Any) -> None:
    lengths = css.sides(value) or ("", "", "", "")
    for side, text in zip(css.SIDES, lengths, strict=True):
        component._fw.page.dom.style(component._fw.node, f"{name}-{side}", text)
