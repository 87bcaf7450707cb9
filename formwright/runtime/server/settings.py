"""Values for what an app's `config_schema` declares: what a parent app chose, else the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal


def settings(
    manifest: Mapping[str, Any], side: Literal["client", "server"], chosen: Mapping[str, Any]
) -> dict[str, Any]:
    """What the schema does not name stays at home."""
    schema = _mapping(_mapping(manifest.get("config_schema")).get(side))
    return {key: chosen.get(key, _mapping(entry).get("default_value")) for key, entry in schema.items()}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
