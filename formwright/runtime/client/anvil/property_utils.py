"""`anvil.property_utils`: what components written in Python use."""

from __future__ import annotations

from formwright.runtime.client.property_styles import (
    get_margin_styles,
    get_padding_styles,
    get_spacing_styles,
    get_unset_margin,
    get_unset_padding,
    get_unset_spacing,
    get_unset_value,
    set_element_margin,
    set_element_padding,
    set_element_spacing,
    set_element_visibility,
)
from formwright.runtime.client.python_component import anvil_property, get_form_constructor

__all__ = [
    "anvil_property",
    "get_form_constructor",
    "get_margin_styles",
    "get_padding_styles",
    "get_spacing_styles",
    "get_unset_margin",
    "get_unset_padding",
    "get_unset_spacing",
    "get_unset_value",
    "set_element_margin",
    "set_element_padding",
    "set_element_spacing",
    "set_element_visibility",
]
