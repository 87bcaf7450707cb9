"""Moulds: forms of one class look alike before their code runs, so that all but the first are copies.

Responsible for the quick way to a form that is made again and again, as rows are: the first is drawn, and
what came of it is kept, as a pattern of elements in the browser and as a pickle of the components. Later
ones are copies of both. What cannot be copied (components with elements or state that a copy would miss)
is drawn each time. Runs in the page.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from formwright.runtime.client.bindings import Binding, CompiledBinding, WriteBack
from formwright.runtime.client.component import Component, Inner, Tag
from formwright.runtime.client.events import BoundHandler, Handlers
from formwright.runtime.client.forms import FormState
from formwright.runtime.client.page import Page

if TYPE_CHECKING:
    from formwright.runtime.client.dom import Dom

Copy = Callable[[int], list[Any]]
"""Copies the elements for components that count from this identity; gives them in the order of `make`."""

_COPIED = frozenset(["value", "checked", "disabled"])  # live properties that `cloneNode` takes along


class Mould:
    """The mould of one form class, kept on the class, so that it goes with the app."""

    def __init__(self) -> None:
        self._cast: Cast | None = None
        self._useless = False

    def make(self, page: Page, draw: Callable[[], Component]) -> Component:
        if self._useless or page.drawing is not None:
            return draw()
        return self._first(page, draw) if self._cast is None else self._cast.copy(page)

    def _first(self, page: Page, draw: Callable[[], Component]) -> Component:
        recorder = page.drawing = Recorder(page.platform.dom)
        before = page.last_identity
        try:
            form = draw()
        finally:
            page.drawing = None
        parts = list(_inside(form))
        alike = recorder.copyable and all(
            type(each)._fw_mouldable
            and (each is form or not hasattr(each, "_fw_template"))  # no forms in forms
            for each in parts
        )
        if alike and page.last_identity - before == len(parts) and not _runs_code(type(form)):
            self._cast = _cast(page, parts, recorder.made)
        self._useless = self._cast is None
        return form


def _inside(component: Component) -> Iterator[Component]:
    yield component
    for child in component._fw_children():
        yield from _inside(child)


def _runs_code(kind: Any) -> bool:
    """Whether setting the template's properties runs a property of the app's own class."""
    names = kind._fw_template.container.get("properties") or ()
    for base in kind.__mro__:
        if "_fw_template" in vars(base):
            break
        if not vars(base).keys().isdisjoint(names):
            return True
    return False


class Recorder:
    """Draws, and notes what was made and whether a copy of it would be the same."""

    def __init__(self, dom: Dom) -> None:
        self._dom = dom
        self.made: list[Any] = []
        self.copyable = True
        self.text, self.attribute, self.style = dom.text, dom.attribute, dom.style
        self.toggle_class, self.insert, self.own = dom.toggle_class, dom.insert, dom.own
        self.get, self.get_attribute, self.need_icons = dom.get, dom.get_attribute, dom.need_icons

    def make(self, tag: str, classes: str = "", text: str = "") -> Any:
        node = self._dom.make(tag, classes, text)
        self.made.append(node)
        return node

    def set(self, node: Any, name: str, value: Any) -> None:
        if name not in _COPIED and value is not False:
            self.copyable = False
        self._dom.set(node, name, value)

    def __getattr__(self, name: str) -> Any:
        """Everything else (parsing, calls, rearranging) leads to what no copy has."""
        self.copyable = False
        return getattr(self._dom, name)


class Cast:
    """What copies are made of."""

    def __init__(self, elements: Copy, pickled: bytes, shared: list[Any], offsets: list[int]) -> None:
        self._elements = elements
        self._pickled = pickled
        self._shared = shared
        self._offsets = offsets

    def copy(self, page: Page) -> Component:
        first = page.last_identity + 1
        load = pickle.Unpickler(io.BytesIO(self._pickled))
        load.persistent_load = (self._elements(first) + self._shared).__getitem__  # type: ignore[method-assign]
        parts: list[Component] = load.load()
        page.last_identity += len(parts)
        identities = [str(first + offset) for offset in self._offsets]
        for part, identity in zip(parts, identities, strict=True):
            part._fw.identity = identity
        page.components.update(zip(identities, parts, strict=True))
        return parts[0]


def _cast(page: Page, parts: list[Component], made: list[Any]) -> Cast | None:
    elements = page.dom.mould(parts[0]._fw.node, made)
    output = io.BytesIO()
    dump = _Dump(output, parts, made)
    try:
        dump.dump(parts)
    except pickle.PicklingError:
        return None
    first = int(parts[0]._fw.identity)
    offsets = [int(part._fw.identity) - first for part in parts]
    return None if elements is None else Cast(elements, output.getvalue(), dump.shared, offsets)


_PLAIN = frozenset((dict, list, set, frozenset, tuple, int, float, bool, bytes, type(None)))
_OURS = frozenset((Inner, Tag, Handlers, BoundHandler, Binding, WriteBack, FormState))
_SHARED = (str, type, Page, CompiledBinding, type(object.__new__))


class _Dump(pickle.Pickler):
    """Elements, and what all copies have in common, go by their number."""

    def __init__(self, output: io.BytesIO, parts: list[Component], made: list[Any]) -> None:
        super().__init__(output, pickle.HIGHEST_PROTOCOL)
        self._parts = {id(part) for part in parts}
        self._numbers = {id(node): number for number, node in enumerate(made)}
        self._made = len(made)
        self.shared: list[Any] = []

    def persistent_id(self, thing: Any) -> int | None:
        if type(thing) in _PLAIN or type(thing) in _OURS or id(thing) in self._parts:
            return None
        number = self._numbers.get(id(thing))
        if number is None:
            if not isinstance(thing, _SHARED):
                raise pickle.PicklingError(f"{type(thing).__name__} is not known to copy well")
            number = self._numbers[id(thing)] = self._made + len(self.shared)
            self.shared.append(thing)
        return number

    def reducer_override(self, thing: Any) -> Any:
        if not isinstance(thing, Component):
            return NotImplemented
        if hasattr(thing, "__setstate__"):
            raise pickle.PicklingError("the app's class has its own way of pickling")
        return object.__new__, (type(thing),), thing.__dict__
