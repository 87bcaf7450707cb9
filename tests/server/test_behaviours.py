"""Behaviours M and S of server code, each in every mode and with a second Python.

What only a browser does (spinner, two calls at once, being offline) is in tests/client and tests/browser.
"""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from formwright.runtime.client import capabilities
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.portable import portable_name
from formwright.runtime.protocol.serialisation import dumps_call
from formwright.runtime.protocol.wrapped import WrappedObject
from formwright.runtime.server.engine import CallFailure, LaunchSpec
from tests.engine.running_app import KINDS, launch_spec
from tests.server.live_app import LiveApp, Mode
from tests.worker.conftest import second_python

SERVER = {
    "Main": """
        import datetime, os, sys, threading, time
        import anvil, anvil.server, anvil.util
        from anvil.server import callable, session, cookies, context, Capability
        from . import Shared
        from .Kinds import Point

        count = 0
        barrier = threading.Barrier(2)

        @callable
        def add(a, b): return a + b

        @callable("other")
        def renamed(): return "renamed"

        @callable
        def where(): return Shared.side

        @callable
        def step():
            global count
            count += 1
            return count

        @callable
        def meet(seconds):
            global count
            barrier.wait(seconds)
            count += 1
            return [os.getpid(), threading.get_ident()]

        @callable
        def imports():
            import Shared as top
            import main_package.Shared as full
            from main_package import Shared as other
            from .Pkg import A
            from .Pkg.A import f
            import Main
            from main_package import Main as me
            return [top is full is other is Shared, f(), A.order, Main is me, Shared.loads]

        @callable
        def circle():
            from . import Ping
            return [Ping.from_pong, Ping.Pong.seen]

        @callable
        def fail(kind): raise {"value": ValueError("x"), "key": KeyError("k")}[kind]

        @callable
        def fail_own():
            class Odd(Exception): pass
            raise Odd("too odd")

        @callable
        def echo(value): return value

        @callable
        def bad(what):
            cyclic = []
            cyclic.append(cyclic)
            return {"set": {"a": [{1}]}, "object": [object()], "key": {"a": {1: 2}}, "bytes": [b""],
                    "error": [ValueError("x")], "range": [range(3)], "type": [int],
                    "iterator": {"i": iter([])}, "nan key": {"a": {float("nan"): 1}},
                    "cycle": cyclic, "function": [bad], "module": {"x": sys}, "complex": [1j]}[what]

        @callable
        def naive(): return datetime.datetime(2024, 5, 1, 12, 30, 1, 5)

        @callable
        def offset(value): return value.utcoffset().total_seconds()

        @callable
        def point(p): return [type(p).__name__, p.x, p.restored, Point(p.x + 1)]

        @callable
        def kinds(): return Point

        @callable
        def raise_portable():
            from .Kinds import Refused
            raise Refused("no")

        @callable(require_user=True)
        def private(): return "secret"

        @callable(require_user=lambda user: False)
        def never(): return "secret"

        @callable
        def direct(): return [private(), never()]

        @callable
        def end(): os._exit(7)

        @callable
        def say(text):
            print(text)
            print("to stderr", file=sys.stderr)

        @callable
        def put(**values): session.update(values)

        @callable
        def get(key): return session.get(key)

        @callable
        def put_media(): session["m"] = anvil.BlobMedia("text/plain", b"x")

        @callable
        def bake(): cookies.local.set(a=1)

        @callable
        def taste(key): return cookies.local[key]

        @callable
        def who(): return [context.type, context.client.type, context.client.ip,
                           context.remote_caller.type, context.remote_caller.is_trusted]

        @callable
        def who_nested(): return anvil.server.call("who")

        @callable
        def give(scope): return Capability(scope)

        @callable
        def use(right):
            right.send_update("used")
            return anvil.server.unwrap_capability(right, ["a", Capability.ANY])

        @callable
        def channels():
            anvil.server.subscribe("news")
            anvil.server.raise_event("x", {"a": 1}, channel="news")
            return [anvil.server.get_session_id(), anvil.server.get_subscriptions()]

        @callable
        def wrap(): return anvil.util.WrappedObject(a=[{"b": 1}])

        @callable
        def about(): return [anvil.app.id, anvil.app.get_client_config(), anvil.server.get_app_origin()]

        @callable("task:x")
        def task(): return "task"

        @callable
        def deep(n): return anvil.server.call("deep", n - 1) + 1 if n else 0

        @callable
        def nested_error(kind):
            try:
                anvil.server.call("fail", kind)
            except (ValueError, KeyError) as error:
                return [type(error).__name__, error.args]

        @callable
        def nested_missing():
            try:
                anvil.server.call("nothing")
            except anvil.server.NoServerFunctionError as error:
                return str(error)
        """,
    "Kinds": """
        import anvil.server

        @anvil.server.portable_class
        class Point:
            restored = False
            def __init__(self, x): self.x = x
            def __serialize__(self, info): return {"x": self.x}
            def __deserialize__(self, data, info):
                self.x = data["x"]
                self.restored = True
            @anvil.server.server_method
            def moved(self, by): return [self.x + by, self.restored]

        @anvil.server.portable_class
        class Refused(Exception): pass
        """,
    "Ping": "from . import Pong\nfrom_pong = Pong.name\nlate = 1\n",
    "Pong": "from . import Ping\nseen = hasattr(Ping, 'late')\nname = 'pong'\n",
    "Pkg/__init__": "order = ['package']\n",
    "Pkg/A": "from . import order\norder = order + ['module']\ndef f(): return 'f'\n",
}
CLIENT = {
    "Shared": """
        import sys
        import anvil
        side = anvil.is_server_side()
        loads = getattr(sys, "_loads_of_shared", 0) + 1
        sys._loads_of_shared = loads
        """
}


