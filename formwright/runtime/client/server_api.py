"""The functions of `anvil.server`, on the current page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formwright.runtime.client.calls import ServerCalls
from formwright.runtime.client.page import current_page
from formwright.runtime.protocol.background_task import task_class
from formwright.runtime.protocol.portable import ServerMethod

startup_data: Any = None


def _calls() -> ServerCalls:
    calls = current_page().calls
    assert calls is not None
    return calls


def call(fn_name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls a server function and waits for its result; only the calling code waits."""
    return _calls().call(fn_name, args, kwargs)


def call_s(fn_name: str, /, *args: Any, **kwargs: Any) -> Any:
    """As `call`, without the loading indicator."""
    return _calls().call(fn_name, args, kwargs, indicator=False)


Task = task_class(lambda function, task_id: call_s(function, task_id))


class _NoIndicator:
    def __enter__(self) -> None:
        _calls().silent += 1

    def __exit__(self, *_: object) -> None:
        calls = _calls()
        calls.silent = max(0, calls.silent - 1)


no_loading_indicator = _NoIndicator()
"""`with anvil.server.no_loading_indicator:` calls inside it show no sign of waiting."""


def callable_decorator(function: Any = None, **_options: Any) -> Any:
    """Modules shared with the server may decorate functions; in the browser that does nothing."""
    if function is None or isinstance(function, str):

        def decorate(decorated: Callable[..., Any]) -> Callable[..., Any]:
            return decorated

        return decorate
    return function


def portable_class(kind_or_name: Any = None, *, name: str | None = None) -> Any:
    """Class decorator: instances may travel between browser and server."""

    def register(kind: type) -> type:
        app = current_page().app
        assert app is not None
        app.portable.add(kind, kind_or_name if isinstance(kind_or_name, str) else name)
        return kind

    return register(kind_or_name) if isinstance(kind_or_name, type) else register


def server_method(function: Any = None, *, require_user: Any = None) -> Any:
    """Outermost decorator of methods of portable classes: here it makes them server calls."""
    if function is None or isinstance(function, str):
        return lambda decorated: ServerMethod(decorated, require_user, call)
    return ServerMethod(function, require_user, call)


class _Client:
    type = "browser"


class _Context:
    type = "browser"
    client = _Client()


context = _Context()
"""Where this code runs: in a browser."""


def launch_background_task(name: str, *_args: Any, **_kwargs: Any) -> Any:
    """Raises: server code launches tasks, and may give them to the page."""
    raise RuntimeError(
        f"Background tasks are started by server code, not in the browser: call a server function ({name})."
    )


def get_background_task(task_id: str) -> Any:
    """Raises: server code reaches tasks, and may give them to the page."""
    raise RuntimeError(f"Background tasks are reached from server code: call a server function ({task_id}).")


def list_background_tasks(**_options: Any) -> Any:
    """Raises: server code lists tasks."""
    raise RuntimeError("Background tasks are listed by server code: call a server function.")


def invalidate_client_objects() -> None:
    """Does nothing: this page keeps no permissions that could go out of date."""


def reset_session() -> None:
    """Begins a new session: what the server kept for the old one is gone for this page."""
    _calls().reset_session()


def is_app_online() -> bool:
    """Whether the browser has a network."""
    return current_page().platform.is_online()


def get_app_origin(environment_type: str | None = None) -> str:  # noqa: ARG001 (one environment)
    """The address of the app, without a path."""
    return current_page().platform.origin()


def get_api_origin(environment_type: str | None = None) -> str:
    """The address below which the app's HTTP endpoints are."""
    return f"{get_app_origin(environment_type)}/_/api"


def get_session_id() -> str | None:
    """The id of this page's session, or None before it is connected."""
    return _calls().session
