"""Portable classes: instances of an app's own classes that travel between browser and server.

Responsible for marking classes and methods, for finding the class of a name, and for what `__serialize__` and
its relatives are told (`info`). How values are written is `serialisation.py`. Runs on both sides; standard
library only.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

from formwright.runtime.protocol.capabilities import Seal
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.stored_media import MediaStore
from formwright.runtime.protocol.wrapped import LIST_NAME, OBJECT_NAME, WrappedList, WrappedObject

MARK = "_formwright_portable"
METHOD_PREFIX = "anvil.server_side/"


class SerializeWithIdentity:
    """Base of portable classes whose instances stay one object when a message holds them twice."""


@dataclass(frozen=True)
class Trust:
    """Whether this side and the other side run code that visitors cannot change.

    `seal` is of one call and its answer: it has the key by which capabilities are signed. `media` is the way
    to what the host keeps; without it all media travel whole.
    """

    local: bool = True
    remote: bool = True
    seal: Seal = field(default_factory=Seal)
    media: Optional[MediaStore] = None  # noqa: UP045


class SerializationInfo:
    """What `__serialize__`, `__deserialize__` and `__new_deserialized__` are given beside the data."""

    def __init__(self, trust: Trust, shared: Callable[[str], dict[str, Any]]) -> None:
        self.local_is_trusted = trust.local
        self.remote_is_trusted = trust.remote
        self._shared = shared

    def shared_data(self, key: str) -> dict[str, Any]:
        """A dict that all objects of one message share, and that travels with it."""
        return self._shared(key)


class PortableClasses:
    """The portable classes that are known here, by the name they have on the wire."""

    def __init__(
        self, is_app_module: Callable[[str], bool], of_this_side: Mapping[str, type] | None = None
    ) -> None:
        """`of_this_side`: portable classes of the runtime that each side has its own version of."""
        self._is_app_module = is_app_module
        self._classes: dict[str, type] = {}
        of_anvil = {OBJECT_NAME: WrappedObject, LIST_NAME: WrappedList, **(of_this_side or {})}
        for name, kind in of_anvil.items():
            self.add(kind, name)

    def add(self, kind: type, name: str | None = None) -> str:
        known = name or f"{kind.__module__}.{kind.__qualname__}"
        setattr(kind, MARK, known)
        self._classes[known] = kind
        return known

    def find(self, name: str) -> type | None:
        """The class of that name; its module is imported when it belongs to the app."""
        found = self._classes.get(name)
        module = name.rpartition(".")[0]
        if found is None and self._is_app_module(module):
            importlib.import_module(module)
            found = self._classes.get(name)
        return found

    def exception(self, name: str) -> type[Exception] | None:
        """The portable exception class of that name, if there is one."""
        try:
            found = self.find(name)
        except Exception:  # a module that fails to import must not hide the error that is on its way
            return None
        return found if found is not None and issubclass(found, Exception) else None


def writes_itself(kind: type) -> bool:
    """Whether a portable class that is also a dict or a list says how it travels; else it does as one."""
    return hasattr(kind, "__serialize__") and portable_name(kind) is not None


def portable_name(kind: type) -> str | None:
    """The name on the wire of a class that was itself made portable (not only one of its bases)."""
    found = vars(kind).get(MARK)
    return found if isinstance(found, str) else None


class ServerMethod:
    """A method that runs on the server, whoever calls it. `call` is set where that is another place."""

    def __init__(self, function: Any, require_user: Any, call: Callable[..., Any] | None) -> None:
        self.function = function
        self.require_user = require_user
        self.name = ""
        self._call = call

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        local = self.function.__get__(instance, owner)
        if self._call is None:
            return local
        kind = type(instance) if owner is None else owner
        subject = instance if instance is not None else kind
        if isinstance(self.function, classmethod):
            subject = kind
        elif isinstance(self.function, staticmethod):
            subject = None
        elif instance is None:
            return local
        return _Remote(self._call, f"{METHOD_PREFIX}{self._home(kind)}.{self.name}", subject)

    def _home(self, kind: type) -> str:
        for base in kind.__mro__:
            if vars(base).get(self.name) is self:
                name = portable_name(base)
                if name is not None:
                    return name
        raise TypeError(
            f"{kind.__name__}.{self.name} is a server method, so its class needs @anvil.server.portable_class"
        )

    def run(self, subject: Any, *args: Any, **kwargs: Any) -> Any:
        """The method itself, on the server, for a subject that a caller sent."""
        if isinstance(self.function, staticmethod):
            return self.function.__func__(*args, **kwargs)
        if isinstance(self.function, classmethod):
            return self.function.__func__(subject, *args, **kwargs)
        return self.function(subject, *args, **kwargs)


class _Remote:
    def __init__(self, call: Callable[..., Any], name: str, subject: Any) -> None:
        self._call = call
        self._name = name
        self._subject = subject

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(self._name, self._subject, *args, **kwargs)


def server_methods(kind: type) -> Iterator[ServerMethod]:
    for value in vars(kind).values():
        if isinstance(value, ServerMethod):
            yield value


def class_of_method(function: str) -> str | None:
    """The class of a server method's name on the wire."""
    if not function.startswith(METHOD_PREFIX):
        return None
    return function[len(METHOD_PREFIX) :].rpartition(".")[0]


