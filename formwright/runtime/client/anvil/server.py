"""`anvil.server` in the browser."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client import server_api
from formwright.runtime.client.capabilities import Capability
from formwright.runtime.client.indicator import loading_indicator
from formwright.runtime.client.pushed import (
    add_event_handler,
    event_handler,
    raise_event,
    remove_event_handler,
)
from formwright.runtime.client.server_api import (
    call,
    call_s,
    context,
    get_api_origin,
    get_app_origin,
    get_background_task,
    get_session_id,
    invalidate_client_objects,
    is_app_online,
    launch_background_task,
    list_background_tasks,
    no_loading_indicator,
    portable_class,
    reset_session,
    server_method,
)
from formwright.runtime.client.server_api import (
    callable_decorator as callable,
)
from formwright.runtime.protocol.capabilities import unwrap_capability
from formwright.runtime.protocol.errors import (
    AnvilWrappedError,
    AppOfflineError,
    BackgroundTaskError,
    BackgroundTaskKilled,
    BackgroundTaskNotFound,
    CookieError,
    ExecutionTerminatedError,
    InternalError,
    InvalidResponseError,
    NoServerFunctionError,
    PermissionDenied,
    QuotaExceededError,
    RuntimeUnavailableError,
    ScriptExitError,
    SerializationError,
    ServiceNotAdded,
    SessionExpiredError,
    StackOverflow,
    TimeoutError,
    UplinkDisconnectedError,
)
from formwright.runtime.protocol.errors import (
    register as _register_exception_type,  # noqa: F401 (libraries for apps use it by this name)
)
from formwright.runtime.protocol.portable import SerializeWithIdentity

background_task = http_endpoint = route = wellknown_endpoint = callable


startup_data: Any
"""What a route gave the page with `AppResponder(data=...)`; None otherwise."""


class Serializable:
    """Base of portable classes in older apps."""


def __getattr__(name: str) -> Any:
    if name == "startup_data":  # known only once a page has been asked for
        return server_api.startup_data
    raise AttributeError(f"module 'anvil.server' has no attribute {name!r}")


__all__ = [
    "AnvilWrappedError",
    "AppOfflineError",
    "BackgroundTaskError",
    "BackgroundTaskKilled",
    "BackgroundTaskNotFound",
    "Capability",
    "CookieError",
    "ExecutionTerminatedError",
    "InternalError",
    "InvalidResponseError",
    "NoServerFunctionError",
    "PermissionDenied",
    "QuotaExceededError",
    "RuntimeUnavailableError",
    "ScriptExitError",
    "Serializable",
    "SerializationError",
    "SerializeWithIdentity",
    "ServiceNotAdded",
    "SessionExpiredError",
    "StackOverflow",
    "TimeoutError",
    "UplinkDisconnectedError",
    "add_event_handler",
    "background_task",
    "call",
    "call_s",
    "callable",
    "context",
    "event_handler",
    "get_api_origin",
    "get_app_origin",
    "get_background_task",
    "get_session_id",
    "http_endpoint",
    "invalidate_client_objects",
    "is_app_online",
    "launch_background_task",
    "list_background_tasks",
    "loading_indicator",
    "no_loading_indicator",
    "portable_class",
    "raise_event",
    "remove_event_handler",
    "reset_session",
    "route",
    "server_method",
    "startup_data",
    "unwrap_capability",
]
