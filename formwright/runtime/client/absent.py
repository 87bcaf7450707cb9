"""What this version does not have: importable, and clear about it when it is used.

Responsible for one kind of message. May not pretend: nothing here does anything but raise.
"""

from __future__ import annotations

from typing import Any

COMPONENTS = frozenset(
    [
        "LiveObjectProxy",
    ]
)

_EXCEPTIONS = ("Error", "Exception", "Failure", "Failed", "Conflict", "Deleted", "Exists", "Confirmed")


class NotAvailable(Exception):
    """A part of Anvil that this version of Formwright does not have."""


def absent_component(name: str) -> Any:
    if name not in COMPONENTS:
        raise AttributeError(f"module 'anvil' has no attribute {name!r}")
    return type(name, (Absent,), {"_name": f"anvil.{name}", "__module__": "anvil"})


class Absent:
    """Stands for a name; using it in any way raises."""

    _name = ""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        raise NotAvailable(f"{self._name} is not available in this version of Formwright.")


class AbsentModule:
    """Gives a module a `__getattr__` that hands out functions which raise."""

    def __init__(
        self, module: str, reason: str = "is not available in this version of Formwright yet"
    ) -> None:
        self._module = module
        self._reason = reason

    def __call__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(_EXCEPTIONS):
            return type(name, (Exception,), {"__module__": self._module})  # so that `except` can name it
        return _Part(f"{self._module}.{name}", self._reason)


class _Part:
    """An attribute of an absent module. Attributes of it (tables, rows) are absent too."""

    def __init__(self, name: str, reason: str) -> None:
        self.__dict__.update({"_fw_name": name, "_fw_reason": reason})

    def _fw_refuse(self) -> Any:
        raise NotAvailable(f"{self.__dict__['_fw_name']} {self.__dict__['_fw_reason']}.")

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._fw_refuse()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Part(f"{self.__dict__['_fw_name']}.{name}", self.__dict__["_fw_reason"])

    def __getitem__(self, _key: Any) -> Any:
        return self._fw_refuse()

    def __setattr__(self, _name: str, _value: Any) -> None:
        self._fw_refuse()

    def __iter__(self) -> Any:
        return self._fw_refuse()
