"""The server of an app under test: stand-ins that the test gives, and the real one for the rest.

Responsible for: answering one call, remembering all of them. Arguments and results go through the protocol's
serialisation in either case, so that what cannot travel fails here too. Process: that of pytest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from formwright.runtime.protocol import messages
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call
from formwright.runtime.protocol.trace import describe
from formwright.runtime.server.console import traceback_text
from formwright.runtime.server.launch import Caller, CallFailure, CallRequest
from formwright.runtime.server.sessions import new_id
from formwright.runtime.testing.engine_thread import EngineThread

Answer = tuple[str, list[bytes]]


@dataclass(frozen=True)
class ServerCall:
    """A call that the page made."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class TestedServer:
    __test__ = False  # pytest takes classes called Test... for tests

    def __init__(self, engine: Callable[[], EngineThread]) -> None:
        self._engine = engine
        self._stand_ins: dict[str, Callable[..., Any]] = {}
        # Each test is a visitor of its own: sessions and cookies must not pass from one to the next.
        name = new_id()
        self._visitor = Caller("browser", session=name, browser=name, any_browser=name)
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
        body, blobs = dumps_call(args, kwargs)
        outcome = self._real(function, body, blobs)
        if isinstance(outcome, CallFailure):
            raise outcome.error.to_exception()
        return loads(outcome.body, list(outcome.blobs))

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
        outcome = self._engine().call(request)
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
