"""The Python of an app: its packages are installed while it runs, and it can be changed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.protocol.control import Event, Failed, Output, Reload, SetPython
from formwright.runtime.pythons import discover
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.host import Host
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult
from tests.server.packages import require_package
from tests.server.sample_app import write_app
from tests.server.served import page, serve


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and environments of the person who runs the tests stay out of it."""
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "user"))


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = write_app(tmp_path / "sample")
    require_package(folder)
    return folder


class Running:
    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        self.host = Host(load_app(folder), AppPython(folder), folder, "", self.events.append)

    async def call(self, function: str) -> str:
        answer = await self.host.calls.call(CallRequest(function, '{"a":[],"k":{}}'))
        match answer:
            case CallResult(body=body):
                return body
            case CallFailure(error=error):
                return f"{error.type}: {error.message}"

    def failures(self) -> list[str]:
        return [event.message for event in self.events if isinstance(event, Failed)]


async def test_the_app_runs_while_its_packages_are_installed(app: Path) -> None:
    running = Running(app)
    await running.host.start()
    # ModuleNotFoundError for now, unless uv was quicker than the first worker.
    assert "little_helper" in (first := await running.call("helped")) or first == '"helped"'
    assert (await running.call("step")).startswith("[1,")
    await running.host.prepared()
    assert await running.call("helped") == '"helped"'
    assert any("environment" in event.text for event in running.events if isinstance(event, Output))
    await running.host.close()


async def test_packages_that_cannot_be_installed_stop_nothing_else(app: Path) -> None:
    (app / "server_code" / "requirements.txt").write_text("./missing-1.0-py3-none-any.whl\n")
    running = Running(app)
    await running.host.start()
    await running.host.prepared()
    assert any("requirements.txt" in message for message in running.failures())
    assert "ModuleNotFoundError" in await running.call("helped")
    assert (await running.call("step")).startswith("[1,")
    await running.host.close()


async def test_changed_requirements_are_installed(tmp_path: Path) -> None:
    folder = write_app(tmp_path / "sample")
    running = Running(folder)
    await running.host.start()
    require_package(folder)
    await running.host.obey(Reload(("server_code/requirements.txt", "server_code/Helped.py")))
    await running.host.prepared()
    assert await running.call("helped") == '"helped"'
    await running.host.close()


async def test_a_wrong_python_is_refused_and_the_other_goes_on(app: Path, tmp_path: Path) -> None:
    running = Running(app)
    await running.host.start()
    await running.host.prepared()
    text = tmp_path / "not-python"
    text.write_text("#!/bin/sh\necho hello\n")
    text.chmod(0o755)
    for wrong in (str(tmp_path / "nowhere"), str(text)):
        await running.host.obey(SetPython(wrong))
        assert wrong in running.failures()[-1]
    assert await running.call("helped") == '"helped"'
    await running.host.close()


async def test_another_python_takes_over_and_the_default_comes_back(app: Path) -> None:
    others = [
        found.interpreter
        for found in discover().usable
        if found.interpreter.version[:2] != sys.version_info[:2]
    ]
    if not others:
        pytest.skip("there is one Python version only on this machine")
    running = Running(app)
    await running.host.start()
    await running.host.prepared()
    await running.host.obey(SetPython(str(others[0].path)))
    major, minor = others[0].version[:2]
    assert (await running.call("version")).replace(" ", "") == f"[{major},{minor}]"
    await running.host.obey(SetPython(""))
    await running.host.prepared()
    assert await running.call("helped") == '"helped"'
    await running.host.close()


async def test_the_command_line_waits_for_packages(app: Path) -> None:
    with serve(app) as served:
        async with page(served.socket_url) as tab:
            assert await tab.call("helped") == "helped"
    command = [sys.executable, "-m", "formwright", "call", str(app), "helped"]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )
    output, _ = await process.communicate()
    assert output == b'"helped"\n'
