"""Events that server code sends to pages: the names of what a worker asks the host for.

A payload travels as the text of `serialisation.dumps` and its media; only pages read it. Standard library
only.
"""

from __future__ import annotations

from formwright.runtime.protocol.keeping import PREFIX

RAISE = f"{PREFIX}raise-event"
SUBSCRIBE = f"{PREFIX}subscribe"
UNSUBSCRIBE = f"{PREFIX}unsubscribe"
SUBSCRIPTIONS = f"{PREFIX}subscriptions"
SESSIONS = f"{PREFIX}client-sessions"
SESSION_ID = f"{PREFIX}session-id"
