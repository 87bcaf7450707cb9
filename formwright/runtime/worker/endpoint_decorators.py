"""`anvil.server.http_endpoint`, `route`, `wellknown_endpoint` and `request`: endpoints as apps see them.

Process: worker.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from formwright.runtime.worker.current import runtime
from formwright.runtime.worker.endpoints import API, ROUTE, WELLKNOWN, Endpoint, Incoming


class Request:
    """`anvil.server.request`: the request that is being answered here."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "data":
            raise AttributeError(name)
        return getattr(Incoming(runtime().current.get()), name)


_NOT_PLAIN = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
request = Request()
"""The request that an endpoint or route answers."""
F = TypeVar("F", bound=Callable[..., Any])


def _decorator(kind: str, called: str) -> Callable[..., Callable[[F], F]]:
    def decorator(
        path: str,
        *,
        require_credentials: bool = False,
        authenticate_users: bool = False,
        methods: Sequence[str] = ("GET", "POST"),
        enable_cors: bool | str = False,
        cross_site_session: bool = False,
    ) -> Callable[[F], F]:
        if not isinstance(path, str):
            raise TypeError(f'{called} needs a path, as in @anvil.server.{called}("/orders/:id")')
        if isinstance(methods, str):
            raise TypeError(f'methods is a list, as in methods=["{methods}"]')
        wanted = tuple(str(method).upper() for method in methods)

        def register(function: F) -> F:
            if any(test(function) for test in _NOT_PLAIN):
                raise TypeError(
                    f"{function.__name__} cannot be an endpoint: it is an async function or a generator; "
                    "use an ordinary function that returns its answer"
                )
            if kind == WELLKNOWN and not path.startswith("/"):
                return function
            full = path if path.startswith("/") else f"/{path}"
            endpoint = Endpoint(
                kind,
                full,
                function,
                wanted,
                require_credentials,
                authenticate_users,
                enable_cors,
                cross_site_session,
            )
            endpoint.check()
            runtime().endpoints.add(endpoint)
            return function

        return register

    return decorator


http_endpoint = _decorator(API, "http_endpoint")
"""Decorator: the function answers requests for this path below `/_/api`. Parts like `:id` are arguments."""
route = _decorator(ROUTE, "route")
"""Decorator: the function decides what this address of the app shows: an answer, or a Form."""
wellknown_endpoint = _decorator(WELLKNOWN, "wellknown_endpoint")
"""Decorator: the function answers requests for this path below `/.well-known`."""
