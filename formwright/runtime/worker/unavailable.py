"""Parts of the `anvil` API that this version has not got: importable, a clear error when used.

Many apps import them at the top of every module and use few. Process: worker.
"""

from __future__ import annotations

from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from formwright.runtime.protocol.errors import AuthenticationFailed, ServiceNotAdded

UNAVAILABLE_MODULES = frozenset(
    f"anvil.{name}"
    for name in [
        "tables",
        "tables.query",
        "users",
        "email",
        "files",
        "secrets",
        "pdf",
        "image",
        "google",
        "google.auth",
        "google.drive",
        "google.mail",
        "google.sheets",
        "facebook",
        "facebook.auth",
        "microsoft",
        "microsoft.auth",
        "saml",
        "saml.auth",
        "stripe",
        "mpl_util",
        "plotly_templates",
    ]
)
_DECORATORS = {"in_transaction", "handle_message"}


class Unavailable:
    """Stands for any object of a missing part."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        raise self._error()

    def __setattr__(self, attribute: str, value: object) -> None:
        raise self._error()

    def __getitem__(self, key: object) -> Any:
        raise self._error()

    def __setitem__(self, key: object, value: object) -> None:
        raise self._error()

    def __iter__(self) -> Any:
        raise self._error()

    def __call__(self, *args: Any, **kwargs: object) -> Any:  # noqa: ARG002
        leaf = self._name.rpartition(".")[2]
        if leaf in _DECORATORS:  # decorating happens at import, which must not fail
            if len(args) == 1 and callable(args[0]):
                return Unavailable(f"{self._name} (used by {getattr(args[0], '__name__', 'a function')})")
            return self
        raise self._error()

    def _error(self) -> ServiceNotAdded:
        return ServiceNotAdded(f"{self._name} is not available yet in this version of Formwright")


class _UnavailableModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "AuthenticationFailed":
            return AuthenticationFailed
        if name.endswith(("Error", "Conflict", "Deleted", "Failure", "Exists", "Exception")):
            return type(name, (Exception,), {})  # so that `except` clauses can name it
        return Unavailable(f"{self.__name__}.{name}")


class UnavailableLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _UnavailableModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: its attributes are made when they are asked for."""