def modes() -> list[Any]:
    own = [pytest.param((kind, ""), id=kind) for kind in KINDS]
    second = second_python()
    name = second[0] if second else "another Python"
    return own + [pytest.param((kind, name), id=f"{kind}-{name}") for kind in KINDS]


def mode_of(param: tuple[str, str]) -> Mode:
    kind, name = param
    if not name:
        return Mode(kind, sys.executable, "own")
    second = second_python()
    if second is None:
        pytest.skip("no second Python on this machine; `python3 dev.py setup --test` installs PyPy")
    return Mode(kind, second[1], second[0])


def spec_for(mode: Mode, server: dict[str, str] | None = None, **more: Any) -> LaunchSpec:
    return launch_spec(server or SERVER, CLIENT, python=mode.python, **more)


@pytest.fixture(scope="module", params=modes())
def mode(request: pytest.FixtureRequest) -> Mode:
    return mode_of(request.param)


@pytest.fixture(scope="module")
def app(mode: Mode) -> Iterator[LiveApp]:
    running = LiveApp(spec_for(mode), mode)
    yield running
    running.close()


# --- modules ---------------------------------------------------------------------------------------------


def test_M02_M03_a_client_module_runs_on_the_server(app: LiveApp) -> None:
    assert app.call("where") is True


def test_M09_M10_globals_live_as_the_mode_says(app: LiveApp) -> None:
    before = app.call("step")
    steps = [app.call("step") for _ in range(3)]
    assert steps == ([before + 1, before + 2, before + 3] if app.mode.persistent else [1, 1, 1])


def test_M11_calls_at_once_share_globals_in_persistent_mode_only(app: LiveApp) -> None:
    if not app.mode.persistent:
        found = app.error("meet", 0.1)  # each call has a barrier of its own, where nobody comes
        assert found.type.endswith("BrokenBarrierError")
        return
    places: list[Any] = []
    threads = [threading.Thread(target=lambda: places.append(app.call("meet", 20))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 2
    assert places[0][0] == places[1][0] and places[0][1] != places[1][1]


def test_M13_M15_M16_M17_a_module_is_one_object_whatever_it_is_called(app: LiveApp) -> None:
    assert app.call("imports") == [True, "f", ["package", "module"], True, 1]


def test_M14_circular_imports_see_what_is_there_so_far(app: LiveApp) -> None:
    assert app.call("circle") == ["pong", False]


# --- calls -----------------------------------------------------------------------------------------------


def test_S01_S02_S03_names(app: LiveApp) -> None:
    assert app.call("add", 2, 3) == 5
    assert app.call("other") == "renamed"
    for name in ("renamed", "nothing"):
        assert app.error(name).type == "anvil.server.NoServerFunctionError"


def test_S04_S05_S06_errors(app: LiveApp) -> None:
    found = app.error("fail", "value")
    assert (found.type, found.message) == ("ValueError", "x")
    assert [(frame.file, frame.function) for frame in found.trace] == [("server_code/Main.py", "fail")]
    assert (app.error("fail", "key").type, app.error("fail", "key").message) == ("KeyError", "k")
    odd = app.error("fail_own")
    assert (odd.type, odd.message) == ("Odd", "too odd")
    assert str(odd.to_exception()) == "Odd: too odd"
    refused = app.error("raise_portable")
    assert (refused.type, refused.message) == ("main_package.Kinds.Refused", "no")
    assert app.call("nested_error", "value") == ["ValueError", ["x"]]
    assert app.call("nested_error", "key") == ["KeyError", ["k"]]
    assert "nothing" in app.call("nested_missing")


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        2**60,
        -(2**70),
        1.5,
        "é\U0001f600\u0000",
        date(2024, 2, 29),
        datetime(2024, 2, 29, 1, 2, 3, 4, timezone(timedelta(hours=-3, minutes=-30))),
        [1, [2, {"a": [None]}]],
        {"a": {"b": {"$": 1}}, "": []},
        {"$": "float"},
    ],
    ids=repr,
)
def test_S07_S10_values_survive(app: LiveApp, value: object) -> None:
    back = app.call("echo", value)
    assert back == value and type(back) is type(value)


