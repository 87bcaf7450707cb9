"""A document and an event loop without a browser: client code under desktop CPython.

Responsible for behaving like `pyodide_dom.py` as far as components can tell: elements keep text,
attributes, styles, classes and order; `fire` delivers events to the innermost listening element; blocking
runs what is due until the awaited result is there. Time is virtual: nothing here sleeps.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

from formwright.runtime.client import fake_parts
from formwright.runtime.client.loop import Cancel, Deferred, Restarted
from formwright.runtime.client.page import Page
from formwright.runtime.protocol.http_messages import HttpAnswer, HttpRequest

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class FakeNode:
    def __init__(self, tag: str, classes: str = "", text: str = "") -> None:
        self.tag = tag
        self.attributes: dict[str, str] = {}
        self.classes = dict.fromkeys(classes.split())
        self.styles: dict[str, str] = {}
        self.properties: dict[str, Any] = {}
        self.children: list[FakeNode | str] = [text] if text else []
        self.parent: FakeNode | None = None
        self.calls: list[tuple[Any, ...]] = []
        self.part_calls: list[tuple[Any, ...]] = []  # (part, command, *values)

    @property
    def elements(self) -> list[FakeNode]:
        return [child for child in self.children if isinstance(child, FakeNode)]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def visible_text(self) -> str:
        if "fw-hidden" in self.classes or "hidden" in self.attributes:
            return ""
        return "".join(child if isinstance(child, str) else child.visible_text for child in self.children)

    def walk(self) -> Iterator[FakeNode]:
        for child in self.elements:
            yield child
            yield from child.walk()

    def find(self, selector: str) -> FakeNode:
        return next(node for node in self.walk() if matches(node, selector))

    def ancestors(self) -> Iterator[FakeNode]:
        node: FakeNode | None = self
        while node is not None:
            yield node
            node = node.parent

    def detach(self) -> None:
        if self.parent is not None:
            self.parent.children.remove(self)
            self.parent = None


def matches(node: FakeNode, selector: str) -> bool:
    """`.class`, `tag`, `[attribute]` and `[attribute="value"]`: all that the client library asks for."""
    if "," in selector:
        return any(matches(node, part.strip()) for part in selector.split(","))
    if selector.startswith("."):
        return selector[1:] in node.classes
    if selector.startswith("["):
        name, _, value = selector[1:-1].replace("\\:", ":").partition("=")
        return name in node.attributes and (not value or node.attributes[name] == value.strip('"'))
    return node.tag == selector


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = FakeNode("div")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        node = FakeNode(tag, attributes.pop("class", ""))
        node.attributes = attributes
        node.parent = self.at
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag == tag and self.at.parent is not None:
            self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


class FakeDom:
    def __init__(self) -> None:
        self._html = FakeNode("html")
        self._body = FakeNode("body")
        self._root = FakeNode("div")
        self.insert(self._html, self._body)
        self.insert(self._body, self._root)
        self.focused: FakeNode = self._body
        self.icons_needed = False
        self._names: dict[str, str] = {}
        #: what parts of the page answer: (part, command) → function of (node, *values)
        self.parts: dict[tuple[str, str], Callable[..., Any]] = dict(fake_parts.PARTS)

    def make(self, tag: str, classes: str = "", text: str = "") -> FakeNode:
        return FakeNode(tag, self._names.get(classes, classes), text)

    def dress(self, classes: Mapping[str, str]) -> None:
        self._names = dict(classes)

    def parse(self, html: str) -> FakeNode:
        parser = _Parser()
        parser.feed(html)
        parser.close()
        return parser.root

    def element(self, node: FakeNode) -> FakeNode:
        return node

    def run_scripts(self, node: FakeNode) -> None:
        node.calls.append(("run_scripts",))

    def text(self, node: FakeNode, text: str) -> None:
        self.empty(node)
        node.children = [text] if text else []

    def attribute(self, node: FakeNode, name: str, value: str | None) -> None:
        if value is None:
            node.attributes.pop(name, None)
        else:
            node.attributes[name] = value

    def get_attribute(self, node: FakeNode, name: str) -> str | None:
        return node.attributes.get(name)

    def get(self, node: FakeNode, name: str) -> Any:
        if name == "parentNode":
            return node.parent
        if name == "childElementCount":
            return len(node.elements)
        if name == "firstElementChild":
            return next(iter(node.elements), None)
        if name == "textContent":
            return node.text
        return node.properties.get(name, "" if name == "value" else None)

    def set(self, node: FakeNode, name: str, value: Any) -> None:
        node.properties[name] = value

    def style(self, node: FakeNode, name: str, value: str) -> None:
        if value:
            node.styles[name] = value
        else:
            node.styles.pop(name, None)

    def computed(self, node: FakeNode, name: str) -> str:
        return node.styles.get(name, "")

    def toggle_class(self, node: FakeNode, name: str, on: bool) -> None:
        if on:
            node.classes[name] = None
        else:
            node.classes.pop(name, None)

    def insert(self, parent: FakeNode, node: FakeNode, before: FakeNode | None = None) -> None:
        node.detach()
        position = len(parent.children) if before is None else parent.children.index(before)
        parent.children.insert(position, node)
        node.parent = parent

    def append(self, parent: FakeNode, nodes: list[FakeNode]) -> None:
        for node in nodes:
            self.insert(parent, node)

    def remove(self, node: FakeNode) -> None:
        node.detach()

    def empty(self, node: FakeNode) -> None:
        for child in node.elements:
            child.parent = None
        node.children = []

    def clone(self, node: FakeNode) -> FakeNode:
        copy = FakeNode(node.tag)
        copy.attributes, copy.classes = dict(node.attributes), dict(node.classes)
        copy.styles, copy.properties = dict(node.styles), dict(node.properties)
        for child in node.children:
            if isinstance(child, str):
                copy.children.append(child)
            else:
                self.insert(copy, self.clone(child))
        return copy

    def mould(self, root: FakeNode, made: list[FakeNode]) -> Callable[[int], list[FakeNode]] | None:
        every = [root, *root.walk()]
        order = [next((i for i, each in enumerate(every) if each is node), -1) for node in made]
        if -1 in order:
            return None
        pattern, start = self.clone(root), int(root.attributes["data-fw-c"])

        def copy(first: int) -> list[FakeNode]:
            nodes = [fresh := self.clone(pattern), *fresh.walk()]
            for node in nodes:
                for name in {"data-fw-c", "data-fw", "data-fw-form"} & node.attributes.keys():
                    node.attributes[name] = str(first + int(node.attributes[name]) - start)
            return [nodes[index] for index in order]

        return copy

    def query(self, node: FakeNode, selector: str) -> Iterable[FakeNode]:
        return [found for found in node.walk() if matches(found, selector)]

    def call(self, node: FakeNode, method: str, *arguments: Any) -> Any:
        node.calls.append((method, *arguments))
        if method == "focus":
            self.focused = node
        if method == "getAttributeNames":
            return list(node.attributes)
        if method == "measureText":  # of a drawing; all letters are alike
            measured = FakeNode("measured")
            measured.properties["width"] = 6.0 * len(str(arguments[0]))
            return measured
        return FakeNode("gradient") if method.startswith("create") else None

    def files(self, node: FakeNode) -> list[Any]:
        return list(node.properties.get("files", ()))

    def own(self, node: FakeNode, identity: str) -> None:
        node.attributes["data-fw-c"] = identity

    def need_icons(self) -> None:
        self.icons_needed = True

    def context(self, node: FakeNode, fit: bool = False) -> FakeNode:
        if fit:
            node.properties.pop("-context", None)
        found: FakeNode = node.properties.setdefault("-context", FakeNode("context"))
        return found

    def picture(self, url: str) -> FakeNode:
        node = FakeNode("img")
        node.properties["src"] = url
        return node

    def part(self, name: str, node: FakeNode, command: str, *values: Any) -> bool:
        self.ask_part(name, node, command, *values)
        return True

    def ask_part(self, name: str, node: FakeNode, command: str, *values: Any) -> Any:
        values = tuple(json.loads(json.dumps(values)))
        node.part_calls.append((name, command, *values))
        answer = self.parts.get((name, command))
        return answer(self, node, *values) if answer is not None else None

    def root(self) -> FakeNode:
        return self._root

    def document(self) -> FakeNode:
        return self._html

    def body(self) -> FakeNode:
        return self._body

    def active(self) -> FakeNode:
        return self.focused


class FakeLoop:
    """Runs timers in virtual time. `wait` runs them nested, which is enough to test order and results."""

    def __init__(self) -> None:
        self.now = 0.0
        self._queue: list[tuple[float, int, Callable[[], object]]] = []
        self._cancelled: set[int] = set()
        self._last = 0

    def wait(self, deferred: Deferred) -> Any:
        while not deferred.done:
            if not self._step(float("inf")):
                raise RuntimeError("waits for something that nothing will ever resolve")
        return deferred.result()

    def later(self, seconds: float, run: Callable[[], object]) -> Cancel:
        self._last += 1
        identity = self._last
        heapq.heappush(self._queue, (self.now + max(0.0, seconds), identity, run))
        return lambda: self._cancelled.add(identity)

    def run(self, seconds: float = 0.0) -> None:
        """Everything that is due within this time."""
        until = self.now + seconds
        while self._step(until):
            pass
        self.now = max(self.now, until)

    def _step(self, until: float) -> bool:
        while self._queue and self._queue[0][0] <= until:
            due, identity, run = heapq.heappop(self._queue)
            if identity in self._cancelled:
                self._cancelled.discard(identity)
                continue
            self.now = max(self.now, due)
            with suppress(Restarted):
                run()
            return True
        return False

    def abandon(self) -> None:
        self._queue.clear()


class FakeChannel:
    def __init__(self) -> None:
        self.opened: list[str] = []
        self.sent: list[tuple[str, list[bytes]]] = []
        self.on_send: Callable[[str, list[bytes]], None] | None = None

    def open(self, path: str) -> None:
        self.opened.append(path)

    def send(self, text: str, blobs: Sequence[bytes]) -> None:
        self.sent.append((text, list(blobs)))
        if self.on_send is not None:
            self.on_send(text, list(blobs))

    def close(self) -> None:
        self.opened.clear()


class FakeJavaScript:
    """There is none: no value is JavaScript's."""

    def window(self) -> Any:
        raise RuntimeError("There is no JavaScript outside a browser.")

    def is_raw(self, value: Any) -> bool:  # noqa: ARG002 (interface)
        return False

    is_promise = is_function = is_plain = is_array = is_null = is_held = is_raw

    def null(self) -> Any:
        return None

    def settle(self, promise: Any) -> Any:
        return promise

    def get(self, owner: Any, name: str) -> Any:
        return getattr(owner, name)

    def set(self, owner: Any, name: str, value: Any) -> None:
        setattr(owner, name, value)

    def has(self, owner: Any, name: str) -> bool:
        return hasattr(owner, name)

    def delete(self, owner: Any, name: str) -> None:
        delattr(owner, name)

    def keys(self, owner: Any) -> list[str]:
        return list(vars(owner))

    def apply(self, function: Any, this: Any, arguments: Sequence[Any]) -> Any:  # noqa: ARG002 (interface)
        return function(*arguments)

    def construct(self, function: Any, arguments: Sequence[Any]) -> Any:
        return function(*arguments)

    def from_python(self, value: Any, convert: Callable[[Any], Any]) -> Any:  # noqa: ARG002 (interface)
        return value

    def hold(self, value: Any) -> Any:
        return value

    let_go = hold

    def import_module(self, url: str) -> Any:
        raise RuntimeError(f"There is no JavaScript outside a browser: {url}")

    def read_bytes(self, source: Any) -> bytes:
        return bytes(source)

    def error_type(self) -> type[BaseException]:
        return RuntimeError


