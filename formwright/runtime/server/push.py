"""Events from server code to pages: who is subscribed to which channel, and who gets an event.

Responsible for answering workers (`protocol/pushing.py`). Events go to pages that are connected now; nothing
is kept for others. May not: read a payload, wait for a page. Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formwright.runtime.protocol import pushing
from formwright.runtime.protocol.errors import QuotaExceededError
from formwright.runtime.protocol.media import Media
from formwright.runtime.protocol.messages import Push
from formwright.runtime.server.launch import CallRequest
from formwright.runtime.server.pages import Pages
from formwright.runtime.server.services import Services

MOST_CHANNELS = 1000  # of one session
LONGEST_NAME = 1000


class PushEvents:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._channels: dict[str, dict[str, None]] = {}  # by session; dicts for their order

    def forget(self, session: str) -> None:
        self._channels.pop(session, None)

    def offer(self, services: Services) -> None:
        for name, handler in (
            (pushing.RAISE, self._raise),
            (pushing.SUBSCRIBE, self._subscribe),
            (pushing.UNSUBSCRIBE, self._unsubscribe),
            (pushing.SUBSCRIPTIONS, self._subscriptions),
            (pushing.SESSIONS, self._sessions),
            (pushing.SESSION_ID, self._session_id),
        ):
            services.add(name, handler)

    async def _raise(
        self,
        asking: CallRequest,
        name: str,
        body: str,
        media: Sequence[Media],
        sessions: Iterable[str] | None,
        channel: str | None,
    ) -> None:
        wanted = set(sessions or ())
        if channel is not None:
            wanted.update(session for session, known in self._channels.items() if channel in known)
        if sessions is None and channel is None:
            wanted.add(_session(asking, "raise_event"))
        blobs = tuple(medium.get_bytes() for medium in media)
        self._pages.post(wanted, Push(name, body, len(blobs)), blobs)

    async def _subscribe(self, asking: CallRequest, channel: str) -> None:
        known = self._channels.setdefault(_session(asking, "subscribe"), {})
        if len(known) >= MOST_CHANNELS or len(channel) > LONGEST_NAME:
            raise QuotaExceededError(
                f"a session can have {MOST_CHANNELS} subscriptions, to channels with names of {LONGEST_NAME} "
                "characters at most"
            )
        known[channel] = None

    async def _unsubscribe(self, asking: CallRequest, channel: str) -> None:
        self._channels.get(_session(asking, "unsubscribe"), {}).pop(channel, None)

    async def _subscriptions(self, asking: CallRequest) -> list[str]:
        return list(self._channels.get(_session(asking, "get_subscriptions"), {}))

    async def _sessions(self, asking: CallRequest) -> list[list[object]]:  # noqa: ARG002
        return [[session, list(self._channels.get(session, {}))] for session in self._pages.sessions()]

    async def _session_id(self, asking: CallRequest) -> str | None:
        return asking.caller.session


def _session(asking: CallRequest, what: str) -> str:
    if asking.caller.session is None:
        raise ValueError(
            f"{what}: this code runs for no browser session, so say which are meant"
            if what == "raise_event"
            else f"{what}: this code runs for no browser session; call it from a function that a page calls"
        )
    return asking.caller.session
