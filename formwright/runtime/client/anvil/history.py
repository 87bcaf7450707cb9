"""`anvil.history` in the browser. The histories belong to the page, so they are looked up when asked for."""

from __future__ import annotations

from formwright.runtime.client.history import POP, PUSH, REPLACE, History, Location, history_of_page

__all__ = ["POP", "PUSH", "REPLACE", "Location"]


def __getattr__(name: str) -> History:
    if name not in ("history", "hash_history"):
        raise AttributeError(f"module 'anvil.history' has no attribute {name!r}")
    return history_of_page(hashed=name == "hash_history")
