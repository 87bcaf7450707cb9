"""`anvil.pluggable_ui`: libraries of components offer their own in place of the usual ones.

Responsible for who provides which key, for defaults, and for telling listeners. Belongs to the running app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Listener = Callable[..., Any]


class PluggableUI(Mapping[str, Any]):
    def __init__(self, usual: Mapping[str, Any]) -> None:
        self._usual = usual
        self._provided: dict[str, Any] = {}
        self._defaults: dict[str, Any] = {}
        self._listeners: list[tuple[str, Listener]] = []

    def provide(self, package_name: str, components: Mapping[str, Any]) -> None:  # noqa: ARG002 (for messages of the designer)
        """From now on these are used; what was provided before under a key is replaced."""
        self._take(self._provided, components)

    def provide_defaults(self, package_name: str, components: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Used for keys that nobody provides."""
        self._take(self._defaults, components)

    def add_listener(self, name: str, listener: Listener) -> None:
        """Tells `listener()` when a key changes: `name`, or all that begin so when it ends with `*`."""
        self._listeners.append((name, listener))

    def remove_listener(self, listener: Listener) -> None:
        self._listeners = [entry for entry in self._listeners if entry[1] != listener]

    def __getitem__(self, key: str) -> Any:
        for source in (self._provided, self._defaults, self._usual):
            if key in source:
                return source[key]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._usual, **self._defaults, **self._provided})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _take(self, into: dict[str, Any], components: Mapping[str, Any]) -> None:
        before = {key: self.get(key) for key in components}
        into.update(components)
        changed = [key for key, value in before.items() if self[key] is not value]
        for name, listener in tuple(self._listeners):
            if any(key == name or (name.endswith("*") and key.startswith(name[:-1])) for key in changed):
                listener()
