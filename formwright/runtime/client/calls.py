"""Calls of server functions from the page.

Responsible for the connection to the host (hello, reconnecting), for one call at a time per tab, for
results, errors and log lines. May not touch the socket itself (`platform.Channel`) nor the page's elements.
Runs in the page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from formwright.runtime.client import capabilities
from formwright.runtime.client.loop import Deferred
from formwright.runtime.client.media_store import PageMediaStore
from formwright.runtime.client.platform import Platform
from formwright.runtime.protocol import messages, synchronous
from formwright.runtime.protocol.errors import AppOfflineError, RemoteError, SessionExpiredError
from formwright.runtime.protocol.portable import PortableClasses, Trust
from formwright.runtime.protocol.serialisation import dumps_call, loads

PATH = "/_/ws"
RETRIES = (0.0, 0.3, 0.6, 1.2, 2.5, 5.0)
PATIENCE = 8.0  # seconds that a call waits for a connection before it gives up


class ServerCalls:
    def __init__(
        self,
        platform: Platform,
        busy: Callable[[int], None],
        on_reload: Callable[[str], None],
        on_event: Callable[[str, str, Sequence[bytes]], None],
    ) -> None:
        self._platform = platform
        self._busy = busy
        self._on_reload = on_reload
        self._on_event = on_event
        self._session: str | None = None
        self._expired = False
        self._connected = False
        self._attempts = 0
        self._retrying = False
        self._last_id = 0
        self._pending: dict[int, Deferred] = {}
        self._turns: deque[Deferred] = deque()
        self._calling = False
        self._for_connection: list[Deferred] = []
        self.version = ""  # of the app that runs
        self.portable: PortableClasses | None = None  # of the app that runs
        self.silent = 0  # inside `no_loading_indicator`
        self._media = PageMediaStore(platform, self._session_for_media, self._begun)

    @property
    def session(self) -> str | None:
        return self._session

    # --- connection --------------------------------------------------------------------------------------

    def connect(self) -> None:
        self._retrying = False
        self._platform.channel.open(PATH)

    def on_channel(self, kind: str, text: str, blobs: Sequence[bytes]) -> None:
        """An event of the socket. Wakes waiting code and returns; never blocks."""
        if kind == "open":
            hello = messages.Hello(self._session, self._platform.designer)
            self._platform.channel.send(messages.encode(hello), ())
        elif kind == "closed":
            self._closed()
        else:
            self._receive(messages.decode_from_host(text), blobs)

    def _receive(self, message: messages.FromHost, blobs: Sequence[bytes]) -> None:
        if isinstance(message, messages.Welcome):
            # Without waiting, calls can have begun a session while the socket's hello was on its way.
            if self._platform.can_block or self._session is None or message.expired:
                self._session = message.session
            elif message.session != self._session:  # and events would go to the other one
                self._connect_anew()
                return
            self._expired = self._expired or message.expired
            self._connected, self._attempts = True, 0
            waiting, self._for_connection = self._for_connection, []
            for deferred in waiting:
                deferred.resolve()
            if self._platform.designer and self.version not in ("", message.version):
                self._on_reload("theme")
                self._on_reload("client")  # it changed while nobody listened
        elif isinstance(message, messages.Reload):
            self._on_reload(message.what)
        elif isinstance(message, messages.Push):
            self._on_event(message.name, message.body, blobs)
        elif isinstance(message, messages.Result):
            self._finish(message.id, lambda trust: loads(message.body, blobs, self.portable, trust))
        else:
            error = message.error
            self._finish(message.id, lambda _: self._raise(error))

    def _raise(self, error: RemoteError) -> NoReturn:
        raise error.to_exception(self.portable.exception if self.portable is not None else None)

    def _finish(self, identity: int, outcome: Callable[[Trust], Any]) -> None:
        """The caller makes the outcome: reading it may run code of the app, which may block."""
        deferred = self._pending.pop(identity, None)
        if deferred is not None:  # else of an app version that is gone
            deferred.resolve(outcome)

    def _closed(self) -> None:
        self._connected = False
        pending, self._pending = self._pending, {}
        for deferred in pending.values():
            deferred.reject(
                AppOfflineError(
                    "The connection to the server was lost before it answered. Try again in a moment."
                )
            )
        self.keep_connected()

    def keep_connected(self) -> None:
        """Tries again, ever more slowly, until there is a connection."""
        if self._connected or self._retrying:
            return
        self._retrying = True
        delay = RETRIES[min(self._attempts, len(RETRIES) - 1)]
        self._attempts += 1
        self._platform.loop.later(delay, self.connect)

    def _wait_for_connection(self) -> None:
        if self._connected:
            return
        deferred = Deferred()
        self._for_connection.append(deferred)
        offline = AppOfflineError("The server cannot be reached. Is it still running?")
        cancel = self._platform.loop.later(PATIENCE, lambda: deferred.reject(offline))
        try:
            self._platform.loop.wait(deferred)
        finally:
            cancel()

    # --- calls -------------------------------------------------------------------------------------------

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], indicator: bool = True) -> Any:
        if not isinstance(name, str):
            raise TypeError(f"the name of a server function must be a string, not {type(name).__name__}")
        trust = Trust(local=False, remote=True, seal=capabilities.seal(), media=self._media)
        shown = indicator and not self.silent
        body, blobs = self._written(args, kwargs, trust, shown)
        if not self._platform.can_block:
            self._check_session()
            return self._exchange_now(name, body, blobs, trust)
        if shown:
            self._busy(1)
        try:
            self._take_turn()
            try:
                self._wait_for_connection()
                self._check_session()
                return self._exchange(name, body, blobs)(trust)
            finally:
                self._give_turn()
        finally:
            if shown:
                self._busy(-1)

    def _written(
        self, args: Sequence[Any], kwargs: Mapping[str, Any], trust: Trust, shown: bool
    ) -> tuple[str, Sequence[bytes]]:
        """The arguments as text. Large files among them are sent meanwhile, which may take long."""
        if not (shown and self._platform.can_block):
            return dumps_call(args, kwargs, trust)
        self._busy(1)
        try:
            return dumps_call(args, kwargs, trust)
        finally:
            self._busy(-1)

    def _session_for_media(self) -> str | None:
        if self._platform.can_block:
            self._wait_for_connection()
        self._check_session()
        return self._session

    def _begun(self, session: str) -> None:
        self._session = session

    def _exchange(self, name: str, body: str, blobs: Sequence[bytes]) -> Callable[[Trust], Any]:
        self._last_id += 1
        deferred = self._pending[self._last_id] = Deferred()
        message = messages.Call(self._last_id, name, body, len(blobs))
        self._platform.channel.send(messages.encode(message), blobs)
        outcome: Callable[[Trust], Any] = self._platform.loop.wait(deferred)
        return outcome

    def _exchange_now(self, name: str, body: str, blobs: Sequence[bytes], trust: Trust) -> Any:
        """By a request that stops the page, as the socket's messages only come while Python is idle."""
        self._last_id += 1
        packed = synchronous.pack_call(
            messages.Call(self._last_id, name, body, len(blobs)),
            blobs,
            self._session,
            self._platform.designer,
        )
        answer = self._platform.exchange(synchronous.PATH, synchronous.HEADERS, packed)
        if answer.status != 200:
            said = answer.content.decode("utf-8", "replace").strip() or answer.reason
            raise AppOfflineError(f"The server did not answer the call of {name!r}: {said}")
        received = synchronous.unpack_answer(answer.content)
        self._session = received.session
        self._expired = self._expired or received.expired
        message = received.message
        if isinstance(message, messages.Error):
            return self._raise(message.error)
        return loads(message.body, received.blobs, self.portable, trust)

    def _check_session(self) -> None:
        if self._expired:
            raise SessionExpiredError(
                "The session has expired: what the server kept for it is gone. Load the page again, "
                "or begin a new session with anvil.server.reset_session()."
            )

    def _take_turn(self) -> None:
        if not self._calling:
            self._calling = True
            return
        turn = Deferred()
        self._turns.append(turn)
        self._platform.loop.wait(turn)

    def _give_turn(self) -> None:
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done:  # not unwound meanwhile
                turn.resolve()
                return
        self._calling = False

    # --- log and life ------------------------------------------------------------------------------------

    def log(self, error: RemoteError) -> None:
        if self._connected:
            text = f"{error.type}: {error.message}"
            self._platform.channel.send(messages.encode(messages.Log("error", text, error.trace)), ())

    def abandon(self) -> None:
        """The app is being replaced: its calls are forgotten, the connection stays."""
        self._pending.clear()
        self._turns.clear()
        self._for_connection.clear()
        self._calling = False
        self._retrying = False
        self.silent = 0
        self._expired = False
        self.keep_connected()

    def reset_session(self) -> None:
        self._session = None
        self._expired = False
        self._connect_anew()

    def _connect_anew(self) -> None:
        self._connected = False
        self._platform.channel.close()
        self.connect()
