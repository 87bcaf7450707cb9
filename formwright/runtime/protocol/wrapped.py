"""`anvil.util`: dicts whose keys are attributes too, and lists of them, on both sides.

Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

OBJECT_NAME = "anvil.util.WrappedObject"
LIST_NAME = "anvil.util.WrappedList"


class WrappedObject(dict[str, Any]):
    """A dict: `it.key` is `it["key"]`. Dicts and lists that are put in become wrapped ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.update(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, _wrapped(value))

    def update(self, *args: Any, **kwargs: Any) -> None:
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def setdefault(self, key: str, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def __serialize__(self, info: Any) -> dict[str, Any]:
        return dict(self)

    def __deserialize__(self, data: Any, info: Any) -> None:
        self.update(data)


class WrappedList(list[Any]):
    """A list: dicts that are put in become `WrappedObject`s."""

    def __init__(self, items: Iterable[Any] = ()) -> None:
        super().__init__(_wrapped(item) for item in items)

    def append(self, item: Any) -> None:
        super().append(_wrapped(item))

    def insert(self, index: Any, item: Any) -> None:
        super().insert(index, _wrapped(item))

    def extend(self, items: Iterable[Any]) -> None:
        super().extend(_wrapped(item) for item in items)

    def __setitem__(self, index: Any, value: Any) -> None:
        super().__setitem__(index, WrappedList(value) if isinstance(index, slice) else _wrapped(value))

    def __serialize__(self, info: Any) -> list[Any]:
        return list(self)

    def __deserialize__(self, data: Any, info: Any) -> None:
        self.extend(data)


def _wrapped(value: Any) -> Any:
    if isinstance(value, (WrappedObject, WrappedList)):
        return value
    if type(value) is dict or (isinstance(value, Mapping) and not isinstance(value, dict)):
        return WrappedObject(value)
    return WrappedList(value) if type(value) is list else value
