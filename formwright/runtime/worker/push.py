"""Events to pages, as server code raises them, and the sessions of pages that are open.

Process: worker, any thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from formwright.runtime.protocol import pushing
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.serialisation import dumps
from formwright.runtime.worker.current import runtime


class ClientSession:
    """A session that has a page open now: its id, and the channels it is subscribed to."""

    user = None  # nobody logs in yet

    def __init__(self, id: str, subscriptions: list[str]) -> None:
        self.id = id
        self.subscriptions = subscriptions

    def raise_event(self, name: str, payload: Any = None) -> None:
        raise_event(name, payload, session_id=self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClientSession) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<client session {self.id}>"


def raise_event(
    name: str,
    payload: Any = None,
    session_id: str | None = None,
    session_ids: Iterable[str] | None = None,
    channel: str | None = None,
) -> None:
    """Sends an event to pages: of these sessions, of those subscribed to the channel, or of the caller."""
    _check_name(name, "the name of an event")
    wanted: list[str] | None = None
    if session_id is not None or session_ids is not None:
        wanted = [*([session_id] if session_id is not None else []), *(session_ids or ())]
        for each in wanted:
            _check_name(each, "the id of a session")
    if channel is not None:
        _check_name(channel, "the name of a channel")
    body, blobs = dumps(payload, "payload")
    media = [BlobMedia("application/octet-stream", blob) for blob in blobs]
    _ask(pushing.RAISE, name, body, media, wanted, channel)


def subscribe(channel: str) -> None:
    """The pages of the calling session get what is raised for this channel."""
    _check_name(channel, "the name of a channel")
    _ask(pushing.SUBSCRIBE, channel)


def unsubscribe(channel: str) -> None:
    """The caller's pages get no more events of the channel."""
    _check_name(channel, "the name of a channel")
    _ask(pushing.UNSUBSCRIBE, channel)


def get_subscriptions() -> list[str]:
    """The channels that the caller's pages are subscribed to."""
    return list(_ask(pushing.SUBSCRIPTIONS))


def list_client_sessions(user: Any = None) -> list[ClientSession]:
    """The sessions that have a page open; with `user`, those in which that user is logged in."""
    if user is not None:
        return []
    return [ClientSession(id, channels) for id, channels in _ask(pushing.SESSIONS)]


def get_client_session(id: str) -> ClientSession | None:
    """The session of that id if it has a page open, else None."""
    return next((session for session in list_client_sessions() if session.id == id), None)


def get_session_id() -> str | None:
    """Of the session that this call belongs to."""
    found: str | None = _ask(pushing.SESSION_ID)
    return found


def _ask(service: str, *args: Any) -> Any:
    here = runtime()
    here.needs_call(f"anvil.server's {service.rpartition(':')[2]}")
    return here.ask(service, args)


def _check_name(name: object, what: str) -> None:
    if not isinstance(name, str) or not name:
        raise TypeError(f"{what} must be a string that is not empty, not {name!r}")
