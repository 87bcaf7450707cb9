"""`formwright serve` for whoever runs it: health, metrics, the log for programs, an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.protocol.errors import RemoteError
from tests.server.sample_app import write_app
from tests.server.served import Served, error_lines, page, serve


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write_app(tmp_path / "sample")


def get(served: Served, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(served.url + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


async def until_health_is(served: Served, status: str) -> int:
    while True:
        code, body = await asyncio.to_thread(get, served, "healthz")
        if json.loads(body)["status"] == status:
            return code
        await asyncio.sleep(0.02)


def log(served: Served) -> list[dict[str, Any]]:
    return [json.loads(line) for line in error_lines(served).splitlines()]


async def test_health_follows_the_server_code(app: Path) -> None:
    with serve(app, "--reload") as served:
        assert await until_health_is(served, "ok") == 200
        (app / "server_code" / "Server.py").write_text("import nothing_of_that_name  # SECRET\n")
        assert await until_health_is(served, "broken") == 503
        assert "SECRET" not in get(served, "healthz")[1]
        (app / "server_code" / "Server.py").write_text("")
        assert await until_health_is(served, "ok") == 200


async def test_metrics_count_what_happened(app: Path) -> None:
    with serve(app) as served:
        async with page(served.socket_url) as tab, page(served.socket_url):
            await tab.call("add", 2, 3)
            await tab.fails("fail", "value", "no")
            await tab.fails("not there")
            status, text = await asyncio.to_thread(get, served, "metrics")
    assert status == 200
    assert 'formwright_calls_total{function="add",outcome="ok"} 1.0' in text
    assert 'formwright_calls_total{function="fail",outcome="error"} 1.0' in text
    assert 'formwright_calls_total{function="(unknown)",outcome="refused"} 1.0' in text
    assert "formwright_sockets 2.0" in text
    assert "formwright_sessions 2.0" in text
    assert "process_resident_memory_bytes" in text


async def test_the_log_for_programs_is_json_in_every_line(app: Path) -> None:
    (app / "client_code" / "Form1" / "form_template.yaml").write_text("container: [\n")
    with serve(app, "--log-format", "json", "--host", "0.0.0.0", "--allow-remote") as served:
        async with page(served.socket_url) as tab:
            await tab.call("say", 'two\nlines and a "quote"')
            await tab.fails("fail", "value", "no good")
        served.process.terminate()
        assert await asyncio.to_thread(served.process.wait, 20) == 0
        entries = log(served)
    assert all(entry["time"].endswith("Z") and entry["level"] and entry["event"] for entry in entries)
    by_event: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        by_event.setdefault(entry["event"], []).append(entry)
    said, failed = by_event["call"]
    assert (said["function"], said["ok"], said["level"]) == ("say", True, "info")
    assert said["milliseconds"] > 0
    assert (failed["function"], failed["level"], failed["error_type"]) == ("fail", "error", "ValueError")
    assert "no good" in failed["error"] and "server_code/Server.py" in failed["traceback"]
    assert said["session"] == failed["session"] != ""
    assert tab.session.startswith(said["session"]) and len(said["session"]) < len(tab.session) / 2
    printed = by_event["output"]
    assert "\n".join(entry["text"] for entry in printed) == 'two\nlines and a "quote"'
    assert {entry["call_id"] for entry in printed} == {said["call_id"]}
    assert by_event["ready"][0]["url"] == served.url
    assert "form_template.yaml" in by_event["problem"][0]["text"]
    warned, stopping = by_event["server"]
    assert "not encrypted" in warned["text"] and warned["level"] == "warning"
    assert "Stopping" in stopping["text"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
async def test_calls_of_several_browsers_finish_when_it_stops(app: Path, tmp_path: Path) -> None:
    with serve(app) as served:
        async with contextlib.AsyncExitStack() as stack:
            tabs = [await stack.enter_async_context(page(served.socket_url)) for _ in range(4)]
            begun = [tmp_path / f"started {number}" for number in range(len(tabs))]
            for tab, started in zip(tabs, begun, strict=True):
                await tab.send_call("slow", str(started), 1.5)
            while not all(started.exists() for started in begun):
                await asyncio.sleep(0.02)
            served.process.send_signal(signal.SIGTERM)
            assert await until_health_is(served, "stopping") == 503
            refused = await tabs[0].call("add", 1, 1)
            assert isinstance(refused, RemoteError) and refused.type.endswith("RuntimeUnavailableError")
            assert [await tab.answer() for tab in tabs] == [(1, "finished")] * len(tabs)
        assert await asyncio.to_thread(served.process.wait, 20) == 0


async def test_browsers_do_not_see_each_other(app: Path) -> None:
    (app / "server_code" / "Mine.py").write_text(
        "import anvil.server\n\n@anvil.server.callable\ndef count():\n"
        "    anvil.server.session['n'] = anvil.server.session.get('n', 0) + 1\n"
        "    return anvil.server.session['n']\n"
    )
    with serve(app) as served:
        async with contextlib.AsyncExitStack() as stack:
            tabs = [await stack.enter_async_context(page(served.socket_url)) for _ in range(5)]
            for turn in (1, 2, 3):
                assert await asyncio.gather(*[tab.call("count") for tab in tabs]) == [turn] * len(tabs)
