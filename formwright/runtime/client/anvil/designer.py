"""`anvil.designer` at run time: there is no designer."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.absent import AbsentModule

in_designer = False
"""True while the designer draws the Form; then nothing of the app runs but its custom components."""


def get_design_name(_component: Any) -> None:
    """The name that the component has in the designer; None while the app runs."""
    return


def get_design_component(kind: Any) -> Any:
    """The class that the designer draws in the place of `kind`; `kind` itself while the app runs."""
    return kind


def register_interaction(*_args: Any, **_kwargs: Any) -> None:
    """Does nothing at run time."""


notify_interactions_changed = update_component_sections = request_form_property_change = register_interaction
__getattr__ = AbsentModule("anvil.designer", "works in the designer only")
