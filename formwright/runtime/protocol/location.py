"""`anvil.history.Location`: an address inside the app, on both sides. Standard library only."""

from __future__ import annotations

from typing import Any, TypeVar

LOCATION_MODULE = "anvil.history"
LOCATION_NAME = f"{LOCATION_MODULE}.Location"
_Kind = TypeVar("_Kind", bound="Location")
_KEYS = ("path", "search", "hash", "state", "key")


class Location(dict[str, Any]):
    """An address inside the app: its parts, and a state that the browser keeps with it."""

    def __init__(
        self, path: str = "", search: str = "", hash: str = "", state: Any = None, key: str | None = None
    ) -> None:
        super().__init__(
            path=path,
            search=_with_mark("?", search),
            hash=_with_mark("#", hash),
            state=state,
            key=key or _new_key(),
        )

    def __getattr__(self, name: str) -> Any:
        if name not in _KEYS:
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _KEYS:
            raise AttributeError(f"a Location has no {name!r}; it has {', '.join(_KEYS)}")
        self[name] = value

    def __serialize__(self, info: Any) -> dict[str, Any]:
        return {key: self.get(key) for key in _KEYS}

    def __deserialize__(self, data: Any, info: Any) -> None:
        self.update({key: data.get(key) for key in _KEYS})

    @staticmethod
    def _origin() -> str:
        """Of the app, without a slash at the end. Each side knows it in its own way."""
        raise NotImplementedError

    @property
    def search_params(self) -> dict[str, str]:
        from urllib.parse import parse_qsl  # few apps need it, and each process would load it

        return dict(parse_qsl(self["search"].removeprefix("?"), keep_blank_values=True))

    def get_url(self, full: bool = False) -> str:
        url = f"{self['path']}{self['search']}{self['hash']}"
        return f"{self._origin()}{url}" if full else url

    @classmethod
    def from_url(cls: type[_Kind], url: str, state: Any = None, key: str | None = None) -> _Kind:
        rest, _, fragment = url.removeprefix(cls._origin()).partition("#")
        path, _, search = rest.partition("?")
        return cls(path, search, fragment, state, key)


def _new_key() -> str:
    import secrets

    return secrets.token_hex(4)


def _with_mark(mark: str, text: str) -> str:
    return text if not text or text.startswith(mark) else mark + text
