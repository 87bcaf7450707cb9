"""`anvil` and `anvil.server` as server code meets them."""

from __future__ import annotations

from datetime import datetime

import pytest

from formwright.runtime.server.engine import Caller, CallResult
from tests.engine.running_app import KINDS, PER_CALL, launch_spec
from tests.worker.conftest import StartApp

SERVER = {
    "Main": """
        from __future__ import annotations
        import threading, sys
        import anvil
        import anvil.server, anvil.users, anvil.tables as tables, anvil.tables.query as q
        import anvil.email, anvil.google.drive, anvil.secrets, anvil.http
        from anvil.tables import app_tables
        from anvil import *
        from anvil.server import callable

        @callable
        def plain(a, b=2): return [a, b]

        @callable("other.name")
        def renamed(): return "renamed"

        @anvil.server.callable(require_user=True)
        def private(): return "secret"

        @anvil.server.callable
        def call_private(): return private()

        @anvil.server.callable("task:secret")
        def scoped(): return "scoped"

        @anvil.server.callable("item_.*")
        def pattern(): return "matched"

        @anvil.server.background_task
        def job(): return "job"

        @anvil.server.http_endpoint("/x", methods=["GET"])
        def endpoint(): return "endpoint"

        @tables.in_transaction
        def transaction(): pass

        class Thing: pass

        @callable
        def use(what):
            return {
                "alert": lambda: alert("x"),
                "open_form": lambda: open_form("Form1"),
                "component": lambda: Button(text="x"),
                "table": lambda: app_tables.people.search(),
                "query": lambda: q.any_of(1),
                "users": lambda: anvil.users.get_user(),
                "transaction": transaction,
                "email": lambda: anvil.email.send(to="x"),
                "js": lambda: anvil.js.window,
                "number": lambda: anvil.server.call(5),
                "thing": lambda: Thing(),
                "argument": lambda: anvil.server.call("plain", {1}),
            }[what]()

        @callable
        def who():
            c = anvil.server.context
            return [c.type, c.client.type, c.client.ip, c.remote_caller.type, c.remote_caller.is_trusted]

        @callable
        def who_from_here(): return anvil.server.call("who")

        @callable
        def who_in_thread():
            found = []
            thread = threading.Thread(target=lambda: found.append(anvil.server.call("plain", 1)))
            thread.start(); thread.join()
            return found

        @callable
        def catch():
            try:
                anvil.server.call("fail")
            except ZeroDivisionError as error:
                return ["caught", str(error)]

        @callable
        def let_through(): anvil.server.call("fail")

        @callable
        def fail(): return 1 / 0

        @callable
        def no_such():
            try:
                anvil.server.call("nowhere")
            except anvil.server.NoServerFunctionError as error:
                return str(error)

        @callable
        def echo(*args, **kwargs): return [args, kwargs]

        @callable
        def directly(): return [job(), endpoint()]

        @callable
        def zone():
            import anvil.tz, datetime
            return datetime.datetime(2020, 1, 1, tzinfo=anvil.tz.tzoffset(hours=3))

        @callable
        def files():
            import anvil.media, os
            with anvil.media.TempFile(anvil.BlobMedia("text/plain", b"abc", "a.txt")) as name:
                found = anvil.media.from_file(name)
            return [found.get_bytes().decode(), found.content_type, os.path.exists(name)]
        """
}


