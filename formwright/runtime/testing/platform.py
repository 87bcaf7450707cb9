"""The page's surroundings under test: virtual time, and a socket whose other end is in this process.

Responsible for: waiting that first runs what is due, then asks the test (a dialog that wants an answer), and
only then lets time pass. May not: know components. Process: that of pytest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from formwright.runtime.client.fake_dom import FakeChannel, FakeLoop
from formwright.runtime.client.loop import Deferred
from formwright.runtime.protocol import messages
from formwright.runtime.testing.server import TestedServer

Notify = Callable[[str, str, Sequence[bytes]], None]

STUCK = (
    "The app waits for something that never comes: nothing is due any more, and no server call or dialog is "
    "open. Does it wait for JavaScript, which does not exist in tests?"
)


class VirtualLoop(FakeLoop):
    def __init__(self) -> None:
        super().__init__()
        self.ask: Callable[[], bool] = lambda: False  # True when the test has done something

    def wait(self, deferred: Deferred) -> Any:
        while not deferred.done:
            if self._step(self.now) or self.ask():
                continue
            if not self._step(float("inf")):
                raise RuntimeError(STUCK)
        return deferred.result()


class LocalChannel(FakeChannel):
    """Connects at once and answers in order."""

    def __init__(self, loop: FakeLoop, server: TestedServer) -> None:
        super().__init__()
        self._loop = loop
        self._server = server
        server.deliver = lambda push, blobs: self._deliver(messages.encode(push), blobs)
        self.notify: Notify = lambda _kind, _text, _blobs: None

    def open(self, path: str) -> None:
        super().open(path)
        self._loop.later(0, lambda: self.notify("open", "", ()))

    def send(self, text: str, blobs: Sequence[bytes]) -> None:
        message = messages.decode_from_browser(text)
        if isinstance(message, messages.Hello):
            self._deliver(messages.encode(messages.Welcome(self._server.session, "")), ())
        elif isinstance(message, messages.Call):
            self._deliver(*self._server.answer(message, list(blobs)))

    def _deliver(self, text: str, blobs: Sequence[bytes]) -> None:
        self._loop.later(0, lambda: self.notify("message", text, blobs))