class FakePlatform:
    def __init__(self) -> None:
        self.dom = FakeDom()
        self.loop = FakeLoop()
        self.channel = FakeChannel()
        self.javascript = FakeJavaScript()
        self.can_block = True
        self.designer: str | None = None
        self.route = ""
        self.events: list[dict[str, Any]] = []
        self.hash = ""
        self.downloads: list[tuple[str, str]] = []
        self.urls: dict[str, bytes] = {}
        self.requests: list[HttpRequest] = []
        self.answers: dict[str, HttpAnswer] = {}  # by address, without the query
        self.on_exchange: Callable[[str], HttpAnswer] | None = None  # the host, where Python cannot wait

    def emit(self, event: dict[str, Any]) -> None:
        self.events.append(event)

    def painted(self, event: dict[str, Any]) -> None:
        self.events.append(event)

    def appear(self) -> None:
        """Nothing loads here."""

    def url_hash(self) -> str:
        return self.hash

    def set_url_hash(self, text: str) -> None:
        self.hash = text

    def origin(self) -> str:
        return "http://127.0.0.1"

    def is_online(self) -> bool:
        return True

    def fetch(self, request: HttpRequest, timeout: float | None = None) -> HttpAnswer:  # noqa: ARG002 (interface)
        self.requests.append(request)
        known = self.answers.get(request.url.partition("?")[0])
        return known or HttpAnswer(0, reason="no answer was prepared for this address")

    def exchange(self, path: str, headers: dict[str, str], text: str) -> HttpAnswer:
        self.requests.append(HttpRequest(path, "POST", headers, text.encode()))
        return (
            HttpAnswer(0, reason="there is no host") if self.on_exchange is None else self.on_exchange(text)
        )

    def upload(self, path: str, headers: dict[str, str], file: Any) -> HttpAnswer:
        self.requests.append(HttpRequest(path, "PUT", headers, bytes(file)))
        return self.answers.get(path) or HttpAnswer(0, reason="there is no host")

    def object_url(self, content: bytes, content_type: str) -> str:
        url = f"blob:{content_type}/{len(self.urls)}"
        self.urls[url] = content
        return url

    def revoke_url(self, url: str) -> None:
        self.urls.pop(url, None)

    def download(self, url: str, name: str) -> None:
        self.downloads.append((url, name))

    def native_dialog(self, kind: str, text: str) -> bool:
        self.events.append({"kind": kind, "text": text})
        return True

    def reload(self, what: str) -> None:
        self.events.append({"kind": "reload", "what": what})

    def reload_page(self) -> None:
        self.events.append({"kind": "reload"})


def fire(page: Page, node: FakeNode, event: str, **detail: Any) -> None:
    """What a user does to an element, with everything that follows from it."""
    for candidate in node.ancestors():
        if event in candidate.attributes.get("data-fw-on", "").split():
            keys = {"shift": False, "alt": False, "ctrl": False, "meta": False}
            page.dispatch(candidate.attributes["data-fw"], event, {"keys": keys, **detail})
            break
    for candidate in node.ancestors():
        for method, *arguments in tuple(candidate.calls):
            if method == "addEventListener" and arguments[0] == event:
                arguments[1]({"type": event, **detail})
    loop = page.loop
    if isinstance(loop, FakeLoop):
        loop.run()
