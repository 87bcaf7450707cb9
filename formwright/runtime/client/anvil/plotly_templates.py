"""`anvil.plotly_templates`: how plots look by default."""

from __future__ import annotations

from formwright.runtime.client.plotly.templates import templates


def set_default(template: str | None) -> None:
    """The template of plots that name none; None takes all styling away."""
    templates.resolve(template or "none")
    templates.default = template


__all__ = ["set_default", "templates"]