@pytest.mark.parametrize("kind", KINDS)
async def test_calling(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    assert await app.call("plain", 1) == [1, 2]
    assert await app.call("other.name") == "renamed"  # S02
    assert (await app.error("renamed")).type == "anvil.server.NoServerFunctionError"
    assert await app.call("item_5") == "matched"
    assert (await app.error("plain")).type == "TypeError"
    assert await app.call("call_private") == "secret"
    error = await app.error("private")
    assert error.type == "anvil.users.AuthenticationFailed" and "users service" in error.message
    assert await app.call("directly") == ["job", "endpoint"]
    outcome = await app.outcome("echo", body='{"a":[1],"k":{"b":{"$":"dict","v":{"$":2}}}}')
    assert isinstance(outcome, CallResult)
    assert outcome.body == '[[1],{"b":{"$":"dict","v":{"$":2}}}]'


@pytest.mark.parametrize("kind", ["forked", "persistent"])
async def test_server_to_server(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    # S28, S29
    assert await app.call("who") == ["server_module", "browser", "192.0.2.1", "browser", False]
    assert await app.call("who_from_here") == [
        "server_module",
        "browser",
        "192.0.2.1",
        "server_module",
        True,
    ]
    assert await app.call("who_in_thread") == [[1, 2]]
    assert await app.call("catch") == ["caught", "division by zero"]
    assert "'nowhere'" in await app.call("no_such")
    error = await app.error("let_through")
    assert error.type == "ZeroDivisionError"
    assert [frame.function for frame in error.trace] == ["let_through", "fail"]


async def test_names_with_a_colon_need_trust(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    assert (await app.error("task:secret")).type == "anvil.server.PermissionDenied"
    outcome = await app.outcome("task:secret", caller=Caller("server_module", trusted=True))
    assert isinstance(outcome, CallResult) and outcome.body == '"scoped"'


MISSING = [
    ("alert", "ClientOnlyError", "alert() exists in the browser only"),
    ("open_form", "ClientOnlyError", "open_form()"),
    ("component", "ClientOnlyError", "Button"),
    ("js", "ClientOnlyError", "anvil.js.window"),
    ("table", "anvil.server.ServiceNotAdded", "anvil.tables.app_tables is not available yet"),
    ("query", "anvil.server.ServiceNotAdded", "not available yet"),
    ("users", "anvil.server.ServiceNotAdded", "anvil.users.get_user"),
    ("transaction", "anvil.server.ServiceNotAdded", "in_transaction (used by transaction)"),
    ("email", "anvil.server.ServiceNotAdded", "anvil.email.send"),
    ("number", "TypeError", "must be a name"),
    ("thing", "anvil.server.SerializationError", "result is of type main_package.Main.Thing"),
    ("argument", "anvil.server.SerializationError", "args[0]"),
]


async def test_what_is_missing_says_so(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    for what, type_name, words in MISSING:
        error = await app.error("use", what)
        assert error.type == type_name, error
        assert words in error.message
        assert error.trace or what == "thing"


async def test_values_of_the_api(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    assert await app.call("zone") == datetime.fromisoformat("2020-01-01T00:00:00+03:00")
    assert await app.call("files") == ["abc", "text/plain", False]


async def test_two_functions_of_one_name(run_app: StartApp) -> None:
    server = {
        "One": "import anvil.server\n@anvil.server.callable\ndef f(): return 1",
        "Two": "import anvil.server\n@anvil.server.callable\ndef f(): return 2",
    }
    app = await run_app(launch_spec(server))
    assert await app.call("f") == 2
    assert "two server functions are named 'f'" in app.printed("stderr")


@pytest.mark.parametrize("kind", KINDS)
async def test_the_runtime_used_at_import(run_app: StartApp, kind: str) -> None:
    server = {
        "A": "import anvil.server\n@anvil.server.callable\ndef f(): return 20",
        "B": """
            import anvil.server
            if anvil.server.context.client.type != "never":
                try:
                    doubled = 2 * anvil.server.call("other")
                except Exception as error:
                    doubled = type(error).__name__
            @anvil.server.callable
            def g(): return doubled
            """,
    }
    app = await run_app(launch_spec(server), kind)
    outcome = await app.outcome("g")
    # Per call, the process that is asked for "other" imports B as well and asks the next, until that is
    # too deep; the function does not exist, so everybody else hears that.
    assert isinstance(outcome, CallResult), outcome
    assert outcome.body == (
        '"RuntimeUnavailableError"' if kind == "persistent" else '"NoServerFunctionError"'
    )


@pytest.mark.parametrize("kind", PER_CALL)
async def test_only_a_call_at_import(run_app: StartApp, kind: str) -> None:
    """Nothing can be called while there is no call: such an app is imported when its call is there."""
    server = {
        "B": """
            import anvil.server
            @anvil.server.callable
            def g(): return doubled
            try:
                doubled = 2 * anvil.server.call("other")
            except Exception as error:
                doubled = type(error).__name__
            """
    }
    app = await run_app(launch_spec(server), kind)
    for _ in range(2):
        assert await app.call("g") == "NoServerFunctionError"
    assert (await app.ready()).state == "ready"