class ObjectWriter:
    """The portable objects of one message being written."""

    def __init__(self, trust: Trust) -> None:
        self.shared: dict[str, dict[str, Any]] = {}
        self._numbers: dict[int, int] = {}
        self._kept: list[object] = []  # so that ids stay unique while the message is written
        self._info = SerializationInfo(trust, lambda key: self.shared.setdefault(key, {}))

    def data(self, value: Any) -> Any:
        write = getattr(value, "__serialize__", None)
        data = write(self._info) if write is not None else dict(value.__dict__)
        self._kept.append(data)
        return data

    def number(self, value: object) -> tuple[int, bool] | None:
        """For objects with identity: their number, and whether they were met before."""
        if not isinstance(value, SerializeWithIdentity):
            return None
        known = self._numbers.get(id(value))
        if known is not None:
            return known, True
        self._kept.append(value)
        self._numbers[id(value)] = len(self._numbers)
        return self._numbers[id(value)], False


class ObjectReader:
    """The portable objects of one message being read."""

    def __init__(
        self,
        classes: PortableClasses | None,
        shared: Mapping[str, Any],
        decode: Callable[[Any], Any],
        trust: Trust,
    ) -> None:
        self._classes = classes
        self._raw = shared
        self._shared: dict[str, dict[str, Any]] = {}
        self._decode = decode
        self._known: dict[int, Any] = {}
        self._info = SerializationInfo(trust, self._shared_data)

    def kind(self, name: object) -> type:
        found = self._classes.find(str(name)) if self._classes is not None else None
        if found is None:
            raise SerializationError(
                f"there is no portable class {name!r} here: the module that defines it must be importable on "
                "both sides, and the class needs @anvil.server.portable_class"
            )
        return found

    def make(self, name: object, data: Any, number: object) -> Any:
        kind: Any = self.kind(name)
        make = getattr(kind, "__new_deserialized__", None)
        made = kind.__new__(kind) if make is None else make(self._decode(data), self._info)
        if isinstance(number, int):
            self._known[number] = made  # before the data, which may refer to it
        if make is None:
            read = getattr(made, "__deserialize__", None)
            content = self._decode(data)
            if read is not None:
                read(content, self._info)
            else:
                made.__dict__.update(content)
        return made

    def again(self, number: object) -> Any:
        if not isinstance(number, int) or number not in self._known:
            raise SerializationError("a reference to an object that is not there")
        return self._known[number]

    def _shared_data(self, key: str) -> dict[str, Any]:
        if key not in self._shared:
            found = self._decode(self._raw.get(key, {}))
            self._shared[key] = found if isinstance(found, dict) else {}
        return self._shared[key]


def refuse_blobs(blobs: Sequence[bytes], what: str) -> None:
    """For data that is kept as text, such as a session."""
    if blobs:
        raise SerializationError(f"{what} cannot hold Media; keep a name or an address instead")
