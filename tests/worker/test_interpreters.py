"""The worker runs in every Python that apps may choose, in every mode."""

from __future__ import annotations

import pytest

from formwright.runtime.protocol.media import BlobMedia
from tests.engine.running_app import KINDS, launch_spec
from tests.worker.conftest import StartApp

SERVER = {
    "Main": """
        import anvil, anvil.server, os, sys, time, datetime
        from . import Shared
        count = 0
        @anvil.server.callable
        def visit(value):
            global count
            count += 1
            print("visited", count)
            return [value, count, os.getpid(), Shared.where()]
        @anvil.server.callable
        def blob(media):
            return anvil.BlobMedia(media.content_type, media.get_bytes()[::-1], media.name)
        @anvil.server.callable
        def fail():
            return {}["nothing"]
        @anvil.server.callable
        def endless():
            while True:
                pass
        @anvil.server.callable
        def again(depth):
            return anvil.server.call("again", depth - 1) + 1 if depth else 0
        """
}
CLIENT = {"Shared": "import anvil\ndef where(): return anvil.is_server_side()"}


@pytest.mark.parametrize("kind", KINDS)
async def test_every_python(run_app: StartApp, any_python: str, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, CLIENT, python=any_python, timeout=10), kind)
    visits = [await app.call("visit", {"a": [1, None, "é"]}) for _ in range(3)]
    assert [visit[0] for visit in visits] == [{"a": [1, None, "é"]}] * 3
    assert [visit[1] for visit in visits] == ([1, 2, 3] if kind == "persistent" else [1, 1, 1])
    assert len({visit[2] for visit in visits}) == (1 if kind == "persistent" else 3)
    assert all(visit[3] for visit in visits)
    assert app.printed().count("visited") == 3
    answer = await app.call("blob", BlobMedia("image/png", b"abc", "n"))
    assert (answer.get_bytes(), answer.content_type, answer.name) == (b"cba", "image/png", "n")
    error = await app.error("fail")
    assert (error.type, error.message, error.trace[-1].line) == ("KeyError", "nothing", 16)
    assert await app.call("again", 3) == 3


async def test_a_call_that_never_ends_in_every_python(run_app: StartApp, any_python: str) -> None:
    app = await run_app(launch_spec(SERVER, CLIENT, python=any_python, timeout=1))
    error = await app.error("endless")
    assert error.type == "anvil.server.TimeoutError"
    assert error.trace[-1].function == "endless"
