"""Moulds: forms of one class look alike before their code runs, so that all but the first are copies.

Responsible for the quick way to the elements of a form that is made again and again, as rows are: the
first is drawn and its drawing kept; later ones get a copy from the browser in one step, and the drawing
that their components ask for is already there. Components are made as ever. What cannot be copied
(components with elements or state that a copy would miss) is drawn each time. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component
    from formwright.runtime.client.dom import Dom
    from formwright.runtime.client.page import Page

Copy = Callable[[int], list[Any]]
"""Makes a copy whose components count from this identity; gives its elements in the order of `make`."""

_COPIED = frozenset(["value", "checked", "disabled"])  # live properties that `cloneNode` takes along


class Mould:
    """The mould of one form class, kept on the class, so that it goes with the app."""

    def __init__(self) -> None:
        self._copy: Copy | None = None
        self._useless = False

    def make(self, page: Page, draw: Callable[[], Component]) -> Component:
        if self._useless or page.drawing is not None:
            return draw()
        if self._copy is None:
            return self._first(page, draw)
        page.drawing = Adopter(page.platform.dom, self._copy(page.last_identity + 1))
        try:
            return draw()
        finally:
            page.drawing = None

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
            self._copy = page.dom.mould(form._fw.node, recorder.made)
        self._useless = self._copy is None
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


def _nothing(*_arguments: Any) -> None:
    """The copy has it already."""


class Adopter:
    """Hands out the elements of a copy, in which everything that a template says is done."""

    text = attribute = style = toggle_class = insert = own = set = need_icons = staticmethod(_nothing)

    def __init__(self, dom: Dom, nodes: list[Any]) -> None:
        self._dom = dom
        self.get, self.get_attribute = dom.get, dom.get_attribute
        self._next = iter(nodes)

    def make(self, _tag: str, _classes: str = "", _text: str = "") -> Any:
        return next(self._next)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dom, name)
