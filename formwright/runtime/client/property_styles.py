"""Margins, paddings and visibility on elements that components written in Python made themselves.

Responsible for the helpers of `anvil.property_utils`; lengths are `css.py`'s. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.javascript import to_javascript, window
from formwright.runtime.client.page import current_page


def get_margin_styles(margin: Any) -> dict[str, str]:
    """`{"margin-top": "8px", ...}`; empty when the margin is not set."""
    return _styles("margin", margin)


def get_padding_styles(padding: Any) -> dict[str, str]:
    return _styles("padding", padding)


def get_spacing_styles(spacing: Any) -> dict[str, str]:
    """Of a dict with the keys `margin` and `padding`."""
    parts = spacing if isinstance(spacing, Mapping) else {}
    return {**get_margin_styles(parts.get("margin")), **get_padding_styles(parts.get("padding"))}


def set_element_margin(element: Any, margin: Any) -> None:
    _apply(element, "margin", get_margin_styles(margin))


def set_element_padding(element: Any, padding: Any) -> None:
    _apply(element, "padding", get_padding_styles(padding))


def set_element_spacing(element: Any, spacing: Any) -> None:
    parts = spacing if isinstance(spacing, Mapping) else {}
    set_element_margin(element, parts.get("margin"))
    set_element_padding(element, parts.get("padding"))


def set_element_visibility(element: Any, visible: bool) -> None:
    current_page().dom.toggle_class(to_javascript(element), "fw-hidden", not visible)


def get_unset_margin(element: Any, margin: Any) -> dict[str, str]:
    """What the style sheets say, for the sides that are not set."""
    return _unset(element, "margin", margin)


def get_unset_padding(element: Any, padding: Any) -> dict[str, str]:
    return _unset(element, "padding", padding)


def get_unset_spacing(element: Any, spacing: Any) -> dict[str, dict[str, str]]:
    parts = spacing if isinstance(spacing, Mapping) else {}
    return {
        "margin": get_unset_margin(element, parts.get("margin")),
        "padding": get_unset_padding(element, parts.get("padding")),
    }


def get_unset_value(element: Any, key: str, current_value: Any) -> dict[str, str]:
    """The computed style `key` of an element whose property is not set."""
    if current_value not in (None, ""):
        return {}
    return {"value": str(getattr(_computed(element), key, "") or "")}


def _styles(name: str, value: Any) -> dict[str, str]:
    lengths = css.sides(value) or ("", "", "", "")
    return {f"{name}-{side}": text for side, text in zip(css.SIDES, lengths, strict=True) if text}


def _apply(element: Any, name: str, styles: Mapping[str, str]) -> None:
    dom, raw = current_page().dom, to_javascript(element)
    for side in css.SIDES:
        dom.style(raw, f"{name}-{side}", styles.get(f"{name}-{side}", ""))


def _unset(element: Any, name: str, value: Any) -> dict[str, str]:
    given = _styles(name, value)
    style = _computed(element)
    return {
        side: str(style.getPropertyValue(f"{name}-{side}"))
        for side in css.SIDES
        if f"{name}-{side}" not in given
    }


def _computed(element: Any) -> Any:
    return window().getComputedStyle(element)
