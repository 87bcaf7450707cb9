"""`anvil.server` for server code: registering functions, calling others, knowing who calls.

Process: worker, imported under the name `anvil.server`.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from formwright.runtime.protocol.capabilities import Capability, unwrap_capability
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
from formwright.runtime.protocol.kinds import SCRIPT
from formwright.runtime.protocol.portable import (
    METHOD_PREFIX,
    ServerMethod,
    server_methods,
)
from formwright.runtime.protocol.portable import (
    SerializeWithIdentity as _Identity,
)
from formwright.runtime.worker.call_context import ServerContext
from formwright.runtime.worker.client_only import StubObject, stub_function
from formwright.runtime.worker.current import runtime
from formwright.runtime.worker.endpoint_decorators import (
    http_endpoint,
    request,
    route,
    wellknown_endpoint,
)
from formwright.runtime.worker.endpoints import AppResponder, HttpResponse
from formwright.runtime.worker.endpoints import form_response as FormResponse
from formwright.runtime.worker.kept import Cookies, Session
from formwright.runtime.worker.places import get_api_origin, get_app_origin
from formwright.runtime.worker.push import (
    get_client_session,
    get_session_id,
    get_subscriptions,
    list_client_sessions,
    raise_event,
    subscribe,
    unsubscribe,
)
from formwright.runtime.worker.registry import ServerFunction
from formwright.runtime.worker.tasks import (
    TaskState,
    background_task,
    get_background_task,
    launch_background_task,
    list_background_tasks,
)

context = ServerContext()
session = Session()
cookies = Cookies()
task_state = TaskState()
no_loading_indicator = StubObject("anvil.server.no_loading_indicator")
loading_indicator = stub_function("anvil.server.loading_indicator")
startup_data = StubObject("anvil.server.startup_data")


def callable(fn_or_name: Any = None, *, name: str | None = None, require_user: Any = None) -> Any:
    """`@callable`, `@callable("name")`, `@callable(require_user=...)`: makes a function callable."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        called = fn_or_name if isinstance(fn_or_name, str) else name
        runtime().registry.add(ServerFunction(called or function.__name__, function, require_user))
        return function

    if fn_or_name is None or isinstance(fn_or_name, str):
        return register
    if not builtins.callable(fn_or_name):
        raise TypeError("callable is a decorator for functions; its first argument may be a name")
    return register(fn_or_name)


def call(fn_name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls another server function and waits for its result."""
    if not isinstance(fn_name, str):
        raise TypeError(f"the first argument of call() must be a name, not {type(fn_name).__name__}")
    return runtime().call(fn_name, args, kwargs)


def run_script(name: str, *args: Any) -> Any:
    """Runs scripts/NAME.py of the app as a program and waits; gives its `anvil.script.return_value`."""
    if not isinstance(name, str):
        raise TypeError(f"the first argument of run_script() must be a name, not {type(name).__name__}")
    return runtime().call(f"{SCRIPT}{name}", args, {})


def invalidate_client_objects() -> None:
    """Capabilities that the caller's pages hold are good for nothing from now on."""
    runtime().invalidate_objects()


def portable_class(kind_or_name: Any = None, *, name: str | None = None) -> Any:
    """Class decorator: instances may travel between browser and server."""

    def register(kind: type) -> type:
        here = runtime()
        known = here.portable.add(kind, kind_or_name if isinstance(kind_or_name, str) else name)
        for method in server_methods(kind):
            function = ServerFunction(
                f"{METHOD_PREFIX}{known}.{method.name}", method.run, method.require_user
            )
            here.registry.add(function)
        return kind

    return register(kind_or_name) if isinstance(kind_or_name, type) else register


def server_method(function: Any = None, *, require_user: Any = None) -> Any:
    """Outermost decorator of methods of portable classes: they run on the server, whoever calls them."""
    if function is None or isinstance(function, str):
        return lambda decorated: ServerMethod(decorated, require_user, None)
    return ServerMethod(function, require_user, None)


class Serializable:
    """Base of portable classes in older apps."""


SerializeWithIdentity = _Identity

__all__ = [
    "AnvilWrappedError",
    "AppOfflineError",
    "AppResponder",
    "BackgroundTaskError",
    "BackgroundTaskKilled",
    "BackgroundTaskNotFound",
    "Capability",
    "CookieError",
    "ExecutionTerminatedError",
    "FormResponse",
    "HttpResponse",
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
    "background_task",
    "call",
    "callable",
    "context",
    "get_api_origin",
    "get_app_origin",
    "get_background_task",
    "get_client_session",
    "get_session_id",
    "get_subscriptions",
    "http_endpoint",
    "invalidate_client_objects",
    "launch_background_task",
    "list_background_tasks",
    "list_client_sessions",
    "portable_class",
    "raise_event",
    "request",
    "route",
    "run_script",
    "server_method",
    "subscribe",
    "unsubscribe",
    "unwrap_capability",
    "wellknown_endpoint",
]
