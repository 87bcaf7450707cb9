"""Values of properties as CSS.

Responsible for colours (`theme:Name`), lengths, spacing. Pure functions; runs anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SPACES = {"none": "0", "tiny": "4px", "small": "4px", "medium": "8px", "large": "16px"}
GAPS = {"none": "0", "tiny": "4px", "small": "8px", "medium": "16px", "large": "24px", "huge": "40px"}
SIDES = ("top", "right", "bottom", "left")


def color(value: Any, variables: Mapping[str, str]) -> str:
    if not value:
        return ""
    text = str(value)
    if not text.startswith("theme:"):
        return text
    name = text[len("theme:") :]
    return f"var({variables[name]})" if name in variables else ""


def length(value: Any) -> str:
    """A number or a string of digits is px; None and "" mean not set."""
    if value is None or value == "" or value == "default":
        return ""
    text = str(value).strip()
    try:
        return f"{float(text):g}px"
    except ValueError:
        return text


def sides(value: Any) -> tuple[str, str, str, str] | None:
    """One to four lengths, as in the CSS shorthand, for top, right, bottom, left."""
    if value is None or value == "":
        return None
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        parts = [parts]
    lengths = [length(part) for part in parts]
    if not 1 <= len(lengths) <= 4:
        raise ValueError(f"margin and padding take one to four lengths, not {len(lengths)}: {value!r}")
    top, right, bottom, left = (lengths * 4)[:4] if len(lengths) != 3 else (*lengths, lengths[1])
    return top, right, bottom, left
