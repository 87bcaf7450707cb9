"""Interpreters that do not work: every call says so and how to mend it; nothing is tried in a loop."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, launch_spec

SERVER = {"Main": "import anvil.server\n@anvil.server.callable\ndef fine(): return 1"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "does not exist"),
        ("folder", "may not be run"),
        ("#!/bin/sh\necho not a Python >&2\nexit 5\n", "it said: not a Python"),
        ("#!/bin/sh\nexit 0\n", "does not work as a Python interpreter"),
        ("nonsense", "cannot be started"),
    ],
)
async def test_wrong_interpreters(
    run_app: StartApp, tmp_path: Path, kind: str, content: str | None, words: str
) -> None:
    python = tmp_path / "python"
    if content == "folder":
        python.mkdir()
    elif content is not None:
        python.write_text(content)
        python.chmod(0o755)
    app = await run_app(launch_spec(SERVER, python=str(python)), kind)
    for _ in range(3):
        error = await app.error("fine")
        assert error.type == "anvil.server.RuntimeUnavailableError"
        assert words in error.message
        assert str(python) in error.message
        assert "settings" in error.message
    state = await app.ready()
    assert state.state == "failed" and "settings" in state.remedy
    assert len(app.states()) <= 4, "calls in quick succession do not start it again and again"


@pytest.mark.parametrize("kind", KINDS)
async def test_an_old_python_is_refused_politely(run_app: StartApp, tmp_path: Path, kind: str) -> None:
    """The bootstrap in an interpreter that believes to be 3.8."""
    python = tmp_path / "python"
    python.write_text(
        "#!/bin/sh\n"
        f'exec {sys.executable} -c "import sys, runpy; sys.hexversion = 0x03080000; '
        "sys.version = '3.8.1 (old)'; path = [a for a in sys.argv if a.endswith('bootstrap.py')][0]; "
        'runpy.run_path(path, run_name=\'__main__\')" "$@"\n'
    )
    python.chmod(0o755)
    app = await run_app(launch_spec(SERVER, python=str(python)), kind)
    error = await app.error("fine")
    assert error.type == "anvil.server.RuntimeUnavailableError"
    assert "this is Python 3.8.1; server code needs 3.9 or newer" in error.message


@pytest.mark.parametrize("kind", KINDS)
async def test_an_interpreter_that_gets_mended(run_app: StartApp, tmp_path: Path, kind: str) -> None:
    python = tmp_path / "python"
    app = await run_app(launch_spec(SERVER, python=str(python)), kind)
    assert (await app.error("fine")).type == "anvil.server.RuntimeUnavailableError"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    outcome = await app.outcome("fine")
    while "RuntimeUnavailableError" in repr(outcome):  # calls try again, though not too often
        await asyncio.sleep(0.1)
        outcome = await app.outcome("fine")
    assert await app.call("fine") == 1


async def test_a_template_that_cannot_hold_the_libraries(
    run_app: StartApp, tmp_path: Path, plain_environment: Path
) -> None:
    """A library that ends the process when nothing of the app is there: workers are spawned instead."""
    (plain_environment / "touchy.py").write_text(
        "import os, sys\nif not any(name.startswith('main_package') for name in sys.modules): os._exit(9)\n"
    )
    server = {"Main": SERVER["Main"] + "\nimport touchy"}
    app = await run_app(launch_spec(server, python=str(tmp_path / "python")))
    assert await app.call("fine") == 1
    assert (await app.ready()).state == "ready"


@pytest.fixture
def plain_environment(tmp_path: Path) -> Path:
    """A folder on the `sys.path` of the interpreter `tmp_path/python`."""
    folder = tmp_path / "site"
    folder.mkdir()
    hook = f"import sys; sys.path.append('{folder}'); "
    run = "import runpy; path = sys.argv[1]; sys.argv[:] = sys.argv[1:]; "
    (tmp_path / "python").write_text(
        "#!/bin/sh\n"
        "shift 4\n"  # -I -X utf8 -u
        f'exec {sys.executable} -I -u -c "{hook}{run}runpy.run_path(path, run_name=\'__main__\')" "$@"\n'
    )
    (tmp_path / "python").chmod(0o755)
    return folder
