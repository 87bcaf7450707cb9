"""Server code that misbehaves: the caller gets a typed error, other calls and later calls are untouched."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import psutil
import pytest

from formwright.runtime.protocol.control import CallFinished, Output, WorkerState
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, PER_CALL, launch_spec, process_exists

SERVER = {
    "Main": """
        import ctypes, os, signal, subprocess, sys, threading, time
        import anvil.server

        @anvil.server.callable
        def fine(value=1): return value

        @anvil.server.callable
        def nap(seconds):
            time.sleep(seconds)
            return "rested"

        @anvil.server.callable
        def segfault():
            os.kill(os.getpid(), signal.SIGSEGV)
            time.sleep(5)

        @anvil.server.callable
        def aborts(): os.abort()

        @anvil.server.callable
        def exits_hard(): os._exit(3)

        @anvil.server.callable
        def exits(): sys.exit(3)

        @anvil.server.callable
        def killed():
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(5)

        @anvil.server.callable
        def endless():
            deep = [1]
            while True:
                deep[0] += 1

        @anvil.server.callable
        def endless_in_c():
            sum(iter(int, 1))

        @anvil.server.callable
        def sleeps(): time.sleep(600)

        @anvil.server.callable
        def recursion(): return recursion()

        @anvil.server.callable
        def strange_result(): return {"x": [1, {2, 3}]}

        @anvil.server.callable
        def circular():
            circle = []
            circle.append(circle)
            return circle

        @anvil.server.callable
        def closes_stdout():
            sys.stdout.close()
            sys.stderr.close()
            os.close(1)
            os.close(2)
            print("still here")
            return "closed"

        @anvil.server.callable
        def closes_everything():
            os.closerange(3, 200)
            time.sleep(600)

        @anvil.server.callable
        def forks():
            pid = os.fork()
            if pid == 0:
                time.sleep(600)
            return pid

        @anvil.server.callable
        def starts_program(then):
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            print("child", child.pid, flush=True)
            if then == "exit":
                os._exit(4)
            if then == "sleep":
                time.sleep(600)
            return child.pid

        @anvil.server.callable
        def breaks_the_channel():
            for fd in range(3, 64):
                try:
                    os.write(fd, b"\\xff" * 100)
                except OSError:
                    pass
            time.sleep(600)

        class Unprintable(Exception):
            def __str__(self): raise RuntimeError

        @anvil.server.callable
        def unprintable(): raise Unprintable

        @anvil.server.callable
        def base_exception(): raise KeyboardInterrupt
        """
}
TERMINATED = "anvil.server.ExecutionTerminatedError"


@pytest.mark.parametrize("kind", KINDS)
async def test_processes_that_end(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    for function, words in [
        ("segfault", "segmentation fault"),
        ("aborts", "aborted"),
        ("exits_hard", "status 3"),
        ("killed", "memory"),
    ]:
        error = await app.error(function)
        assert error.type == TERMINATED, function
        assert words in error.message
        assert await app.call("fine") == 1
    assert "Segmentation fault" in app.printed("stderr")
    assert 'File "server_code/Main.py"' in app.printed("stderr"), "the Python line of a crash is printed"


@pytest.mark.parametrize("kind", KINDS)
async def test_errors_that_leave_the_process_alive(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    for function, type_name, words in [
        ("exits", "SystemExit", "3"),
        ("recursion", "RecursionError", "recursion"),
        ("strange_result", "anvil.server.SerializationError", "result['x'][1]"),
        ("circular", "anvil.server.SerializationError", "result[0] contains itself"),
        ("unprintable", "Unprintable", "RuntimeError"),
        ("base_exception", "KeyboardInterrupt", ""),
    ]:
        error = await app.error(function)
        assert error.type == type_name
        assert words in error.message
    assert await app.call("fine", 2) == 2
    outcome = await app.outcome("fine", body="not json")
    assert "SerializationError" in repr(outcome)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", ["endless", "sleeps"])
async def test_calls_that_take_too_long(run_app: StartApp, kind: str, function: str) -> None:
    app = await run_app(launch_spec(SERVER, timeout=1), kind)
    await app.ready()
    error = await app.error(function)
    assert error.type == "anvil.server.TimeoutError"
    assert [(frame.file, frame.function) for frame in error.trace] == [("server_code/Main.py", function)]
    assert "It was here" in app.printed("stderr")
    assert await app.call("fine") == 1
    (call,) = [event for event in app.finished() if event.function == function]
    assert call.milliseconds < 2000, "a typed error within a second after the limit"
    await app.until(lambda: call.worker in app.ended_workers())
    assert "too long" in app.ended_workers()[call.worker or 0].reason


@pytest.mark.parametrize("kind", KINDS)
async def test_code_that_never_lets_python_run(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, timeout=1), kind)
    await app.ready()
    error = await app.error("endless_in_c")
    assert error.type == "anvil.server.TimeoutError"
    assert app.finished()[-1].milliseconds < 2000
    await app.until(lambda: "endless_in_c" in app.printed("stdout") + app.printed("stderr"))


@pytest.mark.parametrize("kind", KINDS)
async def test_other_calls_are_untouched_by_a_timeout(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, timeout=2), kind)
    await app.ready()
    endless = asyncio.create_task(app.error("endless"))
    await app.until(lambda: any(getattr(event, "function", "") == "endless" for event in app.events))
    await asyncio.sleep(1)  # so that the nap is still going on when the other call is given up
    assert await app.call("nap", 1.5) == "rested"
    assert (await endless).type == "anvil.server.TimeoutError"


@pytest.mark.parametrize("kind", PER_CALL)
async def test_other_calls_are_untouched_by_crashes(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    await app.ready()
    resting = [asyncio.create_task(app.call("nap", 1)) for _ in range(3)]
    crashing = [asyncio.create_task(app.error(name)) for name in ("segfault", "exits_hard", "killed")]
    assert {error.type for error in await asyncio.gather(*crashing)} == {TERMINATED}
    assert await asyncio.gather(*resting) == ["rested"] * 3


@pytest.mark.parametrize("kind", KINDS)
async def test_closing_the_output(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    assert await app.call("closes_stdout") == "closed"
    assert "still here" in app.printed()
    assert await app.call("fine") == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", ["closes_everything", "breaks_the_channel"])
async def test_breaking_the_channel(run_app: StartApp, kind: str, function: str) -> None:
    app = await run_app(launch_spec(SERVER, timeout=2), kind)
    await app.ready()
    error = await app.error(function)
    # A thread that reads from a socket while another closes it keeps it open: then it is the time limit.
    assert error.type in (TERMINATED, "anvil.server.TimeoutError")
    assert app.finished()[-1].milliseconds < 3000
    assert await app.call("fine") == 1


@pytest.mark.parametrize("kind", PER_CALL)
async def test_nothing_that_a_call_has_started_outlives_it(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, timeout=2), kind)
    children = [await app.call("starts_program", "return"), await app.call("forks")]
    assert (await app.error("starts_program", "exit")).type == TERMINATED
    assert (await app.error("starts_program", "sleep")).type == "anvil.server.TimeoutError"
    printed = [int(line.split()[1]) for line in app.printed().splitlines() if line.startswith("child ")]
    await app.until(lambda: len(app.ended_workers()) >= 4)
    assert len(printed) == 3
    while any(process_exists(pid) for pid in [*children, *printed]):
        await asyncio.sleep(0.01)  # killed they are; to be gone takes a moment


async def test_a_template_that_is_killed_is_replaced(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    await app.call("fine")
    resting = asyncio.create_task(app.call("nap", 1))
    await app.until(
        lambda: any(isinstance(event, WorkerState) and event.state == "busy" for event in app.events)
    )
    templates = [process for process in psutil.Process().children() if "template" in process.cmdline()]
    assert len(templates) == 1
    os.kill(templates[0].pid, signal.SIGKILL)
    for number in range(8):
        assert await app.call("fine", number) == number
    assert await resting == "rested"


async def test_calls_whose_template_dies_before_it_forks_go_to_the_next(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    await app.call("fine")
    (template,) = [process for process in psutil.Process().children() if "template" in process.cmdline()]
    while not any(worker.state == "idle" for worker in app.engine.status().workers):
        await asyncio.sleep(0.02)
    template.suspend()  # requests to fork queue up from here on
    calls = [asyncio.create_task(app.call("fine", number)) for number in range(8)]
    await app.until(lambda: sum(isinstance(event, CallFinished) for event in app.events) >= 2)
    template.kill()
    assert await asyncio.gather(*calls) == list(range(8))


@pytest.mark.parametrize("kind", KINDS)
async def test_output_comes_live_with_its_call(run_app: StartApp, kind: str) -> None:
    server = {
        "Main": """
            import os, subprocess, sys, time
            import anvil.server
            print("at import")
            @anvil.server.callable
            def talk(name):
                print(name, "one")
                print(name, "two", file=sys.stderr)
                print(name, "no line end", end="")
                sys.stdout.buffer.write(" bytes\\n".encode())
                time.sleep(0.3)
                os.write(1, b"raw\\n")
                subprocess.run([sys.executable, "-c", "print('from a child')"])
                print("\\ud800 é")
                print("unfinished", end="")
                sys.stderr.write("and this")
            """
    }
    app = await run_app(launch_spec(server), kind)
    await asyncio.gather(
        app.outcome("talk", "first", call_id="A"), app.outcome("talk", "second", call_id="B")
    )
    for call_id, name in (("A", "first"), ("B", "second")):
        printed = app.printed("stdout", call_id)
        assert f"{name} one\n{name} no line end bytes\n" in printed
        assert "é" in printed
        assert app.printed("stderr", call_id) == f"{name} two\nand this"
        assert "unfinished" in printed
        assert ("at import\n" in printed) == (kind != "persistent")
    await app.until(lambda: app.printed().count("raw\n") == 2 and app.printed().count("from a child\n") == 2)
    order = [
        event.call_id if isinstance(event, Output) else type(event).__name__
        for event in app.events
        if getattr(event, "call_id", None) == "A"
    ]
    assert order.index("CallFinished") > order.index("A"), "output comes before the call has finished"


@pytest.mark.parametrize("kind", KINDS)
async def test_huge_output_is_cut(run_app: StartApp, kind: str) -> None:
    server = {
        "Main": """
            import os
            import anvil.server
            @anvil.server.callable
            def lines():
                for number in range(30_000):
                    print("line", number)
                return "done"
            @anvil.server.callable
            def one_line():
                print("x" * 5_000_000, end="")
                return "done"
            @anvil.server.callable
            def raw():
                for _ in range(100):
                    os.write(1, b"y" * 50_000)
                return "done"
            """
    }
    app = await run_app(launch_spec(server), kind)
    for function in ("lines", "one_line", "raw"):
        before = len(app.printed())
        assert await app.call(function) == "done"
        await app.until(lambda before=before: "output cut here" in app.printed()[before:])  # type: ignore[misc]
        assert len(app.printed()) - before < 1_100_000
    assert app.printed().startswith("line 0\nline 1\n")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", ["prints", "writes", "child_writes"])
async def test_a_hundred_megabytes_of_output(run_app: StartApp, kind: str, function: str) -> None:
    server = {
        "Main": """
            import os, subprocess, sys
            import anvil.server
            @anvil.server.callable
            def fine(): return "fine"
            @anvil.server.callable
            def prints():
                for number in range(1000):
                    print("x" * 100_000)
                return "done"
            @anvil.server.callable
            def writes():
                for number in range(1000):
                    os.write(1, b"y" * 99_999 + b"\\n")
                return "done"
            @anvil.server.callable
            def child_writes():
                code = "for _ in range(1000): print('z' * 100_000)"
                subprocess.run([sys.executable, "-c", code])
                return "done"
            """
    }
    app = await run_app(launch_spec(server, timeout=60), kind)
    assert await app.call("fine") == "fine"
    here = psutil.Process()
    before = here.memory_info().rss
    calling = asyncio.create_task(app.call(function))
    assert await app.call("fine") == "fine"
    assert await calling == "done"
    await app.until(lambda: "output cut here" in app.printed())
    assert len(app.printed()) < 1_100_000
    assert here.memory_info().rss - before < 40_000_000
    assert await app.call("fine") == "fine"


async def test_a_crash_loop_at_start_is_no_loop(run_app: StartApp, app_folder: str) -> None:
    server = {
        "Main": f"""
            import os
            with open({app_folder!r} + "/starts", "a") as file:
                file.write("x")
            os._exit(1)
            """
    }
    for kind in KINDS:
        app = await run_app(launch_spec(server), kind)
        assert (await app.error("anything")).type == TERMINATED
        state = await app.ready()
        assert state.state in ("ready", "broken")
    starts = Path(app_folder) / "starts"
    # The last spare may still start. A loop would go on, and pass the limit.
    started = 0
    while started < (started := len(starts.read_text())) < 15:
        await asyncio.sleep(1.5)
    assert started < 15


@pytest.fixture
def app_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("app"))
