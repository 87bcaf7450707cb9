"""`anvil.image` in the browser."""

from __future__ import annotations

from formwright.runtime.client.imaging import ImageException, generate_thumbnail, get_dimensions, rotate

__all__ = ["ImageException", "generate_thumbnail", "get_dimensions", "rotate"]
