"""`anvil.server` in the browser."""

from __future__ import annotations

from formwright.runtime.client.server_api import (
    call,
    call_s,
    callable_decorator as callable,
    context,
    get_api_origin,
    get_app_origin,
    get_session_id,
    is_app_online,
    launch_background_task,
    no_loading_indicator,
    reset_session,
    startup_data,
)
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
    SerializationError,
    ServiceNotAdded,
    SessionExpiredError,
    StackOverflow,
    TimeoutError,
    UplinkDisconnectedError,
)

background_task = http_endpoint = route = callable

__all__ = [
    "AnvilWrappedError", "AppOfflineError", "BackgroundTaskError", "BackgroundTaskKilled", "BackgroundTaskNotFound",
    "CookieError", "ExecutionTerminatedError", "InternalError", "InvalidResponseError", "NoServerFunctionError",
    "PermissionDenied", "QuotaExceededError", "RuntimeUnavailableError", "SerializationError", "ServiceNotAdded",
    "SessionExpiredError", "StackOverflow", "TimeoutError", "UplinkDisconnectedError", "background_task", "call",
    "call_s", "callable", "context", "get_api_origin", "get_app_origin", "get_session_id", "http_endpoint",
    "is_app_online", "launch_background_task", "no_loading_indicator", "reset_session", "route", "startup_data",
]  # fmt: skip
