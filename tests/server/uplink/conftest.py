"""The real client library in an environment of its own, and programs that use it."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.server.hosts import modes, serve_with
from tests.server.served import Served

KEY, CLIENT_KEY = "server_KEY-0123456789", "client_KEY-0123456789"
REQUIREMENTS = Path(__file__).parents[2] / "fixtures" / "uplink" / "requirements.txt"

MANIFEST = """\
name: Linked
package_name: Linked
startup: {{type: form, module: Form1}}
runtime_options: {{version: 2, client_version: '3', server_persist: {persistent}}}
metadata: {{title: Linked}}
config_schema:
  client: {{colour: {{default_value: red}}}}
  server: {{secret: {{default_value: hidden}}}}
"""
SERVER = """
import anvil, anvil.media, anvil.server
from . import Shapes

@anvil.server.callable
def double(value):
    return value * 2

@anvil.server.callable
def echo(value):
    return value

@anvil.server.callable
def refuse():
    raise ValueError("not today")

@anvil.server.callable
def same_name():
    return "app"

@anvil.server.callable
def who():
    here = anvil.server.context
    return [here.client.type, here.remote_caller.type, here.remote_caller.is_trusted]

@anvil.server.callable
def through(name, *args):
    return anvil.server.call(name, *args)

@anvil.server.callable
def kept_in_a_file():
    with open("kept.bin", "wb") as file:
        file.truncate(20_000_000)
    return anvil.server.call("size_of", anvil.media.from_file("kept.bin"))

@anvil.server.callable
def move(point):
    return Shapes.Point(point.x + 1, point.y)
"""
SHAPES = """
import anvil.server

@anvil.server.portable_class
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
"""
FORM = "container: {type: ColumnPanel}\nis_package: true\n"
PROGRAM = """
import json, sys, threading, time, datetime
import anvil, anvil.server, anvil.tz

def say(**data):
    sys.stdout.write(json.dumps(data, default=repr) + "\\n")
    sys.stdout.flush()

"""


@pytest.fixture(scope="session")
def uplink_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the client library."""
    place = tmp_path_factory.mktemp("uplink") / "env"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, place], check=True)
    python = place / "bin" / "python"
    quietly = ["pip", "install", "--quiet", "--require-hashes"]
    install: list[str | Path] = [*uv, *quietly, "-r", REQUIREMENTS, "--python", python]
    subprocess.run(install, check=True)
    return python


@pytest.fixture(params=modes(all_with_second=False))
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    persistent, python = request.param
    folder = tmp_path / "linked"
    files = {
        "anvil.yaml": MANIFEST.format(persistent=str(persistent).lower()),
        "server_code/Api.py": SERVER,
        "client_code/Shapes.py": SHAPES,
        "theme/assets/note.txt": "an asset",
        "client_code/Form1/form_template.yaml": FORM,
        "client_code/Form1/__init__.py": "from ._anvil_designer import Form1Template\n\n\n"
        "class Form1(Form1Template):\n    pass\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    with serve_with(python, folder, "--uplink-key", KEY, "--uplink-client-key", CLIENT_KEY) as served:
        yield served


@dataclass
class Program:
    """A script that is connected."""

    process: subprocess.Popen[str]

    def said(self) -> dict[str, Any]:
        """The next thing that it says by `say`."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                found = json.loads(line)
                assert isinstance(found, dict)
                return found
        raise AssertionError("the program ended")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


Connect = Callable[..., Program]


@pytest.fixture
def connect(uplink_python: Path, tmp_path: Path) -> Iterator[Connect]:
    """`connect(url, code)` runs the code with `anvil.server` connected, and goes on serving."""
    running: list[Program] = []

    def start(url: str, code: str, key: str = KEY) -> Program:
        address = url.replace("http://", "ws://") + "_/uplink"
        connected = f"anvil.server.connect({key!r}, url={address!r}, quiet=True)\n"
        text = textwrap.dedent(code)
        before, _, after = text.partition("# connected\n")
        script = tmp_path / f"program{len(running)}.py"
        script.write_text(f"{PROGRAM}{before}\n{connected}{after}\nthreading.Event().wait()\n", "utf-8")
        (tmp_path / "Linked").mkdir(exist_ok=True)
        (tmp_path / "Linked" / "__init__.py").touch()
        (tmp_path / "Linked" / "Shapes.py").write_text(SHAPES, "utf-8")
        program = Program(
            subprocess.Popen(
                [uplink_python, script], stdout=subprocess.PIPE, stderr=None, text=True, cwd=tmp_path
            )
        )
        running.append(program)
        return program

    yield start
    for program in running:
        program.end()
