"""Nothing of one call is seen by another (per call), nothing of one session by another (in every mode).

Each way of leaving something behind is a function that does it and one that looks; the second is called by
others, also at the same time. What a program of the system shares with all (files) is not isolated, and not
tried here.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter

import pytest

from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.launch import Caller, CallRequest, CallResult
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, PER_CALL, RunningApp, launch_spec

LEAKS = {
    # name: (leave it behind, what a call sees)
    "module global": ("globals()['left'] = 1", "globals().get('left')"),
    "global of another module": ("Other.value.append(1)", "Other.value"),
    "class attribute": ("Other.Kind.attribute = 1", "getattr(Other.Kind, 'attribute', None)"),
    "default argument": ("Other.remember(1)", "Other.remember()"),
    "function attribute": ("Other.remember.left = 1", "getattr(Other.remember, 'left', None)"),
    "closure": ("Other.counter()", "Other.counter() - 1"),
    "cache": ("Other.cached(1)", "Other.cached.cache_info().currsize"),
    "sys.modules": ("sys.modules['left_behind'] = sys", "'left_behind' in sys.modules"),
    "replaced module": ("sys.modules['json'] = sys", "sys.modules['json'].__name__"),
    "sys.path": ("sys.path.append('/left')", "'/left' in sys.path"),
    "sys.meta_path": ("sys.meta_path.append(Other)", "Other in sys.meta_path"),
    "patched module": ("json.dumps = None", "json.dumps is None"),
    "patched class": ("collections.Counter.left = 1", "hasattr(collections.Counter, 'left')"),
    "patched builtin": ("builtins.left = 1", "hasattr(builtins, 'left')"),
    "patched anvil": ("anvil.server.call = None", "anvil.server.call is None"),
    "patched runtime": ("anvil.server.left = 1", "hasattr(anvil.server, 'left')"),
    "registered function": ("anvil.server.callable('left')(len)", "registered('left')"),
    "environment variable": ("os.environ['LEFT'] = '1'", "os.environ.get('LEFT')"),
    "lost environment variable": ("os.environ.pop('PATH')", "'PATH' in os.environ"),
    "working folder": ("os.chdir('/')", "os.getcwd() == '/'"),
    "umask": ("os.umask(0o777)", "umask()"),
    "thread local": ("Other.local.left = 1", "getattr(Other.local, 'left', None)"),
    "context variable": ("Other.variable.set(1)", "Other.variable.get(None)"),
    "thread": ("threading.Thread(target=time.sleep, args=(60,), daemon=True, name='left').start()",
               "'left' in [thread.name for thread in threading.enumerate()]"),
    "signal handler": ("signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
                       "signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL"),
    "alarm": ("signal.setitimer(signal.ITIMER_REAL, 1000)", "signal.getitimer(signal.ITIMER_REAL)[0] > 0"),
    "atexit": ("atexit.register(print, 'LEFT AT EXIT')", "None"),
    "locale": ("locale.setlocale(locale.LC_ALL, 'C.UTF-8')", "locale.setlocale(locale.LC_ALL)"),
    "time zone": ("os.environ.__setitem__('TZ', 'Asia/Tokyo'); time.tzset()", "time.tzname"),
    "logging": ("logging.getLogger().addHandler(logging.NullHandler())", "len(logging.getLogger().handlers)"),
    "logging level": ("logging.getLogger('x').setLevel(1)", "logging.getLogger('x').level"),
    "warnings": ("warnings.simplefilter('error')", "warnings.filters[0][0]"),
    "recursion limit": ("sys.setrecursionlimit(50000)", "sys.getrecursionlimit()"),
    "switch interval": ("sys.setswitchinterval(0.5)", "round(sys.getswitchinterval(), 3)"),
    "trace": ("sys.settrace(lambda *a: None)", "sys.gettrace() is None"),
    "hook": ("sys.excepthook = print", "sys.excepthook is print"),
    "output": ("sys.stdout = io.StringIO()", "type(sys.stdout).__name__"),
    "input": ("sys.stdin = io.StringIO('x')", "type(sys.stdin).__name__"),
    "arguments": ("sys.argv.append('left')", "sys.argv"),
    "decimal context": ("decimal.getcontext().prec = 3", "decimal.getcontext().prec"),
    "collector": ("gc.disable()", "gc.isenabled()"),
    "socket time-out": ("socket.setdefaulttimeout(1.5)", "socket.getdefaulttimeout()"),
    "resource limit": ("resource.setrlimit(resource.RLIMIT_STACK, (1 << 22, 1 << 22))",
                       "resource.getrlimit(resource.RLIMIT_STACK)"),
    "nice": ("os.nice(3)", "os.nice(0)"),
    "open file": ("Other.value.append(os.open(os.devnull, os.O_RDONLY))", "open_files()"),
    "temporary folder": ("tempfile.tempdir = '/left'", "tempfile.tempdir"),
}  # fmt: skip

SERVER = {
    "Main": f"""
        import atexit, builtins, collections, decimal, gc, io, json, locale, logging, os, random, resource
        import signal, socket, sys, tempfile, threading, time, warnings
        import anvil.server
        from formwright.runtime.worker.current import runtime
        from . import Other

        def umask():
            now = os.umask(0)
            os.umask(now)
            return now

        def registered(name): return runtime().registry.find(name) is not None

        def open_files(): return len(os.listdir("/proc/self/fd"))

        LEAVE = {{name: entry[0] for name, entry in {LEAKS!r}.items()}}
        LOOK = {{name: entry[1] for name, entry in {LEAKS!r}.items()}}

        @anvil.server.callable
        def leave(name):
            exec(LEAVE[name], globals())
            return repr(eval(LOOK[name], globals()))

        @anvil.server.callable
        def look(name): return repr(eval(LOOK[name], globals()))

        @anvil.server.callable
        def look_at_all(): return {{name: repr(eval(code, globals())) for name, code in LOOK.items()}}

        @anvil.server.callable
        def leave_all():
            for name, code in LEAVE.items():
                if name not in ("output", "replaced module", "patched module", "patched anvil"):
                    exec(code, globals())

        @anvil.server.callable
        def seeded():
            random.seed(1)
            return random.random()

        @anvil.server.callable
        def drawn(): return random.random()

        @anvil.server.callable
        def secret(name, own):
            s = anvil.server.session
            seen = [s.get("own"), sorted(s)]
            s["own"] = own
            s[name] = 1
            time.sleep(0)
            return [seen, s["own"], sorted(s), anvil.server.get_session_id(), anvil.server.context.client.ip]

        @anvil.server.callable
        def secret_slowly(name, own):
            s = anvil.server.session
            s["own"] = own
            Other.meeting.wait(20)  # now all of them are here
            nested = anvil.server.call("mine")
            return [s["own"], nested, sorted(s)]

        @anvil.server.callable
        def mine(): return [anvil.server.session.get("own"), anvil.server.get_session_id()]
        """,
    "Other": """
        import contextvars, functools, threading
        value = []
        local = threading.local()
        variable = contextvars.ContextVar("left")
        meeting = threading.Barrier(4)
        class Kind: pass
        def remember(item=None, items=[]):
            if item: items.append(item)
            return len(items)
        def make_counter():
            n = 0
            def count():
                nonlocal n
                n += 1
                return n
            return count
        counter = make_counter()
        @functools.lru_cache(None)
        def cached(n): return n
        """,
}


@pytest.mark.parametrize("kind", PER_CALL)
async def test_no_call_sees_what_another_left_behind(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    fresh = {name: await app.call("look", name) for name in LEAKS}
    seen: dict[str, str] = {}
    for name in LEAKS:
        outcome = await app.outcome("leave", name)  # whoever breaks `json` gets no answer
        left = loads(outcome.body) if isinstance(outcome, CallResult) else None
        later = [await app.call("look", name) for _ in range(2)]
        if later != [fresh[name]] * 2:
            seen[name] = f"{fresh[name]} became {later}"
        if name not in NOT_VISIBLE and left == fresh[name]:
            seen[name] = f"the test would not notice: {left}"
    assert not seen
    assert "LEFT AT EXIT" not in app.printed()


# Where what is left is not what `look` shows, because nothing can show it.
NOT_VISIBLE = {"atexit"}


@pytest.mark.parametrize("kind", PER_CALL)
async def test_calls_at_the_same_time_see_nothing_of_each_other(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    fresh = await app.call("look_at_all")
    found = await asyncio.gather(
        *(app.call(function) for function in ["leave_all", "look_at_all"] * 8), app.call("look_at_all")
    )
    assert [each for each in found if each is not None] == [fresh] * 9


@pytest.mark.parametrize("kind", PER_CALL)
async def test_calls_do_not_draw_the_same_random_numbers(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    seeded = await app.call("seeded")
    drawn = [await app.call("drawn") for _ in range(6)]
    assert len({seeded, *drawn}) == 7


async def as_session(app: RunningApp, session: str, function: str, *args: object) -> object:
    caller = Caller(session=session, ip=f"ip of {session}")
    outcome = await app.engine.call(CallRequest(function, dumps_call(args, {})[0], (), caller))
    assert isinstance(outcome, CallResult), outcome
    return loads(outcome.body)


@pytest.mark.parametrize("kind", KINDS)
async def test_sessions_never_see_each_others_data(run_app: StartApp, kind: str) -> None:
    """Two hundred calls of eight sessions at once; those of one session follow each other."""
    app = await run_app(launch_spec(SERVER), kind)
    sessions = [f"session {number}" for number in range(8)]

    async def visitor(session: str) -> Counter[str]:
        wrong: Counter[str] = Counter()
        own: object = None
        for number in range(25 if kind == "persistent" else 6):
            answer = await as_session(app, session, "secret", f"{session} was here", f"{session}/{number}")
            keys = ["own", f"{session} was here"]
            expected = [
                [own, keys if number else []],
                f"{session}/{number}",
                keys,
                session,
                f"ip of {session}",
            ]
            own = f"{session}/{number}"
            if answer != expected:
                wrong[repr(answer)] += 1
        return wrong

    assert not sum(await asyncio.gather(*map(visitor, sessions)), Counter[str]())


async def test_calls_that_wait_for_each_other_in_one_process_keep_their_sessions(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    for turn in itertools.islice(itertools.count(), 5):
        names = [f"{turn}-{number}" for number in range(4)]
        answers = await asyncio.gather(
            *(as_session(app, name, "secret_slowly", name, f"of {name}") for name in names)
        )
        assert answers == [[f"of {name}", [f"of {name}", name], ["own"]] for name in names]
