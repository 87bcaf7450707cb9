"""`anvil.property_utils`: what components written in Python use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formwright.runtime.client.page import current_page

__all__ = ["anvil_property", "get_form_constructor"]


def anvil_property(_type: str, **_descriptors: Any) -> Callable[[Any], property]:
    """A property with facts for the designer, which play no part at run time."""
    return property


def get_form_constructor(_parent_form: Any, property_value: Any, prefer_live_design: bool = True) -> Any:  # noqa: ARG001
    if not isinstance(property_value, str):
        return property_value
    app = current_page().app
    return app.form_reference(property_value, None) if app is not None and property_value else None
