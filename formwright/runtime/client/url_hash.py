"""The part of the address after `#`, as text or as a mapping. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote


def read(text: str) -> str | dict[str, str]:
    text = text.removeprefix("#")
    for prefix in ("!?", "?"):
        if text.startswith(prefix):
            pairs = (pair.partition("=") for pair in text[len(prefix) :].split("&") if pair)
            return {
                unquote(key.replace("+", " ")): unquote(value.replace("+", " ")) for key, _, value in pairs
            }
    return unquote(text)


def write(value: Any) -> str:
    if isinstance(value, Mapping):
        return "?" + "&".join(f"{quote(str(k), safe='')}={quote(str(v), safe='')}" for k, v in value.items())
    return str(value or "")