def test_S07_S10_values_that_change_or_equal_nothing(app: LiveApp) -> None:
    assert app.call("echo", (1, (2,))) == [1, [2]]
    assert math.isnan(app.call("echo", math.nan))
    assert app.call("echo", [math.inf, -math.inf]) == [math.inf, -math.inf]
    naive = datetime(2024, 7, 1, 12)
    sent = naive.astimezone().utcoffset()
    assert sent is not None and app.call("offset", naive) == sent.total_seconds()
    back = app.call("naive")
    assert back.utcoffset() is not None
    assert back.replace(tzinfo=None) == datetime(2024, 5, 1, 12, 30, 1, 5)


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("set", "result['a'][0]"),
        ("object", "result[0]"),
        ("key", "result['a']"),
        ("bytes", "result[0]"),
        ("cycle", "result[0]"),
        ("function", "result[0]"),
        ("module", "result['x']"),
        ("complex", "result[0]"),
        ("error", "result[0]"),
        ("range", "result[0]"),
        ("type", "result[0]"),
        ("iterator", "result['i']"),
        ("nan key", "result['a']"),
    ],
)
def test_S08_S09_S12_what_cannot_travel_is_named_by_its_path(app: LiveApp, what: str, path: str) -> None:
    found = app.error("bad", what)
    assert found.type == "anvil.server.SerializationError"
    assert path in found.message


def test_S08_S09_S12_arguments_are_refused_before_they_are_sent() -> None:
    for value, path in (
        ({1}, "args[0]"),
        ({"x": object()}, "args[0]['x']"),
        ({1: 2}, "args[0]"),
        (b"", "args[0]"),
    ):
        with pytest.raises(SerializationError) as refused:
            dumps_call([value], {})
        assert path in str(refused.value)


def test_S11_media_of_5_MB(app: LiveApp) -> None:
    content = bytes(range(256)) * 20 * 1024
    back = app.call("echo", BlobMedia("image/png", content, "a.png"))
    assert (back.content_type, back.name) == ("image/png", "a.png")
    assert back.get_bytes() == content


def test_S13_S14_portable_classes_and_their_server_methods(app: LiveApp) -> None:
    class Point:
        def __init__(self, x: int) -> None:
            self.x = x

        def __serialize__(self, info: Any) -> dict[str, int]:
            return {"x": self.x}

        def __deserialize__(self, data: dict[str, int], info: Any) -> None:
            self.x = data["x"]

    app.classes.add(Point, "main_package.Kinds.Point")
    name, x, restored, back = app.call("point", Point(4))
    assert (name, x, restored) == ("Point", 4, True)
    assert type(back) is Point and back.x == 5
    assert app.call("kinds") is Point and portable_name(Point) is not None
    assert app.call("anvil.server_side/main_package.Kinds.Point.moved", Point(4), 3) == [7, True]


def test_S15_S17_require_user(app: LiveApp) -> None:
    for function in ("private", "never"):
        assert app.error(function).type == "anvil.users.AuthenticationFailed"
    assert app.call("direct") == ["secret", "secret"]


def test_S19_a_worker_that_ends_fails_its_call_only(app: LiveApp) -> None:
    assert app.error("end").type == "anvil.server.ExecutionTerminatedError"
    assert app.call("add", 1, 1) == 2


