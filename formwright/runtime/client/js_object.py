"""Objects of JavaScript in Python clothes: attributes, items, calls.

Responsible for what user code may do with one object. Converting values and calling are handed in
(`javascript.py`). Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any, Protocol

from formwright.runtime.client.platform import JavaScript


class Manners(Protocol):
    def javascript(self) -> JavaScript: ...
    def to_python(self, value: Any, owner: Any = None) -> Any: ...
    def to_javascript(self, value: Any) -> Any: ...
    def call(self, function: Any, owner: Any, arguments: tuple[Any, ...]) -> Any: ...


class JsObject:
    """An object, array or function of JavaScript. Plain objects can be used like a dict."""

    __slots__ = ("_fw_manners", "_fw_owner", "_fw_raw")

    def __init__(self, raw: Any, owner: Any, manners: Manners) -> None:
        object.__setattr__(self, "_fw_raw", raw)
        object.__setattr__(self, "_fw_owner", owner)
        object.__setattr__(self, "_fw_manners", manners)

    # --- attributes --------------------------------------------------------------------------------------

    def __getattr__(self, name: str) -> Any:
        raw, manners = self._fw_raw, self._fw_manners
        value = manners.javascript().get(raw, name)
        if value is None and (name.startswith("__") or not manners.javascript().has(raw, name)):
            if name in _DICT_METHODS and not isinstance(self, JsArray):  # window.get("x")
                return getattr(_DictView(self), name)
            raise AttributeError(f"this object of JavaScript has no {name!r}")
        return manners.to_python(value, raw)

    def __setattr__(self, name: str, value: Any) -> None:
        manners = self._fw_manners
        manners.javascript().set(self._fw_raw, name, manners.to_javascript(value))

    def __delattr__(self, name: str) -> None:
        self._fw_manners.javascript().delete(self._fw_raw, name)

    # --- items -------------------------------------------------------------------------------------------

    def __getitem__(self, key: Any) -> Any:
        raw, javascript = self._fw_raw, self._fw_manners.javascript()
        value = javascript.get(raw, key)
        if value is None and not javascript.has(raw, key):
            raise KeyError(key)
        return self._fw_manners.to_python(value, raw)

    def __setitem__(self, key: Any, value: Any) -> None:
        manners = self._fw_manners
        manners.javascript().set(self._fw_raw, key, manners.to_javascript(value))

    def __delitem__(self, key: Any) -> None:
        if key not in self:
            raise KeyError(key)
        self._fw_manners.javascript().delete(self._fw_raw, key)

    def __contains__(self, key: Any) -> bool:
        if self._fw_plain():
            return str(key) in self._fw_keys()
        if isinstance(key, str) and not isinstance(self, JsArray):  # "Quill" in window
            return bool(self._fw_manners.javascript().has(self._fw_raw, key))
        return any(key == item for item in self)

    def __len__(self) -> int:
        javascript = self._fw_manners.javascript()
        for name in () if self._fw_plain() else ("length", "size"):
            length = javascript.get(self._fw_raw, name)
            if isinstance(length, (int, float)):
                return int(length)
        return len(self._fw_keys())

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        if self._fw_plain():
            yield from self._fw_keys()
        else:
            manners = self._fw_manners
            yield from (manners.to_python(item) for item in self._fw_raw)

    def _fw_keys(self) -> list[str]:
        keys: list[str] = self._fw_manners.javascript().keys(self._fw_raw)
        return keys

    def _fw_plain(self) -> bool:
        plain: bool = self._fw_manners.javascript().is_plain(self._fw_raw)
        return plain

    # --- the rest ----------------------------------------------------------------------------------------

    def __call__(self, *arguments: Any) -> Any:
        return self._fw_manners.call(self._fw_raw, self._fw_owner, arguments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JsObject) and bool(self._fw_raw == other._fw_raw)

    def __hash__(self) -> int:
        return hash(self._fw_raw)

    def __repr__(self) -> str:
        return str(self._fw_raw)

    def _formwright_plain_(self) -> Any:
        """For calls of the server: a plain object travels as a dict."""
        if not self._fw_plain():
            raise TypeError(f"an object of JavaScript cannot be sent to the server: {self!r}")
        return dict(_DictView(self))


class _DictView(MutableMapping[str, Any]):
    """What a plain object offers of a dict, for names that it does not use itself."""

    def __init__(self, subject: JsObject) -> None:
        self._subject = subject

    def __getitem__(self, key: str) -> Any:
        return self._subject[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._subject[key] = value

    def __delitem__(self, key: str) -> None:
        del self._subject[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._subject._fw_keys())

    def __len__(self) -> int:
        return len(self._subject)


_DICT_METHODS = frozenset(
    ("clear", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values")
)


class JsArray(JsObject):
    """An array: also indexes from the end, slices and the methods of a list."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return [self[index] for index in range(*key.indices(len(self)))]
        return super().__getitem__(self._fw_index(key)) if isinstance(key, int) else super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(self._fw_index(key) if isinstance(key, int) else key, value)

    def __delitem__(self, key: Any) -> None:
        self.splice(self._fw_index(key), 1)

    def _fw_index(self, index: int) -> int:
        length = len(self)
        if not -length <= index < length:
            raise IndexError("index out of range")
        return index % length

    def append(self, value: Any) -> None:
        self.push(value)

    def extend(self, values: Any) -> None:
        for value in values:
            self.push(value)

    def insert(self, index: int, value: Any) -> None:
        self.splice(index, 0, value)

    def index(self, value: Any) -> int:
        return list(self).index(value)

    def count(self, value: Any) -> int:
        return list(self).count(value)

    def pop(self, *arguments: Any) -> Any:
        index = self._fw_index(arguments[0] if arguments else -1)
        value = self[index]
        self.splice(index, 1)
        return value

    def __eq__(self, other: object) -> bool:
        return list(self) == other if isinstance(other, (list, tuple)) else super().__eq__(other)

    def __hash__(self) -> int:
        return super().__hash__()

    def __bool__(self) -> bool:
        return len(self) > 0

    def __repr__(self) -> str:
        return f"[{', '.join(map(repr, self))}]"

    def _formwright_plain_(self) -> Any:
        return list(self)
