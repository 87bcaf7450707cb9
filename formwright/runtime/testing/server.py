"""The server of an app under test: stand-ins that the test gives, and the real one for the rest.

Responsible for: answering one call, remembering all of them. Arguments and results go through the protocol's
serialisation in either case, so that what cannot travel fails here too. Process: that of pytest.
"""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from formwright.runtime.client import capabilities
from formwright.runtime.client.page import current_page
from formwright.runtime.protocol import messages
from formwright.runtime.protocol.portable import Trust
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call
from formwright.runtime.protocol.trace import describe
from formwright.runtime.server.console import traceback_text
from formwright.runtime.server.endpoints.door import NO_ARGUMENTS
from formwright.runtime.server.launch import Caller, CallFailure, CallRequest
from formwright.runtime.server.sessions import new_id
from formwright.runtime.testing.engine_thread import EngineThread
from formwright.runtime.testing.requests import EndpointAnswer, answer_of, described

Answer = tuple[str, list[bytes]]


@dataclass(frozen=True)
class ServerCall:
    """A call that the page made."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class _Mailbox:
    """The page as the engine sees it: what is raised for it waits until the test is not in a call."""

    of_designer = False

    def __init__(self, session: str) -> None:
        self.session_id = session
        self._waiting: queue.SimpleQueue[tuple[messages.Push, tuple[bytes, ...]]] = queue.SimpleQueue()

    async def tell(self, message: messages.Reload) -> None:
        """Nothing changes while an app is tested."""

    def post(self, message: messages.Push, blobs: tuple[bytes, ...]) -> None:
        self._waiting.put((message, blobs))

    def empty(self) -> Iterator[tuple[messages.Push, tuple[bytes, ...]]]:
        while not self._waiting.empty():
            yield self._waiting.get()


class TestedServer:
    __test__ = False  # pytest takes classes called Test... for tests

    def __init__(self, engine: Callable[[], EngineThread]) -> None:
        self._engine = engine
        self._stand_ins: dict[str, Callable[..., Any]] = {}
        # Each test is a visitor of its own: sessions and cookies must not pass from one to the next.
        name = new_id()
        self._visitor = Caller("browser", session=name, browser=name, any_browser=name)
        self._mailbox = _Mailbox(name)
        self._served_by: EngineThread | None = None
        self.deliver: Callable[[messages.Push, Sequence[bytes]], None] = lambda _push, _blobs: None
        self.calls: list[ServerCall] = []
        """All calls so far, also those that a stand-in answered."""

    def stand_in(self, function: str, answer: Any = None) -> None:
        """Answers calls of `function` in this test: `answer` is the result, what a function makes of the
        arguments, or an exception to raise."""
        if isinstance(answer, BaseException) or (isinstance(answer, type) and issubclass(answer, Exception)):

            def refuse(*_: Any, **__: Any) -> Any:
                raise answer

            self._stand_ins[function] = refuse
        elif callable(answer):
            self._stand_ins[function] = answer
        else:
            self._stand_ins[function] = lambda *_, **__: answer

    def call(self, function: str, *args: Any, **kwargs: Any) -> Any:
        """Calls the real server function, as a browser would; for tests of server code."""
        trust = Trust(local=False, remote=True, seal=capabilities.seal())
        body, blobs = dumps_call(args, kwargs, trust)
        outcome = self._real(function, body, blobs)
        if isinstance(outcome, CallFailure):
            raise outcome.error.to_exception()
        app = current_page().app  # its portable classes, once it is on the page
        return loads(outcome.body, list(outcome.blobs), app.portable if app is not None else None, trust)

    @property
    def session(self) -> str:
        return self._mailbox.session_id

    def close(self) -> None:
        """The visitor has left."""
        if self._served_by is not None:
            self._served_by.forget(self._mailbox)

    def request(
        self,
        method: str,
        address: str,
        body: str | bytes | None = None,
        *,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        credentials: tuple[str, str] | None = None,
    ) -> EndpointAnswer:
        """Asks an HTTP endpoint or a route, as another program would: `request("GET", "/_/api/orders/7")`."""
        data, blobs = described(method, address, body, json, headers or {}, credentials)
        name = f"{data['method']} {data['path']}"
        asked = CallRequest(
            name, NO_ARGUMENTS, tuple(blobs), replace(self._visitor, type="http"), extra={"request": data}
        )
        outcome = self._engine().call(asked)
        if isinstance(outcome, CallFailure):
            sys.stderr.write(f"{name} failed:\n{traceback_text(outcome.error)}\n")
            return EndpointAnswer(500, {}, b"")
        return answer_of(loads(outcome.body, list(outcome.blobs)))

    def answer(self, call: messages.Call, blobs: list[bytes]) -> Answer:
        """The message with which a host would answer."""
        args, kwargs = loads_call(call.body, blobs)
        self.calls.append(ServerCall(call.function, tuple(args), dict(kwargs)))
        stand_in = self._stand_ins.get(call.function)
        if stand_in is not None:
            return self._standing_in(call, stand_in, *loads_call(call.body, blobs))
        outcome = self._real(call.function, call.body, blobs)
        if isinstance(outcome, CallFailure):
            return messages.encode(messages.Error(call.id, outcome.error)), []
        return messages.encode(messages.Result(call.id, outcome.body, len(outcome.blobs))), list(
            outcome.blobs
        )

    def _real(self, function: str, body: str, blobs: list[bytes]) -> Any:
        request = CallRequest(function, body, tuple(blobs), self._visitor, call_id=str(len(self.calls)))
        engine = self._engine()
        if self._served_by is None:
            self._served_by = engine
            engine.open(self._mailbox)
        outcome = engine.call(request)
        for push, pushed in self._mailbox.empty():
            self.deliver(push, pushed)
        if isinstance(outcome, CallFailure):
            # A browser never learns this; whoever reads the failed test must.
            sys.stderr.write(f"Server function {function!r} failed:\n{traceback_text(outcome.error)}\n")
        return outcome

    def _standing_in(
        self, call: messages.Call, stand_in: Callable[..., Any], args: Any, kwargs: Any
    ) -> Answer:
        try:
            body, blobs = dumps(stand_in(*args, **kwargs))
        except Exception as error:
            return messages.encode(messages.Error(call.id, describe(error, lambda _file: None))), []
        return messages.encode(messages.Result(call.id, body, len(blobs))), blobs
