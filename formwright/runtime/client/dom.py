"""Elements of the page, through one narrow interface.

Responsible for what components may do to the page. Nodes are opaque: components pass them around and never
look inside, so that the same code runs over a real document and over `fake_dom.py`. User text never becomes
markup: only `parse` reads HTML, and only templates of the app go through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

Node = Any


class Dom(Protocol):
    def make(self, tag: str, classes: str = "", text: str = "") -> Node: ...
    def dress(self, classes: Mapping[str, str]) -> None:
        """What `make` writes instead of these classes, from now on."""

    def parse(self, html: str) -> Node:
        """A new element around the parsed HTML. Scripts in it run when `run_scripts` is called."""

    def run_scripts(self, node: Node) -> None: ...
    def element(self, node: Node) -> Any:
        """The element itself, for code that goes past this interface to the browser."""

    def text(self, node: Node, text: str) -> None: ...
    def attribute(self, node: Node, name: str, value: str | None) -> None:
        """Sets an attribute; None removes it."""

    def get_attribute(self, node: Node, name: str) -> str | None: ...
    def get(self, node: Node, name: str) -> Any:
        """A live property, such as `value` or `checked`."""

    def set(self, node: Node, name: str, value: Any) -> None: ...
    def style(self, node: Node, name: str, value: str) -> None:
        """Sets a CSS property (`margin-top`, `--variable`); an empty value removes it."""

    def computed(self, node: Node, name: str) -> str:
        """A CSS property as the browser has worked it out; empty while the node is not on the page."""

    def toggle_class(self, node: Node, name: str, on: bool) -> None: ...
    def insert(self, parent: Node, node: Node, before: Node | None = None) -> None: ...
    def append(self, parent: Node, nodes: list[Node]) -> None:
        """All at once: the browser styles them once."""

    def remove(self, node: Node) -> None: ...
    def empty(self, node: Node) -> None: ...
    def clone(self, node: Node) -> Node: ...
    def mould(self, root: Node, made: list[Node]) -> Callable[[int], list[Node]] | None:
        """What makes copies of a component with all in it: see `mould.py`. None: it cannot be copied."""

    def query(self, node: Node, selector: str) -> Iterable[Node]: ...
    def call(self, node: Node, method: str, *arguments: Any) -> Any: ...
    def files(self, node: Node) -> list[Any]:
        """Media of the files chosen in a file input."""

    def own(self, node: Node, identity: str) -> None:
        """Marks the element that belongs to a component: events in it go to `Page.dispatch`."""

    def need_icons(self) -> None: ...
    def context(self, node: Node, fit: bool = False) -> Node:
        """The drawing context of a `canvas`, for `get`, `set` and `call`.

        `fit` clears it and takes the size that the element has on the screen.
        """

    def picture(self, url: str) -> Node:
        """An `img` whose picture has been read. Blocks."""

    def part(self, name: str, node: Node, command: str, *values: Any) -> bool:
        """Sends a command to a part of the page that is loaded when first used (`page/parts/<name>.mjs`).

        Values travel as JSON; commands stay in order. False: it is carried out later, once the part is there.
        """

    def ask_part(self, name: str, node: Node, command: str, *values: Any) -> Any:
        """The same, and blocks for the answer."""

    def root(self) -> Node:
        """The element that holds the open form."""

    def document(self) -> Node: ...
    def body(self) -> Node: ...
    def active(self) -> Node: ...
