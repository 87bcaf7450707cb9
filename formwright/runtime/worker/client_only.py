"""Stand-ins for what exists only in the browser: importable everywhere, an error when used on the server.

Process: worker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class ClientOnlyError(RuntimeError):
    """Code that needs a browser ran on the server."""


def _refuse(name: str) -> ClientOnlyError:
    return ClientOnlyError(
        f"{name} exists in the browser only and this code runs on the server; "
        "use it from a form, or guard it with anvil.is_server_side()"
    )


def stub_class(name: str) -> type:
    """A class that can be imported and subclassed, but not instantiated."""

    def __new__(cls: type, *args: object, **properties: object) -> object:  # noqa: ARG001
        # Not in __init__: forms override that, and their first line would fail with something obscure.
        raise _refuse(cls.__name__)

    return type(name, (), {"__new__": __new__, "__doc__": f"{name} (browser only)."})


def stub_function(name: str) -> Callable[..., Any]:
    def refuse(*args: object, **kwargs: object) -> Any:  # noqa: ARG001
        raise _refuse(f"{name}()")

    refuse.__name__ = name
    return refuse


class StubObject:
    """An object of which nothing can be read."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        raise _refuse(f"{self._name}.{attribute}")

    def __setattr__(self, attribute: str, value: object) -> None:
        raise _refuse(f"{self._name}.{attribute}")

    def __call__(self, *_: object, **__: object) -> Any:
        raise _refuse(self._name)

    def __enter__(self) -> Any:
        raise _refuse(self._name)

    def __exit__(self, *_: object) -> None:
        """Never reached: entering it raises."""

    def __getitem__(self, key: object) -> Any:
        raise _refuse(f"{self._name}[{key!r}]")

    def __iter__(self) -> Any:
        raise _refuse(self._name)
