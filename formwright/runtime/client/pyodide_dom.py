"""The browser behind the interfaces of `platform.py`.

The only module that imports `js` and `pyodide`. Responsible for the three guards without which a page
crashes or mixes up errors (Pyodide 314.0.7 on stack switching):
1. automatic garbage collection is off, because it walks frames of suspended code whose stack is elsewhere
(Pyodide issue 6464); `idle()` collects explicitly, which is safe;
2. code waits only for promises that never reject (`settle` in bridge.mjs): of two that reject in one tick,
one waiter would get the other's error;
3. every entry into user code goes through one promising dispatcher in JavaScript (boot.mjs).
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import js  # type: ignore[import-not-found]  # exists in Pyodide only
from pyodide.ffi import (  # type: ignore[import-not-found]  # exists in Pyodide only
    JsDoubleProxy,
    JsException,
    JsProxy,
    can_run_sync,
    create_proxy,
    jsnull,
    run_sync,
    to_js,
)

from formwright.runtime.client.batches import (
    ATTRIBUTE,
    CLASS,
    EMPTY,
    INSERT,
    NOTHING,
    REMOVE,
    SET,
    STYLE,
    TEXT,
    Batches,
    BatchNode,
    element_of,
)
from formwright.runtime.client.loop import Cancel, Deferred, Restarted
from formwright.runtime.client.media import FileMedia
from formwright.runtime.client.platform import Rejected
from formwright.runtime.protocol.http_messages import HttpAnswer, HttpRequest

bridge = js.formwright.bridge  # made by boot.mjs
GARBAGE = 5000  # young objects that make a collection worth its milliseconds


def disable_automatic_collection() -> None:
    """Also for apps: `gc.enable()` and a partial `gc.collect(1)` would bring the crash back."""
    gc.disable()
    whole = gc.collect
    gc.enable = lambda: None
    gc.collect = lambda generation=2: whole(0) if generation == 0 else whole()


def idle() -> None:
    if gc.get_count()[0] > GARBAGE:
        gc.collect()


def _outcome(function: Callable[..., Any], arguments: Any, box: Any) -> None:
    """Puts what a callback of Python gave or raised into the box."""
    try:
        outcome = [True, function(*arguments)]
    except Restarted:
        return
    except Exception as error:
        outcome = [False, f"{type(error).__name__}: {error}"]
    box.outcome = plain_list(outcome)


def plain_list(values: list[Any]) -> Any:
    return to_js(values, depth=1)


class PyodideLoop:
    def __init__(self) -> None:
        self._timers: dict[int, tuple[Callable[[], object], Any]] = {}
        self._last = 0
        self._waiting: set[Deferred] = set()

    def wait(self, deferred: Deferred) -> Any:
        if not deferred.done:
            if not can_run_sync():
                raise RuntimeError(CANNOT_WAIT)
            box = bridge.deferred()
            deferred.wake = box.resolve
            self._waiting.add(deferred)
            try:
                run_sync(box.promise)
            finally:
                deferred.wake = None
                self._waiting.discard(deferred)
        return deferred.result()

    def later(self, seconds: float, run: Callable[[], object]) -> Cancel:
        self._last += 1
        identity = self._last
        self._timers[identity] = (run, bridge.later(identity, max(0.0, seconds) * 1000))

        def cancel() -> None:
            entry = self._timers.pop(identity, None)
            if entry is not None:
                bridge.cancel(entry[1])

        return cancel

    def fire(self, identity: int) -> None:
        """A timer of JavaScript has come: runs what it was for."""
        entry = self._timers.pop(identity, None)
        if entry is not None:
            entry[0]()

    def abandon(self) -> None:
        for _run, handle in self._timers.values():
            bridge.cancel(handle)
        self._timers.clear()
        for deferred in tuple(self._waiting):
            deferred.reject(Restarted())


CANNOT_WAIT = (
    "This code cannot wait here. Either this browser has no WebAssembly stack switching (use Chrome or Edge "
    "137, Firefox 153 or Safari 27, or newer), or JavaScript called this function in a way that cannot wait."
)


class PyodideDom:
    """Nodes are those of `batches.py`, or elements of the browser as they are."""

    def __init__(self) -> None:
        self._batches = Batches(
            lambda operations, others: bridge.carryOut(operations, to_js(others, depth=1))
        )
        self.make = self._batches.make
        self.parse = bridge.parse
        self.need_icons = bridge.needIcons
        document = js.document
        self._document = document
        self._root = document.getElementById("formwright-app")
        if self._root is None:
            self._root = document.createElement("div")
            self._root.id = "formwright-app"
            document.body.append(self._root)

    def dress(self, classes: Mapping[str, str]) -> None:
        self._batches.carry_out()  # elements that wait were made before
        bridge.dress(json.dumps(dict(classes)))

    def element(self, node: Any) -> Any:
        return element_of(node)

    def run_scripts(self, node: Any) -> None:
        bridge.runScripts(element_of(node))

    def text(self, node: Any, text: str) -> None:
        if type(node) is BatchNode and node.batch.elements is None:
            node.batch.operations += (TEXT, node.number, text, None)
        else:
            element_of(node).textContent = text

    def attribute(self, node: Any, name: str, value: str | None) -> None:
        if type(node) is BatchNode and node.batch.elements is None:
            node.batch.operations += (ATTRIBUTE, node.number, name, value)
        elif value is None:
            element_of(node).removeAttribute(name)
        else:
            element_of(node).setAttribute(name, value)

    def get_attribute(self, node: Any, name: str) -> str | None:
        value = element_of(node).getAttribute(name)
        return str(value) if isinstance(value, str) else None

    def get(self, node: Any, name: str) -> Any:
        value = getattr(element_of(node), name, None)
        return None if value is jsnull else value

    def set(self, node: Any, name: str, value: Any) -> None:
        if type(node) is BatchNode and node.batch.elements is None and type(value) in (str, bool, int):
            node.batch.operations += (SET, node.number, name, value)
        else:
            setattr(element_of(node), name, value)

    def style(self, node: Any, name: str, value: str) -> None:
        if type(node) is BatchNode and node.batch.elements is None:
            node.batch.operations += (STYLE, node.number, name, value)
        else:
            element_of(node).style.setProperty(name, value)

    def computed(self, node: Any, name: str) -> str:
        return str(js.getComputedStyle(element_of(node)).getPropertyValue(name))

    def toggle_class(self, node: Any, name: str, on: bool) -> None:
        if type(node) is BatchNode and node.batch.elements is None:
            node.batch.operations += (CLASS, node.number, name, on)
        else:
            element_of(node).classList.toggle(name, on)

    def insert(self, parent: Any, node: Any, before: Any = None) -> None:
        if type(parent) is BatchNode and parent.batch.elements is None:
            batch = parent.batch
            batch.operations += (INSERT, parent.number, batch.reference(node), batch.reference(before))
        elif type(node) is BatchNode and node.batch.elements is None:
            batch = node.batch
            batch.operations += (INSERT, batch.reference(parent), node.number, batch.reference(before))
            self._batches.carry_out()
        elif before is None:
            element_of(parent).appendChild(element_of(node))
        else:
            element_of(parent).insertBefore(element_of(node), element_of(before))

    def append(self, parent: Any, nodes: list[Any]) -> None:
        batch = self._batches.batch
        into = batch.reference(parent)
        for node in nodes:
            batch.operations += (INSERT, into, batch.reference(node), NOTHING)
        if into < 0:
            self._batches.carry_out()

    def remove(self, node: Any) -> None:
        if type(node) is BatchNode and node.batch.elements is None:
            node.batch.operations += (REMOVE, node.number, None, None)
        else:
            element_of(node).remove()

    def empty(self, node: Any) -> None:
        if type(node) is BatchNode and node.batch.elements is None:
            node.batch.operations += (EMPTY, node.number, None, None)
        else:
            element_of(node).replaceChildren()

    def clone(self, node: Any) -> Any:
        return element_of(node).cloneNode(True)

    def mould(self, root: Any, made: list[Any]) -> Callable[[int], list[Any]] | None:
        mould = bridge.mould(element_of(root), to_js([element_of(node) for node in made], depth=1))
        return None if not callable(mould) else lambda first: self._batches.copy(mould, first, len(made))

    def query(self, node: Any, selector: str) -> Iterable[Any]:
        return list(element_of(node).querySelectorAll(selector))

    def call(self, node: Any, method: str, *arguments: Any) -> Any:
        converted = [
            to_js(a, dict_converter=js.Object.fromEntries) if isinstance(a, dict) else element_of(a)
            for a in arguments
        ]
        return getattr(element_of(node), method)(*converted)

    def files(self, node: Any) -> list[Any]:
        javascript = PyodideJavaScript()
        return [FileMedia(f.name, f.type, f.size, f, javascript.read_bytes) for f in element_of(node).files]

    def context(self, node: Any, fit: bool = False) -> Any:
        return bridge.context(element_of(node), fit)

    def picture(self, url: str) -> Any:
        node = self._document.createElement("img")
        PyodideJavaScript()._unbox(bridge.readPicture(node, url))
        return node

    def part(self, name: str, node: Any, command: str, *values: Any) -> bool:
        return bool(bridge.part(name, element_of(node), command, json.dumps(values)))

    def ask_part(self, name: str, node: Any, command: str, *values: Any) -> Any:
        asked = bridge.askPart(name, element_of(node), command, json.dumps(values))
        return json.loads(PyodideJavaScript()._unbox(asked))

    def own(self, node: Any, identity: str) -> None:
        self.attribute(node, "data-fw-c", identity)

    def root(self) -> Any:
        return self._root

    def document(self) -> Any:
        return self._document.documentElement

    def body(self) -> Any:
        return self._document.body

    def active(self) -> Any:
        return self._document.activeElement


class PyodideChannel:
    """The socket itself is JavaScript (channel.mjs): messages wait there while Python is busy."""

    def open(self, path: str) -> None:
        bridge.channel.open(path)

    def send(self, text: str, blobs: Sequence[bytes]) -> None:
        bridge.channel.send(text, to_js(list(blobs)))

    def close(self) -> None:
        bridge.channel.close()


class PyodideJavaScript:
    def window(self) -> Any:
        return js

    def is_raw(self, value: Any) -> bool:
        return isinstance(value, (JsProxy, JsException)) or value is js or value is jsnull

    def is_null(self, value: Any) -> bool:
        return value is jsnull

    def null(self) -> Any:
        return jsnull

    def is_array(self, value: Any) -> bool:
        return isinstance(value, JsProxy) and bool(js.Array.isArray(value))

    def is_promise(self, value: Any) -> bool:
        return isinstance(value, JsProxy) and bool(bridge.isPromise(value))

    def is_function(self, value: Any) -> bool:
        return isinstance(value, JsProxy) and value.typeof == "function"

    def is_plain(self, value: Any) -> bool:
        return isinstance(value, JsProxy) and bool(bridge.isPlain(value))

    def settle(self, promise: Any) -> Any:
        return self._unbox(bridge.settle(promise))

    def _unbox(self, box: Any) -> Any:
        """The result of a promise that `bridge.mjs` has put into a box."""
        if not can_run_sync():
            raise RuntimeError(CANNOT_WAIT)
        ok, value = run_sync(box.promise)
        if ok:
            return value
        raise value if isinstance(value, BaseException) else Rejected(value)

    def get(self, owner: Any, name: str) -> Any:
        if owner is js:
            return getattr(js, name, None)
        value = bridge.read(owner, name)
        if value is None and bridge.held is not None:
            value, bridge.held = bridge.held, None
        return value

    def set(self, owner: Any, name: str, value: Any) -> None:
        if owner is js:
            setattr(js, name, value)
        else:
            js.Reflect.set(owner, name, value)

    def has(self, owner: Any, name: str) -> bool:
        return hasattr(js, str(name)) if owner is js else bool(js.Reflect.has(owner, name))

    def delete(self, owner: Any, name: str) -> None:
        js.Reflect.deleteProperty(js.globalThis if owner is js else owner, name)

    def keys(self, owner: Any) -> list[str]:
        return list(js.Object.keys(owner))

    def apply(self, function: Any, this: Any, arguments: Sequence[Any]) -> Any:
        outcome = bridge.apply(function, this, to_js(list(arguments), depth=1))
        return self._unbox(outcome) if js.Object.hasOwn(outcome, "promise") else outcome.value

    def construct(self, function: Any, arguments: Sequence[Any]) -> Any:
        return bridge.construct(function, to_js(list(arguments), depth=1)).value

    def from_python(self, value: Any, convert: Callable[[Any], Any]) -> Any:
        if isinstance(value, dict):
            target = js.Object.new()
            for key, item in value.items():
                js.Reflect.set(target, str(key), convert(item))
            return target
        if isinstance(value, (list, tuple)):
            array = js.Array.new()
            for item in value:
                array.push(convert(item))
            return array
        if isinstance(value, (bytes, bytearray)):
            return to_js(value)
        if callable(value):
            return bridge.callback(create_proxy(lambda arguments, box: _outcome(value, arguments, box)))
        return value

    def hold(self, value: Any) -> Any:
        return create_proxy(value)  # lives until JavaScript forgets it; others end with the call they are for

    def is_held(self, value: Any) -> bool:
        return isinstance(value, JsDoubleProxy)

    def let_go(self, value: Any) -> Any:
        return value.unwrap()

    def import_module(self, url: str) -> Any:
        return self._unbox(bridge.importModule(url))

    def read_bytes(self, source: Any) -> bytes:
        if not bridge.canBlock:
            return bytes(bridge.readBytesNow(source).to_bytes())
        return bytes(self._unbox(bridge.readBytes(source)).to_bytes())

    def error_type(self) -> type[BaseException]:
        kind: type[BaseException] = JsException
        return kind


class PyodidePlatform:
    def __init__(self) -> None:
        self.dom = PyodideDom()
        self.loop = PyodideLoop()
        self.channel = PyodideChannel()
        self.javascript = PyodideJavaScript()
        self.can_block = bool(bridge.canBlock)
        self.designer: str | None = bridge.designer if isinstance(bridge.designer, str) else None
        self.route = str(bridge.route or "")

    def emit(self, event: dict[str, Any]) -> None:
        bridge.emit(json.dumps(event, default=str))

    def painted(self, event: dict[str, Any]) -> None:
        bridge.painted(json.dumps(event))

    def appear(self) -> None:
        bridge.appear()

    def url_hash(self) -> str:
        return str(js.location.hash)

    def set_url_hash(self, text: str) -> None:
        js.location.hash = text

    def origin(self) -> str:
        return str(js.location.origin)

    def is_online(self) -> bool:
        return bool(js.navigator.onLine)

    def exchange(self, path: str, headers: dict[str, str], text: str) -> HttpAnswer:
        return self._answer(bridge.askNow(path, "POST", json.dumps(headers), text))

    def upload(self, path: str, headers: dict[str, str], file: Any) -> HttpAnswer:
        if isinstance(file, bytes):
            file = to_js(file)
        if not self.can_block:
            return self._answer(bridge.askNow(path, "PUT", json.dumps(headers), file))
        return self._answer(PyodideJavaScript()._unbox(bridge.ask(path, "PUT", json.dumps(headers), file, 0)))

    def fetch(self, request: HttpRequest, timeout: float | None = None) -> HttpAnswer:
        headers, body = json.dumps(request.headers), None if request.body is None else to_js(request.body)
        if not self.can_block:  # the browser keeps its own time limit
            return self._answer(bridge.askNow(request.url, request.method, headers, body))
        box = bridge.ask(request.url, request.method, headers, body, (timeout or 0) * 1000)
        return self._answer(PyodideJavaScript()._unbox(box))

    def _answer(self, answer: Any) -> HttpAnswer:
        return HttpAnswer(answer.status, answer.type, bytes(answer.content.to_bytes()), answer.reason)

    def object_url(self, content: bytes, content_type: str) -> str:
        return str(bridge.objectUrl(to_js(content), content_type))

    def revoke_url(self, url: str) -> None:
        bridge.revoke(url)

    def download(self, url: str, name: str) -> None:
        bridge.download(url, name)

    def native_dialog(self, kind: str, text: str) -> bool:
        return getattr(js, kind)(text) is not False

    def reload(self, what: str) -> None:
        js.formwright.reload(what)

    def reload_page(self) -> None:
        js.location.reload()