def test_S20_what_is_printed_belongs_to_the_call(app: LiveApp) -> None:
    app.call("say", "a line that is told")
    assert "a line that is told\n" in app.running.printed("stdout")
    assert "to stderr\n" in app.running.printed("stderr")


def test_S24_S25_sessions(app: LiveApp) -> None:
    body = '{"a": [], "k": {"x": {"n": [1]}}}'
    outcome, _ = app.outcome("put", body=body, session="s24")
    assert not isinstance(outcome, CallFailure)
    assert app.call("get", "x", session="s24") == {"n": [1]}
    assert app.call("get", "x", session="other") is None
    found = app.error("put_media", session="s24")
    assert found.type == "anvil.server.SerializationError" and "anvil.server.session" in found.message


def test_S27_cookies(app: LiveApp) -> None:
    app.call("bake", session="s27")
    assert app.call("taste", "a", session="s27") == 1
    assert (app.error("taste", "b", session="s27").type, app.error("taste", "a", session="no").type) == (
        "KeyError",
        "KeyError",
    )


def test_S28_S29_who_calls(app: LiveApp) -> None:
    assert app.call("who") == ["server_module", "browser", "192.0.2.1", "browser", False]
    assert app.call("who_nested") == ["server_module", "browser", "192.0.2.1", "server_module", True]


def test_S30_names_with_a_colon_are_not_for_browsers(app: LiveApp) -> None:
    for name in ("task:x", "formwright:load", "formwright:origin", "nothing:at all"):
        assert app.error(name, "session").type == "anvil.server.PermissionDenied"


def test_S31_calls_within_calls_end_somewhere(app: LiveApp) -> None:
    assert app.call("deep", 10) == 10
    assert app.error("deep", 11).type == "anvil.server.StackOverflow"
    assert app.call("add", 1, 1) == 2


# --- the rest of anvil.server ----------------------------------------------------------------------------


def test_capabilities(app: LiveApp) -> None:
    right = app.call("give", ["a"], session="ann")
    seen: list[object] = []
    narrow = right.narrow([1])
    narrow.set_update_handler(seen.append)
    assert app.call("use", narrow, session="ann") == ["a", 1]
    assert app.call("use", right, session="ann") == ["a", None]
    assert seen == ["used"]
    for session, shown in (("bob", right), ("ann", capabilities.Capability(["a"]))):
        found = app.error("use", shown, session=session)
        assert found.type == "ValueError" and "not valid" in found.message


def test_events_and_sessions(app: LiveApp) -> None:
    assert app.call("channels", session="events") == ["events", ["news"]]


def test_what_server_code_knows_of_its_app(app: LiveApp) -> None:
    assert app.call("about") == ["main_package", {}, None]
    wrapped = app.call("wrap")
    assert type(wrapped) is WrappedObject and wrapped.a[0].b == 1


# --- behaviours that need an app of their own ------------------------------------------------------------


def test_M12_changed_code_is_used_by_new_calls(mode: Mode) -> None:
    before = {"Main": "import anvil.server\n@anvil.server.callable\ndef version(): return 1\n"}
    after = {"Main": "import anvil.server\n@anvil.server.callable\ndef version(): return 2\n"}
    app = LiveApp(spec_for(mode, before), mode)
    try:
        assert app.call("version") == 1
        app.wait(app.running.engine.replace(replace(spec_for(mode, after), persistent=mode.persistent)))
        assert app.call("version") == 2
    finally:
        app.close()


def test_M19_a_module_that_fails_fails_every_call_and_says_where(mode: Mode) -> None:
    server = {**SERVER, "Zebra": "x = 1\n\nraise RuntimeError('at the top')\n"}
    app = LiveApp(spec_for(mode, server), mode)
    try:
        for _ in range(2):
            found = app.error("add", 1, 2)
            assert found.type == "RuntimeError"
            assert found.message == "at the top (server_code/Zebra.py, line 3)"
    finally:
        app.close()


def test_S18_a_call_beyond_its_time_ends(mode: Mode) -> None:
    server = {
        "Main": """
            import anvil.server, time
            @anvil.server.callable
            def slow(): time.sleep(60)
            @anvil.server.callable
            def quick(): return 1
            """
    }
    app = LiveApp(spec_for(mode, server, timeout=2), mode)
    try:
        found = app.error("slow")
        assert found.type == "anvil.server.TimeoutError"
        assert app.call("quick") == 1
    finally:
        app.close()
